/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast requests go: one budget for all, learned from what the server says. Pure; times are monotonic us.
 */
#pragma once

#include <glib.h>

typedef struct {
  double rate, most; /* requests a second, now and at best */
  double saved;      /* requests that may go at once */
  gint64 last;
  gint64 paused_until;
  guint parallel;
} Pace;

/* @is_local: a server on this machine has no brand to share with. */
void pace_init(Pace *pace, gboolean is_local, gint64 now);

/* 0: go (and it is counted); otherwise the us to wait. */
gint64 pace_take(Pace *pace, gint64 now);

/* The server said 429: half the speed, and a pause. */
void pace_slow_down(Pace *pace, gint64 now, gint64 pause_ms);

/* The server answered in time: a little faster again. */
void pace_speed_up(Pace *pace);
