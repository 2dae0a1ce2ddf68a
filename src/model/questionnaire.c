/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is "QID5", "QID5_2", "QID5_TEXT", "QID5_2_TEXT", and within a loop "3_QID5_2". */
#include "src/model/questionnaire.h"

#include <string.h>

struct Question {
  char *id, *tag, *text;
  GString *choice_words, *statement_words;
  GHashTable *choices, *statements; /* char * -> char * */
};

struct Questionnaire {
  GPtrArray *questions; /* of Question */
  GHashTable *by_id;    /* char * -> Question, both borrowed */
};

static void
question_free(gpointer data)
{
  Question *question = data;
  g_free(question->id);
  g_free(question->tag);
  g_free(question->text);
  g_string_free(question->choice_words, TRUE);
  g_string_free(question->statement_words, TRUE);
  g_hash_table_unref(question->choices);
  g_hash_table_unref(question->statements);
  g_free(question);
}

Questionnaire *
questionnaire_new(void)
{
  Questionnaire *questionnaire = g_new0(Questionnaire, 1);
  questionnaire->questions = g_ptr_array_new_with_free_func(question_free);
  questionnaire->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  return questionnaire;
}

void
questionnaire_free(Questionnaire *questionnaire)
{
  if (questionnaire == NULL)
    return;
  g_hash_table_unref(questionnaire->by_id);
  g_ptr_array_unref(questionnaire->questions);
  g_free(questionnaire);
}

Question *
questionnaire_add(Questionnaire *questionnaire, const char *id, const char *tag, const char *text)
{
  Question *question = g_new0(Question, 1);
  question->choice_words = g_string_new(NULL);
  question->statement_words = g_string_new(NULL);
  question->id = g_strdup(id);
  question->tag = g_strdup(tag);
  question->text = g_strdup(text);
  question->choices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  question->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add(questionnaire->questions, question);
  g_hash_table_replace(questionnaire->by_id, question->id, question);
  return question;
}

static void
append_word(GString *words, const char *text)
{
  g_string_append_printf(words, "%s%s", words->len > 0 ? " / " : "", text);
}

void
question_add_choice(Question *question, const char *number, const char *text)
{
  append_word(question->choice_words, text);
  g_hash_table_replace(question->choices, g_strdup(number), g_strdup(text));
}

void
question_add_statement(Question *question, const char *number, const char *text)
{
  append_word(question->statement_words, text);
  g_hash_table_replace(question->statements, g_strdup(number), g_strdup(text));
}

guint
questionnaire_length(const Questionnaire *questionnaire)
{
  return questionnaire->questions->len;
}

const Question *
questionnaire_nth(const Questionnaire *questionnaire, guint n)
{
  return g_ptr_array_index(questionnaire->questions, n);
}

const char *
question_id(const Question *question)
{
  return question->id;
}

const char *
question_tag(const Question *question)
{
  return question->tag;
}

const char *
question_text(const Question *question)
{
  return question->text;
}

const char *
question_choices(const Question *question)
{
  return question->choice_words->str;
}

const char *
question_statements(const Question *question)
{
  return question->statement_words->str;
}

/* Where "QID" and its number stand in @key, and how long both are; NULL for what is no answer. */
static const char *
id_in(const char *key, gsize *length)
{
  const char *at = key + strspn(key, "0123456789");
  if (at > key)
    at = *at == '_' ? at + 1 : key;
  if (strncmp(at, "QID", 3) != 0)
    return NULL;
  gsize digits = strspn(at + 3, "0123456789");
  *length = 3 + digits;
  return digits > 0 ? at : NULL;
}

gboolean
questionnaire_is_answer(const char *key)
{
  gsize length;
  return id_in(key, &length) != NULL;
}

/* @rest: what follows the ID in the key. */
static const Question *
find(const Questionnaire *questionnaire, const char *key, const char **rest)
{
  gsize length;
  const char *at = id_in(key, &length);
  if (at == NULL)
    return NULL;
  g_autofree char *id = g_strndup(at, length);
  *rest = at + length;
  return g_hash_table_lookup(questionnaire->by_id, id);
}

const Question *
questionnaire_find(const Questionnaire *questionnaire, const char *key)
{
  const char *rest;
  return find(questionnaire, key, &rest);
}

char *
questionnaire_title(const Questionnaire *questionnaire, const char *key)
{
  const char *rest;
  const Question *question = find(questionnaire, key, &rest);
  if (question == NULL || question->text == NULL || *question->text == '\0')
    return NULL;
  g_autofree char *number = *rest == '_' ? g_strndup(rest + 1, strspn(rest + 1, "0123456789")) : g_strdup("");
  const char *part = g_hash_table_lookup(question->statements, number);
  if (part == NULL && *number != '\0')
    part = g_hash_table_lookup(question->choices, number);
  if (part == NULL || *part == '\0')
    return g_strdup(question->text);
  return g_strdup_printf("%s \xe2\x80\x93 %s", question->text, part);
}

const char *
questionnaire_answer(const Questionnaire *questionnaire, const char *key, const char *value)
{
  const char *rest;
  const Question *question = find(questionnaire, key, &rest);
  return question != NULL && !g_str_has_suffix(key, "_TEXT") ? g_hash_table_lookup(question->choices, value)
                                                             : NULL;
}
