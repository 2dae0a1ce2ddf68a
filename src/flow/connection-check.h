/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a connection good, and for what? whoami, then one harmless question for each area of the API: a finding
 * a line, as it is found.
 */
#pragma once

#include "src/api/client.h"

typedef enum {
  CHECK_GOOD,
  CHECK_NOTE, /* not wrong, but good to know */
  CHECK_BAD,
} CheckKind;

/* @what: "token", "host", "clock", "proxy", or an area ("surveys"). Both strings are borrowed. */
typedef void (*CheckLine)(CheckKind kind, const char *what, const char *text, gpointer data);

/* @line is called with @user_data for each finding, on the main thread, never after a cancellation. Only
 * reads; @client is borrowed until the callback. */
void connection_check_async(ApiClient *client, GCancellable *cancellable, CheckLine line,
                            GAsyncReadyCallback callback, gpointer user_data);
/* TRUE: the token is good, whatever the areas said. FALSE and the error otherwise. */
gboolean connection_check_finish(GAsyncResult *result, GError **error);
