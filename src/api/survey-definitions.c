/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PHP's heritage: a map whose names are the numbers from 0 comes as a list, and an empty one too. */
#include "src/api/survey-definitions.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/html-text.h"

/* The HTML of a member as one line. New; NULL when there is none. */
static char *
line_of(const cJSON *object, const char *name)
{
  const cJSON *value = json_get(object, name);
  return cJSON_IsString(value) ? html_as_line(value->valuestring) : NULL;
}

static void
add_displays(Question *question, const cJSON *all, void (*add)(Question *, const char *, const char *))
{
  const cJSON *one;
  guint n = 0;
  cJSON_ArrayForEach(one, all)
  {
    g_autofree char *number = one->string != NULL ? json_name(one) : g_strdup_printf("%u", n);
    g_autofree char *text = line_of(one, "Display");
    n++;
    if (text != NULL)
      add(question, number, text);
  }
}

/* A matrix has its statements where the others have their choices. */
static void
add_question(Questionnaire *questionnaire, const cJSON *item)
{
  g_autofree char *id = json_text(item, "QuestionID");
  g_autofree char *tag = json_text(item, "DataExportTag");
  g_autofree char *text = line_of(item, "QuestionText");
  const cJSON *choices = json_get(item, "Choices"), *answers = json_get(item, "Answers");
  if (id == NULL && item->string != NULL)
    id = json_name(item);
  if (id == NULL)
    return;
  Question *question = questionnaire_add(questionnaire, id, tag, text);
  gboolean has_statements = answers != NULL && answers->child != NULL;
  add_displays(question, choices, has_statements ? question_add_statement : question_add_choice);
  if (has_statements)
    add_displays(question, answers, question_add_choice);
}

static gpointer
decode_definition(const ApiReply *reply)
{
  const cJSON *item;
  if (!cJSON_IsObject(reply->result))
    return NULL;
  Questionnaire *questionnaire = questionnaire_new();
  cJSON_ArrayForEach(item, json_get(reply->result, "Questions"))
  {
    add_question(questionnaire, item);
  }
  return questionnaire;
}

void
survey_definition_get_async(ApiClient *client, const char *survey_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read what the survey asks", "survey-definitions", survey_id, NULL);
  api_call_decode(call, decode_definition, (GDestroyNotify) questionnaire_free);
  api_call_run(client, call, survey_definition_get_async, cancellable, callback, user_data);
}

Questionnaire *
survey_definition_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, survey_definition_get_async, NULL, error);
}
