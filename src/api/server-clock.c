/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/api/server-clock.h"

/* By which a Date header may be behind: its second, and the way here. Of two that differ by no more the
 * greater is nearer. */
enum { SLACK_MS = 3000 };
enum { TURN_FORWARD = 2, TURN_BACK = 3 };

static gboolean
agree(gint64 one, gint64 other)
{
  return ABS(one - other) <= SLACK_MS;
}

static void
doubt(ServerClockDoubt *doubt, gint64 offset, gint64 steady_ms)
{
  if (doubt->count > 0 && agree(doubt->offset, offset)) {
    doubt->offset = MAX(doubt->offset, offset);
    doubt->count++;
  } else
    *doubt = (ServerClockDoubt){.offset = offset, .since = steady_ms, .count = 1};
}

static void
turn_to(ServerClock *clock, gint64 offset)
{
  *clock = (ServerClock){.is_known = TRUE, .offset = offset};
}

void
server_clock_take(ServerClock *clock, gint64 server_ms, gint64 steady_ms)
{
  gint64 offset = server_ms - steady_ms;
  if (!clock->is_known)
    turn_to(clock, offset);
  else if (agree(clock->offset, offset))
    turn_to(clock, MAX(clock->offset, offset));
  else if (offset > clock->offset) {
    doubt(&clock->ahead, offset, steady_ms);
    if (clock->ahead.count >= TURN_FORWARD)
      turn_to(clock, clock->ahead.offset);
  } else {
    doubt(&clock->behind, offset, steady_ms);
    /* The same kept reply, later, is further behind than the first time; by this much it agrees no more. */
    if (clock->behind.count >= TURN_BACK && steady_ms - clock->behind.since > SLACK_MS)
      turn_to(clock, clock->behind.offset);
  }
}

gint64
server_clock_at(const ServerClock *clock, gint64 steady_ms)
{
  return steady_ms + clock->offset;
}
