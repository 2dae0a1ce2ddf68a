/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/raw.h"

#include <string.h>

#include "src/api/call.h"
#include "src/api/json.h"

void
raw_reply_free(RawReply *reply)
{
  if (reply == NULL)
    return;
  g_free(reply->content_type);
  g_free(reply->body);
  g_free(reply->next);
  g_free(reply);
}

static gpointer
decode_raw(const ApiReply *reply)
{
  gboolean repeats;
  RawReply *raw = g_new0(RawReply, 1);
  raw->status = reply->status;
  raw->content_type = g_strdup(reply->content_type);
  raw->body = g_strdup(reply->body);
  raw->next = api_next_page(reply, &repeats);
  if (repeats)
    g_clear_pointer(&raw->next, g_free);
  return raw;
}

/* What people type becomes an address from the root of the server. */
static char *
address_of(const char *path, const char *const *query)
{
  if (strstr(path, "://") != NULL)
    return g_strdup(path);
  while (*path == '/')
    path++;
  GString *address = g_string_new(g_str_has_prefix(path, "API/") ? "/" : "/API/v3/");
  g_string_append_uri_escaped(address, path, "/?&=:%-._~+,;@!$'()*", FALSE);
  char separator = strchr(path, '?') != NULL ? '&' : '?';
  for (guint i = 0; query != NULL && query[i] != NULL; i++, separator = '&') {
    const char *equals = strchr(query[i], '=');
    g_autofree char *name = equals != NULL ? g_strndup(query[i], equals - query[i]) : g_strdup(query[i]);
    g_string_append_c(address, separator);
    g_string_append_uri_escaped(address, name, NULL, FALSE);
    g_string_append_c(address, '=');
    g_string_append_uri_escaped(address, equals != NULL ? equals + 1 : "", NULL, FALSE);
  }
  return g_string_free(address, FALSE);
}

void
raw_call_async(ApiClient *client, FetchMethod method, const char *path, const char *const *query,
               const char *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(method, "make this call", "raw", NULL);
  g_autofree char *address = address_of(path, query);
  api_call_address(call, address);
  if (body != NULL)
    api_call_body(call, cJSON_CreateRaw(body));
  api_call_decode(call, decode_raw, (GDestroyNotify) raw_reply_free);
  api_call_run(client, call, raw_call_async, cancellable, callback, user_data);
}

RawReply *
raw_call_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                GError **error)
{
  return api_call_finish(result, raw_call_async, progress, error);
}
