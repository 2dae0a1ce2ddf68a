/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody answered, as a person reads it: the keys and numbers of a response with the texts of the
 * survey's definition. Everything is made for the call and is the caller's. @questions may be NULL: keys and
 * numbers then.
 */
#pragma once

#include "src/model/questionnaire.h"
#include "src/model/response.h"

/* "Ada Rossi", or how it came when nobody knows who. */
char *response_text_who(const Response *response);

/* All answers on one line: "Q1 9 · Q2 A friend". */
char *response_text_line(const Response *response, const Questionnaire *questions);

/* The whole: circumstances, questions with their answers, and what else came along. */
char *response_text_whole(const Response *response, const Questionnaire *questions);

/* "3 min 12 s"; "" when it is not known. */
char *response_text_duration(const Response *response);
