/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTTP: a thread for each connection, so that a stalled one holds up nobody, and one lock around the world.
 */
#pragma once

#include "src/sandbox/fault.h"
#include "src/sandbox/options.h"
#include "src/sandbox/world.h"

typedef struct Server Server;

/* Listens; NULL and a reason (free with g_free) when that fails. World and book are the caller's and outlive
 * it. */
Server *server_start(const Options *options, World *world, FaultBook *book, char **reason);
guint server_port(const Server *server);

/* Sends what is due; for the clock of the main thread. */
void server_tick(Server *server);
