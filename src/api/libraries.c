/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/libraries.h"

#include "src/api/call.h"
#include "src/api/json.h"

static gpointer
decode_library(const cJSON *item)
{
  char *id = json_text(item, "libraryId");
  if (id == NULL)
    id = json_text(item, "id"); /* one client met these names */
  if (id == NULL)
    return NULL;
  Library *library = g_new0(Library, 1);
  library->id = id;
  library->name = json_title(item, json_get(item, "libraryName") ? "libraryName" : "name", id);
  return library;
}

static gpointer
decode_libraries(const ApiReply *reply)
{
  return api_decode_page(reply, decode_library, (GDestroyNotify) library_free);
}

static gpointer
decode_message(const cJSON *item)
{
  if (!cJSON_IsObject(item))
    return NULL;
  const cJSON *texts = json_get(item, "messages"), *text;
  LibraryMessage *message = library_message_new();
  message->id = json_text(item, "id");
  message->description = json_text(item, "description");
  message->category = json_text(item, "category");
  cJSON_ArrayForEach(text, texts)
  {
    g_autofree char *language = json_name(text);
    g_autofree char *html = json_value_text(text, TRUE);
    if (language != NULL && html != NULL)
      library_message_add(message, language, html);
  }
  return message;
}

static gpointer
decode_one(const ApiReply *reply)
{
  return decode_message(reply->result);
}

/* One of a list must be one that can be asked for; what is asked for by its ID need not repeat it. */
static gpointer
decode_listed(const cJSON *item)
{
  g_autofree char *id = json_text(item, "id");
  return id != NULL ? decode_message(item) : NULL;
}

static gpointer
decode_messages(const ApiReply *reply)
{
  return api_decode_page(reply, decode_listed, (GDestroyNotify) library_message_free);
}

void
libraries_list_async(ApiClient *client, FetchPriority priority, const char *next, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "read the libraries", "libraries", NULL);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_libraries, (GDestroyNotify) page_free);
  api_call_run(client, call, libraries_list_async, cancellable, callback, user_data);
}

Page *
libraries_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, libraries_list_async, NULL, error);
}

void
library_messages_list_async(ApiClient *client, FetchPriority priority, const char *library_id,
                            const char *category, const char *next, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_GET, "read the library's messages", "libraries", library_id, "messages", NULL);
  api_call_query(call, "category", category);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_messages, (GDestroyNotify) page_free);
  api_call_run(client, call, library_messages_list_async, cancellable, callback, user_data);
}

Page *
library_messages_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, library_messages_list_async, NULL, error);
}

void
library_message_get_async(ApiClient *client, const char *library_id, const char *message_id,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call =
      api_call_new(FETCH_GET, "read the message", "libraries", library_id, "messages", message_id, NULL);
  api_call_decode(call, decode_one, (GDestroyNotify) library_message_free);
  api_call_run(client, call, library_message_get_async, cancellable, callback, user_data);
}

LibraryMessage *
library_message_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, library_message_get_async, NULL, error);
}
