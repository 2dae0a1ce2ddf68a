/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/imports.h"

#include <string.h>

#include "src/api/call.h"
#include "src/api/json.h"

static const char *const field_names[N_CONTACT_EDITABLE] = {
    [CONTACT_FIELD_EMAIL] = "email",        [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "extRef",     [CONTACT_FIELD_PHONE] = "phone",
};

static cJSON *
contact_body(const Contact *contact)
{
  cJSON *body = cJSON_CreateObject();
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (contact->fields[i] != NULL && *contact->fields[i] != '\0')
      json_add_text(body, field_names[i], contact->fields[i]);
  cJSON *map = contact->embedded->len > 0 ? cJSON_AddObjectToObject(body, "embeddedData") : NULL;
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    json_add_text(map, field->raw_name != NULL ? field->raw_name : field->name,
                  field->raw_value != NULL ? field->raw_value : field->value);
  }
  if ((contact->flags & CONTACT_UNSUBSCRIBED_FROM_LIST) != 0)
    cJSON_AddTrueToObject(body, "unsubscribed");
  return body;
}

gsize
import_contact_size(const Contact *contact)
{
  cJSON *body = contact_body(contact);
  char *text = cJSON_PrintUnformatted(body);
  gsize size = strlen(text) + 1;
  cJSON_free(text);
  cJSON_Delete(body);
  return size;
}

/* Starting */

void
import_start_free(ImportStart *start)
{
  if (start == NULL)
    return;
  g_free(start->id);
  g_array_unref(start->unprocessed);
  g_free(start);
}

static gpointer
decode_start(const ApiReply *reply)
{
  const cJSON *item;
  char *id = json_text(reply->result, "id");
  if (id == NULL)
    return NULL;
  ImportStart *start = g_new0(ImportStart, 1);
  start->id = id;
  start->unprocessed = g_array_new(FALSE, FALSE, sizeof(guint));
  cJSON_ArrayForEach(item, json_get(json_get(reply->result, "contacts"), "unprocessed"))
  {
    g_autofree char *text = json_value_text(item, FALSE);
    guint64 index;
    guint small;
    if (text == NULL || !g_ascii_string_to_unsigned(text, 10, 0, IMPORT_MAX_CONTACTS - 1, &index, NULL))
      continue;
    small = (guint) index;
    g_array_append_val(start->unprocessed, small);
  }
  return start;
}

static ApiCall *
call_for_list(FetchMethod method, const char *intent, const ContactPlace *list, const char *import_id)
{
  return api_call_new(method, intent, "directories", list->directory_id, "mailinglists", list->list_id,
                      "transactioncontacts", import_id, NULL);
}

void
import_start_async(ApiClient *client, const ContactPlace *list, const GPtrArray *contacts,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_for_list(FETCH_POST, "import the contacts", list, NULL);
  cJSON *body = cJSON_CreateObject(), *array = cJSON_AddArrayToObject(body, "contacts");
  for (guint i = 0; i < contacts->len; i++)
    cJSON_AddItemToArray(array, contact_body(g_ptr_array_index(contacts, i)));
  api_call_body(call, body);
  api_call_decode(call, decode_start, (GDestroyNotify) import_start_free);
  api_call_run(client, call, import_start_async, cancellable, callback, user_data);
}

ImportStart *
import_start_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                    GError **error)
{
  return api_call_finish(result, import_start_async, progress, error);
}

/* Status */

static gpointer
decode_status(const ApiReply *reply)
{
  const cJSON *count = json_get(json_get(reply->result, "contacts"), "count");
  if (json_get(reply->result, "percentComplete") == NULL)
    return NULL;
  ImportStatus *status = g_new0(ImportStatus, 1);
  status->complete = json_integer(reply->result, "percentComplete", 0) >= 100;
  status->added = json_integer(count, "added", 0);
  status->updated = json_integer(count, "updated", 0);
  status->failed = json_integer(count, "failed", 0);
  return status;
}

void
import_status_async(ApiClient *client, const ContactPlace *list, const char *import_id,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_for_list(FETCH_GET, "look after the import", list, import_id);
  api_call_decode(call, decode_status, g_free);
  api_call_run(client, call, import_status_async, cancellable, callback, user_data);
}

ImportStatus *
import_status_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, import_status_async, NULL, error);
}

/* Report */

static void
entry_free(gpointer data)
{
  ImportEntry *entry = data;
  g_free(entry->contact_id);
  g_free(entry->status);
  g_free(entry);
}

/* The status is called importStatus or importStatusCode; one of them may be a bare number. */
static ImportEntry *
decode_entry(const cJSON *item)
{
  ImportEntry *entry = g_new0(ImportEntry, 1);
  entry->index = json_integer(item, "sourceIndexId", -1);
  entry->contact_id = json_text(item, "contactId");
  entry->status = json_text(item, "importStatus");
  if (entry->status == NULL)
    entry->status = json_text(item, "importStatusCode");
  return entry;
}

/* There is no `result` but `results`, and the token stands beside it. */
static gpointer
decode_report(const ApiReply *reply)
{
  const cJSON *entries = json_get(json_get(reply->root, "results"), "importReportEntries"), *item;
  if (!cJSON_IsArray(entries))
    entries = json_get(reply->result, "importReportEntries");
  if (!cJSON_IsArray(entries))
    return NULL;
  Page *page = page_new(entry_free);
  cJSON_ArrayForEach(item, entries) g_ptr_array_add(page->items, decode_entry(item));
  g_autofree char *token = json_text(reply->root, "skipToken");
  if (token != NULL && *token != '\0')
    page->next = g_steal_pointer(&token);
  return page;
}

void
import_report_async(ApiClient *client, const char *directory_id, const char *import_id, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the report of the import", "directories", directory_id,
                               "imports", "api-import", "jobs", import_id, "report", NULL);
  api_call_query(call, "skipToken", next);
  api_call_decode(call, decode_report, (GDestroyNotify) page_free);
  api_call_run(client, call, import_report_async, cancellable, callback, user_data);
}

Page *
import_report_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, import_report_async, NULL, error);
}
