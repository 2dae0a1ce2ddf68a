/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/directories.h"

#include "src/api/call.h"
#include "src/api/json.h"

static gpointer
decode_directory(const cJSON *item)
{
  char *id = json_text(item, "directoryId");
  if (id == NULL)
    return NULL;
  Directory *directory = g_new0(Directory, 1);
  const cJSON *criteria = json_get(item, "deduplicationCriteria");
  directory->id = id;
  directory->name = json_title(item, "name", directory->id);
  directory->contact_count = json_integer(item, "contactCount", -1);
  directory->is_default = json_flag(item, "isDefault");
  directory->dedup_email = json_flag(criteria, "email");
  directory->dedup_first_name = json_flag(criteria, "firstName");
  directory->dedup_last_name = json_flag(criteria, "lastName");
  directory->dedup_ext_ref = json_flag(criteria, "externalDataReference");
  directory->dedup_phone = json_flag(criteria, "phone");
  return directory;
}

static gpointer
decode_directories(const ApiReply *reply)
{
  Page *page = api_decode_page(reply, decode_directory, (GDestroyNotify) directory_free);
  for (guint i = 0; page != NULL && i < page->items->len; i++) {
    Directory *item = g_ptr_array_index(page->items, i);
    if (item->contact_count == 0 && !api_was_counted(reply))
      item->contact_count = -1;
  }
  return page;
}

void
directories_list_async(ApiClient *client, FetchPriority priority, gboolean count_contacts, const char *next,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the directories", "directories", NULL);
  api_call_query(call, "includeCount", count_contacts ? "true" : NULL);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_directories, (GDestroyNotify) page_free);
  api_call_run(client, call, directories_list_async, cancellable, callback, user_data);
}

Page *
directories_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, directories_list_async, NULL, error);
}
