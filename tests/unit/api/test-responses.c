/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exports of responses: what is asked, and what is made of jobs, files and definitions, broken ones included.
 */
#include "src/api/responses.h"

#include <string.h>

#include "src/api/survey-definitions.h"
#include "src/model/timestamp.h"
#include "tests/unit/api/api-test.h"

static ResponseExport *
start(ApiTest *test, const ResponseQuery *query, GError **error)
{
  response_export_start_async(test->client, "SV_1", query, NULL, api_test_done, test);
  return response_export_start_finish(test->client, api_test_wait(test), error);
}

static void
asks_for_a_job(void)
{
  g_autoptr(ApiTest) test = api_test_new(TRUE); /* read-only: it changes nothing */
  g_autoptr(GError) error = NULL;
  ResponseQuery query = {.by_change = TRUE, .continuing = TRUE};
  g_assert_true(timestamp_parse("2026-11-24T08:30:00.9Z", &query.since));
  canned_server_say_file(test->server, 200, "export.start.200.json");
  g_autoptr(ResponseExport) job = start(test, &query, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(job->progress_id, ==, "ES_8okwtF6BtE5yjzv");
  g_assert_cmpint(job->state, ==, RESPONSE_EXPORT_RUNNING);
  g_assert_null(job->token);
  const CannedRequest *asked = canned_server_request(test->server, 0);
  g_assert_cmpstr(asked->line, ==, "POST /API/v3/surveys/SV_1/export-responses");
  g_assert_cmpstr(asked->body, ==,
                  "{\"format\":\"ndjson\",\"compress\":false,\"startDate\":\"2026-11-24T08:30:00Z\","
                  "\"sortByLastModifiedDate\":true,\"allowContinuation\":true}");
}

/* The server refuses a token together with what it implies. */
static void
goes_on_with_the_token_alone(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  const ResponseQuery query = {.token = "abc=", .since = 7, .by_change = TRUE, .continuing = TRUE};
  canned_server_say_file(test->server, 200, "export.start.200.json");
  g_autoptr(ResponseExport) job = start(test, &query, NULL);
  g_assert_nonnull(job);
  g_assert_cmpstr(canned_server_request(test->server, 0)->body, ==,
                  "{\"format\":\"ndjson\",\"compress\":false,\"continuationToken\":\"abc=\"}");
}

static void
needs_an_id_to_ask_about(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  const ResponseQuery query = {.since = TIMESTAMP_NONE};
  canned_server_say(test->server, 200, "application/json", "{\"result\":{\"progressId\":null}}", -1);
  g_autoptr(ResponseExport) job = start(test, &query, &error);
  g_assert_null(job);
  g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
}

static ResponseExport *
progress(const char *result)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree char *body = g_strdup_printf("{\"result\":%s}", result);
  canned_server_say(test->server, 200, "application/json", body, -1);
  response_export_progress_async(test->client, "SV_1", "ES_1", NULL, api_test_done, test);
  ResponseExport *job = response_export_progress_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  return job;
}

static void
goes_by_status_not_percent(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say_file(test->server, 200, "export.progress_complete.200.json");
  response_export_progress_async(test->client, "SV_1", "ES_1", NULL, api_test_done, test);
  g_autoptr(ResponseExport) job = response_export_progress_finish(test->client, api_test_wait(test), NULL);
  g_assert_cmpint(job->state, ==, RESPONSE_EXPORT_COMPLETE);
  g_assert_cmpstr(job->file_id, ==, "1dc4c492-fbb6-4713-a7ba-bae9b988a965-def");
  g_assert_true(g_str_has_prefix(job->token, "UQhcCB"));
  g_autoptr(ResponseExport) failed =
      progress("{\"fileId\":null,\"percentComplete\":100,\"status\":\"failed\"}");
  g_assert_cmpint(failed->state, ==, RESPONSE_EXPORT_FAILED);
  g_autoptr(ResponseExport) running = progress("{\"percentComplete\":100.0,\"status\":\"inProgress\"}");
  g_assert_cmpint(running->state, ==, RESPONSE_EXPORT_RUNNING);
  g_autoptr(ResponseExport) empty = progress("{\"percentComplete\":100,\"status\":\"complete\"}");
  g_assert_cmpint(empty->state, ==, RESPONSE_EXPORT_FAILED);
}

static GPtrArray *
file(guint status, const char *type, const char *body, GError **error)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, status, type, body, -1);
  response_export_file_async(test->client, "SV_1", "f-1", NULL, api_test_done, test);
  return response_export_file_finish(test->client, api_test_wait(test), error);
}

static void
reads_a_file(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) responses = file(
      200, "application/octet-stream",
      "{\"responseId\":\"R_1\",\"values\":{\"recordedDate\":\"2026-11-24T08:30:00.487Z\",\"status\":1,"
      "\"finished\":1,\"duration\":\"7\",\"QID1\":3,\"QID3\":[\"1\",\"4\"],\"QID4_TEXT\":\"a\\nb\\u001b\","
      "\"gone\":null},\"labels\":{\"QID1\":\"Three\",\"QID3\":[\"One\",\"Four\"]}}\n\r\n"
      "{\"responseId\":\"R_2\"}",
      &error);
  g_assert_no_error(error);
  g_assert_cmpuint(responses->len, ==, 2);
  const Response *one = g_ptr_array_index(responses, 0), *two = g_ptr_array_index(responses, 1);
  g_assert_cmpstr(one->id, ==, "R_1");
  g_assert_cmpint(one->recorded % 1000, ==, 487);
  g_assert_cmpint(one->duration, ==, 7);
  g_assert_cmpstr(response_status_name(one), ==, "preview");
  g_assert_cmpstr(response_field(one, "QID1")->label, ==, "Three");
  g_assert_cmpstr(response_value(one, "QID3"), ==, "1, 4");
  g_assert_cmpstr(response_field(one, "QID3")->label, ==, "One, Four");
  g_assert_cmpstr(response_value(one, "QID4_TEXT"), ==, "a\nb ");
  g_assert_null(response_field(one, "gone"));
  g_assert_nonnull(strstr(one->json, "\"QID4_TEXT\":\"a\\nb\\u001b\""));
  g_assert_null(strchr(one->json, '\n'));
  g_assert_cmpint(two->recorded, ==, TIMESTAMP_NONE);
}

static void
empty_file_is_nothing_new(void)
{
  g_autoptr(GPtrArray) responses = file(200, "text/plain", "", NULL);
  g_assert_cmpuint(responses->len, ==, 0);
}

/* Half a file must not pass for a whole one: the token would skip the rest. */
static void
takes_no_broken_file(void)
{
  const char *const broken[] = {"{\"responseId\":\"R_1\"}\n{\"responseId\":\"R_",
                                "PK\x03\x04",
                                "<html>502</html>",
                                "{\"values\":{}}",
                                "[]",
                                "null"};
  for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) responses = file(200, "text/plain", broken[i], &error);
    g_assert_null(responses);
    g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) gone =
      file(404, "application/json", "{\"meta\":{\"error\":{\"errorMessage\":\"File not found.\"}}}", &error);
  g_assert_null(gone);
  g_assert_error(error, API_ERROR, API_ERROR_NOT_FOUND);
}

static void
reads_a_definition(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(
      test->server, 200, "application/json",
      "{\"result\":{\"SurveyName\":\"NPS\",\"Questions\":{"
      "\"QID1\":{\"QuestionText\":\"<b>How</b> likely?<br>\",\"DataExportTag\":\"Q1\","
      "\"Choices\":[{\"Display\":\"no\"},{\"Display\":\"yes &amp; no\"}]},"
      "\"QID2\":{\"QuestionID\":\"QID2\",\"QuestionText\":\"Rate\",\"Choices\":{\"1\":{\"Display\":\"it\"}},"
      "\"Answers\":{\"4\":{\"Display\":\"good\"}}},\"QID3\":{\"Choices\":[],\"Answers\":[]}}}}",
      -1);
  survey_definition_get_async(test->client, "SV_1", NULL, api_test_done, test);
  g_autoptr(Questionnaire) questions = survey_definition_get_finish(test->client, api_test_wait(test), NULL);
  g_assert_cmpuint(questionnaire_length(questions), ==, 3);
  g_assert_cmpstr(question_text(questionnaire_nth(questions, 0)), ==, "How likely?");
  g_assert_cmpstr(questionnaire_answer(questions, "QID1", "1"), ==, "yes & no");
  g_autofree char *title = questionnaire_title(questions, "QID2_1");
  g_assert_cmpstr(title, ==, "Rate – it");
  g_assert_cmpstr(questionnaire_answer(questions, "QID2_1", "4"), ==, "good");
}

static void
definition_without_questions(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, "application/json", "{\"result\":{\"Questions\":[]}}", -1);
  survey_definition_get_async(test->client, "SV_1", NULL, api_test_done, test);
  g_autoptr(Questionnaire) questions = survey_definition_get_finish(test->client, api_test_wait(test), NULL);
  g_assert_cmpuint(questionnaire_length(questions), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/responses/asks-for-a-job", asks_for_a_job);
  g_test_add_func("/responses/goes-on-with-the-token-alone", goes_on_with_the_token_alone);
  g_test_add_func("/responses/needs-an-id-to-ask-about", needs_an_id_to_ask_about);
  g_test_add_func("/responses/goes-by-status-not-percent", goes_by_status_not_percent);
  g_test_add_func("/responses/reads-a-file", reads_a_file);
  g_test_add_func("/responses/empty-file-is-nothing-new", empty_file_is_nothing_new);
  g_test_add_func("/responses/takes-no-broken-file", takes_no_broken_file);
  g_test_add_func("/definitions/reads", reads_a_definition);
  g_test_add_func("/definitions/without-questions", definition_without_questions);
  return g_test_run();
}
