/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the watching of a survey's responses came, kept in state/watch-... so that the next start goes on
 * from there: the server's token, and the IDs that were told already. One process at a time has it.
 */
#pragma once

#include "src/local/paths.h"

typedef struct {
  char *token;       /* where the server goes on from, or NULL */
  gint64 horizon;    /* ms: what was recorded before is not news, whether its ID is known or not */
  gint64 last;       /* when the newest that was told was recorded; TIMESTAMP_NONE: none was */
  gint64 counted;    /* how many responses the survey had at the last export; -1: unknown */
  GHashTable *known; /* ID -> gint64 *, when it was recorded */
  char *path;        /* NULL: it is not kept */
  int lock;          /* descriptor, -1: none */
} WatchState;

/* One that is not kept. */
WatchState *watch_state_new(void);

/* The one of this survey of this server; nothing in it yet (no token, horizon and last TIMESTAMP_NONE) when
 * there was none. NULL and LOCAL_ERROR_LOCKED while another process watches the same, LOCAL_ERROR_FILE when
 * it cannot be read or understood. */
WatchState *watch_state_open(const Paths *paths, const char *server, const char *survey_id, GError **error);
void watch_state_free(WatchState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WatchState, watch_state_free)

/* Forgets everything and begins at @horizon. */
void watch_state_begin(WatchState *state, gint64 horizon);

/* Is that response news? @recorded may be TIMESTAMP_NONE. */
gboolean watch_state_is_new(const WatchState *state, const char *response_id, gint64 recorded);
void watch_state_add(WatchState *state, const char *response_id, gint64 recorded);

/* Keeps it, synced; the oldest IDs go when there are more than enough, and the horizon moves up to them. */
gboolean watch_state_save(WatchState *state, GError **error);
