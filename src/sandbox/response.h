/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Responses: those of before are computed from their number, those of the invited from their distribution, so
 * that counts, statistics and responses tell one story; those who come by themselves are kept. Recorded and
 * ready are two moments: an export shows a response some seconds after the count has moved.
 */
#pragma once

#include "src/sandbox/world.h"

typedef struct {
  guint64 number; /* of its R_ */
  guint survey;
  gint64 recorded, ready; /* ms */
  gboolean was_invited;
  guint64 person; /* when invited */
} Response;

/* Those of the survey that are recorded by now, the first ready one first: a GArray of Response. */
GArray *responses_of(World *world, const Survey *survey);

/* How many are recorded by now. */
int responses_count(World *world, const Survey *survey);

/* The one with that number in the survey; FALSE when there is none. */
gboolean response_find(World *world, const Survey *survey, guint64 number, Response *response);

/* Somebody answers now; ready after @lag ms. Returns its number. */
guint64 response_arrive(World *world, const Survey *survey, gint64 lag);

/* Those who come by themselves, one each world->arrivals_every ms. */
void responses_trickle(World *world);

/* As exports and GET tell it: responseId, values, labels, displayedFields, displayedValues. Of the questions
 * only those of @question_ids (an array of strings), NULL: all. */
cJSON *response_json(const World *world, const Response *response, const cJSON *question_ids,
                     gboolean with_modified);
