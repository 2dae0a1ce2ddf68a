/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/panes/response-text.h"

#include <string.h>

#include "src/model/timestamp.h"

enum { LABEL_WIDTH = 12 };

/* ## Parts */

/* Which choices were shown in what order is no answer. */
static gboolean
is_answer(const ResponseField *field)
{
  return questionnaire_is_answer(field->key) && !g_str_has_suffix(field->key, "_DO");
}

static const char *
answer_of(const ResponseField *field, const Questionnaire *questions)
{
  if (field->label && *field->label)
    return field->label;
  const char *choice = questions ? questionnaire_answer(questions, field->key, field->value) : NULL;
  return choice ? choice : field->value;
}

/* "Q5" of "QID5_2" would be three times the same: its number goes along. */
static char *
tag_of(const ResponseField *field, const Questionnaire *questions)
{
  const Question *question = questions ? questionnaire_find(questions, field->key) : NULL;
  const char *tag = question ? question_tag(question) : NULL;
  if (!tag)
    return g_strdup(field->key);
  const char *rest = strstr(field->key, question_id(question)) + strlen(question_id(question));
  return g_strconcat(tag, strcmp(rest, "_TEXT") == 0 ? "" : rest, NULL);
}

char *
response_text_who(const Response *response)
{
  g_autofree char *who = response_who(response);
  const char *channel = response_value(response, "distributionChannel");
  if (*who)
    return g_steal_pointer(&who);
  return g_strdup(channel ? channel : "");
}

char *
response_text_duration(const Response *response)
{
  gint64 seconds = response->duration;
  if (seconds < 0)
    return g_strdup("");
  if (seconds < 60)
    return g_strdup_printf("%d s", (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf("%d min %d s", (int) (seconds / 60), (int) (seconds % 60));
  return g_strdup_printf("%" G_GINT64_FORMAT " h %d min", seconds / 3600, (int) (seconds / 60 % 60));
}

/* ## One line */

char *
response_text_line(const Response *response, const Questionnaire *questions)
{
  GString *line = g_string_new(NULL);
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    const char *answer = answer_of(field, questions);
    if (!is_answer(field) || !*answer)
      continue;
    g_autofree char *tag = tag_of(field, questions);
    g_string_append_printf(line, "%s%s %s", line->len ? " · " : "", tag, answer);
  }
  return g_strdelimit(g_string_free(line, FALSE), "\n", ' ');
}

/* ## The whole */

static void
add_pair(GString *text, const char *label, const char *value)
{
  if (value && *value)
    g_string_append_printf(text, "%-*s  %s\n", LABEL_WIDTH, label, value);
}

static void
add_head(GString *text, const Response *response)
{
  g_autofree char *recorded = timestamp_to_local(response->recorded, "%d %b %Y %H:%M:%S");
  g_autofree char *who = response_who(response);
  g_autofree char *duration = response_text_duration(response);
  add_pair(text, "Recorded", recorded);
  add_pair(text, "Who", who);
  add_pair(text, "Address", response_value(response, "recipientEmail"));
  add_pair(text, "Channel", response_value(response, "distributionChannel"));
  add_pair(text, "Language", response_value(response, "userLanguage"));
  add_pair(text, "Took", duration);
  add_pair(text, "State", response->finished ? response_status_name(response) : "not finished");
  add_pair(text, "ID", response->id);
}

/* Lines of an answer are indented below their question. */
static void
add_answer(GString *text, const ResponseField *field, const Questionnaire *questions)
{
  g_autofree char *title = questions ? questionnaire_title(questions, field->key) : NULL;
  g_auto(GStrv) lines = g_strsplit(answer_of(field, questions), "\n", -1);
  g_string_append_printf(text, "\n%s\n", title ? title : field->key);
  for (char **line = lines; *line; line++)
    g_string_append_printf(text, "  %s\n", *line);
}

/* What stands in the head already, or is the ID again. */
static gboolean
is_told(const char *key)
{
  static const char *const told[] = {"recordedDate",
                                     "_recordId",
                                     "recipientEmail",
                                     "recipientFirstName",
                                     "recipientLastName",
                                     "distributionChannel",
                                     "userLanguage",
                                     "duration",
                                     "finished",
                                     "status",
                                     NULL};
  return g_strv_contains(told, key);
}

static void
add_rest(GString *text, const Response *response, const Questionnaire *questions)
{
  g_string_append(text, "\nWhat came along\n");
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    if (!questionnaire_is_answer(field->key) && !is_told(field->key))
      g_string_append_printf(text, "  %s: %s\n", field->key, answer_of(field, questions));
  }
}

char *
response_text_whole(const Response *response, const Questionnaire *questions)
{
  GString *text = g_string_new(NULL);
  add_head(text, response);
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    if (is_answer(field))
      add_answer(text, field, questions);
  }
  add_rest(text, response, questions);
  return g_string_free(text, FALSE);
}
