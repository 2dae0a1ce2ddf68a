/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calls that were made by hand, for the console: state/api-history, a line each, the newest last. A call
 * is its method and path, its query and its body; the token is none of these, and whoever adds a call has
 * looked that it does not stand in there.
 */
#pragma once

#include "src/local/paths.h"

typedef struct {
  const char *call;  /* "GET /whoami" */
  const char *query; /* "" without one */
  const char *body;  /* on one line; "" without one */
} CallHistoryEntry;

typedef struct CallHistory CallHistory;

/* What cannot be read is an empty one: it is a convenience. */
CallHistory *call_history_load(const Paths *paths);
void call_history_free(CallHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CallHistory, call_history_free)

guint call_history_length(const CallHistory *history);
/* 0 is the newest; the strings are the history's, until the next change. */
CallHistoryEntry call_history_nth(const CallHistory *history, guint n);
/* Adds a call as the newest one and saves; the same call before goes. A body that is very long is not kept.
 * LOCAL_ERROR_FILE or FULL. */
gboolean call_history_add(CallHistory *history, const CallHistoryEntry *entry, GError **error);
