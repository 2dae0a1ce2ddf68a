/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/mailing-lists.h"

#include "src/api/call.h"
#include "src/api/json.h"

static gpointer
decode_list(const cJSON *item)
{
  char *id = json_text(item, "mailingListId");
  if (id == NULL)
    return NULL;
  MailingList *list = g_new0(MailingList, 1);
  list->id = id;
  list->name = json_title(item, "name", list->id);
  list->owner_id = json_text(item, "ownerId");
  list->contact_count = json_integer(item, "contactCount", -1);
  list->created = json_time(item, "creationDate");
  list->modified = json_time(item, "lastModifiedDate");
  return list;
}

static gpointer
decode_one(const ApiReply *reply)
{
  return decode_list(reply->result);
}

static gpointer
decode_lists(const ApiReply *reply)
{
  Page *page = api_decode_page(reply, decode_list, (GDestroyNotify) mailing_list_free);
  for (guint i = 0; page != NULL && i < page->items->len; i++) {
    MailingList *item = g_ptr_array_index(page->items, i);
    if (item->contact_count == 0 && !api_was_counted(reply))
      item->contact_count = -1;
  }
  return page;
}

static gpointer
decode_id(const ApiReply *reply)
{
  return json_text(reply->result, "id");
}

void
mailing_lists_list_async(ApiClient *client, FetchPriority priority, const char *directory_id,
                         gboolean count_contacts, const char *next, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_GET, "read the mailing lists", "directories", directory_id, "mailinglists", NULL);
  api_call_query(call, "includeCount", count_contacts ? "true" : NULL);
  api_call_query(call, "useNewPaginationScheme", "true");
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_lists, (GDestroyNotify) page_free);
  api_call_run(client, call, mailing_lists_list_async, cancellable, callback, user_data);
}

Page *
mailing_lists_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, mailing_lists_list_async, NULL, error);
}

static ApiCall *
call_for_list(FetchMethod method, const char *intent, const char *directory_id, const char *list_id)
{
  return api_call_new(method, intent, "directories", directory_id, "mailinglists", list_id, NULL);
}

void
mailing_list_get_async(ApiClient *client, FetchPriority priority, const char *directory_id,
                       const char *list_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  ApiCall *call = call_for_list(FETCH_GET, "read the mailing list", directory_id, list_id);
  api_call_query(call, "includeCount", "true");
  api_call_priority(call, priority);
  api_call_decode(call, decode_one, (GDestroyNotify) mailing_list_free);
  api_call_run(client, call, mailing_list_get_async, cancellable, callback, user_data);
}

MailingList *
mailing_list_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, mailing_list_get_async, NULL, error);
}

static cJSON *
name_body(const char *name)
{
  cJSON *body = cJSON_CreateObject();
  json_add_text(body, "name", name);
  return body;
}

void
mailing_list_create_async(ApiClient *client, const char *directory_id, const char *name,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_POST, "create the mailing list", "directories", directory_id, "mailinglists", NULL);
  api_call_body(call, name_body(name));
  api_call_decode(call, decode_id, g_free);
  api_call_run(client, call, mailing_list_create_async, cancellable, callback, user_data);
}

char *
mailing_list_create_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                           GError **error)
{
  return api_call_finish(result, mailing_list_create_async, progress, error);
}

void
mailing_list_rename_async(ApiClient *client, const char *directory_id, const char *list_id, const char *name,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_for_list(FETCH_PUT, "rename the mailing list", directory_id, list_id);
  api_call_body(call, name_body(name));
  api_call_run(client, call, mailing_list_rename_async, cancellable, callback, user_data);
}

gboolean
mailing_list_rename_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, mailing_list_rename_async, NULL, error) != NULL;
}

void
mailing_list_delete_async(ApiClient *client, const char *directory_id, const char *list_id,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_for_list(FETCH_DELETE, "delete the mailing list", directory_id, list_id);
  api_call_run(client, call, mailing_list_delete_async, cancellable, callback, user_data);
}

gboolean
mailing_list_delete_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, mailing_list_delete_async, NULL, error) != NULL;
}
