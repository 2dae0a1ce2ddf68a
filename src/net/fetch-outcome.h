/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a try, on the fetch thread: from what curl says to the outcome of a job.
 */
#pragma once

#include <curl/curl.h>

#include "src/net/fetch-job.h"

/* Writes the outcome of this try, a decoded answer included; TRUE when it may be tried again, as far as the
 * answer goes. The secret is masked in @body. @too_large: that was given up because it had passed the ask's
 * limit. */
gboolean fetch_outcome_read(Job *job, CURL *easy, CURLcode code, GString *body, gboolean too_large);

/* The milliseconds that the server asked to wait, in its header or its body; 0: none. After
 * fetch_outcome_read. */
gint64 fetch_outcome_pause(const Job *job, CURL *easy);
