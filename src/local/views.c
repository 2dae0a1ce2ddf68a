/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key file: a group [PANE] with its columns, a group [PANE filters] with a line a filter. */
#include "src/local/views.h"

#include <string.h>

#define COLUMNS "columns"
#define LONGEST_NAME 32

struct Views {
  char *path;
  GKeyFile *file;
};

Views *
views_load(const Paths *paths)
{
  Views *views = g_new0(Views, 1);
  views->path = g_build_filename(paths->state, "views", NULL);
  views->file = g_key_file_new();
  g_key_file_load_from_file(views->file, views->path, G_KEY_FILE_NONE, NULL);
  return views;
}

void
views_free(Views *views)
{
  if (!views)
    return;
  g_key_file_unref(views->file);
  g_free(views->path);
  g_free(views);
}

static gboolean
save(const Views *views, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data(views->file, &length, NULL);
  return private_file_write(views->path, text, (gssize) length, error);
}

char **
views_columns(const Views *views, const char *pane)
{
  return g_key_file_get_string_list(views->file, pane, COLUMNS, NULL, NULL);
}

gboolean
views_set_columns(Views *views, const char *pane, const char *const *columns, GError **error)
{
  g_key_file_set_string_list(views->file, pane, COLUMNS, columns, g_strv_length((char **) columns));
  return save(views, error);
}

static char *
filters_group(const char *pane)
{
  return g_strconcat(pane, " filters", NULL);
}

char **
views_filters(const Views *views, const char *pane)
{
  g_autofree char *group = filters_group(pane);
  g_auto(GStrv) names = g_key_file_get_keys(views->file, group, NULL, NULL);
  g_autoptr(GPtrArray) good = g_ptr_array_new();
  for (char **name = names; name && *name; name++)
    if (views_filter_name_is_good(
            *name)) /* the file may have been written by anyone, in no encoding at all */
      g_ptr_array_add(good, g_strdup(*name));
  g_ptr_array_add(good, NULL);
  return (char **) g_ptr_array_free(g_steal_pointer(&good), FALSE);
}

char *
views_filter(const Views *views, const char *pane, const char *name)
{
  g_autofree char *group = filters_group(pane);
  return g_key_file_get_string(views->file, group, name, NULL);
}

gboolean
views_filter_name_is_good(const char *name)
{
  gsize length = strlen(name);
  return length > 0 && length <= LONGEST_NAME &&
         strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

gboolean
views_set_filter(Views *views, const char *pane, const char *name, const char *text, GError **error)
{
  g_autofree char *group = filters_group(pane);
  if (text)
    g_key_file_set_string(views->file, group, name, text);
  else
    g_key_file_remove_key(views->file, group, name, NULL);
  return save(views, error);
}
