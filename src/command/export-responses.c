/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response has the keys that were answered, so the columns are those of all of them together. */
#include "src/command/export-responses.h"

#include <string.h>

#include "src/api/survey-definitions.h"
#include "src/command/common.h"
#include "src/flow/response-pull.h"
#include "src/local/rows.h"

static ResponsePull *
pull_all(ApiClient *client, const ResponseTable *table, GError **error)
{
  const ResponseQuery query = {.since = table->since};
  g_auto(Wait) wait = {0};
  response_pull_async(client, table->survey_id, &query, NULL, wait_callback, &wait);
  return response_pull_finish(client, wait_for(&wait), error);
}

/* Without the right to read it the keys have to do. */
static Questionnaire *
read_questions(ApiClient *client, const ResponseTable *table)
{
  g_autoptr(GError) error = NULL;
  g_auto(Wait) wait = {0};
  survey_definition_get_async(client, table->survey_id, NULL, wait_callback, &wait);
  Questionnaire *questions = survey_definition_get_finish(client, wait_for(&wait), &error);
  if (error)
    complain("without the texts of the questions: %s", error->message);
  return questions ? questions : questionnaire_new();
}

static void
write_json(const GPtrArray *responses, FILE *out)
{
  fputs("[", out);
  for (guint i = 0; i < responses->len; i++) {
    fputs(i > 0 ? ",\n" : "\n", out);
    print_json(out, ((const Response *) responses->pdata[i])->json);
  }
  fputs(responses->len > 0 ? "\n]\n" : "]\n", out);
}

/* Circumstances first, answers after them; each in the order in which they were met. Borrowed. */
static GPtrArray *
keys_of(const GPtrArray *responses)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) answers = g_ptr_array_new();
  GPtrArray *keys = g_ptr_array_new();
  for (guint i = 0; i < responses->len; i++) {
    const Response *response = responses->pdata[i];
    for (guint j = 0; j < response->fields->len; j++) {
      const ResponseField *field = response->fields->pdata[j];
      if (strcmp(field->key, "_recordId") != 0 && g_hash_table_add(seen, field->key))
        g_ptr_array_add(questionnaire_is_answer(field->key) ? answers : keys, field->key);
    }
  }
  g_ptr_array_extend(keys, answers, NULL, NULL);
  return keys;
}

static char *
header_of(const char *key, const Questionnaire *questions)
{
  char *title = questions ? questionnaire_title(questions, key) : NULL;
  return title ? title : g_strdup(key);
}

static const char *
cell_of(const Response *response, const char *key, const Questionnaire *questions)
{
  const ResponseField *field = response_field(response, key);
  if (!field || !questions)
    return field ? field->value : NULL;
  if (field->label)
    return field->label;
  const char *answer = questionnaire_answer(questions, key, field->value);
  return answer ? answer : field->value;
}

/* @questions: NULL for keys and numbers. */
static void
write_csv(const GPtrArray *responses, const Questionnaire *questions, FILE *out)
{
  g_autoptr(GPtrArray) keys = keys_of(responses);
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(headers, g_strdup("responseId"));
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add(headers, header_of(keys->pdata[i], questions));
  g_ptr_array_add(headers, NULL);
  Rows *rows = rows_new(out, FALSE, (const char *const *) headers->pdata);
  g_autofree const char **cells = g_new0(const char *, keys->len + 2);
  for (guint i = 0; i < responses->len; i++) {
    const Response *response = responses->pdata[i];
    cells[0] = response->id;
    for (guint j = 0; j < keys->len; j++)
      cells[j + 1] = cell_of(response, keys->pdata[j], questions);
    rows_add(rows, cells);
  }
  rows_end(rows);
}

gboolean
export_responses(ApiClient *client, const ResponseTable *table, FILE *out, GError **error)
{
  g_autoptr(ResponsePull) pull = pull_all(client, table, error);
  if (!pull)
    return FALSE;
  g_autoptr(Questionnaire) questions = table->labels && !table->json ? read_questions(client, table) : NULL;
  if (table->json)
    write_json(pull->responses, out);
  else
    write_csv(pull->responses, questions, out);
  return TRUE;
}
