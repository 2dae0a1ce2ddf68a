/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person sets: $XDG_CONFIG_HOME/canvass/config, a key file (canvass-config(5)) that is kept with its
 * comments.
 *
 *   [canvass]
 *   undo-window = 300        seconds between "send now" and the mail
 *   default = work           the connection to open
 *   read-only = false        refuse every write, on all connections
 *   notify = bell            when a response comes: off, bell, osc9, osc777
 *   [connection work]        a connection whose token a command prints, for machines without a keyring
 *   server = fra1
 *   token-command = pass show qualtrics
 *   read-only = true
 *   colour = red             how its name stands in the top line; for a connection of the keyring too
 *   [keys]
 *   edit = i, F2             an action of ui/actions.c and its keys
 *
 * What the launch form had last is not a setting and lives apart, in state/launch-defaults.
 */
#pragma once

#include "src/local/paths.h"

typedef struct Settings Settings;

/* A missing file is an empty one. LOCAL_ERROR_FILE, with the line, when it cannot be understood. */
Settings *settings_load(const Paths *paths, GError **error);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

int settings_undo_window(const Settings *settings); /* seconds, 0 to 86400; 300 unless set */
gboolean settings_read_only(const Settings *settings);
const char *settings_notify(const Settings *settings); /* "off" unless set, "bell", "osc9" or "osc777" */
const char *settings_default_connection(const Settings *settings); /* NULL: none chosen */
/* Saved at once; NULL forgets it. */
gboolean settings_set_default_connection(Settings *settings, const char *name, GError **error);

/* Names of the [connection NAME] groups, NULL-terminated; and what stands in one. The strings are new; NULL:
 * not there. */
char **settings_connection_names(const Settings *settings);
char *settings_connection_server(const Settings *settings, const char *name);
char *settings_connection_command(const Settings *settings, const char *name);
gboolean settings_connection_read_only(const Settings *settings, const char *name);
char *settings_connection_colour(const Settings *settings, const char *name);
/* Sets @key of [connection NAME], saved at once; NULL takes it away, and the group with its last key. */
gboolean settings_set_connection_value(Settings *settings, const char *name, const char *key,
                                       const char *value, GError **error);

/* What stands before the "=" in [keys], NULL-terminated and new; the names need not be those of actions. */
char **settings_bound_actions(const Settings *settings);
/* The keys bound to @action, NULL-terminated and new; NULL when the file does not say. */
char **settings_keys(const Settings *settings, const char *action);

/* The launch form's last value of @field ("from-name", "from-email", "reply-to", ...) on @server; new, or
 * NULL. */
char *settings_launch_default(const Settings *settings, const char *server, const char *field);
/* @values: field to value, both strings. Saved at once. */
gboolean
settings_set_launch_defaults(Settings *settings, const char *server, GHashTable *values, GError **error);
