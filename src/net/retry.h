/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a request may be sent again, and after how long. Pure.
 */
#pragma once

#include "src/net/fetch.h"

#define RETRY_MOST 3

/* @status: HTTP, 0 without an answer. @tries: how often it was sent already. @retry_after_ms: what the server
 * asked for, 0 nothing; it must not ask for more than a minute. @jitter: 0 to 1. Returns the pause in ms, or
 * -1: not again. */
gint64 retry_pause(FetchMethod method, FetchProgress progress, guint status, guint tries,
                   gint64 retry_after_ms, double jitter);
