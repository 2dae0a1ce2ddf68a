/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watching the responses of a survey come in. A look asks for the survey's counts, which is cheap, and
 * exports what is new when they moved; the pause until the next look grows while nothing comes. Every
 * response is told once: how far it came is kept (src/local/watch-state.h) when what came was told, not
 * before.
 */
#pragma once

#include "src/api/responses.h"
#include "src/local/paths.h"

typedef struct Watch Watch;

typedef struct {
  const char *survey_id;
  /* From when on; what was kept is forgotten then. TIMESTAMP_NONE: from where the last watch ended, and
   * without one from now on. */
  gint64 since;
  const Paths *paths; /* NULL: nothing is kept */
  /* Pauses between looks; 0: as is right for the server, from 30 s to 5 min for a real one. */
  guint shortest_ms, longest_ms;
} WatchOptions;

/* Called on the main loop; the watch may be freed in the last two. */
typedef struct {
  /* New ones, the oldest first, owned by the watch: how many of them, from the front, were told. Less than
   * all ends the watch: the rest comes the next time. */
  guint (*on_responses)(const GPtrArray *responses, gpointer data);
  /* A look is over; the next one is in @pause_ms. */
  void (*on_looked)(guint pause_ms, gpointer data);
  /* A look failed. @is_over: it is of no use to go on, or the first look already failed; else the next look
   * comes by itself. */
  void (*on_trouble)(const GError *error, gboolean is_over, gpointer data);
} WatchEvents;

/* Looks at once. The client must outlive it; @events is copied. NULL and a LOCAL_ERROR when what was kept
 * cannot be had. */
Watch *watch_new(ApiClient *client, const WatchOptions *options, const WatchEvents *events, gpointer data,
                 GError **error);
void watch_free(Watch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

/* Looks now, and exports whatever the counts say. */
void watch_look(Watch *watch);
