/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bulk import. A row whose address or phone is none is refused at once ("unprocessed"); one with nothing
 * in it, or with too long data, fails later, and the report says so. How the codes of a report read is not
 * documented; these are ours.
 */
#include "src/sandbox/imports.h"

#include <stdlib.h>
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/contact-change.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"

enum { MAX_ROWS = 10000, MAX_VALUE = 1024, REPORT_PAGE = 100 };

typedef struct {
  guint source;
  char *email, *phone;
  gboolean done;
  guint64 person;
} Row;

typedef struct {
  guint list, polls;
  guint added, updated, failed, transactions;
  GArray *rows; /* of Row */
} ImportJob;

static void
row_clear(gpointer data)
{
  Row *row = data;
  g_free(row->email);
  g_free(row->phone);
}

void
import_job_free(gpointer data)
{
  ImportJob *job = data;
  g_array_unref(job->rows);
  g_free(job);
}

/* ## The body */

static const BodyKey row_keys[] = {
    {"firstName", BODY_STRING}, {"lastName", BODY_STRING},      {"email", BODY_STRING},
    {"phone", BODY_STRING},     {"extRef", BODY_STRING},        {"embeddedData", BODY_OBJECT},
    {"language", BODY_STRING},  {"unsubscribed", BODY_BOOLEAN}, {"transactionData", BODY_OBJECT},
};

static gboolean
has_no_null(Call *call, const cJSON *map)
{
  for (const cJSON *value = map ? map->child : NULL; value; value = value->next)
    if (!cJSON_IsString(value) && !cJSON_IsNumber(value) && !cJSON_IsBool(value)) {
      call_refuse(call, 400, "GPR_1", "Invalid value for %s.", value->string);
      return FALSE;
    }
  return TRUE;
}

static gboolean
repeats_a_field(const cJSON *row, const cJSON *fields)
{
  const cJSON *map = cJSON_GetObjectItemCaseSensitive(row, "embeddedData");
  for (const cJSON *field = fields ? fields->child : NULL; field; field = field->next)
    if (cJSON_IsString(field) && cJSON_GetObjectItemCaseSensitive(map, field->valuestring))
      return TRUE;
  return FALSE;
}

static gboolean
check_row(Call *call, const cJSON *row, const cJSON *meta)
{
  const cJSON *transaction = cJSON_GetObjectItemCaseSensitive(row, "transactionData");
  if (!body_check(call, row, row_keys, G_N_ELEMENTS(row_keys)) ||
      !has_no_null(call, cJSON_GetObjectItemCaseSensitive(row, "embeddedData")) ||
      !has_no_null(call, transaction))
    return FALSE;
  if (!transaction != !meta)
    call_refuse(call, 400, "GPR_1", "transactionMeta and transactionData go together.");
  else if (repeats_a_field(row, cJSON_GetObjectItemCaseSensitive(meta, "fields")))
    call_refuse(call, 400, "GPR_1", "Embedded data repeats a transaction field.");
  return call->status == 0;
}

static gboolean
check_import(Call *call)
{
  static const BodyKey keys[] = {{"transactionMeta", BODY_OBJECT}, {"contacts", BODY_ARRAY, TRUE}};
  static const BodyKey meta_keys[] = {{"batchId", BODY_STRING}, {"fields", BODY_ARRAY, TRUE}};
  if (!body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return FALSE;
  const cJSON *contacts = cJSON_GetObjectItemCaseSensitive(call->body, "contacts");
  const cJSON *meta = cJSON_GetObjectItemCaseSensitive(call->body, "transactionMeta");
  if (!contacts->child || cJSON_GetArraySize(contacts) > MAX_ROWS)
    call_refuse(call, 400, "GPR_1", "contacts must have 1 to %d entries.", MAX_ROWS);
  else if (meta && !body_check(call, meta, meta_keys, G_N_ELEMENTS(meta_keys)))
    return FALSE;
  for (const cJSON *row = contacts->child; row && !call->status; row = row->next)
    if (!check_row(call, row, meta))
      return FALSE;
  return call->status == 0;
}

/* ## POST .../transactioncontacts */

static gboolean
is_taken(const cJSON *row)
{
  const char *email = body_string(row, "email"), *phone = body_string(row, "phone");
  return (!email || contact_email_is_valid(email)) && (!phone || !phone[strspn(phone, "+0123456789 ()-./")]);
}

static gboolean
can_be_kept(const cJSON *row)
{
  const cJSON *map = cJSON_GetObjectItemCaseSensitive(row, "embeddedData");
  gboolean says_something = FALSE;
  for (const cJSON *value = map ? map->child : NULL; value; value = value->next)
    if (cJSON_IsString(value) && g_utf8_strlen(value->valuestring, -1) > MAX_VALUE)
      return FALSE;
  for (const cJSON *value = row->child; value; value = value->next)
    says_something |= cJSON_IsString(value) && *value->valuestring;
  return says_something;
}

static void
take_row(Call *call, MailingList *list, ImportJob *job, const cJSON *wanted, guint source)
{
  Row row = {.source = source,
             .email = g_strdup(body_string(wanted, "email")),
             .phone = g_strdup(body_string(wanted, "phone")),
             .done = can_be_kept(wanted)};
  gboolean is_new;
  if (!row.done)
    job->failed++;
  else {
    row.person = contact_import(call, list, wanted, &is_new);
    job->added += is_new;
    job->updated += !is_new;
    job->transactions += cJSON_HasObjectItem(wanted, "transactionData");
  }
  g_array_append_val(job->rows, row);
}

static cJSON *
started_json(const Call *call, const char *id, cJSON *unprocessed)
{
  cJSON *result = cJSON_CreateObject();
  g_autofree char *url =
      g_strdup_printf("https://%s/API/v3/directories/%s/mailinglists/%s/transactioncontacts/%s", call->host,
                      call->params[0], call->params[1], id);
  cJSON_AddStringToObject(result, "id", id);
  cJSON_AddItemToObject(cJSON_AddObjectToObject(result, "contacts"), "unprocessed", unprocessed);
  cJSON_AddStringToObject(cJSON_AddObjectToObject(result, "tracking"), "url", url);
  cJSON_AddStringToObject(result, "status", "inProgress");
  return result;
}

void
imports_start(Call *call)
{
  MailingList *list = call_list(call, 1);
  if (!list || !check_import(call))
    return;
  ImportJob *job = g_new0(ImportJob, 1);
  job->list = list->index;
  job->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(job->rows, row_clear);
  cJSON *unprocessed = cJSON_CreateArray();
  guint source = 0;
  const cJSON *row = cJSON_GetObjectItemCaseSensitive(call->body, "contacts")->child;
  for (; row; row = row->next, source++) {
    if (is_taken(row))
      take_row(call, list, job, row, source);
    else
      cJSON_AddItemToArray(unprocessed, cJSON_CreateNumber(source));
  }
  g_autofree char *id = id_new("PGRS", call->world->imports->len);
  g_ptr_array_add(call->world->imports, job);
  call_accepted(call, started_json(call, id, unprocessed));
}

/* ## What became of it */

static ImportJob *
find_job(Call *call, const char *id)
{
  guint64 index;
  if (id_parse("PGRS", id, &index) && index < call->world->imports->len)
    return call->world->imports->pdata[index];
  return NULL;
}

/* A job that does not exist is complete, and has done nothing: so it is documented. */
void
imports_progress(Call *call)
{
  static const ImportJob nothing = {.polls = 2};
  const MailingList *list = call_list(call, 1);
  if (!list)
    return;
  ImportJob *found = find_job(call, call->params[2]);
  if (found)
    found->polls++;
  const ImportJob *job = found && found->list == list->index ? found : &nothing;
  gboolean complete = job->polls > 1;
  cJSON *result = cJSON_CreateObject();
  cJSON_AddNumberToObject(result, "percentComplete", complete ? 100 : 45);
  cJSON *count = cJSON_AddObjectToObject(cJSON_AddObjectToObject(result, "contacts"), "count");
  cJSON_AddNumberToObject(count, "added", complete ? job->added : 0);
  cJSON_AddNumberToObject(count, "updated", complete ? job->updated : 0);
  cJSON_AddNumberToObject(count, "failed", complete ? job->failed : 0);
  count = cJSON_AddObjectToObject(cJSON_AddObjectToObject(result, "transactions"), "count");
  cJSON_AddNumberToObject(count, "created", complete ? job->transactions : 0);
  cJSON_AddStringToObject(result, "status", complete ? "complete" : "inProgress");
  call_answer(call, result);
}

static cJSON *
entry_json(const World *world, const ImportJob *job, const Row *row)
{
  cJSON *json = cJSON_CreateObject();
  cJSON_AddNumberToObject(json, "sourceIndexId", row->source);
  cJSON_AddItemToObject(json, "email", json_string_or_null(row->email));
  cJSON_AddItemToObject(json, "phone", json_string_or_null(row->phone));
  g_autofree char *id = row->done ? contact_id(row->person) : NULL;
  g_autofree char *lookup = row->done ? lookup_id(world->lists->pdata[job->list], row->person) : NULL;
  cJSON_AddItemToObject(json, "contactId", json_string_or_null(id));
  cJSON_AddStringToObject(json, "importStatus", row->done ? "SUCCESS" : "FAILED_INVALID_CONTACT");
  cJSON_AddItemToObject(json, "contactListContactId", json_string_or_null(lookup));
  return json;
}

/* Its members stand beside `meta`, without a `result`. */
void
imports_report(Call *call)
{
  const char *skip = call_query(call, "skipToken");
  guint from = skip ? (guint) strtoul(skip, NULL, 10) : 0;
  const ImportJob *job = call_directory(call, 0) ? find_job(call, call->params[1]) : NULL;
  if (call->status)
    return;
  if (!job) {
    call_refuse(call, 404, NULL, "Import job not found.");
    return;
  }
  cJSON *members = cJSON_CreateObject();
  cJSON *entries = cJSON_AddArrayToObject(cJSON_AddObjectToObject(members, "results"), "importReportEntries");
  for (guint i = from; i < job->rows->len && i - from < REPORT_PAGE; i++)
    cJSON_AddItemToArray(entries, entry_json(call->world, job, &g_array_index(job->rows, Row, i)));
  g_autofree char *next = job->rows->len > from && job->rows->len - from > REPORT_PAGE
                              ? g_strdup_printf("%u", from + REPORT_PAGE)
                              : NULL;
  cJSON_AddItemToObject(members, "skipToken", json_string_or_null(next));
  call_answer_beside(call, members);
}
