/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the bytes of a reply to its `result`, or to an error for a person. In this order: HTTP status, content
 * type, JSON, meta.error, the old envelope, meta.httpStatus of a 2xx, result. Runs on the fetch thread.
 */
#pragma once

#include <cjson/cJSON.h>

#include "src/net/fetch.h"

typedef struct {
  cJSON *root;         /* NULL: an empty body, which is fine for a write */
  const cJSON *result; /* may be NULL */
} Envelope;

/* @intent: "read the contacts". Fills @verdict's request ID, notice (the other host's name) and pause; TRUE,
 * or FALSE with @verdict's error. */
gboolean
envelope_open(Envelope *envelope, const FetchReply *reply, const char *intent, FetchVerdict *verdict);
void envelope_clear(Envelope *envelope);

/* An error for a reply that is not what the documentation promises. */
GError *envelope_bad_reply(const char *intent, const char *what, guint status, const char *request_id);
