/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This machine's errors: the domain, and errno put into words. */
#include "src/local/local-error.h"

#include <errno.h>

G_DEFINE_QUARK(canvass - local - error - quark, local_error)

gboolean
local_error_set_errno(GError **error, int saved, const char *doing, const char *path)
{
  gboolean full = saved == ENOSPC || saved == EDQUOT;
  g_set_error(error, LOCAL_ERROR, full ? LOCAL_ERROR_FULL : LOCAL_ERROR_FILE, "%s %s: %s", doing, path,
              g_strerror(saved));
  return FALSE;
}
