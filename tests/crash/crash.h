/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A driver killed at one of its system calls. A driver prepares, stops itself (SIGSTOP), and then does the
 * one thing that must not happen twice; from that moment on the end of each of its system calls, in any of
 * its threads, is a point. Left out are those that only the process itself can tell (memory, time, locks
 * between its threads): to die after one is to die before it; and before a call is after the last one.
 */
#pragma once

#include <glib.h>

/* What is run: tests/crash/@driver URL HOME MODE. */
typedef struct {
  const char *driver;
  const char *url;
  const char *home;
  const char *mode;
} CrashRun;

/* Runs it and kills it at its @point-th stop (0: never), or when it has waited for @patience_ms (0: for ever)
 * since it began. The stops that there were; 0 where nothing can be traced. */
guint crash_at(const CrashRun *run, guint point, guint patience_ms);

/* What it prints in the end, not traced; new. */
char *crash_ask(const CrashRun *run);

gboolean crash_tries_all(void); /* CANVASS_KILL_POINTS is "all" */

/* The distance between two points of @stops for some @wanted of them, or for all of them. */
guint crash_step(guint stops, guint wanted);

/* Whether @fault (NULL: none) is to be tried: CANVASS_KILL_FAULTS may name some ("none,stall"), so that all
 * points of all faults can be shared among several processes. */
gboolean crash_wants(const char *fault);
