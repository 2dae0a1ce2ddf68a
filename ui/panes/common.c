/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/common.h"

#include <gio/gio.h>

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

gboolean
has_waiting_launch(const Services *services, const char *list_id)
{
  const GPtrArray *pending = services->desk ? launch_desk_pending(services->desk) : NULL;
  for (guint i = 0; pending && i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    if (!list_id || g_strcmp0(launch->list_id, list_id) == 0)
      return TRUE;
  }
  return FALSE;
}

void
renew_cancellable(GCancellable **cancellable)
{
  if (*cancellable)
    g_cancellable_cancel(*cancellable);
  g_clear_object(cancellable);
  *cancellable = g_cancellable_new();
}

gint64
seconds_now(void)
{
  return g_get_monotonic_time() / G_USEC_PER_SEC;
}
