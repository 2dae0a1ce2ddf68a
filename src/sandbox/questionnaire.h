/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the surveys ask: a constant table, the same for every survey that was ever answered. Responses are
 * computed from it, and three calls tell it, each in its own form.
 */
#pragma once

#include "src/sandbox/call.h"

enum { MAX_CHOICES = 12, MAX_ROWS = 4 };

typedef struct {
  const char *id;                             /* "QID1" */
  const char *name;                           /* "Q1", the export tag */
  const char *type, *selector, *sub_selector; /* the last may be NULL */
  const char *text;                           /* HTML */
  const char *choices[MAX_CHOICES];           /* until NULL; numbered from 1 (NPS: from 0) */
  const char *rows[MAX_ROWS];                 /* a matrix: its statements; the choices are the columns */
} Question;

/* The questions of the survey; none where nobody ever answered. */
const Question *questionnaire_of(const Survey *survey, guint *n);

gboolean question_is_nps(const Question *question);
gboolean question_is_matrix(const Question *question);
gboolean question_is_multiple(const Question *question);
gboolean question_is_text(const Question *question);
guint question_n_choices(const Question *question);
guint question_n_rows(const Question *question);

/* "questions" of GET /surveys/{S}: a map in camelCase. */
cJSON *questionnaire_json(const Survey *survey);
