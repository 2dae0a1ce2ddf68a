/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any answer of anyone: the first byte picks status and content type, the rest is the body. */
#include "src/api/api-error.h"
#include "src/api/envelope.h"
#include "src/net/fetch-job.h"
#include "tests/fuzz/fuzz.h"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED(""),
    FUZZ_SEED("1{\"meta\":{\"httpStatus\":\"200 - OK\",\"requestId\":\"r\"},\"result\":{\"id\":1}}"),
    FUZZ_SEED(
        "4{\"meta\":{\"httpStatus\":\"404 - Not Found\",\"error\":{\"errorMessage\":\"no\",\"errorCode\":"
        "\"GED_3\"}}}"),
    FUZZ_SEED("0{\"meta\":{\"status\":\"Error\",\"requestID\":\"r\",\"internalErrorCode\":\"PAR_4\","
              "\"errorMessage\":\"x\"}}"),
    FUZZ_SEED("9{\"meta\":{\"httpStatus\":429,\"errorId\":\"e\",\"error\":{\"retryAfter\":\"30\"}}}"),
    FUZZ_SEED(
        "1{\"meta\":{\"notice\":\"For faster response times, use this host instead: az1.qualtrics.com\"}}"),
    FUZZ_SEED("2<!DOCTYPE html><title>Proxy</title>"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 800;

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const guint statuses[] = {200, 201, 202, 204, 304, 400, 401, 403, 404, 429, 500, 503, 999};
  static const char *const types[] = {"application/json", "", "application/problem+json", "text/html\x1b[2J"};
  guint choice = size > 0 ? data[0] : 0;
  gsize length = size > 0 ? size - 1 : 0;
  g_autofree char *body = g_malloc0(length + 1);
  if (length > 0)
    memcpy(body, data + 1, length);
  FetchReply reply = {.status = statuses[choice % G_N_ELEMENTS(statuses)],
                      .content_type = types[choice / G_N_ELEMENTS(statuses) % G_N_ELEMENTS(types)],
                      .body = body,
                      .length = length,
                      .url = "https://fra1.qualtrics.com/API/v3/whoami"};
  FetchVerdict verdict = {0};
  Envelope envelope;
  gboolean opened = envelope_open(&envelope, &reply, "read the contacts", &verdict);
  g_assert_true(opened == (verdict.error == NULL));
  g_assert_true(!opened || reply.status < 300 || length > 0);
  if (verdict.error != NULL) {
    g_assert_true(verdict.error->domain == API_ERROR);
    g_assert_nonnull(strstr(verdict.error->message, "Could not read the contacts: "));
    fuzz_check_clean(verdict.error->message, FALSE);
  }
  fuzz_check_clean(verdict.request_id, FALSE);
  fuzz_check_clean(verdict.notice, FALSE);
  g_assert_cmpint(verdict.retry_after_ms, >=, 0);
  g_assert_cmpint(verdict.retry_after_ms, <=, G_TIME_SPAN_DAY / 1000);
  envelope_clear(&envelope);
  fetch_verdict_clear(&verdict);
  return 0;
}
