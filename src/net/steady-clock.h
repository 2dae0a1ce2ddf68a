/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A clock that nobody sets and that goes on while the machine sleeps. The clock on the wall jumps when it is
 * put right, and g_get_monotonic_time() stands still in a suspended laptop: neither can say how old a thing
 * is that mails people.
 */
#pragma once

#include <glib.h>
#include <time.h>

/* In us, since some time in the past. Any thread. */
static inline gint64
steady_clock_us(void)
{
  struct timespec now;
#ifdef CLOCK_BOOTTIME
  clock_gettime(CLOCK_BOOTTIME, &now);
#else
  clock_gettime(CLOCK_MONOTONIC, &now); /* elsewhere this one does not sleep */
#endif
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
