/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server of a few lines on a loopback port, of sockets and pthreads only. The path says how it behaves:
 * /drop, /stall, /cut, /huge, /redirect, /noise (no HTTP), /flaky (503, then fine), /slow-down (429, then
 * fine), /drop-once; everything else is answered with 200 and its own path.
 */
#pragma once

#include <glib.h>

typedef struct SmallServer SmallServer;

SmallServer *small_server_new(void);
void small_server_free(SmallServer *server);

guint small_server_port(const SmallServer *server);
guint small_server_connections(SmallServer *server);
/* How many requests came for @path so far. */
guint small_server_hits(SmallServer *server, const char *path);
/* "METHOD PATH" of each request so far, a line each; and the whole head of the last one. */
char *small_server_requests(SmallServer *server);
char *small_server_last_head(SmallServer *server);
