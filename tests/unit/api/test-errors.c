/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every answer that says no, and every answer that is none, is one clear line; hostile text stays text.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/distributions.h"
#include "src/api/raw.h"
#include "src/api/surveys.h"
#include "src/api/whoami.h"
#include "tests/unit/api/api-test.h"

#define JSON "application/json"

typedef struct {
  guint status;
  const char *type, *body;
  ApiError code;
  const char *says; /* a part of the line */
} Refusal;

static const Refusal refusals[] = {
    {401, JSON,
     "{\"meta\":{\"httpStatus\":\"401 - Unauthorized\",\"error\":{\"errorCode\":\"DCD_7\",\"errorMessage\":"
     "\"Unrecognized X-API-TOKEN.\"},\"requestId\":\"r1\"}}",
     API_ERROR_LOGIN, "401 DCD_7 Unrecognized X-API-TOKEN."},
    {400, JSON,
     "{\"meta\":{\"error\":{\"errorCode\":\"ATP_2\",\"errorMessage\":\"Expected authorization\"}}}",
     API_ERROR_LOGIN, "400 ATP_2 Expected authorization."},
    {403, "application/json; charset=utf-8",
     "{\"meta\":{\"error\":{\"errorCode\":\"AuthZ_2.0\",\"errorMessage\":\"No\"}}}", API_ERROR_FORBIDDEN,
     "permission or a licence"},
    {404, JSON, "{\"meta\":{\"error\":{\"errorMessage\":\"The requested resource does not exist.\"}}}",
     API_ERROR_NOT_FOUND, "404 The requested resource does not exist."},
    {400, JSON,
     "{\"meta\":{\"status\":\"Error\",\"errorMessage\":\"Old words\",\"internalErrorCode\":\"GS_5\","
     "\"errorId\":\"e-1\"},\"result\":null}",
     API_ERROR_REFUSED, "400 GS_5 Old words. (request e-1)"},
    {404, JSON,
     "{\"result\":null,\"meta\":{\"status\":\"Error\",\"errorMessage\":\"Old\",\"qualtricsErrorCode\":\"Q_"
     "1\"}}",
     API_ERROR_NOT_FOUND, "404 Q_1 Old."},
    {200, JSON, "{\"meta\":{\"httpStatus\":\"400 - Bad Request\",\"error\":{\"errorCode\":\"GPR_1\"}}}",
     API_ERROR_REFUSED, "400 GPR_1"},
    {200, JSON, "{\"meta\":{\"httpStatus\":\"404 - Not Found\"}}", API_ERROR_NOT_FOUND, "404"},
    {200, JSON, "{\"meta\":{\"status\":\"Error\",\"errorMessage\":\"Odd\"},\"result\":null}",
     API_ERROR_REFUSED, "400 Odd."},
    {413, NULL, "", API_ERROR_REFUSED, "413"},
    {401, NULL, "", API_ERROR_LOGIN, "401"},
    {403, "text/html", "<html>Blocked by the gateway</html>", API_ERROR_BAD_REPLY, "proxy's page"},
    {200, "text/html; charset=utf-8", "<html>Log in to the hotel</html>", API_ERROR_BAD_REPLY, "text/html"},
    {200, JSON, "{\"result\": {\"userId\": \"UR_1\"", API_ERROR_BAD_REPLY, "broken"},
    {200, JSON, "not json at all", API_ERROR_BAD_REPLY, "broken"},
    {200, JSON, "{\"result\": [1, 2]}", API_ERROR_BAD_REPLY, "not what Qualtrics documents"},
    {200, JSON, "{\"meta\":{\"httpStatus\":\"200 - OK\"}}", API_ERROR_BAD_REPLY,
     "not what Qualtrics documents"},
    {200, JSON, "[]", API_ERROR_BAD_REPLY, "not what Qualtrics documents"},
};

static void
refusals_are_one_clear_line(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
    const Refusal *refusal = &refusals[i];
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    canned_server_say(test->server, refusal->status, refusal->type, refusal->body, -1);
    g_autoptr(GError) error = api_test_error(test);
    g_test_message("%s", error->message);
    g_assert_error(error, API_ERROR, (gint) refusal->code);
    g_assert_cmpint(g_str_has_prefix(error->message, "The token isn't accepted: "), ==,
                    refusal->code == API_ERROR_LOGIN);
    const char *intent = strstr(error->message, "Could not ask who this token belongs to: ");
    g_assert_nonnull(intent);
    g_assert_true(intent == error->message || refusal->code == API_ERROR_LOGIN);
    g_assert_nonnull(strstr(error->message, refusal->says));
    g_assert_null(strchr(error->message, '\n'));
    g_assert_null(strstr(error->message, "secret-token"));
  }
}

static void
refusal_carries_its_details(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say_file(test->server, 404, "error.404.distribution_not_found.json");
  GError *error = NULL;
  distribution_get_async(test->client, FETCH_VISIBLE, "SV_1", "EMD_1", NULL, api_test_done, test);
  g_assert_null(distribution_get_finish(test->client, api_test_wait(test), &error));
  g_autoptr(GError) copy = g_error_copy(error);
  g_error_free(error);
  g_assert_error(copy, API_ERROR, API_ERROR_NOT_FOUND);
  g_assert_cmpuint(api_error_http_status(copy), ==, 404);
  g_assert_cmpstr(api_error_code(copy), ==, "GED_3");
  g_assert_cmpstr(api_error_request_id(copy), ==, "08d8caf1-ad8c-4170-a5f6-0f393ce4bc8a");
  g_assert_cmpstr(copy->message, ==,
                  "Could not read the distribution: 404 GED_3 Distribution not found. "
                  "(request 08d8caf1-ad8c-4170-a5f6-0f393ce4bc8a)");
  g_assert_cmpstr(api_client_notice_host(test->client), ==, "az1.qualtrics.com");
}

static void
details_of_another_error_are_none(void)
{
  g_autoptr(GError) error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_assert_cmpuint(api_error_http_status(error), ==, 0);
  g_assert_null(api_error_code(error));
  g_assert_null(api_error_request_id(NULL));
}

static void
hostile_error_text_is_cleaned_and_short(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GString) body =
      g_string_new("{\"meta\":{\"requestId\":\"a\\u001b[2Jb\",\"error\":{\"errorMessage\":\"");
  g_string_append(body, "\\u001b]0;owned\\u0007 line\\nbreak \\u202egnp.exe ");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c(body, 'A');
  g_string_append(body, "\"}}}");
  canned_server_say(test->server, 400, JSON, body->str, -1);
  g_autoptr(GError) error = api_test_error(test);
  g_assert_cmpuint(strlen(error->message), <, 1500);
  g_assert_null(strpbrk(error->message, "\x1b\x07\n\r"));
  g_assert_null(strstr(error->message, "\xe2\x80\xae"));
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

#define SHORTENED "secret-tok" /* a part is no better */

/* Whatever says it back, plainly, disguised, or where the line is cut, and wherever it would be read. */
static void
echoed_token_is_masked(void)
{
  static const struct {
    const char *type, *body, *says;
  } echoes[] = {
      {JSON, "{\"meta\":{\"error\":{\"errorMessage\":\"Bad secret-token, SECRET-TOKEN!\"}}}",
       "400 Bad (the token), (the token)!"},
      {JSON, "{\"meta\":{\"error\":{\"errorMessage\":\"\\u0073ecret\\u200b-\\u0074oken\"}}}", "(the token)"},
      {JSON, "{\"meta\":{\"error\":{\"errorCode\":\"E-secret-token\"}}}", "400 E-(the token)."},
      {JSON, "{\"meta\":{\"error\":{},\"requestId\":\"secret-token\"}}", "(request (the token))"},
      {JSON,
       "{\"meta\":{\"status\":\"Error\",\"internalErrorCode\":\"secret-token\",\"errorId\":\"secret-token\"}"
       "}",
       "400 (the token). (request (the token))"},
      {JSON, "{\"meta\":{\"notice\":\"use this host instead: secret-token.qualtrics.com\"}}", "400"},
      {"text/secret-token", "<html>", "(the token)"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(echoes); i++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    canned_server_say(test->server, 400, echoes[i].type, echoes[i].body, -1);
    g_autoptr(GError) error = api_test_error(test);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, echoes[i].says));
    g_assert_null(strcasestr(error->message, SHORTENED));
    for (guint n = 0; n < 2; n++) {
      const char *detail = n == 0 ? api_error_code(error) : api_error_request_id(error);
      g_assert_true(detail == NULL || strstr(detail, SHORTENED) == NULL);
    }
    const RequestLog *log = fetcher_log(api_client_fetcher(test->client));
    const RequestLogEntry *entry = request_log_nth(log, request_log_length(log) - 1);
    g_assert_cmpstr(entry->text, ==, error->message);
    g_assert_true(entry->request_id == NULL || strstr(entry->request_id, SHORTENED) == NULL);
    g_assert_null(api_client_notice_host(test->client));
  }
}

static void
cut_line_shows_no_part_of_an_echoed_token(void)
{
  for (guint before = 580; before < 605; before++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autofree char *filler = g_strnfill(before, 'A');
    g_autofree char *body =
        g_strdup_printf("{\"meta\":{\"error\":{\"errorMessage\":\"%ssecret-token\"}}}", filler);
    canned_server_say(test->server, 400, JSON, body, -1);
    g_autoptr(GError) error = api_test_error(test);
    g_assert_nonnull(strstr(error->message, "AAAA"));
    g_assert_null(strstr(error->message, "As"));
  }
}

static void
token_in_the_request_id_of_a_raw_reply_is_masked(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 200, JSON, "{\"result\":{},\"meta\":{\"requestId\":\"a\\nsecret-token\"}}",
                    -1);
  raw_call_async(test->client, FETCH_GET, "/whoami", NULL, NULL, NULL, api_test_done, test);
  g_autoptr(RawReply) reply = raw_call_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(reply->request_id, ==, "a (the token)");
}

static void
deep_json_is_refused_without_harm(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GString) body = g_string_new("{\"result\":");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c(body, '[');
  canned_server_say(test->server, 200, JSON, body->str, -1);
  g_autoptr(GError) error = api_test_error(test);
  g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
}

static void
half_a_body_is_unanswered(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Launch) launch = launch_new();
  FetchProgress progress = FETCH_NOT_SENT;
  launch->send_at = 1764000000000;
  canned_server_say_half(test->server, "{\"result\":{\"id\":\"EM", 90);
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  g_assert_null(distribution_create_finish(test->client, api_test_wait(test), &progress, &error));
  g_assert_error(error, FETCH_ERROR, FETCH_ERROR_BROKEN);
  g_assert_cmpint(progress, ==, FETCH_UNANSWERED);
  g_assert_cmpuint(canned_server_count(test->server), ==, 1);
}

/* A send whose answer is lost goes out once, whatever happened. */
static void
lost_answer_to_a_post_is_not_repeated(void)
{
  static const Refusal no_answers[] = {
      {503, "text/html", "<html>"},
      {408, "text/html", "<html>Request Timeout</html>"},
      {408, NULL, ""},
      {408, JSON,
       "{\"meta\":{\"httpStatus\":\"408 - Request Timeout\",\"error\":{\"errorMessage\":\"Late\"}}}"},
  };
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Launch) launch = launch_new();
  FetchProgress progress = FETCH_NOT_SENT;
  launch->send_at = 1764000000000;
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  g_assert_null(distribution_create_finish(test->client, api_test_wait(test), &progress, &error));
  g_assert_nonnull(error);
  g_assert_cmpint(progress, ==, FETCH_UNANSWERED);
  for (guint i = 0; i < G_N_ELEMENTS(no_answers); i++) {
    canned_server_say(test->server, no_answers[i].status, no_answers[i].type, no_answers[i].body, -1);
    distribution_create_async(test->client, launch, NULL, api_test_done, test);
    g_clear_error(&error);
    g_assert_null(distribution_create_finish(test->client, api_test_wait(test), &progress, &error));
    g_assert_error(error, API_ERROR, API_ERROR_SERVER);
    g_assert_cmpint(progress, ==, FETCH_ANSWERED);
    g_assert_cmpuint(canned_server_count(test->server), ==, i + 2);
  }
}

static void
hostile_contacts_stay_in_their_cells(void)
{
  static const char body[] =
      "{\"result\":{\"elements\":["
      "{\"contactId\":\"CID_1\",\"firstName\":\"\\u001b[31mRed\",\"lastName\":\"a\xff\xfe"
      "b\",\"phone\":49301234,\"language\":true,\"unsubscribed\":\"1\",\"mailingListUnsubscribed\":\"false\"}"
      ","
      "{\"firstName\":\"without an ID\"},"
      "17, null, [], "
      "{\"contactId\":\"CID_2\",\"email\":{\"a\":1},\"extRef\":[],\"unsubscribed\":0,"
      "\"mailingListUnsubscribed\":\"true\"}"
      "]},\"meta\":{}}";
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 200, JSON, body, sizeof body - 1);
  contacts_list_async(test->client, &(ContactPlace){"POOL_1", "CG_1"}, FETCH_VISIBLE, NULL, NULL,
                      api_test_done, test);
  g_autoptr(ContactPage) page = contacts_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(contact_page_length(page), ==, 2);
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_FIRST_NAME), ==, " [31mRed");
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_LAST_NAME), ==,
                  "a\xef\xbf\xbd\xef\xbf\xbd"
                  "b");
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_PHONE), ==, "49301234");
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_LANGUAGE), ==, "true");
  g_assert_cmpuint(contact_page_flags(page, 0), ==, CONTACT_UNSUBSCRIBED);
  g_assert_null(contact_page_field(page, 1, CONTACT_FIELD_EMAIL));
  g_assert_cmpuint(contact_page_flags(page, 1), ==, CONTACT_UNSUBSCRIBED_FROM_LIST);
}

static void
numbers_come_as_strings_and_strings_as_numbers(void)
{
  static const char body[] =
      "{\"result\":{\"id\":12,\"isActive\":\"0\",\"name\":null,\"creationDate\":\"1642083333701\","
      "\"lastModifiedDate\":1642158717069,\"expiration\":[],"
      "\"responseCounts\":{\"auditable\":\"1000\",\"generated\":1e999,\"deleted\":\"many\"}}}";
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 200, JSON, body, -1);
  survey_get_async(test->client, "SV_1", NULL, api_test_done, test);
  g_autoptr(Survey) survey = survey_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(survey->id, ==, "12");
  g_assert_false(survey->is_active);
  g_assert_cmpstr(survey->name, ==, "12"); /* what has no name is called by its ID */
  g_assert_cmpint(survey->created, ==, 1642083333701);
  g_assert_cmpint(survey->modified, ==, 1642158717069);
  g_assert_cmpint(survey->auditable, ==, 1000);
  g_assert_cmpint(survey->generated, ==, -1);
  g_assert_cmpint(survey->deleted, ==, -1);
}

static void
ten_megabytes_in_a_field_are_cut(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) body = g_string_new("{\"result\":{\"id\":\"SV_1\",\"name\":\"");
  gsize begin = body->len;
  g_string_set_size(body, begin + 10 * 1024 * 1024);
  memset(body->str + begin, 'x', 10 * 1024 * 1024);
  g_string_append(body, "\"}}");
  canned_server_say(test->server, 200, JSON, body->str, (gssize) body->len);
  survey_get_async(test->client, "SV_1", NULL, api_test_done, test);
  g_autoptr(Survey) survey = survey_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(strlen(survey->name), <=, 64 * 1024);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/api/errors/one-line", refusals_are_one_clear_line);
  g_test_add_func("/api/errors/details", refusal_carries_its_details);
  g_test_add_func("/api/errors/no-details", details_of_another_error_are_none);
  g_test_add_func("/api/errors/hostile-text", hostile_error_text_is_cleaned_and_short);
  g_test_add_func("/api/errors/echoed-token", echoed_token_is_masked);
  g_test_add_func("/api/errors/echoed-token-cut", cut_line_shows_no_part_of_an_echoed_token);
  g_test_add_func("/api/errors/echoed-token-raw", token_in_the_request_id_of_a_raw_reply_is_masked);
  g_test_add_func("/api/errors/deep", deep_json_is_refused_without_harm);
  g_test_add_func("/api/errors/half", half_a_body_is_unanswered);
  g_test_add_func("/api/errors/lost-post", lost_answer_to_a_post_is_not_repeated);
  g_test_add_func("/api/errors/hostile-contacts", hostile_contacts_stay_in_their_cells);
  g_test_add_func("/api/errors/types", numbers_come_as_strings_and_strings_as_numbers);
  g_test_add_func("/api/errors/large", ten_megabytes_in_a_field_are_cut);
  return g_test_run();
}
