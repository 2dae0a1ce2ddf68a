/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only an answer that says no is a no; a 408, a 5xx, a broken body or silence may come from a server that has
 * done it. */
#include "src/flow/refusal.h"

gboolean
write_was_refused(FetchProgress progress, const GError *error)
{
  if (progress == FETCH_NOT_SENT)
    return TRUE;
  if (progress != FETCH_ANSWERED || error->domain != API_ERROR)
    return FALSE;
  switch (error->code) {
  case API_ERROR_REFUSED:
  case API_ERROR_LOGIN:
  case API_ERROR_FORBIDDEN:
  case API_ERROR_NOT_FOUND:
  case API_ERROR_BUSY:
  case API_ERROR_READ_ONLY:
  case API_ERROR_WRONG_HOST:
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
write_is_doubtful(const GError *error)
{
  return error->domain != G_IO_ERROR && !write_was_refused(FETCH_ANSWERED, error);
}

gboolean
delete_is_doubtful(const GError *error)
{
  return write_is_doubtful(error) || g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND);
}

void
write_fail(GTask *task, const char *prefix, GError *error)
{
  if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error(&error, "%s: ", prefix);
  g_task_return_error(task, error);
}

gboolean
write_finds_nothing(const GError *error)
{
  return g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND) &&
         (api_error_code(error) != NULL || api_error_request_id(error) != NULL);
}
