/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/net/pace.h"

#define BURST_SECONDS 2.0
/* A pause that a server asks for is believed up to here. */
#define LONGEST_PAUSE_MS ((gint64) 5 * 60 * 1000)

void
pace_init(Pace *pace, gboolean is_local, gint64 now)
{
  *pace = (Pace){
      .rate = is_local ? 1000 : 5, .most = is_local ? 1000 : 20, .last = now, .parallel = is_local ? 6 : 4};
  pace->saved = pace->rate * BURST_SECONDS;
}

gint64
pace_take(Pace *pace, gint64 now)
{
  if (now < pace->paused_until)
    return pace->paused_until - now;
  pace->saved = MIN(pace->saved + (double) (now - pace->last) / G_USEC_PER_SEC * pace->rate,
                    pace->rate * BURST_SECONDS);
  pace->last = now;
  if (pace->saved < 1)
    return (gint64) ((1 - pace->saved) / pace->rate * G_USEC_PER_SEC) + 1;
  pace->saved -= 1;
  return 0;
}

void
pace_slow_down(Pace *pace, gint64 now, gint64 pause_ms)
{
  pace->rate = MAX(pace->rate / 2, 0.5);
  pace->saved = 0;
  pace->paused_until = MAX(pace->paused_until, now + CLAMP(pause_ms, 0, LONGEST_PAUSE_MS) * 1000);
}

void
pace_speed_up(Pace *pace)
{
  pace->rate = MIN(pace->rate * 1.02, pace->most);
}
