/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/raw.h"

#include <string.h>

#include "src/api/call.h"
#include "src/api/endpoints.h"
#include "src/api/json.h"

void
raw_reply_free(RawReply *reply)
{
  if (reply == NULL)
    return;
  g_free(reply->content_type);
  g_free(reply->body);
  g_free(reply->request_id);
  g_free(reply->next);
  g_free(reply);
}

/* @url with another query (@next is "?...") or with another skipToken ("&skipToken=..."). */
static char *
address_after(const char *url, const char *next)
{
  gsize path = strcspn(url, "?");
  if (*next != '?' && *next != '&')
    return g_strdup(next);
  GString *address = g_string_new_len(url, (gssize) path);
  g_auto(GStrv) pairs = g_strsplit(*next == '&' && url[path] == '?' ? url + path + 1 : "", "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!g_str_has_prefix(pairs[i], "skipToken="))
      g_string_append_printf(address, "%c%s", strchr(address->str, '?') != NULL ? '&' : '?', pairs[i]);
  g_string_append_printf(address, "%c%s", strchr(address->str, '?') != NULL ? '&' : '?', next + 1);
  return g_string_free(address, FALSE);
}

/* Lists have nextPage, searches a skipToken. */
static char *
next_of(const ApiReply *reply)
{
  gboolean repeats;
  g_autofree char *next = api_next_page(reply, &repeats);
  const cJSON *token = json_get(reply->result, "skipToken");
  if (repeats)
    return NULL;
  if (next == NULL && cJSON_IsString(token) && *token->valuestring != '\0') {
    g_autofree char *escaped = g_uri_escape_string(token->valuestring, NULL, FALSE);
    next = g_strconcat("&skipToken=", escaped, NULL);
  }
  g_autofree char *url = g_strndup(reply->url, strcspn(reply->url, "#"));
  return next != NULL ? address_after(url, next) : NULL;
}

static gpointer
decode_raw(const ApiReply *reply)
{
  RawReply *raw = g_new0(RawReply, 1);
  raw->status = reply->status;
  raw->content_type = g_strdup(reply->content_type);
  raw->body = g_strdup(reply->body);
  raw->request_id = g_strdup(reply->request_id);
  raw->next = next_of(reply);
  return raw;
}

/* What people type becomes an address from the root of the server. */
char *
raw_call_address(const char *path, const char *const *query)
{
  if (server_address_is_whole(path))
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

char *
raw_call_curl(const ApiClient *client, FetchMethod method, const char *path, const char *const *query,
              const char *body)
{
  g_autofree char *address = raw_call_address(path, query);
  gboolean whole = server_address_is_whole(address);
  g_autofree char *url = g_strconcat(whole ? "" : api_client_server(client), address, NULL);
  g_autofree char *quoted = g_shell_quote(url);
  GString *line = g_string_new("curl -H \"X-API-TOKEN: $CANVASS_TOKEN\"");
  if (method != FETCH_GET)
    g_string_append_printf(line, " -X %s", fetch_method_name(method));
  if (body != NULL || method == FETCH_POST) {
    g_autofree char *data = g_shell_quote(body != NULL ? body : "{}");
    g_string_append_printf(line, " -H 'Content-Type: application/json' --data-raw %s", data);
  }
  g_string_append_printf(line, " %s", quoted);
  return g_string_free(line, FALSE);
}

void
raw_call_async(ApiClient *client, FetchMethod method, const char *path, const char *const *query,
               const char *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = api_call_new(method, "make this call", "raw", NULL);
  g_autofree char *address = raw_call_address(path, query);
  api_call_address(call, address);
  if (!endpoint_writes(method, path))
    api_call_changes_nothing(call);
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
