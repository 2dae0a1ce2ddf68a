/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/api/envelope.h"

#include <string.h>

#include "src/api/api-error.h"
#include "src/api/json.h"
#include "src/model/clean-text.h"

/* What a line can hold of a text that a server made. */
#define MAX_LINE 600
#define MAX_NAME 120

void
envelope_clear(Envelope *envelope)
{
  cJSON_Delete(envelope->root);
  *envelope = (Envelope){0};
}

/* Somebody on the way, or the server itself, waited too long or broke: what was asked may be done all the
 * same. A 408 is the gateway's word for that as well. */
static gboolean
is_no_answer(guint status)
{
  return status >= 500 || status == 408;
}

static ApiError
kind_of(guint status, const char *code)
{
  if (status == 401 || g_strcmp0(code, "ATP_2") == 0)
    return API_ERROR_LOGIN;
  if (status == 403)
    return API_ERROR_FORBIDDEN;
  if (status == 404)
    return API_ERROR_NOT_FOUND;
  if (status == 429)
    return API_ERROR_BUSY;
  return is_no_answer(status) ? API_ERROR_SERVER : API_ERROR_REFUSED;
}

/* @text is what the reply said itself. */
static const char *
advice(ApiError kind, const char *text)
{
  switch (kind) {
  case API_ERROR_FORBIDDEN:
    return " This account may not do that (a permission or a licence), or there is no such thing.";
  case API_ERROR_BUSY:
    return text != NULL && strcasestr(text, "too many requests") != NULL
               ? " Try again in a minute."
               : " Too many requests; try again in a minute.";
  case API_ERROR_SERVER:
    return " Qualtrics has trouble; try again in a while.";
  default:
    return "";
  }
}

/* The commonest of all: said before anything else, and in plain words. */
static void
begin_line(GString *line, ApiError kind, const char *intent)
{
  if (kind == API_ERROR_LOGIN)
    g_string_append(line, "The token isn't accepted: check it, and the data centre of the connection. ");
  g_string_append_printf(line, "Could not %s: ", intent);
}

/* "Could not read the contacts: 404 GED_3 Distribution not found. (request 08d8...)" */
static GError *
make_error(const char *intent, guint status, const char *code, const char *text, const char *request_id)
{
  ApiError kind = kind_of(status, code);
  GString *line = g_string_new(NULL);
  begin_line(line, kind, intent);
  g_string_append_printf(line, "%u", status);
  if (code != NULL)
    g_string_append_printf(line, " %s", code);
  if (text != NULL)
    g_string_append_printf(line, " %s", text);
  if (line->str[line->len - 1] != '.')
    g_string_append_c(line, '.');
  g_string_append(line, advice(kind, text));
  if (request_id != NULL)
    g_string_append_printf(line, " (request %s)", request_id);
  GError *error = api_error_new(kind, status, code, request_id, line->str);
  g_string_free(line, TRUE);
  return error;
}

GError *
envelope_bad_reply(const char *intent, const char *what, guint status, const char *request_id)
{
  g_autofree char *id = request_id != NULL ? g_strdup_printf(" (request %s)", request_id) : NULL;
  g_autofree char *line = g_strdup_printf("Could not %s: %s%s", intent, what, id != NULL ? id : "");
  ApiError kind = is_no_answer(status) ? API_ERROR_SERVER
                  : status == 429      ? API_ERROR_BUSY
                                       : API_ERROR_BAD_REPLY;
  return api_error_new(kind, status, NULL, request_id, line);
}

/* "Request proxied. For faster response times, use this host instead: az1.qualtrics.com" */
static char *
notice_host(const char *notice)
{
  static const char words[] = "use this host instead: ";
  const char *host = notice != NULL ? strstr(notice, words) : NULL;
  if (host == NULL)
    return NULL;
  host += strlen(words);
  gsize length = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
  while (length > 0 && host[length - 1] == '.')
    length--;
  g_autofree char *name = g_ascii_strdown(host, (gssize) length);
  return g_str_has_suffix(name, ".qualtrics.com") ? g_steal_pointer(&name) : NULL;
}

/* NULL for "" too. */
static char *
short_text(const cJSON *object, const char *name, gsize max_bytes)
{
  g_autofree char *text = json_text(object, name);
  return text != NULL && *text != '\0' ? clean_text(text, -1, max_bytes) : NULL;
}

static void
read_meta(const cJSON *meta, FetchVerdict *verdict)
{
  verdict->is_own = cJSON_IsObject(meta);
  verdict->request_id = short_text(meta, "requestId", MAX_NAME);
  if (verdict->request_id == NULL)
    verdict->request_id = short_text(meta, "errorId", MAX_NAME);
  g_autofree char *notice = json_text(meta, "notice");
  verdict->notice = notice_host(notice);
  verdict->retry_after_ms = CLAMP(json_integer(json_get(meta, "error"), "retryAfter", 0), 0, 86400) * 1000;
}

/* What the body says is the status: the old envelope and some replies say it there only. */
static guint
status_in(const cJSON *meta, guint status)
{
  g_autofree char *text = json_text(meta, "httpStatus");
  guint64 said = text != NULL ? g_ascii_strtoull(text, NULL, 10) : 0;
  return status < 300 && said >= 300 && said < 600 ? (guint) said : status;
}

static GError *
error_in(const cJSON *root, const char *intent, const FetchReply *reply, const char *request_id)
{
  const cJSON *meta = json_get(root, "meta"), *error = json_get(meta, "error");
  g_autofree char *old = json_text(meta, "status");
  gboolean is_old = old != NULL && g_ascii_strcasecmp(old, "error") == 0;
  guint said = status_in(meta, reply->status);
  if (said < 300 && !cJSON_IsObject(error) && !is_old)
    return NULL;
  const cJSON *where = is_old ? meta : error;
  g_autofree char *code = short_text(where, is_old ? "internalErrorCode" : "errorCode", MAX_NAME);
  if (code == NULL)
    code = short_text(where, "qualtricsErrorCode", MAX_NAME);
  g_autofree char *text = short_text(where, "errorMessage", MAX_LINE);
  return make_error(intent, said < 300 ? 400 : said, code, text, request_id);
}

static gboolean
is_json(const FetchReply *reply)
{
  return strstr(reply->content_type, "json") != NULL || *reply->content_type == '\0';
}

gboolean
envelope_open(Envelope *envelope, const FetchReply *reply, const char *intent, FetchVerdict *verdict)
{
  *envelope = (Envelope){0};
  if (reply->length == 0 && reply->status < 300)
    return TRUE;
  if (reply->length == 0) {
    verdict->error = make_error(intent, reply->status, NULL, "without a word of explanation.", NULL);
    return FALSE;
  }
  if (!is_json(reply)) {
    g_autofree char *type = clean_text(reply->content_type, -1, MAX_NAME);
    g_autofree char *what =
        g_strdup_printf("%u, and the answer is no JSON but %s (a proxy's page, perhaps). Check the "
                        "network and the host, then try again.",
                        reply->status, type);
    verdict->error = envelope_bad_reply(intent, what, reply->status, NULL);
    return FALSE;
  }
  envelope->root = json_parse(reply->body, reply->length);
  if (envelope->root == NULL) {
    g_autofree char *what = g_strdup_printf(
        "%u, and the answer is broken (cut off, no JSON, or absurdly nested). Try again.", reply->status);
    verdict->error = envelope_bad_reply(intent, what, reply->status, NULL);
    return FALSE;
  }
  read_meta(json_get(envelope->root, "meta"), verdict);
  verdict->error = error_in(envelope->root, intent, reply, verdict->request_id);
  if (verdict->error != NULL)
    return FALSE;
  envelope->result = json_get(envelope->root, "result");
  return TRUE;
}
