/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a command line to an open connection: settings, connections, the token, the client.
 */
#pragma once

#include "src/api/client.h"
#include "src/command/command.h"
#include "src/local/connections.h"

/* The settings and the connections of one run. */
typedef struct {
  const CommandContext *context; /* borrowed */
  Settings *settings;
  Connections *connections;
} Desk;

Desk *desk_open(const CommandContext *context, GError **error);
void desk_free(Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_free)

/* All connections, waited for. A keyring that gave no answer beside others is complained of. */
GPtrArray *desk_list(Desk *desk, GError **error);

/* The client of the connection called @name (NULL: as connections_choose has it), its token loaded. Says
 * aloud where the token comes from when that is not the keyring. */
ApiClient *desk_connect(Desk *desk, const char *name, GError **error);

/* Tells, after a call, that the server named another host. */
void warn_of_notice(const ApiClient *client);
