/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody answered, thrown with the dice of the response: numbers, numeric strings and lists mixed as
 * in the real thing. Some of the words are what careful clients meet: line ends, formulas, terminal controls.
 */
#include "src/sandbox/response.h"

#include <string.h>

#include "src/sandbox/ids.h"
#include "src/sandbox/questionnaire.h"

static const char *const words[] = {
    "All is well, thank you!",
    "Shorter waiting times on the phone, please.",
    "Più orari serali.\nE un numero verde.",
    "Nichts – weiter so 👍",
    "=HYPERLINK(\"http://example.org\")",
    "もっと早く返事がほしいです。",
    "The new web site is confusing: I could not find my invoices, and the search found nothing.",
    "\x1b[31mred\x1b[0m and \xe2\x80\xaethgir ot tfel\xe2\x80\xac",
    "",
    "A \"quoted\", comma-ridden; answer",
};

typedef struct {
  const Question *question;
  guint64 dice;
  cJSON *values, *labels, *fields, *displayed;
} Answer;

static void
add_value(Answer *answer, const char *key, guint choice)
{
  const Question *question = answer->question;
  cJSON_AddNumberToObject(answer->values, key, choice + !question_is_nps(question));
  cJSON_AddStringToObject(answer->labels, key, question->choices[choice]);
  cJSON_AddItemToArray(answer->fields, cJSON_CreateString(key));
  cJSON *displayed = cJSON_AddArrayToObject(answer->displayed, key);
  for (guint i = 0; i < question_n_choices(question); i++)
    cJSON_AddItemToArray(displayed, cJSON_CreateNumber(i + !question_is_nps(question)));
}

/* The ticked ones are strings, in a list. */
static void
add_multiple(Answer *answer)
{
  const Question *question = answer->question;
  cJSON *values = cJSON_AddArrayToObject(answer->values, question->id);
  cJSON *labels = cJSON_AddArrayToObject(answer->labels, question->id);
  for (guint i = 0; i < question_n_choices(question); i++)
    if (i == answer->dice % question_n_choices(question) || answer->dice >> (8 + i) & 1) {
      g_autofree char *number = g_strdup_printf("%u", i + 1);
      cJSON_AddItemToArray(values, cJSON_CreateString(number));
      cJSON_AddItemToArray(labels, cJSON_CreateString(question->choices[i]));
    }
  cJSON_AddItemToArray(answer->fields, cJSON_CreateString(question->id));
}

static void
add_matrix(Answer *answer)
{
  for (guint row = 0; row < question_n_rows(answer->question); row++) {
    g_autofree char *key = g_strdup_printf("%s_%u", answer->question->id, row + 1);
    add_value(answer, key, (guint) (answer->dice >> row * 8) % question_n_choices(answer->question));
  }
}

static void
add_text(Answer *answer)
{
  g_autofree char *key = g_strconcat(answer->question->id, "_TEXT", NULL);
  const char *text = words[answer->dice % G_N_ELEMENTS(words)];
  if (*text)
    cJSON_AddStringToObject(answer->values, key, text);
  cJSON_AddItemToArray(answer->fields, cJSON_CreateString(key));
}

static void
add_answer(Answer *answer)
{
  const Question *question = answer->question;
  if (question_is_text(question))
    add_text(answer);
  else if (question_is_matrix(question))
    add_matrix(answer);
  else if (question_is_multiple(question))
    add_multiple(answer);
  else
    add_value(answer, question->id, (guint) (answer->dice % question_n_choices(question)));
}

static gboolean
is_wanted(const cJSON *question_ids, const char *id)
{
  if (!question_ids)
    return TRUE;
  for (const cJSON *one = question_ids->child; one; one = one->next)
    if (g_strcmp0(cJSON_GetStringValue(one), id) == 0)
      return TRUE;
  return FALSE;
}

static void
add_person(cJSON *values, const World *world, guint64 number)
{
  static const struct {
    const char *key;
    PersonField field;
  } fields[] = {{"recipientFirstName", PERSON_FIRST_NAME},
                {"recipientLastName", PERSON_LAST_NAME},
                {"recipientEmail", PERSON_EMAIL},
                {"externalDataReference", PERSON_EXT_REF}};
  g_autoptr(Person) person = world_person(world, number);
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    if (person->fields[fields[i].field])
      cJSON_AddStringToObject(values, fields[i].key, person->fields[fields[i].field]);
}

static void
add_circumstances(cJSON *values, const World *world, const Response *response, guint64 dice)
{
  gint64 duration = 40 + (gint64) (dice % 400);
  g_autofree char *id = id_new("R", response->number);
  g_autofree char *start = iso_from_ms(response->recorded - duration * 1000);
  g_autofree char *end = iso_from_ms(response->recorded);
  g_autofree char *recorded = iso_from_ms_exact(response->recorded);
  g_autofree char *address = g_strdup_printf("192.0.2.%u", (guint) (dice >> 16) % 254 + 1);
  cJSON_AddStringToObject(values, "startDate", start);
  cJSON_AddStringToObject(values, "endDate", end);
  cJSON_AddNumberToObject(values, "status", 0);
  cJSON_AddStringToObject(values, "ipAddress", address);
  cJSON_AddNumberToObject(values, "progress", 100);
  cJSON_AddNumberToObject(values, "duration", (double) duration);
  cJSON_AddNumberToObject(values, "finished", 1);
  cJSON_AddStringToObject(values, "recordedDate", recorded);
  cJSON_AddStringToObject(values, "_recordId", id);
  if (response->was_invited)
    add_person(values, world, response->person);
  cJSON_AddStringToObject(values, "locationLatitude", "45.4642035");
  cJSON_AddStringToObject(values, "locationLongitude", "9.189982");
  cJSON_AddStringToObject(values, "distributionChannel", response->was_invited ? "email" : "anonymous");
  cJSON_AddStringToObject(values, "userLanguage", dice >> 24 & 3 ? "EN" : "IT");
  cJSON_AddStringToObject(values, "Source", dice >> 26 & 1 ? "web" : "app");
}

cJSON *
response_json(const World *world, const Response *response, const cJSON *question_ids, gboolean with_modified)
{
  guint64 dice = mix64(world->seed ^ mix64(response->number));
  cJSON *json = cJSON_CreateObject();
  g_autofree char *id = id_new("R", response->number);
  cJSON_AddStringToObject(json, "responseId", id);
  Answer answer = {.values = cJSON_AddObjectToObject(json, "values"),
                   .labels = cJSON_AddObjectToObject(json, "labels"),
                   .fields = cJSON_AddArrayToObject(json, "displayedFields"),
                   .displayed = cJSON_AddObjectToObject(json, "displayedValues")};
  add_circumstances(answer.values, world, response, dice);
  cJSON_AddStringToObject(answer.labels, "status", "IP Address");
  cJSON_AddStringToObject(answer.labels, "finished", "True");
  if (with_modified) {
    g_autofree char *modified = iso_from_ms_exact(response->recorded);
    cJSON_AddStringToObject(answer.values, "LastModifiedDate", modified);
  }
  guint n;
  const Question *questions = questionnaire_of(world->surveys->pdata[response->survey], &n);
  for (guint i = 0; i < n; i++) {
    answer.question = &questions[i];
    answer.dice = dice = mix64(dice);
    if (is_wanted(question_ids, questions[i].id))
      add_answer(&answer);
  }
  return json;
}
