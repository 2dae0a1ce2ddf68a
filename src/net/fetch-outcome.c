/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a try came to, in our words: an answer for the ask's decoder, or one of curl's reasons. */
#include "src/net/fetch-outcome.h"

#include "src/net/origin.h"

/* @reason follows the host's name. */
static void
fail(Job *job, FetchError code, const char *reason)
{
  FetchVerdict *verdict = &job->outcome.verdict;
  g_autofree char *host = origin_host(job->request->url);
  fetch_verdict_clear(verdict);
  verdict->error = g_error_new(FETCH_ERROR, code, "%s %s", host, reason);
}

/* curl's reasons in our words; may_repeat: another try may go better. */
static const struct {
  CURLcode curl;
  FetchError code;
  gboolean may_repeat;
  const char *reason;
} reasons[] = {
    {CURLE_COULDNT_RESOLVE_HOST, FETCH_ERROR_NO_HOST, TRUE,
     "is not known: check the network, and the data centre of this connection."},
    {CURLE_COULDNT_RESOLVE_PROXY, FETCH_ERROR_NO_HOST, TRUE,
     "can't be reached, because the proxy of this network is not known: check https_proxy."},
    {CURLE_COULDNT_CONNECT, FETCH_ERROR_NO_CONNECTION, TRUE,
     "can't be reached: check the network, then ask again."},
    {CURLE_OPERATION_TIMEDOUT, FETCH_ERROR_TIMEOUT, TRUE, "did not answer in time: ask again."},
    {CURLE_SSL_CONNECT_ERROR, FETCH_ERROR_TLS, FALSE,
     "does not agree on a safe connection (TLS); nothing was sent to it."},
    {CURLE_PEER_FAILED_VERIFICATION, FETCH_ERROR_TLS, FALSE,
     "can't prove that it is who it says (TLS certificate); nothing was sent to it."},
    {CURLE_SSL_ISSUER_ERROR, FETCH_ERROR_TLS, FALSE,
     "can't prove that it is who it says (TLS certificate); nothing was sent to it."},
    {CURLE_SSL_CACERT_BADFILE, FETCH_ERROR_TLS, FALSE,
     "can't be checked: this machine's certificates (ca-certificates) can't be read."},
    {CURLE_URL_MALFORMAT, FETCH_ERROR_BAD_URL, FALSE, "is no address that can be asked."},
    {CURLE_UNSUPPORTED_PROTOCOL, FETCH_ERROR_BROKEN, FALSE,
     "does not answer in HTTP: check the host of this connection."},
    {CURLE_WEIRD_SERVER_REPLY, FETCH_ERROR_BROKEN, FALSE,
     "does not answer in HTTP: check the host of this connection."},
};

/* TRUE when another try may go better. */
static gboolean
fail_by_curl(Job *job, CURLcode code, gboolean too_large)
{
  if (too_large) {
    fail(job, FETCH_ERROR_TOO_LARGE,
         "sent an answer larger than any answer should be; it was not read to its end.");
    return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(reasons); i++)
    if (reasons[i].curl == code) {
      fail(job, reasons[i].code, reasons[i].reason);
      return reasons[i].may_repeat;
    }
  fail(job, FETCH_ERROR_BROKEN, "broke the connection off before its answer was whole: ask again.");
  return TRUE;
}

static void
read_answer(Job *job, CURL *easy, GString *body, guint status)
{
  const char *type = NULL;
  curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
  fetch_verdict_clear(&job->outcome.verdict);
  job->outcome.status = status;
  job->outcome.progress = FETCH_ANSWERED;
  if (status >= 300 && status < 400) {
    fail(job, FETCH_ERROR_REDIRECT,
         "wants to send us elsewhere (a redirect); canvass does not follow, so that the token stays where "
         "it belongs. Check the host of this connection.");
    return;
  }
  g_autofree char *content_type = secret_mask_copy(job->mask, type != NULL ? type : "");
  secret_mask_apply(job->mask, body);
  FetchReply reply = {.status = status,
                      .content_type = content_type,
                      .body = body->str,
                      .length = body->len,
                      .url = job->request->url};
  if (job->request->decode != NULL)
    job->request->decode(&reply, job->request->decode_data, &job->outcome.verdict);
}

gint64
fetch_outcome_pause(const Job *job, CURL *easy)
{
  curl_off_t seconds = 0;
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds);
  return seconds > 0 ? (gint64) seconds * 1000 : job->outcome.verdict.retry_after_ms;
}

/* Nothing of the request left this machine. Whatever is not sure counts as sent. */
static gboolean
was_not_sent(CURL *easy)
{
  long sent = 0;
  curl_off_t ready = 0;
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
  return sent == 0 && ready == 0;
}

gboolean
fetch_outcome_read(Job *job, CURL *easy, CURLcode code, GString *body, gboolean too_large)
{
  FetchOutcome *outcome = &job->outcome;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    read_answer(job, easy, body, (guint) status);
    return status >= 400;
  }
  outcome->status = 0;
  outcome->progress = was_not_sent(easy) ? FETCH_NOT_SENT : FETCH_UNANSWERED;
  return fail_by_curl(job, code, too_large);
}
