/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "tests/fuzz/canned-fetcher.h"

struct Fetcher {
  const char *body;
  gsize length;
};

FetchRequest *
fetch_request_new(FetchMethod method, const char *url)
{
  FetchRequest *request = g_new0(FetchRequest, 1);
  request->method = method;
  request->url = g_strdup(url);
  return request;
}

void
fetch_request_free(FetchRequest *request)
{
  if (request->free_decode_data != NULL)
    request->free_decode_data(request->decode_data);
  g_strfreev(request->headers);
  g_free(request->url);
  g_free(request->body);
  g_free(request);
}

Fetcher *
fetcher_new(const FetcherOptions *options G_GNUC_UNUSED)
{
  Fetcher *fetcher = g_new0(Fetcher, 1);
  fetcher->body = "";
  return fetcher;
}

void
fetcher_free(Fetcher *fetcher)
{
  g_free(fetcher);
}

void
canned_fetcher_say(Fetcher *fetcher, const char *body, gsize length)
{
  fetcher->body = body;
  fetcher->length = length;
}

guint64
fetcher_ask(Fetcher *fetcher, FetchRequest *request, FetchDone done, gpointer data)
{
  FetchReply reply = {.status = 200,
                      .content_type = "application/json",
                      .body = fetcher->body,
                      .length = fetcher->length,
                      .url = request->url};
  FetchOutcome outcome = {.progress = FETCH_ANSWERED, .status = 200, .tries = 1};
  request->decode(&reply, request->decode_data, &outcome.verdict);
  g_assert_true((outcome.verdict.value == NULL) == (outcome.verdict.error != NULL));
  done(&outcome, data);
  g_free(outcome.verdict.request_id);
  g_free(outcome.verdict.notice);
  fetch_request_free(request);
  return 1;
}

void
fetcher_cancel(Fetcher *fetcher G_GNUC_UNUSED, guint64 id G_GNUC_UNUSED)
{
}

const char *
fetch_method_name(FetchMethod method G_GNUC_UNUSED)
{
  return "GET";
}

gboolean
fetcher_secret_is_in(const Fetcher *fetcher G_GNUC_UNUSED, const char *text G_GNUC_UNUSED)
{
  return FALSE;
}
