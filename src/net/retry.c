/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/net/retry.h"

#define LONGEST_MS (60 * 1000)

static gboolean
is_passing(guint status)
{
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

gint64
retry_pause(FetchMethod method, FetchProgress progress, guint status, guint tries, gint64 retry_after_ms,
            double jitter)
{
  if (tries > RETRY_MOST)
    return -1;
  /* A POST that may have been received is never sent again: it may be mail to thousands. */
  if (method == FETCH_POST && progress != FETCH_NOT_SENT)
    return -1;
  if (progress == FETCH_ANSWERED && !is_passing(status))
    return -1;
  if (retry_after_ms > LONGEST_MS)
    return -1;
  gint64 pause = 500 << (tries > 0 ? tries - 1 : 0);
  pause += (gint64) ((double) pause * jitter);
  return MAX(pause, retry_after_ms);
}
