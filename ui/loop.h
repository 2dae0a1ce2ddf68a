/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop of the program: sources and priorities, one paint a turn, and the fact of being idle. Keys come
 * first and are drained together; nothing wakes the process when nothing happens. Main thread only. */
#pragma once
#include <glib.h>

typedef struct Loop Loop;

/* What the loop calls; each gets the `data` of loop_new(). */
typedef struct LoopHooks {
  void (*input)(gpointer data);             /* standard input has bytes: read all keys */
  void (*paint)(gpointer data);             /* once a turn, if invalidated */
  void (*resized)(gpointer data);           /* SIGWINCH; the loop paints afterwards */
  void (*ended)(gpointer data, int signal); /* SIGINT, SIGTERM, SIGHUP, or 0: standard input is closed */
  void (*suspended)(
      gpointer data); /* SIGTSTP or loop_suspend(): give the terminal back; the loop stops the process then */
  void (*resumed)(gpointer data); /* and takes it again here */
  char *(*state)(gpointer data);  /* what was painted last, for `idle_fd`; g_free() it */
} LoopHooks;

/* To `idle_fd` goes a line whenever something was painted ("painted STATE"), when the terminal is given to
 * another program or the process stops ("lent STATE"), and when there is nothing to paint and nothing under
 * way ("idle STATE"). -1: nobody is told. */
Loop *loop_new(const LoopHooks *hooks, gpointer data, int idle_fd);
void loop_free(Loop *loop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loop, loop_free)

/* Runs until loop_quit(). */
void loop_run(Loop *loop);
void loop_quit(Loop *loop);

/* Paint at the end of this turn. */
void loop_invalidate(Loop *loop);

/* Something a person waits for is under way (a fetch): the loop isn't idle while it returns TRUE. */
void loop_set_busy_check(Loop *loop, gboolean (*busy)(gpointer data), gpointer data);

/* Work in slices of a few milliseconds: `slice` is called when no key waits, until it returns
 * G_SOURCE_REMOVE. Returns an id for loop_remove_slice(); `destroy` (may be NULL) is called on `data` at the
 * end either way. */
guint loop_add_slice(Loop *loop, GSourceFunc slice, gpointer data, GDestroyNotify destroy);
void loop_remove_slice(Loop *loop, guint id);

/* Calls `tick` in a second, and again after as many seconds as it returns, until it returns 0; for
 * count-downs and for what is asked for again. Asking twice is harmless; there is one tick. */
void loop_start_ticking(Loop *loop, guint (*tick)(gpointer data), gpointer data);
/* Looks for input again after this many milliseconds, once (an unfinished escape sequence). */
void loop_input_later(Loop *loop, guint milliseconds);

/* While another program has the terminal, Ctrl-c and Ctrl-\ are meant for it, and Ctrl-z stops both. */
void loop_lend_terminal(Loop *loop, gboolean lent);

/* Ctrl-z: as if SIGTSTP had come. */
void loop_suspend(Loop *loop);
