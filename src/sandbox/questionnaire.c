/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/questionnaire.h"

#include <string.h>

#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"

static const Question questions[] = {
    {"QID1",
     "Q1",
     "MC",
     "NPS",
     NULL,
     "How likely are you to recommend us?<br>",
     {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"},
     {NULL}},
    {"QID2",
     "Q2",
     "MC",
     "SAVR",
     "TX",
     "<div>What brought you to us?</div>",
     {"A friend", "The web", "An event", "Something else"},
     {NULL}},
    {"QID3",
     "Q3",
     "MC",
     "MAVR",
     "TX",
     "Which of these do you use? <em>(Tick all that apply)</em>",
     {"Newsletter", "Web site", "App", "Telephone"},
     {NULL}},
    {"QID4", "Q4", "TE", "ML", NULL, "What could we do better, ${m://FirstName}?", {NULL}, {NULL}},
    {"QID5",
     "Q5",
     "Matrix",
     "Likert",
     "SingleAnswer",
     "How satisfied are you with&hellip;",
     {"Not at all", "A little", "Quite", "Very"},
     {"the service", "the price &amp; terms", "the people"}},
};

const Question *
questionnaire_of(const Survey *survey, guint *n)
{
  *n = survey->auditable ? G_N_ELEMENTS(questions) : 0;
  return questions;
}

gboolean
question_is_nps(const Question *question)
{
  return strcmp(question->selector, "NPS") == 0;
}

gboolean
question_is_matrix(const Question *question)
{
  return strcmp(question->type, "Matrix") == 0;
}

gboolean
question_is_multiple(const Question *question)
{
  return strcmp(question->selector, "MAVR") == 0;
}

gboolean
question_is_text(const Question *question)
{
  return strcmp(question->type, "TE") == 0;
}

static guint
length_of(const char *const *texts, guint most)
{
  guint n = 0;
  while (n < most && texts[n])
    n++;
  return n;
}

guint
question_n_choices(const Question *question)
{
  return length_of(question->choices, MAX_CHOICES);
}

guint
question_n_rows(const Question *question)
{
  return length_of(question->rows, MAX_ROWS);
}

/* ## GET /surveys/{S} */

static void
add_choices(cJSON *json, const Question *question)
{
  cJSON *choices = cJSON_AddObjectToObject(json, "choices");
  for (guint i = 0; i < question_n_choices(question); i++) {
    g_autofree char *number = g_strdup_printf("%u", i + !question_is_nps(question));
    cJSON *choice = cJSON_AddObjectToObject(choices, number);
    cJSON_AddStringToObject(choice, "recode", number);
    cJSON_AddNullToObject(choice, "description");
    cJSON_AddStringToObject(choice, "choiceText", question->choices[i]);
    cJSON_AddTrueToObject(choice, "scoring");
  }
}

static cJSON *
question_json(const Question *question)
{
  cJSON *json = cJSON_CreateObject();
  cJSON *type = cJSON_AddObjectToObject(json, "questionType");
  cJSON_AddStringToObject(type, "type", question->type);
  cJSON_AddStringToObject(type, "selector", question->selector);
  cJSON_AddItemToObject(type, "subSelector", json_string_or_null(question->sub_selector));
  cJSON_AddStringToObject(json, "questionText", question->text);
  cJSON_AddNullToObject(json, "questionLabel");
  cJSON_AddFalseToObject(cJSON_AddObjectToObject(json, "validation"), "doesForceResponse");
  cJSON_AddStringToObject(json, "questionName", question->name);
  if (question_n_choices(question))
    add_choices(json, question);
  return json;
}

cJSON *
questionnaire_json(const Survey *survey)
{
  guint n;
  const Question *all = questionnaire_of(survey, &n);
  cJSON *json = cJSON_CreateObject();
  for (guint i = 0; i < n; i++)
    cJSON_AddItemToObject(json, all[i].id, question_json(&all[i]));
  return json;
}

/* ## GET /survey-definitions/{S} */

/* A map of numbers to {"Display": text}; PHP makes a list of it when the numbers begin with 0. */
static cJSON *
displays(const char *const *texts, guint n, guint first)
{
  cJSON *json = first ? cJSON_CreateObject() : cJSON_CreateArray();
  for (guint i = 0; i < n; i++) {
    cJSON *one = cJSON_CreateObject();
    cJSON_AddStringToObject(one, "Display", texts[i]);
    g_autofree char *number = g_strdup_printf("%u", i + first);
    if (first)
      cJSON_AddItemToObject(json, number, one);
    else
      cJSON_AddItemToArray(json, one);
  }
  return json;
}

static cJSON *
definition_json(const Question *question)
{
  cJSON *json = cJSON_CreateObject();
  guint n_choices = question_n_choices(question), n_rows = question_n_rows(question);
  cJSON *choices = displays(question->choices, n_choices, !question_is_nps(question));
  cJSON_AddStringToObject(json, "QuestionID", question->id);
  cJSON_AddStringToObject(json, "QuestionText", question->text);
  cJSON_AddStringToObject(json, "DataExportTag", question->name);
  cJSON_AddStringToObject(json, "QuestionType", question->type);
  cJSON_AddStringToObject(json, "Selector", question->selector);
  if (question->sub_selector)
    cJSON_AddStringToObject(json, "SubSelector", question->sub_selector);
  if (question_is_matrix(question)) {
    cJSON_AddItemToObject(json, "Choices", displays(question->rows, n_rows, 1));
    cJSON_AddItemToObject(json, "Answers", choices);
  } else
    cJSON_AddItemToObject(json, "Choices", choices);
  cJSON_AddArrayToObject(json, "Language");
  return json;
}

static void
add_blocks(cJSON *json, const Question *all, guint n)
{
  cJSON *block = cJSON_AddObjectToObject(cJSON_AddObjectToObject(json, "Blocks"), "BL_0sandboxblock00");
  cJSON_AddStringToObject(block, "Type", "Default");
  cJSON_AddStringToObject(block, "Description", "Default Question Block");
  cJSON *elements = cJSON_AddArrayToObject(block, "BlockElements");
  for (guint i = 0; i < n; i++) {
    cJSON *element = cJSON_CreateObject();
    cJSON_AddStringToObject(element, "Type", "Question");
    cJSON_AddStringToObject(element, "QuestionID", all[i].id);
    cJSON_AddItemToArray(elements, element);
  }
}

void
surveys_definition(Call *call)
{
  const Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey)
    return;
  guint n;
  const Question *all = questionnaire_of(survey, &n);
  cJSON *json = cJSON_CreateObject();
  g_autofree char *count = g_strdup_printf("%u", n); /* a string, as in the real one */
  cJSON_AddStringToObject(json, "SurveyID", call->params[0]);
  cJSON_AddStringToObject(json, "SurveyName", survey->name);
  cJSON_AddStringToObject(json, "SurveyStatus", survey->active ? "Active" : "Inactive");
  cJSON_AddStringToObject(json, "QuestionCount", count);
  add_blocks(json, all, n);
  cJSON *map = n ? cJSON_AddObjectToObject(json, "Questions") : cJSON_AddArrayToObject(json, "Questions");
  for (guint i = 0; i < n; i++)
    cJSON_AddItemToObject(map, all[i].id, definition_json(&all[i]));
  call_answer(call, json);
}
