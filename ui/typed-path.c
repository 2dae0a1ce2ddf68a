/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question begins with "~/", and a path is mostly pasted: what stands before a pasted one is forgotten.
 */
#include "ui/typed-path.h"

#include <string.h>

#include "src/model/clean-text.h"

enum { LONGEST_NAME = 1000 };

static const char *
after_blanks(const char *text)
{
  return text + strspn(text, " \t");
}

char *
typed_path_whole(const char *typed)
{
  const char *path = after_blanks(typed);
  while (g_str_has_prefix(path, "~/")) {
    const char *rest = after_blanks(path + 2);
    if (*rest != '/' && !g_str_has_prefix(rest, "~/"))
      break;
    path = rest;
  }
  g_autofree char *trimmed = g_strchomp(g_strdup(path));
  if (g_path_is_absolute(trimmed))
    return g_steal_pointer(&trimmed);
  return g_build_filename(g_get_home_dir(), g_str_has_prefix(trimmed, "~/") ? trimmed + 2 : trimmed, NULL);
}

/* Bytes of the name up to what could not be typed, or would not be shown as it is. */
static gsize
plain_length(const char *name)
{
  const char *end = name, *p = name;
  g_utf8_validate(name, -1, &end);
  while (p < end && g_unichar_isprint(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  return (gsize) (p - name);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
list_names(const char *folder, const char *begun, GPtrArray *names)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    if (!g_str_has_prefix(name, begun) || (*name == '.' && *begun != '.'))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    gboolean is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    g_ptr_array_add(names, g_strconcat(name, is_folder ? "/" : "", NULL));
  }
  g_ptr_array_sort(names, by_name);
}

/* Bytes with which all of them begin; whole characters that can be typed. */
static gsize
common_length(const GPtrArray *names)
{
  const char *first = g_ptr_array_index(names, 0);
  const char *end = first + plain_length(first);
  for (guint i = 1; i < names->len; i++) {
    const char *p = first, *other = g_ptr_array_index(names, i);
    while (p < end && strncmp(p, other, (gsize) (g_utf8_next_char(p) - p)) == 0) {
      other += g_utf8_next_char(p) - p;
      p = g_utf8_next_char(p);
    }
    end = p;
  }
  return (gsize) (end - first);
}

/* A name may have anything in it but a slash. */
static void
clean_names(GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *name = g_ptr_array_index(names, i);
    names->pdata[i] = clean_text(name, -1, LONGEST_NAME);
  }
}

char *
typed_path_complete(const char *typed, GPtrArray *names)
{
  if (strcmp(typed, "~") == 0)
    return g_strdup("~/");
  const char *slash = strrchr(typed, '/');
  const char *begun = slash ? slash + 1 : after_blanks(typed);
  g_autofree char *before = g_strndup(typed, (gsize) (begun - typed));
  g_autofree char *folder = typed_path_whole(before);
  list_names(folder, begun, names);
  if (names->len == 0)
    return g_strdup(typed);
  g_autofree char *common = g_strndup(g_ptr_array_index(names, 0), common_length(names));
  clean_names(names);
  return g_strconcat(before, common, NULL);
}
