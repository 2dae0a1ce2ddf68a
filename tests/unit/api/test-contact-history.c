/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a contact: what is asked for at both places, what becomes of the answers, and how an event
 * is told.
 */
#include "src/api/contact-history.h"
#include "src/model/timestamp.h"
#include "tests/unit/api/api-test.h"

#define JSON "application/json"

static const ContactPlace on_list = {"POOL_1", "CG_1"};
static const ContactPlace in_directory = {"POOL_1", NULL};

static Page *
history(ApiTest *test, const ContactPlace *place, ContactHistory kind, const char *elements)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *body = g_strdup_printf("{\"result\":{\"elements\":[%s],\"nextPage\":null}}", elements);
  canned_server_say(test->server, 200, JSON, body, -1);
  contact_history_async(test->client, place, "CID_1", kind, NULL, NULL, api_test_done, test);
  Page *page = contact_history_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  return page;
}

/* The one event of a reply, in words. */
static void
tells(ContactHistory kind, const char *element, const char *wanted)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Page) page = history(test, &in_directory, kind, element);
  g_assert_cmpuint(page->items->len, ==, 1);
  g_autofree char *words = contact_event_words(page->items->pdata[0]);
  g_assert_cmpstr(words, ==, wanted);
}

static gint64
at(const char *text)
{
  gint64 ms = TIMESTAMP_NONE;
  g_assert_true(timestamp_parse(text, &ms));
  return ms;
}

static void
asks_at_both_places(void)
{
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  g_autoptr(Page) mails = history(test, &in_directory, CONTACT_MAILS, "");
  g_autoptr(Page) responses = history(test, &on_list, CONTACT_RESPONSES, "");
  g_assert_cmpuint(mails->items->len + responses->items->len, ==, 0);
  g_assert_cmpstr(canned_server_request(test->server, 0)->line, ==,
                  "GET /API/v3/directories/POOL_1/contacts/CID_1/history?type=email&pageSize=100");
  g_assert_cmpstr(canned_server_request(test->server, 1)->line, ==,
                  "GET /API/v3/directories/POOL_1/mailinglists/CG_1/contacts/CID_1/history?type=response&"
                  "pageSize=100");
}

static void
reads_a_mail(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Page) page =
      history(test, &on_list, CONTACT_MAILS,
              "{\"distributionId\":\"EMD_1\",\"date\":\"2026-11-23 16:00:00\",\"type\":\"Invite\","
              "\"result\":\"Success\",\"bounceInfo\":null,\"surveyId\":\"SV_1\",\"read\":true}");
  const ContactEvent *mail = page->items->pdata[0];
  g_assert_cmpint(mail->kind, ==, CONTACT_MAILS);
  g_assert_cmpstr(mail->distribution_id, ==, "EMD_1");
  g_assert_cmpstr(mail->survey_id, ==, "SV_1");
  g_assert_cmpint(mail->when, ==, at("2026-11-23T16:00:00Z"));
  g_assert_true(mail->read);
  g_assert_null(mail->bounce);
}

static void
reads_a_response_at_both_places(void)
{
  static const char *const elements[] = {
      "{\"responseId\":\"R_1\",\"surveyId\":\"SV_1\",\"surveyFinished\":true,"
      "\"dateStarted\":\"2026-11-23T16:00:00Z\",\"dateCompleted\":\"2026-11-23T16:05:00Z\"}",
      "{\"responseId\":\"R_1\",\"surveyId\":\"SV_1\",\"surveyFinished\":\"true\","
      "\"surveyStartedDate\":\"2026-11-23T16:00:00Z\",\"surveyCompletedDate\":\"2026-11-23T16:05:00Z\"}"};
  const ContactPlace *places[] = {&in_directory, &on_list};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autoptr(Page) page = history(test, places[i], CONTACT_RESPONSES, elements[i]);
    const ContactEvent *response = page->items->pdata[0];
    g_assert_cmpint(response->kind, ==, CONTACT_RESPONSES);
    g_assert_cmpstr(response->response_id, ==, "R_1");
    g_assert_true(response->finished);
    g_assert_cmpint(response->when, ==, at("2026-11-23T16:05:00Z"));
  }
}

static void
begun_is_when_it_was_begun(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Page) page =
      history(test, &in_directory, CONTACT_RESPONSES,
              "{\"dateStarted\":1763913600000,\"dateCompleted\":null,\"surveyFinished\":false},{}");
  const ContactEvent *begun = page->items->pdata[0], *bare = page->items->pdata[1];
  g_assert_cmpint(begun->when, ==, 1763913600000);
  g_assert_false(begun->finished);
  g_assert_cmpint(bare->when, ==, TIMESTAMP_NONE);
}

static void
tells_an_event_in_words(void)
{
  tells(CONTACT_MAILS, "{\"type\":\"Invite\",\"result\":\"Success\",\"read\":true}",
        "invite · sent · opened");
  tells(CONTACT_MAILS, "{\"type\":\"ThankYou\",\"result\":\"Pending\",\"read\":false}",
        "thank-you · pending");
  tells(CONTACT_MAILS,
        "{\"type\":\"Reminder\",\"result\":\"HardBounce\",\"bounceInfo\":{\"type\":\"Hard\","
        "\"statusCode\":\"5.1.1\",\"reason\":\"no such user\",\"blacklisted\":false}}",
        "reminder · hard bounce: 5.1.1 no such user");
  tells(CONTACT_MAILS, "{\"result\":\"Bounce\",\"bounceInfo\":{\"statusCode\":\"\",\"reason\":null}}",
        "bounced");
  tells(CONTACT_MAILS, "{\"type\":\"Pigeon\",\"result\":\"Lost\",\"bounceInfo\":{\"statusCode\":550}}",
        "pigeon · Lost: 550");
  tells(CONTACT_MAILS, "{}", "");
  tells(CONTACT_RESPONSES, "{\"surveyFinished\":true}", "finished");
  tells(CONTACT_RESPONSES, "{\"surveyFinished\":null}", "begun, not finished");
}

static void
sorts_the_newest_first(void)
{
  static const gint64 times[] = {5, TIMESTAMP_NONE, 9, 7};
  static const gint64 wanted[] = {9, 7, 5, TIMESTAMP_NONE};
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify) contact_event_free);
  for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
    g_ptr_array_add(events, contact_event_new(CONTACT_MAILS));
    ((ContactEvent *) events->pdata[i])->when = times[i];
  }
  g_ptr_array_sort(events, contact_event_newest_first);
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
    g_assert_cmpint(((ContactEvent *) events->pdata[i])->when, ==, wanted[i]);
}

static void
what_is_no_list_is_an_error(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 200, JSON, "{\"result\":{\"history\":[]}}", -1);
  contact_history_async(test->client, &on_list, "CID_1", CONTACT_MAILS, NULL, NULL, api_test_done, test);
  g_assert_null(contact_history_finish(test->client, api_test_wait(test), &error));
  g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-history/asks-at-both-places", asks_at_both_places);
  g_test_add_func("/contact-history/reads-a-mail", reads_a_mail);
  g_test_add_func("/contact-history/reads-a-response-at-both-places", reads_a_response_at_both_places);
  g_test_add_func("/contact-history/begun-is-when-it-was-begun", begun_is_when_it_was_begun);
  g_test_add_func("/contact-history/tells-an-event-in-words", tells_an_event_in_words);
  g_test_add_func("/contact-history/sorts-the-newest-first", sorts_the_newest_first);
  g_test_add_func("/contact-history/what-is-no-list-is-an-error", what_is_no_list_is_an_error);
  return g_test_run();
}
