/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the connections of the keyring that is there and breaks it off after one turn of the main loop, after
 * two and so on, until it comes to its end. What GLib complains of ends the program. */
#include <stdio.h>
#include <stdlib.h>

#include "src/local/connections.h"
#include "src/local/keyring.h"

enum { TURNS = 2000 };

typedef struct {
  gboolean over, cancelled;
  guint count;
  char error[200];
} Run;

static void
on_listed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = keyring_list_finish(result, &error);
  run->over = TRUE;
  run->cancelled = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run->count = list ? list->len : 0;
  g_strlcpy(run->error, error ? error->message : "", sizeof run->error);
}

static Run
list(guint turns)
{
  Run run = {0};
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  keyring_list_async(cancellable, on_listed, &run);
  for (guint i = 0; i < turns && !run.over; i++)
    g_main_context_iteration(NULL, TRUE);
  g_cancellable_cancel(cancellable);
  while (!run.over)
    g_main_context_iteration(NULL, TRUE);
  while (g_main_context_iteration(NULL, FALSE))
    continue;
  return run;
}

int
main(void)
{
  g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  guint broken_off = 0;
  for (guint turns = 0; turns < TURNS; turns++) {
    Run run = list(turns);
    if (!run.cancelled) {
      printf("%u connections, broken off %s%s%s\n", run.count, broken_off > 5 ? "often" : "hardly",
             *run.error ? ": " : "", run.error);
      return EXIT_SUCCESS;
    }
    broken_off++;
  }
  puts("never came to an end");
  return EXIT_FAILURE;
}
