/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two key files: the person's config, which is kept as they wrote it, and the launch form's last values. */
#include "src/local/settings.h"

#include <string.h>

#include "src/local/local-error.h"
#include "src/model/clean-text.h"

#define GROUP "canvass"
#define CONNECTION_PREFIX "connection "
#define UNDO_WINDOW_DEFAULT 300
#define UNDO_WINDOW_MOST 86400

struct Settings {
  char *config_path;
  char *launch_path;
  GKeyFile *config;
  GKeyFile *launch;
  int undo_window;
  gboolean read_only;
  char *notify;
  char *default_connection;
};

static GKeyFile *
load_key_file(const char *path, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GError) cause = NULL;
  if (!g_key_file_load_from_file(file, path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS,
                                 &cause) &&
      !g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
      !g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOTDIR)) {
    g_autofree char *why = clean_text(cause->message, -1, G_MAXSIZE); /* it quotes the file */
    gboolean is_wrong = cause->domain == G_KEY_FILE_ERROR;
    g_set_error(error, LOCAL_ERROR, is_wrong ? LOCAL_ERROR_CONFIG : LOCAL_ERROR_FILE, "%s: %s", path, why);
    return NULL;
  }
  return g_steal_pointer(&file);
}

static gboolean
save_key_file(GKeyFile *file, const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data(file, &length, NULL);
  return private_file_write(path, text, (gssize) length, error);
}

/* TRUE and @value untouched when the key is not there. */
static gboolean
read_boolean(const Settings *settings, const char *group, const char *key, gboolean *value, GError **error)
{
  if (!g_key_file_has_key(settings->config, group, key, NULL))
    return TRUE;
  g_autoptr(GError) cause = NULL;
  gboolean found = g_key_file_get_boolean(settings->config, group, key, &cause);
  if (cause) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG, "%s: %s must be true or false", settings->config_path,
                key);
    return FALSE;
  }
  *value = found;
  return TRUE;
}

static gboolean
read_undo_window(Settings *settings, GError **error)
{
  settings->undo_window = UNDO_WINDOW_DEFAULT;
  if (!g_key_file_has_key(settings->config, GROUP, "undo-window", NULL))
    return TRUE;
  g_autoptr(GError) cause = NULL;
  int seconds = g_key_file_get_integer(settings->config, GROUP, "undo-window", &cause);
  if (cause || seconds < 0 || seconds > UNDO_WINDOW_MOST) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG, "%s: undo-window must be 0 to %d seconds",
                settings->config_path, UNDO_WINDOW_MOST);
    return FALSE;
  }
  settings->undo_window = seconds;
  return TRUE;
}

static gboolean
read_notify(Settings *settings, GError **error)
{
  static const char *const ways[] = {"off", "bell", "osc9", "osc777", NULL};
  settings->notify = g_key_file_get_string(settings->config, GROUP, "notify", NULL);
  if (!settings->notify)
    settings->notify = g_strdup("off");
  if (g_strv_contains(ways, settings->notify))
    return TRUE;
  g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG, "%s: notify must be off, bell, osc9 or osc777",
              settings->config_path);
  return FALSE;
}

static gboolean
check_colour(const Settings *settings, const char *group, GError **error)
{
  static const char *const colours[] = {"red", "green", "yellow", "blue", "magenta", "cyan"};
  g_autofree char *colour = g_key_file_get_string(settings->config, group, "colour", NULL);
  for (gsize i = 0; colour && i < G_N_ELEMENTS(colours); i++)
    if (g_ascii_strcasecmp(colour, colours[i]) == 0)
      return TRUE;
  if (!colour)
    return TRUE;
  g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG,
              "%s: colour must be red, green, yellow, blue, magenta or cyan", settings->config_path);
  return FALSE;
}

/* The keys that a group may have; NULL: any. FALSE if there is no such group. */
static gboolean
known_keys(const char *group, const char *const **keys)
{
  static const char *const of_canvass[] = {"default", "read-only", "notify", "undo-window", NULL};
  static const char *const of_connection[] = {"server", "token-command", "read-only", "colour", NULL};
  const char *name = g_str_has_prefix(group, CONNECTION_PREFIX) ? group + strlen(CONNECTION_PREFIX) : "";
  *keys = strcmp(group, GROUP) == 0 ? of_canvass : *name ? of_connection : NULL;
  gboolean trimmed = !g_ascii_isspace(*name) && (!*name || !g_ascii_isspace(name[strlen(name) - 1]));
  return trimmed && (*keys || strcmp(group, "keys") == 0);
}

static gboolean
check_group(const Settings *settings, const char *group, GError **error)
{
  const char *const *known;
  g_autofree char *name = clean_text(group, -1, G_MAXSIZE); /* for a person */
  if (!known_keys(group, &known)) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG,
                "%s: there is no group [%s]; there are [canvass], [connection NAME] and [keys]",
                settings->config_path, name);
    return FALSE;
  }
  g_auto(GStrv) keys = g_key_file_get_keys(settings->config, group, NULL, NULL);
  for (char **key = keys; known && key && *key; key++)
    if (!g_strv_contains(known, *key)) {
      g_autofree char *all = g_strjoinv(", ", (char **) known);
      g_autofree char *unknown = clean_text(*key, -1, G_MAXSIZE);
      g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_CONFIG, "%s: [%s] has no \"%s\"; it has %s",
                  settings->config_path, name, unknown, all);
      return FALSE;
    }
  return TRUE;
}

/* A "read-only" that cannot be understood must not pass as "may write", nor one that is misspelt or stands at
 * the wrong place, so what is not known is found at the start. */
static gboolean
check_groups(const Settings *settings, GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups(settings->config, NULL);
  for (char **group = groups; *group; group++) {
    gboolean ignored;
    if (!check_group(settings, *group, error) ||
        !read_boolean(settings, *group, "read-only", &ignored, error) ||
        !check_colour(settings, *group, error))
      return FALSE;
  }
  return TRUE;
}

Settings *
settings_load(const Paths *paths, GError **error)
{
  g_autoptr(Settings) settings = g_new0(Settings, 1);
  settings->config_path = g_build_filename(paths->config, "config", NULL);
  settings->launch_path = g_build_filename(paths->state, "launch-defaults", NULL);
  settings->config = load_key_file(settings->config_path, error);
  if (!settings->config || !read_undo_window(settings, error) || !read_notify(settings, error) ||
      !check_groups(settings, error) ||
      !read_boolean(settings, GROUP, "read-only", &settings->read_only, error))
    return NULL;
  settings->default_connection = g_key_file_get_string(settings->config, GROUP, "default", NULL);
  /* Only a convenience: a damaged one starts anew. */
  settings->launch = load_key_file(settings->launch_path, NULL);
  if (!settings->launch)
    settings->launch = g_key_file_new();
  return g_steal_pointer(&settings);
}

void
settings_free(Settings *settings)
{
  if (!settings)
    return;
  g_clear_pointer(&settings->config, g_key_file_unref);
  g_clear_pointer(&settings->launch, g_key_file_unref);
  g_free(settings->config_path);
  g_free(settings->notify);
  g_free(settings->launch_path);
  g_free(settings->default_connection);
  g_free(settings);
}

int
settings_undo_window(const Settings *settings)
{
  return settings->undo_window;
}

gboolean
settings_read_only(const Settings *settings)
{
  return settings->read_only;
}

const char *
settings_notify(const Settings *settings)
{
  return settings->notify;
}

const char *
settings_default_connection(const Settings *settings)
{
  return settings->default_connection;
}

gboolean
settings_set_default_connection(Settings *settings, const char *name, GError **error)
{
  g_autofree char *kept = g_strdup(name);
  if (name)
    g_key_file_set_string(settings->config, GROUP, "default", name);
  else
    g_key_file_remove_key(settings->config, GROUP, "default", NULL);
  g_free(settings->default_connection);
  settings->default_connection = g_steal_pointer(&kept);
  return save_key_file(settings->config, settings->config_path, error);
}

char **
settings_connection_names(const Settings *settings)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_auto(GStrv) groups = g_key_file_get_groups(settings->config, NULL);
  for (char **group = groups; *group; group++)
    if (g_str_has_prefix(*group, CONNECTION_PREFIX))
      g_ptr_array_add(names, g_strstrip(g_strdup(*group + strlen(CONNECTION_PREFIX))));
  g_ptr_array_add(names, NULL);
  return (char **) g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static char *
connection_value(const Settings *settings, const char *name, const char *key)
{
  g_autofree char *group = g_strconcat(CONNECTION_PREFIX, name, NULL);
  return g_key_file_get_string(settings->config, group, key, NULL);
}

char *
settings_connection_server(const Settings *settings, const char *name)
{
  return connection_value(settings, name, "server");
}

char *
settings_connection_command(const Settings *settings, const char *name)
{
  return connection_value(settings, name, "token-command");
}

gboolean
settings_connection_read_only(const Settings *settings, const char *name)
{
  g_autofree char *group = g_strconcat(CONNECTION_PREFIX, name, NULL);
  return g_key_file_get_boolean(settings->config, group, "read-only", NULL);
}

char *
settings_connection_colour(const Settings *settings, const char *name)
{
  return connection_value(settings, name, "colour");
}

gboolean
settings_set_connection_value(Settings *settings, const char *name, const char *key, const char *value,
                              GError **error)
{
  g_autofree char *group = g_strconcat(CONNECTION_PREFIX, name, NULL);
  g_autofree char *before = g_key_file_get_string(settings->config, group, key, NULL);
  if (g_strcmp0(before, value) == 0)
    return TRUE;
  if (value)
    g_key_file_set_string(settings->config, group, key, value);
  else
    g_key_file_remove_key(settings->config, group, key, NULL);
  g_auto(GStrv) left = g_key_file_get_keys(settings->config, group, NULL, NULL);
  if (left && !*left)
    g_key_file_remove_group(settings->config, group, NULL);
  return save_key_file(settings->config, settings->config_path, error);
}

char **
settings_bound_actions(const Settings *settings)
{
  char **names = g_key_file_get_keys(settings->config, "keys", NULL, NULL);
  return names ? names : g_new0(char *, 1);
}

char **
settings_keys(const Settings *settings, const char *action)
{
  g_autofree char *value = g_key_file_get_string(settings->config, "keys", action, NULL);
  if (!value)
    return NULL;
  g_auto(GStrv) parts = g_strsplit(value, ",", -1);
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  for (char **part = parts; *part; part++)
    if (*g_strstrip(*part))
      g_ptr_array_add(keys, g_strdup(*part));
  g_ptr_array_add(keys, NULL);
  return (char **) g_ptr_array_free(g_steal_pointer(&keys), FALSE);
}

char *
settings_launch_default(const Settings *settings, const char *server, const char *field)
{
  return g_key_file_get_string(settings->launch, server, field, NULL);
}

gboolean
settings_set_launch_defaults(Settings *settings, const char *server, GHashTable *values, GError **error)
{
  GHashTableIter iter;
  gpointer field, value;
  g_hash_table_iter_init(&iter, values);
  while (g_hash_table_iter_next(&iter, &field, &value))
    g_key_file_set_string(settings->launch, server, field, value);
  return save_key_file(settings->launch, settings->launch_path, error);
}
