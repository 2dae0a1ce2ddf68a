/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connections that this machine knows: in the keyring (libsecret, schema io.canvass.Connection), in the
 * config (token-command), or given in the environment (CANVASS_SERVER and CANVASS_TOKEN). Main thread only.
 * The calls read like GIO; every call to the keyring ends within KEYRING_SECONDS: no bus and no Secret
 * Service say so at once, a stuck one when the time is over. Where a person may have to unlock the keyring on
 * a desktop they get UNLOCK_SECONDS; where nobody could (no DISPLAY) a locked one says so at once. Cancelled
 * calls call back with G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <gio/gio.h>

#include "src/local/local-error.h"
#include "src/local/settings.h"

#define KEYRING_SECONDS 5
#define UNLOCK_SECONDS 60

typedef enum { CONNECTION_KEYRING, CONNECTION_COMMAND, CONNECTION_ENVIRONMENT } ConnectionSource;

typedef struct {
  char *name;
  char *server; /* "https://fra1.qualtrics.com"; from the config as it was typed there */
  gboolean read_only;
  gboolean is_default;
  ConnectionSource source;
} Connection;

Connection *connection_new(const char *name, const char *server, gboolean read_only, ConnectionSource source);
Connection *connection_copy(const Connection *connection);
void connection_free(Connection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Connection, connection_free)

/* What the program says aloud at the start when a token does not come from the keyring; NULL when it does.
 * New. */
char *connection_notice(const Connection *connection);

/* 1 to 64 characters without control characters, '/' and '['. */
gboolean connection_name_check(const char *name, GError **error);

/* Takes CANVASS_TOKEN out of the environment, so that no child sees it, into secret memory
 * (secret_text_free), and reads CANVASS_SERVER. NULL: not set. Called once, first thing in main. */
void environment_take_token(char **server, char **token);

typedef struct Connections Connections;

/* @settings is borrowed; the result outlives the calls that are under way on it. @server and @token: a
 * connection given from outside (the environment, --demo), or NULL; copied. */
Connections *connections_new(Settings *settings, const char *server, const char *token);
void connections_free(Connections *connections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Connections, connections_free)

/* All connections by name, the environment's first; GPtrArray of Connection, which owns them. When the
 * keyring gives no answer but others are there, the others are the answer and @keyring_error (may be NULL)
 * says why. With nothing at all the keyring's error is the call's. */
void connections_list_async(Connections *connections, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *connections_list_finish(Connections *connections, GAsyncResult *result, GError **keyring_error,
                                   GError **error);

/* The one of the environment's and the config's that @name means (NULL: the one to open when none is named),
 * whatever the keyring has, which is not asked; new, or NULL. */
Connection *connections_choose_near(const Connections *connections, const char *name);

/* The one that @name says (NULL: the environment's, else the default, else the only one); borrowed from
 * @list. LOCAL_ERROR_NOT_FOUND otherwise. */
const Connection *connections_choose(const GPtrArray *list, const char *name, GError **error);

/* The token of @connection in secret memory: free with secret_text_free. */
void connection_load_token_async(Connections *connections, const Connection *connection,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *connection_load_token_finish(Connections *connections, GAsyncResult *result, GError **error);

/* Stores (or replaces) @connection with @token in the keyring; is_default also makes it the default in the
 * settings. */
void connection_store_async(Connections *connections, const Connection *connection, const char *token,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean connection_store_finish(Connections *connections, GAsyncResult *result, GError **error);

/* Takes the connection called @name out of the keyring. LOCAL_ERROR_NOT_FOUND when it is not in there. */
void connection_remove_async(Connections *connections, const char *name, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean connection_remove_finish(Connections *connections, GAsyncResult *result, GError **error);
