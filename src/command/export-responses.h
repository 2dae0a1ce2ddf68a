/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All responses of a survey, as a table or as they came.
 */
#pragma once

#include <stdio.h>

#include "src/api/client.h"

typedef struct {
  const char *survey_id;
  gint64 since; /* TIMESTAMP_NONE: all */
  gboolean json, labels;
} ResponseTable;

/* Writes them to @out; FALSE and an error when the server says no. */
gboolean export_responses(ApiClient *client, const ResponseTable *table, FILE *out, GError **error);
