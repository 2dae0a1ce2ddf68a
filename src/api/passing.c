/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/api/passing.h"

#include "src/api/api-error.h"
#include "src/net/fetch-error.h"

gboolean
error_is_passing(const GError *error)
{
  static const FetchError network[] = {FETCH_ERROR_NO_HOST, FETCH_ERROR_NO_CONNECTION, FETCH_ERROR_TIMEOUT,
                                       FETCH_ERROR_BROKEN, FETCH_ERROR_LATE};
  for (gsize i = 0; i < G_N_ELEMENTS(network); i++)
    if (g_error_matches(error, FETCH_ERROR, (int) network[i]))
      return TRUE;
  return g_error_matches(error, API_ERROR, API_ERROR_BUSY) ||
         g_error_matches(error, API_ERROR, API_ERROR_SERVER);
}
