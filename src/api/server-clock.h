/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What time it is at the server, by what its replies say and a clock that nobody sets. A reply may be an old
 * one out of a cache, or of a server whose clock is wrong: the first is believed, and from then on no single
 * one turns the clock. Forward it is turned when two in a row agree, for no old reply is ahead; back only
 * when three do, over more time than one kept reply could be taken for a fresh one.
 */
#pragma once

#include <glib.h>

/* Replies in a row that agree with each other, and not with the clock. */
typedef struct {
  gint64 offset; /* ms that the server is ahead of the steady clock by them */
  gint64 since;  /* steady ms */
  guint count;
} ServerClockDoubt;

/* All zero: it knows nothing. */
typedef struct {
  gboolean is_known;
  gint64 offset;
  ServerClockDoubt ahead, behind;
} ServerClock;

/* A reply whose Date was read at @steady_ms. */
void server_clock_take(ServerClock *clock, gint64 server_ms, gint64 steady_ms);
/* Only when it is known. */
gint64 server_clock_at(const ServerClock *clock, gint64 steady_ms);
