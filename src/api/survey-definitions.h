/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a survey asks. GET /survey-definitions/{S}.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/questionnaire.h"

void survey_definition_get_async(ApiClient *client, const char *survey_id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
Questionnaire *survey_definition_get_finish(ApiClient *client, GAsyncResult *result, GError **error);
