/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a survey asks: the texts that go with the keys of its responses ("QID5_2" is the second statement of
 * the fifth question) and with their values.
 */
#pragma once

#include <glib.h>

typedef struct Questionnaire Questionnaire;
typedef struct Question Question;

Questionnaire *questionnaire_new(void);
void questionnaire_free(Questionnaire *questionnaire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Questionnaire, questionnaire_free)

/* Appends a question; the strings are copied and may be NULL, all but the ID ("QID5"). Owned by the
 * questionnaire. */
Question *questionnaire_add(Questionnaire *questionnaire, const char *id, const char *tag, const char *text);
/* What value @number stands for, and statement @number of a question with several. */
void question_add_choice(Question *question, const char *number, const char *text);
void question_add_statement(Question *question, const char *number, const char *text);

guint questionnaire_length(const Questionnaire *questionnaire);
const Question *questionnaire_nth(const Questionnaire *questionnaire, guint n);
const char *question_id(const Question *question);
const char *question_tag(const Question *question);  /* "Q5", as exports call it; or NULL */
const char *question_text(const Question *question); /* one line; or NULL */
/* "Never / Now and then / Often": its choices and its statements, in their order; "" where it has none. */
const char *question_choices(const Question *question);
const char *question_statements(const Question *question);

/* Is that the key of an answer, not of a circumstance? */
gboolean questionnaire_is_answer(const char *key);

/* The question of a key; NULL when it is none of this survey. */
const Question *questionnaire_find(const Questionnaire *questionnaire, const char *key);

/* The question of @key as a person reads it, its statement in it; NULL when it is not known. New. */
char *questionnaire_title(const Questionnaire *questionnaire, const char *key);

/* What @value of @key is called; NULL when it is not known. */
const char *questionnaire_answer(const Questionnaire *questionnaire, const char *key, const char *value);
