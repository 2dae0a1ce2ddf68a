/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/api/call.h"

#include <string.h>

#include "src/api/client-private.h"
#include "src/api/envelope.h"
#include "src/api/json.h"

struct ApiCall {
  FetchMethod method;
  FetchPriority priority;
  guint start_after_ms, start_within_ms;
  char *intent;
  GString *path, *query;
  char *address;
  char *body;
  ApiDecode decode;
  GDestroyNotify free_value;
  gboolean changes_nothing, never_repeat;
  gsize max_file; /* 0: no file is asked for */
};

/* What the decoder takes to the fetch thread. */
typedef struct {
  char *intent;
  ApiDecode decode;
  GDestroyNotify free_value;
  gboolean is_file;
} DecodePlan;

/* What the main thread keeps: the task's data. */
typedef struct {
  ApiClient *client;
  guint64 ask;
  gulong on_cancelled;
  FetchProgress progress;
} Running;

/* Making */

ApiCall *
api_call_new(FetchMethod method, const char *intent, const char *part, ...)
{
  ApiCall *call = g_new0(ApiCall, 1);
  call->method = method;
  call->intent = g_strdup(intent);
  call->path = g_string_new(NULL);
  call->query = g_string_new(NULL);
  va_list parts;
  va_start(parts, part);
  for (; part != NULL; part = va_arg(parts, const char *)) {
    g_string_append_c(call->path, '/');
    g_string_append_uri_escaped(call->path, part, NULL, FALSE);
  }
  va_end(parts);
  return call;
}

void
api_call_free(ApiCall *call)
{
  if (call == NULL)
    return;
  g_free(call->intent);
  g_string_free(call->path, TRUE);
  g_string_free(call->query, TRUE);
  g_free(call->address);
  g_free(call->body);
  g_free(call);
}

void
api_call_address(ApiCall *call, const char *address)
{
  g_free(call->address);
  call->address = g_strdup(address);
}

void
api_call_query(ApiCall *call, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_c(call->query, call->query->len > 0 ? '&' : '?');
  g_string_append_uri_escaped(call->query, name, NULL, FALSE);
  g_string_append_c(call->query, '=');
  g_string_append_uri_escaped(call->query, value, NULL, FALSE);
}

void
api_call_body(ApiCall *call, cJSON *body)
{
  g_free(call->body);
  char *text = cJSON_PrintUnformatted(body);
  call->body = g_strdup(text);
  cJSON_free(text);
  cJSON_Delete(body);
}

void
api_call_priority(ApiCall *call, FetchPriority priority)
{
  call->priority = priority;
}

void
api_call_changes_nothing(ApiCall *call)
{
  call->changes_nothing = TRUE;
}

void
api_call_file(ApiCall *call, gsize max_bytes)
{
  call->max_file = max_bytes;
}

void
api_call_sends(ApiCall *call)
{
  call->start_within_ms = 30 * 1000;
}

void
api_call_later(ApiCall *call, guint ms)
{
  call->start_after_ms = ms;
}

void
api_call_once(ApiCall *call)
{
  call->never_repeat = TRUE;
}

void
api_call_decode(ApiCall *call, ApiDecode decode, GDestroyNotify free_value)
{
  call->decode = decode;
  call->free_value = free_value;
}

/* On the fetch thread */

static void
decode_reply(const FetchReply *reply, gconstpointer data, FetchVerdict *verdict)
{
  const DecodePlan *plan = data;
  Envelope envelope = {0};
  if ((plan->is_file && reply->status < 300) || envelope_open(&envelope, reply, plan->intent, verdict)) {
    ApiReply parsed = {.root = envelope.root,
                       .result = envelope.result,
                       .url = reply->url,
                       .body = reply->body,
                       .length = reply->length,
                       .content_type = reply->content_type,
                       .request_id = verdict->request_id,
                       .status = reply->status};
    /* A yes without the API's own words may be of somebody on the way, and nothing was done. */
    verdict->value = plan->decode != NULL ? plan->decode(&parsed) : GINT_TO_POINTER(verdict->is_own);
    verdict->free_value = plan->decode != NULL ? plan->free_value : NULL;
    if (verdict->value == NULL)
      verdict->error = envelope_bad_reply(plan->intent, "the answer is not what Qualtrics documents.",
                                          reply->status, verdict->request_id);
  }
  envelope_clear(&envelope);
}

static void
plan_free(gpointer data)
{
  DecodePlan *plan = data;
  g_free(plan->intent);
  g_free(plan);
}

/* Running */

static char *
call_url(const ApiClient *client, const ApiCall *call)
{
  const char *server = api_client_server(client), *address = call->address;
  if (address != NULL && server_address_is_whole(address))
    return g_strdup(address);
  if (address != NULL && *address == '/')
    return g_strconcat(server, address, NULL);
  if (address != NULL && *address == '&')
    return g_strconcat(server, "/API/v3", call->path->str, call->query->len > 0 ? call->query->str : "?",
                       call->query->len > 0 ? address : address + 1, NULL);
  if (address != NULL)
    return g_strconcat(server, "/API/v3", call->path->str, *address == '?' ? "" : "?", address, NULL);
  return g_strconcat(server, "/API/v3", call->path->str, call->query->str, NULL);
}

static void
on_cancelled(GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  Running *running = data;
  fetcher_cancel(api_client_fetcher(running->client), running->ask);
}

static void
on_done(FetchOutcome *outcome, gpointer data)
{
  g_autoptr(GTask) task = data;
  Running *running = g_task_get_task_data(task);
  if (running->on_cancelled != 0)
    g_cancellable_disconnect(g_task_get_cancellable(task), running->on_cancelled);
  running->progress = outcome->progress;
  api_client_learn(running->client, outcome);
  if (outcome->verdict.error != NULL)
    g_task_return_error(task, g_steal_pointer(&outcome->verdict.error));
  else
    g_task_return_pointer(task, g_steal_pointer(&outcome->verdict.value), outcome->verdict.free_value);
}

static FetchRequest *
call_request(const ApiClient *client, ApiCall *call)
{
  g_autofree char *url = call_url(client, call);
  FetchRequest *request = fetch_request_new(call->method, url);
  request->priority = call->priority;
  request->only_asks = call->changes_nothing;
  request->never_repeat = call->method == FETCH_POST || call->never_repeat;
  request->start_after_ms = call->start_after_ms;
  request->start_within_ms = call->start_within_ms;
  request->body = g_steal_pointer(&call->body);
  if (request->body == NULL && call->method == FETCH_POST)
    request->body = g_strdup("{}");
  DecodePlan *plan = g_new0(DecodePlan, 1);
  *plan = (DecodePlan){.intent = g_steal_pointer(&call->intent),
                       .decode = call->decode,
                       .free_value = call->free_value,
                       .is_file = call->max_file > 0};
  if (call->max_file > 0)
    request->max_body = call->max_file;
  request->decode = decode_reply;
  request->decode_data = plan;
  request->free_decode_data = plan_free;
  return request;
}

static gboolean
call_is_allowed(const ApiClient *client, const ApiCall *call, GError **error)
{
  if (call->method == FETCH_GET || call->changes_nothing)
    return TRUE;
  g_autofree char *url = call_url(client, call);
  return api_client_may_write(client, url, error);
}

void
api_call_run(ApiClient *client, ApiCall *call, gpointer tag, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, tag);
  Running *running = g_new0(Running, 1);
  running->client = client;
  g_task_set_task_data(task, running, g_free);
  /* The task checks its cancellable (GTask's default): whoever cancelled may be gone, so a cancelled call
   * says nothing but that, even when it was refused before it went out. */
  GError *error = NULL;
  if (g_cancellable_set_error_if_cancelled(cancellable, &error) || !call_is_allowed(client, call, &error)) {
    g_task_return_error(task, error);
    api_call_free(call);
    return;
  }
  running->ask =
      fetcher_ask(api_client_fetcher(client), call_request(client, call), on_done, g_object_ref(task));
  if (cancellable != NULL)
    running->on_cancelled = g_cancellable_connect(cancellable, G_CALLBACK(on_cancelled), running, NULL);
  api_call_free(call);
}

gpointer
api_call_finish(GAsyncResult *result, gpointer tag, FetchProgress *progress, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, tag), NULL);
  const Running *running = g_task_get_task_data(G_TASK(result));
  if (progress != NULL)
    *progress = running->progress;
  return g_task_propagate_pointer(G_TASK(result), error);
}

/* Pages */

/* Careful clients have met a query alone and a bare token; base64 ends with '=', so a query is what has a
 * name and a value. A token goes to the call's own query. */
static char *
next_address(const char *text)
{
  const char *equals = strchr(text, '=');
  if (server_address_is_whole(text) || *text == '/' || *text == '?')
    return g_strdup(text);
  if (equals != NULL && equals[1] != '\0' && equals[1] != '=')
    return g_strconcat("?", text, NULL);
  g_autofree char *token = g_uri_escape_string(text, NULL, FALSE);
  return g_strconcat("&skipToken=", token, NULL);
}

/* A server that sends its pages round in a circle is found out with nothing remembered but one earlier
 * address (Brent's way): its hash goes from page to page in the fragment of the address, which never leaves
 * this machine. At each power of two the present address becomes the one that is remembered. */
typedef struct {
  guint64 hash;
  guint steps, power;
} Walk;

static guint64
address_hash(const char *address)
{
  guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
  for (const char *p = address; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT(1099511628211);
  return hash;
}

static gboolean
walk_read(Walk *walk, const char *fragment)
{
  char *end = NULL;
  if (fragment == NULL)
    return FALSE;
  walk->hash = g_ascii_strtoull(fragment + 1, &end, 16);
  walk->steps = *end == '.' ? (guint) g_ascii_strtoull(end + 1, &end, 10) : 0;
  walk->power = *end == '.' ? (guint) g_ascii_strtoull(end + 1, &end, 10) : 0;
  return walk->power > 0;
}

/* Takes @address; @fragment is that of the address before it. */
static char *
walk_on(char *address, const char *fragment, gboolean *repeats)
{
  Walk walk;
  guint64 hash = address_hash(address);
  if (!walk_read(&walk, fragment))
    walk = (Walk){hash, 0, 1};
  else if (walk.hash == hash)
    *repeats = TRUE;
  else if (++walk.steps >= walk.power)
    walk = (Walk){hash, 0, MIN(walk.power, G_MAXUINT / 2) * 2};
  char *marked =
      g_strdup_printf("%s#%" G_GINT64_MODIFIER "x.%u.%u", address, walk.hash, walk.steps, walk.power);
  g_free(address);
  return marked;
}

char *
api_next_page(const ApiReply *reply, gboolean *repeats)
{
  const cJSON *next = json_get(reply->result, "nextPage");
  *repeats = FALSE;
  if (!cJSON_IsString(next) || *next->valuestring == '\0')
    return NULL;
  char *address = next_address(next->valuestring);
  address[strcspn(address, "#")] = '\0';
  const char *fragment = strchr(reply->url, '#');
  g_autofree char *url = g_strndup(reply->url, strcspn(reply->url, "#"));
  *repeats = g_str_has_suffix(url, *address == '&' ? address + 1 : address);
  return walk_on(address, fragment, repeats);
}

/* PHP's heritage: an empty list may be {}. */
const cJSON *
api_elements(const ApiReply *reply)
{
  const cJSON *elements = json_get(reply->result, "elements");
  gboolean is_list = cJSON_IsArray(elements) || (cJSON_IsObject(elements) && elements->child == NULL);
  return is_list ? elements : NULL;
}

gboolean
api_was_counted(const ApiReply *reply)
{
  return strstr(reply->url, "includeCount=true") != NULL;
}

Page *
api_decode_page(const ApiReply *reply, ApiDecodeItem decode_item, GDestroyNotify free_item)
{
  const cJSON *elements = api_elements(reply), *item;
  if (elements == NULL)
    return NULL;
  gboolean repeats;
  g_autoptr(Page) page = page_new(free_item);
  page->next = api_next_page(reply, &repeats);
  if (repeats)
    return NULL;
  cJSON_ArrayForEach(item, elements)
  {
    gpointer value = decode_item(item);
    if (value != NULL)
      g_ptr_array_add(page->items, value);
  }
  return g_steal_pointer(&page);
}
