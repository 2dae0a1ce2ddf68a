/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What call.c needs of the client. */
#pragma once

#include "src/api/client.h"

/* Whether a write may go out to @url; API_ERROR_READ_ONLY or API_ERROR_WRONG_HOST. */
gboolean api_client_may_write(const ApiClient *client, const char *url, GError **error);

/* Takes the clock and the notice from an outcome. */
void api_client_learn(ApiClient *client, const FetchOutcome *outcome);
