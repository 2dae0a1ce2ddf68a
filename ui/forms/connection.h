/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A connection: a name, a server, a token from the keyring or from a command. What is new about it is tried
 * with whoami before it is kept. The token is typed unseen, goes into secret memory and from there to the
 * keyring.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* A new one, which is opened once it is kept. @reason (may be NULL) says why a person is asked for one. */
Overlay *connection_form_new(const PaneHost *host, Services *services, const char *reason);
/* One that is there (copied). The open one is opened anew; after any other the pane in focus is refreshed.
 * @server (may be NULL) stands in place of its own one. */
Overlay *connection_form_edit(const PaneHost *host, Services *services, const Connection *connection,
                              const char *server);
