/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request and what is answered: the router fills the first half, an endpoint the second, the envelope
 * turns it into bytes.
 */
#pragma once

#include "src/sandbox/world.h"

enum { CALL_MAX_PARAMS = 4 };

typedef struct {
  World *world;
  const char *method;
  const char *path;                    /* after /API/v3/, decoded nowhere: our IDs need none */
  const char *params[CALL_MAX_PARAMS]; /* what stood where the route has a star */
  GHashTable *query;                   /* decoded strings */
  const char *host;                    /* of the Host header */
  const char *proxied_host;            /* or NULL */
  cJSON *body;                         /* NULL when there is none */
  guint64 count;                       /* which request this is; the oddities come by it */

  guint status; /* 0 until answered */
  cJSON *result;
  cJSON *beside; /* members that stand where the result would, or NULL */
  char *error_code, *error_message;
  gboolean old_envelope;
  gint64 retry_after;    /* seconds to wait before the next one, 0: none said */
  GBytes *file;          /* the answer instead of an envelope, or NULL */
  const char *file_type; /* its content type */
} Call;

typedef void (*Endpoint)(Call *call);

void call_clear(Call *call);

/* The answers; each ends the call. The result is taken over. */
void call_answer(Call *call, cJSON *result);
void call_done(Call *call);
void call_answer_beside(Call *call, cJSON *members);
void call_accepted(Call *call, cJSON *result); /* 202 */
void call_refuse(Call *call, guint status, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);
void call_refuse_old(Call *call, guint status, const char *code, const char *message);

/* A parameter of the query; NULL or FALSE when absent. */
const char *call_query(const Call *call, const char *name);
gboolean call_query_flag(const Call *call, const char *name);

/* What the path names; NULL after having refused the call in the way of this path. */
Directory *call_directory(Call *call, guint param);
MailingList *call_list(Call *call, guint param);
Survey *call_survey_id(Call *call, const char *id);

/* The "surveyId" of the query, which some paths demand. */
Survey *call_query_survey(Call *call);

/* "404 - Not Found" of a status. Free with g_free. */
char *call_status_line(guint status);

/* Values of the API. */
cJSON *json_string_or_null(const char *text);
cJSON *json_ms_or_null(gint64 ms);
/* "2026-11-24T08:30:00Z", or with milliseconds; free with g_free. iso_parse is FALSE for what is no moment.
 */
char *iso_from_ms(gint64 ms);
char *iso_from_ms_exact(gint64 ms);
char *plain_date_from_ms(gint64 ms); /* "2026-11-24 08:30:00" */
gboolean iso_parse(const char *text, gint64 *ms);
