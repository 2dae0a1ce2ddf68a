/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/asks.h"

gboolean
was_cancelled(const GError *error)
{
  return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
say_failed(Pane *pane, const char *what, const GError *error)
{
  pane_say(pane, MESSAGE_ERROR, "%s: %s", what, error->message);
}

void
drop_cancellable(GCancellable **cancellable)
{
  if (*cancellable)
    g_cancellable_cancel(*cancellable);
  g_clear_object(cancellable);
}

void
renew_cancellable(GCancellable **cancellable)
{
  drop_cancellable(cancellable);
  *cancellable = g_cancellable_new();
}

gint64
seconds_now(void)
{
  return g_get_monotonic_time() / G_USEC_PER_SEC;
}

void
ask_again_begin(AskAgain *again)
{
  again->loading = TRUE;
  again->by_itself = FALSE;
}

void
ask_again_answered(AskAgain *again, gboolean failed)
{
  enum { MOST = 6 };
  again->loading = FALSE;
  again->answered = seconds_now();
  again->failures = failed ? MIN(again->failures + 1, MOST) : 0;
}

gint64
ask_again_due(const AskAgain *again, guint seconds)
{
  return again->answered + ((gint64) seconds << again->failures) - seconds_now();
}
