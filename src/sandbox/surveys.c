/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Surveys: the list in its old paging by offset, which ends with an empty page; reading, renaming,
 * activating.
 */
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/questionnaire.h"
#include "src/sandbox/response.h"

enum { SURVEY_PAGE = 100 };

static cJSON *
survey_element(const Survey *survey)
{
  g_autofree char *id = id_new("SV", survey->index);
  g_autofree char *owner = world_user_id();
  g_autofree char *created = iso_from_ms(survey->created);
  g_autofree char *modified = iso_from_ms(survey->modified);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "id", id);
  cJSON_AddStringToObject(json, "name", survey->name);
  cJSON_AddStringToObject(json, "ownerId", owner);
  cJSON_AddStringToObject(json, "lastModified", modified);
  if (survey->index != 2) /* an answer older than the key */
    cJSON_AddStringToObject(json, "creationDate", created);
  cJSON_AddBoolToObject(json, "isActive", survey->active);
  return json;
}

void
surveys_index(Call *call)
{
  const char *asked = call_query(call, "offset");
  guint64 offset = asked ? g_ascii_strtoull(asked, NULL, 10) : 0;
  cJSON *result = cJSON_CreateObject();
  cJSON *elements = cJSON_AddArrayToObject(result, "elements");
  for (guint64 i = offset; i < call->world->surveys->len && i < offset + SURVEY_PAGE; i++) {
    const Survey *survey = call->world->surveys->pdata[i];
    if (!survey->gone)
      cJSON_AddItemToArray(elements, survey_element(survey));
  }
  if (elements->child) {
    g_autofree char *next = g_strdup_printf("http://%s/API/v3/surveys?offset=%" G_GUINT64_FORMAT, call->host,
                                            offset + SURVEY_PAGE);
    cJSON_AddStringToObject(result, "nextPage", next);
  } else
    cJSON_AddNullToObject(result, "nextPage");
  call_answer(call, result);
}

void
surveys_get(Call *call)
{
  const Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey)
    return;
  cJSON *json = survey_element(survey);
  g_autofree char *created = iso_from_ms(survey->created);
  cJSON *modified = cJSON_DetachItemFromObjectCaseSensitive(json, "lastModified");
  cJSON_DeleteItemFromObjectCaseSensitive(json, "creationDate");
  cJSON_AddStringToObject(json, "organizationId", "sandbox");
  cJSON_AddStringToObject(json, "creationDate", created);
  cJSON_AddItemToObject(json, "lastModifiedDate", modified);
  cJSON *expiration = cJSON_AddObjectToObject(json, "expiration");
  cJSON_AddItemToObject(expiration, "startDate", json_string_or_null(survey->expiration_start));
  cJSON_AddItemToObject(expiration, "endDate", json_string_or_null(survey->expiration_end));
  cJSON_AddItemToObject(json, "questions", questionnaire_json(survey));
  cJSON_AddObjectToObject(json, "exportColumnMap");
  cJSON_AddObjectToObject(json, "blocks");
  cJSON_AddArrayToObject(json, "flow");
  cJSON_AddArrayToObject(json, "embeddedData");
  cJSON *counts = cJSON_AddObjectToObject(json, "responseCounts");
  cJSON_AddNumberToObject(counts, "auditable", responses_count(call->world, survey));
  cJSON_AddNumberToObject(counts, "generated", survey->index % 3);
  cJSON_AddNumberToObject(counts, "deleted", survey->index % 2);
  call_answer(call, json);
}

static void
set_text(char **field, const char *text)
{
  g_free(*field);
  *field = g_strdup(text);
}

void
surveys_update(Call *call)
{
  static const BodyKey keys[] = {
      {"name", BODY_STRING}, {"isActive", BODY_BOOLEAN}, {"expiration", BODY_OBJECT}};
  static const BodyKey dates[] = {{"startDate", BODY_MOMENT}, {"endDate", BODY_MOMENT}};
  Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey || !body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  const cJSON *expiration = cJSON_GetObjectItemCaseSensitive(call->body, "expiration");
  if (expiration && !body_check(call, expiration, dates, G_N_ELEMENTS(dates)))
    return;
  const cJSON *active = cJSON_GetObjectItemCaseSensitive(call->body, "isActive");
  if (active)
    survey->active = cJSON_IsTrue(active);
  if (body_string(call->body, "name"))
    set_text(&survey->name, body_string(call->body, "name"));
  if (expiration) {
    set_text(&survey->expiration_start, body_string(expiration, "startDate"));
    set_text(&survey->expiration_end, body_string(expiration, "endDate"));
  }
  survey->modified = world_now(call->world);
  call_done(call);
}

void
surveys_metadata(Call *call)
{
  guint64 index;
  if (!id_parse("SV", call->params[0], &index) || index >= call->world->surveys->len) {
    call_refuse(call, 403, "QMST_2.1", "The operation is forbidden.");
    return;
  }
  const Survey *survey = call->world->surveys->pdata[index];
  g_autofree char *created = plain_date_from_ms(survey->created);
  g_autofree char *modified = plain_date_from_ms(survey->modified);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "SurveyID", call->params[0]);
  cJSON_AddStringToObject(json, "SurveyName", survey->name);
  cJSON_AddStringToObject(json, "SurveyStatus", survey->active ? "Active" : "Inactive");
  cJSON_AddStringToObject(json, "CreationDate", created);
  cJSON_AddStringToObject(json, "LastModified", modified);
  cJSON_AddStringToObject(json, "BrandBaseURL", "sandbox.example.org");
  call_answer(call, json);
}
