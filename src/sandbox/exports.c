/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A continuation token is the moment up to which the job before looked, so a response that was recorded by
 * then but not ready comes with the next one. It comes with the first answer of every second job, else with
 * the one that says "complete".
 */
#include "src/sandbox/exports.h"

#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/response.h"
#include "src/sandbox/zip.h"

enum { STARTS_A_MINUTE = 100, SURVEY_SHIFT = 42, GENERATION_SHIFT = 50 };
#define MINUTE_MS 60000
#define WEEK_MS (G_GINT64_CONSTANT(7) * 24 * 60 * MINUTE_MS)

typedef struct {
  guint index, survey;
  gboolean ndjson, compress, by_change, continues, fails;
  gint64 after, until; /* ready then, by the token and by the start of the job */
  gint64 from, to;     /* recorded then: inclusive, exclusive */
  guint64 limit;       /* 0: none */
  cJSON *question_ids; /* or NULL */
  char *file_id;
  guint polls;
} ExportJob;

void
export_job_free(gpointer data)
{
  ExportJob *job = data;
  cJSON_Delete(job->question_ids);
  g_free(job->file_id);
  g_free(job);
}

/* ## Tokens */

static char *
token_new(const World *world, const ExportJob *job)
{
  guint64 value = (guint64) job->until | (guint64) job->survey << SURVEY_SHIFT |
                  (guint64) world->token_generation << GENERATION_SHIFT;
  g_autofree char *id = id_new("CT", value);
  return g_base64_encode((const guchar *) id, strlen(id));
}

/* The moment of the token; FALSE after having refused. */
static gboolean
read_token(Call *call, ExportJob *job, const char *token)
{
  gsize length;
  guint64 value;
  g_autofree char *bytes = (char *) g_base64_decode(token, &length);
  g_autofree char *id = g_strndup(bytes, length);
  gint64 now = world_now(call->world);
  if (!id_parse("CT", id, &value) || (value >> SURVEY_SHIFT & 0xff) != job->survey)
    call_refuse(call, 400, "GPR_1", "Invalid continuationToken.");
  else if (value >> GENERATION_SHIFT != call->world->token_generation ||
           now - (gint64) (value & (((guint64) 1 << SURVEY_SHIFT) - 1)) > WEEK_MS)
    call_refuse(call, 400, "GPR_1", "The continuationToken has expired.");
  else
    job->after = (gint64) (value & (((guint64) 1 << SURVEY_SHIFT) - 1));
  return call->status == 0;
}

/* ## POST /surveys/{S}/export-responses */

static const BodyKey body_keys[] = {
    {"format", BODY_STRING, TRUE},
    {"compress", BODY_BOOLEAN},
    {"startDate", BODY_MOMENT},
    {"endDate", BODY_MOMENT},
    {"limit", BODY_NUMBER},
    {"allowContinuation", BODY_BOOLEAN},
    {"continuationToken", BODY_STRING},
    {"sortByLastModifiedDate", BODY_BOOLEAN},
    {"exportResponsesInProgress", BODY_BOOLEAN},
    {"questionIds", BODY_ARRAY},
    {"embeddedDataIds", BODY_ARRAY},
    {"surveyMetadataIds", BODY_ARRAY},
    {"filterId", BODY_STRING},
    {"includeLabelColumns", BODY_BOOLEAN},
    {"includeDisplayOrder", BODY_BOOLEAN},
    {"useLabels", BODY_BOOLEAN},
    {"formatDecimalAsComma", BODY_BOOLEAN},
    {"seenUnansweredRecode", BODY_NUMBER},
    {"multiselectSeenUnansweredRecode", BODY_NUMBER},
    {"timeZone", BODY_STRING},
    {"newlineReplacement", BODY_STRING},
    {"breakoutSets", BODY_BOOLEAN},
};

static const char *const not_with_json[] = {"includeDisplayOrder",
                                            "useLabels",
                                            "formatDecimalAsComma",
                                            "seenUnansweredRecode",
                                            "multiselectSeenUnansweredRecode",
                                            "timeZone",
                                            "newlineReplacement",
                                            "breakoutSets"};

static gboolean
has(const cJSON *body, const char *name)
{
  return cJSON_GetObjectItemCaseSensitive(body, name) != NULL;
}

static gboolean
is_true(const cJSON *body, const char *name)
{
  return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(body, name));
}

static gboolean
check_together(Call *call)
{
  const cJSON *body = call->body;
  const char *format = body_string(body, "format");
  if (strcmp(format, "json") != 0 && strcmp(format, "ndjson") != 0)
    call_refuse(call, 400, "GPR_1", "Invalid value for format; the sandbox writes json and ndjson only.");
  for (guint i = 0; i < G_N_ELEMENTS(not_with_json) && !call->status; i++)
    if (has(body, not_with_json[i]))
      call_refuse(call, 400, "GPR_1", "%s is not allowed with format %s.", not_with_json[i], format);
  if (call->status)
    return FALSE;
  if (has(body, "allowContinuation") && has(body, "continuationToken"))
    call_refuse(call, 400, "GPR_1", "allowContinuation and continuationToken can't be given together.");
  else if (has(body, "filterId") &&
           (is_true(body, "allowContinuation") || is_true(body, "sortByLastModifiedDate")))
    call_refuse(call, 400, "GPR_1", "filterId can't be given with %s.",
                is_true(body, "allowContinuation") ? "allowContinuation" : "sortByLastModifiedDate");
  else if (has(body, "filterId"))
    call_refuse(call, 404, NULL, "Filter not found.");
  return call->status == 0;
}

static void
read_moment(const cJSON *body, const char *name, gint64 *ms)
{
  const char *text = body_string(body, name);
  if (text)
    iso_parse(text, ms);
}

/* FALSE when this minute's starts are used up, on the sandbox's own clock. */
static gboolean
take_start(Call *call)
{
  World *world = call->world;
  gint64 now = world_now(world);
  if (now - world->exports_minute > MINUTE_MS) {
    world->exports_minute = now;
    world->exports_begun = 0;
  }
  if (world->exports_begun++ < STARTS_A_MINUTE)
    return TRUE;
  call->retry_after = 1 + (MINUTE_MS - (now - world->exports_minute)) / 1000;
  call_refuse(call, 429, NULL, "Too many requests.");
  return FALSE;
}

static char *
file_id_new(guint64 dice)
{
  guint64 more = mix64(dice);
  return g_strdup_printf("%08x-%04x-4%03x-9%03x-%012" G_GINT64_MODIFIER "x-def", (guint) (dice >> 32),
                         (guint) (dice >> 16) & 0xffff, (guint) dice & 0xfff, (guint) (more >> 52),
                         more & G_GUINT64_CONSTANT(0xffffffffffff));
}

static ExportJob *
job_new(Call *call, const Survey *survey)
{
  World *world = call->world;
  const cJSON *body = call->body, *compress = cJSON_GetObjectItemCaseSensitive(body, "compress");
  const cJSON *limit = cJSON_GetObjectItemCaseSensitive(body, "limit");
  ExportJob *job = g_new0(ExportJob, 1);
  job->index = world->exports->len;
  job->survey = survey->index;
  job->ndjson = strcmp(body_string(body, "format"), "ndjson") == 0;
  job->compress = !cJSON_IsFalse(compress);
  job->by_change = is_true(body, "sortByLastModifiedDate");
  job->continues = is_true(body, "allowContinuation") || has(body, "continuationToken");
  job->after = -1;
  job->until = world_now(world);
  job->to = G_MAXINT64;
  job->limit = limit && limit->valuedouble > 0 ? (guint64) limit->valuedouble : 0;
  job->question_ids = cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(body, "questionIds"), TRUE);
  job->file_id = file_id_new(mix64(world->seed ^ mix64(job->index + 1)));
  read_moment(body, "startDate", &job->from);
  read_moment(body, "endDate", &job->to);
  return job;
}

/* When it is asked for the first time, or the second. */
static gboolean
is_complete(const ExportJob *job)
{
  return job->polls > job->index % 2;
}

static cJSON *
job_json(const World *world, const ExportJob *job)
{
  gboolean complete = is_complete(job);
  cJSON *json = cJSON_CreateObject();
  if (complete)
    cJSON_AddItemToObject(json, "fileId", json_string_or_null(job->fails ? NULL : job->file_id));
  if (job->polls == 0) {
    g_autofree char *id = id_new("ES", job->index);
    cJSON_AddStringToObject(json, "progressId", id);
  }
  cJSON_AddNumberToObject(json, "percentComplete", complete ? 100 : job->polls * 32.5);
  cJSON_AddStringToObject(json, "status", !complete ? "inProgress" : job->fails ? "failed" : "complete");
  if (job->continues && !job->fails && (complete || (job->polls == 0 && job->index % 2))) {
    g_autofree char *token = token_new(world, job);
    cJSON_AddStringToObject(json, "continuationToken", token);
  }
  return json;
}

void
exports_start(Call *call)
{
  const Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey || !body_check(call, call->body, body_keys, G_N_ELEMENTS(body_keys)) || !check_together(call) ||
      !take_start(call))
    return;
  ExportJob *job = job_new(call, survey);
  const char *token = body_string(call->body, "continuationToken");
  if (token && !read_token(call, job, token)) {
    export_job_free(job);
    return;
  }
  job->fails = call->world->exports_fail > 0;
  call->world->exports_fail -= job->fails;
  g_ptr_array_add(call->world->exports, job);
  call_answer(call, job_json(call->world, job));
}

/* ## GET /surveys/{S}/export-responses/{job} */

void
exports_progress(Call *call)
{
  guint64 index;
  const Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey)
    return;
  ExportJob *job = NULL;
  if (id_parse("ES", call->params[1], &index) && index < call->world->exports->len)
    job = call->world->exports->pdata[index];
  if (!job || job->survey != survey->index) {
    call_refuse(call, 404, NULL, "Export not found.");
    return;
  }
  job->polls++;
  call_answer(call, job_json(call->world, job));
}

/* ## GET /surveys/{S}/export-responses/{file}/file */

static gboolean
is_in(const ExportJob *job, const Response *response)
{
  return response->ready > job->after && response->ready <= job->until && response->recorded >= job->from &&
         response->recorded < job->to;
}

static GString *
write_file(World *world, const ExportJob *job)
{
  GString *text = g_string_new(job->ndjson ? NULL : "{\"responses\":[");
  g_autoptr(GArray) all = responses_of(world, world->surveys->pdata[job->survey]);
  guint64 n = 0;
  for (guint i = 0; i < all->len && (!job->limit || n < job->limit); i++) {
    const Response *response = &g_array_index(all, Response, i);
    if (!is_in(job, response))
      continue;
    cJSON *json = response_json(world, response, job->question_ids, job->by_change);
    char *line = cJSON_PrintUnformatted(json);
    g_string_append(text, !job->ndjson && n ? "," : "");
    g_string_append(text, line);
    g_string_append(text, job->ndjson ? "\n" : "");
    cJSON_free(line);
    cJSON_Delete(json);
    n++;
  }
  return job->ndjson ? text : g_string_append(text, "]}");
}

static const ExportJob *
find_file(Call *call, const Survey *survey)
{
  for (guint i = 0; i < call->world->exports->len; i++) {
    const ExportJob *job = call->world->exports->pdata[i];
    if (job->survey == survey->index && !job->fails && is_complete(job) &&
        strcmp(job->file_id, call->params[1]) == 0 && world_now(call->world) - job->until < WEEK_MS)
      return job;
  }
  call_refuse(call, 404, NULL, "File not found.");
  return NULL;
}

void
exports_file(Call *call)
{
  const Survey *survey = call_survey_id(call, call->params[0]);
  const ExportJob *job = survey ? find_file(call, survey) : NULL;
  if (!job)
    return;
  GString *text = write_file(call->world, job);
  call->status = 200;
  call->file_type = job->compress ? "application/zip"
                    : job->ndjson ? "application/x-ndjson"
                                  : "application/json";
  if (job->compress) {
    g_autofree char *name = g_strdup_printf("%s.%s", survey->name, job->ndjson ? "ndjson" : "json");
    call->file = zip_of_one(name, text->str, text->len);
    g_string_free(text, TRUE);
  } else
    call->file = g_string_free_to_bytes(text);
}

/* ## GET /surveys/{S}/responses/{R} */

void
responses_get(Call *call)
{
  guint64 number;
  Response response;
  const Survey *survey = call_survey_id(call, call->params[0]);
  if (!survey)
    return;
  if (!id_parse("R", call->params[1], &number) || !response_find(call->world, survey, number, &response)) {
    call_refuse(call, 404, NULL, "Response not found.");
    return;
  }
  if (response.ready <= world_now(call->world)) {
    call_answer(call, response_json(call->world, &response, NULL, FALSE));
    return;
  }
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, "message", "The response was recorded and is being processed.");
  call_accepted(call, result);
}
