/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sends that are no plain mail: reminders and thank-yous, sets of links, SMS. What goes out, to the
 * letter, and what comes back.
 */
#include <string.h>

#include "src/api/distributions.h"
#include "src/api/sms.h"
#include "src/model/timestamp.h"
#include "tests/unit/api/api-test.h"

#define JSON "application/json"
#define SEND_AT 1764000000000 /* 2025-11-24T16:00:00Z */

static const CannedRequest *
asked(ApiTest *test, guint n)
{
  return canned_server_request(test->server, n);
}

static Launch *
a_launch(LaunchKind kind)
{
  Launch *launch = launch_new();
  launch->kind = kind;
  launch->survey_id = g_strdup("SV_6");
  launch->list_id = g_strdup("CG_1");
  launch->subject = g_strdup("Nov wave");
  launch->link_type = g_strdup("Individual");
  launch->send_at = SEND_AT;
  return launch;
}

static char *
create(ApiTest *test, const Launch *launch, const char *answer)
{
  GError *error = NULL;
  canned_server_say(test->server, 200, JSON, answer, -1);
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  char *id = distribution_create_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  return id;
}

static void
follow_up(LaunchKind kind, const char *answer, const char *line)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch(kind);
  launch->parent_id = g_strdup("EMD_1");
  launch->from_name = g_strdup("Study team");
  launch->from_email = g_strdup("noreply@qemailserver.com");
  launch->message_text = g_strdup("Again");
  g_autofree char *id = create(test, launch, answer);
  g_assert_cmpstr(id, ==, "EMD_2");
  g_assert_cmpstr(asked(test, 0)->line, ==, line);
  g_assert_cmpstr(
      asked(test, 0)->body, ==,
      "{\"message\":{\"messageText\":\"Again\"},\"header\":{\"fromEmail\":\"noreply@qemailserver.com\","
      "\"fromName\":\"Study team\",\"subject\":\"Nov wave\"},\"sendDate\":\"2025-11-24T16:00:00Z\"}");
}

static void
reminder_has_no_recipients(void)
{
  follow_up(LAUNCH_REMINDER, "{\"result\":{\"distributionId\":\"EMD_2\"},\"meta\":{}}",
            "POST /API/v3/distributions/EMD_1/reminders");
}

static void
thank_you_may_be_called_id(void)
{
  follow_up(LAUNCH_THANK_YOU, "{\"result\":{\"id\":\"EMD_2\"},\"meta\":{}}",
            "POST /API/v3/distributions/EMD_1/thankyous");
}

static void
links_have_a_body_of_their_own(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch(LAUNCH_LINKS);
  launch->link_expires = SEND_AT + 86400000;
  g_autofree char *id = create(test, launch, "{\"result\":{\"id\":\"EMD_2\"},\"meta\":{}}");
  g_assert_cmpstr(asked(test, 0)->line, ==, "POST /API/v3/distributions");
  g_assert_cmpstr(asked(test, 0)->body, ==,
                  "{\"action\":\"CreateDistribution\",\"surveyId\":\"SV_6\",\"linkType\":\"Individual\","
                  "\"description\":\"Nov wave\",\"expirationDate\":\"2025-11-25T16:00:00Z\","
                  "\"mailingListId\":\"CG_1\"}");
  launch->batch_id = g_strdup("BT_5");
  g_autofree char *other = create(test, launch, "{\"result\":{\"id\":\"EMD_3\"},\"meta\":{}}");
  g_assert_nonnull(strstr(asked(test, 1)->body, "\"action\":\"CreateTransactionBatchDistribution\""));
  g_assert_nonnull(strstr(asked(test, 1)->body, "\"transactionBatchId\":\"BT_5\"}"));
  g_assert_null(strstr(asked(test, 1)->body, "mailingListId"));
}

static void
links_come_with_names(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  GError *error = NULL;
  canned_server_say_file(test->server, 200, "distribution.links.page1.200.json");
  distribution_links_async(test->client, FETCH_VISIBLE, "SV_6", "EMD_2", NULL, NULL, api_test_done, test);
  g_autoptr(Page) page = distribution_links_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(asked(test, 0)->line, ==, "GET /API/v3/distributions/EMD_2/links?surveyId=SV_6");
  const DistributionEntry *first = g_ptr_array_index(page->items, 0);
  g_assert_cmpstr(first->first_name, ==, "Bario");
  g_assert_cmpstr(first->email, ==, "foo.bario@example.com");
  g_assert_true(g_str_has_prefix(first->link, "https://examplebrand.az1.qualtrics.com/SE?Q_DL="));
  g_assert_false(first->unsubscribed);
  g_assert_cmpint(first->completed, ==, TIMESTAMP_NONE);
  g_assert_cmpint(first->link_expires, !=, TIMESTAMP_NONE);
}

static void
send_sms(ApiTest *test, const Launch *launch)
{
  GError *error = NULL;
  canned_server_say_file(test->server, 200, "sms.create.200.json");
  sms_create_async(test->client, launch, NULL, api_test_done, test);
  g_autofree char *id = sms_create_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(id, ==, "SMSD_gKFVORSKSkaMtSE");
}

static void
sms_goes_by_its_mark(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch(LAUNCH_SMS);
  launch->method = g_strdup("Invite");
  launch->mark = g_strdup("Nov wave 1f2e");
  launch->lookup_id = g_strdup("CGC_3");
  launch->message_text = g_strdup("Hi: ${l://SurveyURL}");
  launch->link_expires = SEND_AT + 86400000;
  send_sms(test, launch);
  g_assert_cmpstr(asked(test, 0)->line, ==, "POST /API/v3/distributions/sms");
  g_assert_cmpstr(
      asked(test, 0)->body, ==,
      "{\"surveyId\":\"SV_6\",\"name\":\"Nov wave 1f2e\",\"method\":\"Invite\","
      "\"sendDate\":\"2025-11-24T16:00:00Z\",\"surveyLinkExpirationDate\":\"2025-11-25T16:00:00Z\","
      "\"recipients\":{\"mailingListId\":\"CG_1\",\"contactId\":\"CGC_3\"},"
      "\"message\":{\"messageText\":\"Hi: ${l://SurveyURL}\"}}");
}

static void
two_way_sms_has_no_message(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch(LAUNCH_SMS);
  launch->method = g_strdup("Interactive");
  launch->mark = g_strdup("Nov wave 1f2e");
  launch->batch_id = g_strdup("BT_5");
  launch->message_text = g_strdup("is not sent");
  send_sms(test, launch);
  g_assert_cmpstr(asked(test, 0)->body, ==,
                  "{\"surveyId\":\"SV_6\",\"name\":\"Nov wave 1f2e\",\"method\":\"Interactive\","
                  "\"sendDate\":\"2025-11-24T16:00:00Z\",\"recipients\":{\"transactionBatchId\":\"BT_5\"}}");
}

static void
sms_is_read_as_a_distribution(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  GError *error = NULL;
  canned_server_say_file(test->server, 200, "sms.create.200.json");
  sms_get_async(test->client, FETCH_VISIBLE, "SV_6", "SMSD_1", NULL, api_test_done, test);
  g_autoptr(Distribution) sms = sms_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(asked(test, 0)->line, ==, "GET /API/v3/distributions/sms/SMSD_1?surveyId=SV_6");
  g_assert_true(sms->is_sms);
  g_assert_cmpstr(sms->subject, ==, "Example Survey");
  g_assert_cmpstr(sms->request_type, ==, "Invite");
  g_assert_cmpstr(sms->survey_id, ==, "SV_5iJ5oIPIbLjjAIR");
  g_assert_cmpstr(sms->list_id, ==, "CG_bj5gfAI4L7vuDTn");
  g_assert_cmpint(sms->sends, !=, TIMESTAMP_NONE);
  g_assert_cmpint(sms->stats.credits, ==, 0);
}

static void
sms_is_called_back_with_its_survey(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, JSON, "{\"meta\":{\"httpStatus\":\"200 - OK\"}}", -1);
  sms_delete_async(test->client, "SMSD_1", "SV_6", NULL, api_test_done, test);
  g_assert_true(sms_delete_finish(test->client, api_test_wait(test), NULL));
  g_assert_cmpstr(asked(test, 0)->line, ==, "DELETE /API/v3/distributions/sms/SMSD_1?surveyId=SV_6");
}

static void
text_of_an_sms_is_checked(void)
{
  g_autofree char *long_text = g_strnfill(SMS_TEXT_MAX, 'x');
  g_autofree char *too_long = g_strconcat(long_text, "${l://SurveyURL}", NULL);
  g_autofree char *as_long = g_strconcat(long_text + strlen("${l://SurveyURL}"), "${l://SurveyURL}", NULL);
  g_assert_null(launch_check_sms("Invite", as_long));
  g_assert_nonnull(launch_check_sms("Invite", too_long));
  g_assert_nonnull(launch_check_sms("Invite", "no link"));
  g_assert_nonnull(launch_check_sms("Invite", NULL));
  g_assert_null(launch_check_sms("Interactive", NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/api/sends/reminder", reminder_has_no_recipients);
  g_test_add_func("/api/sends/thank-you", thank_you_may_be_called_id);
  g_test_add_func("/api/sends/links", links_have_a_body_of_their_own);
  g_test_add_func("/api/sends/links-names", links_come_with_names);
  g_test_add_func("/api/sends/sms", sms_goes_by_its_mark);
  g_test_add_func("/api/sends/sms-two-way", two_way_sms_has_no_message);
  g_test_add_func("/api/sends/sms-read", sms_is_read_as_a_distribution);
  g_test_add_func("/api/sends/sms-back", sms_is_called_back_with_its_survey);
  g_test_add_func("/api/sends/sms-text", text_of_an_sms_is_checked);
  return g_test_run();
}
