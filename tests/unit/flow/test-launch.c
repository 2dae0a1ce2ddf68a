/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Launches against a sandbox that misbehaves at every point of a send: whatever the program says must agree
 * with what the outbox holds, and nobody may get two mails.
 */
#include <string.h>

#include "src/flow/launch.h"

#include <string.h>

#include "tests/support/desk.h"

static const RequestLogEntry *
last_request(TestDesk *desk)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(desk->client));
  return request_log_nth(log, request_log_length(log) - 1);
}

/* Whether the desk looks for a launch whose answer was lost. */
static gboolean
is_searching(TestDesk *desk)
{
  return g_str_equal(last_request(desk)->method, "GET");
}

static void
wait_for_failed_search(TestDesk *desk)
{
  while (!is_searching(desk) || last_request(desk)->state != REQUEST_FAILED)
    g_main_context_iteration(NULL, TRUE);
}

static void
mails_everyone_once(void)
{
  TestDesk desk = {0};
  guint recipients;
  test_desk_start(&desk);
  g_autoptr(LaunchResult) result = test_desk_send(&desk, NULL);
  g_assert_cmpint(result->outcome, ==, LAUNCH_DONE);
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 1);
  g_assert_cmpuint(test_sandbox_mails(desk.sandbox, &recipients), ==, 0);
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "400");
  g_autofree char *survey = test_some_survey(desk.client); /* a request later everything due has left */
  g_assert_cmpuint(test_sandbox_mails(desk.sandbox, &recipients), >, 10);
  g_assert_cmpuint(test_sandbox_mails(desk.sandbox, &recipients), ==, recipients);
  test_desk_end(&desk);
}

static gboolean
call_back(TestDesk *desk, const LaunchResult *sent, GError **error)
{
  TestWait wait = {0};
  launch_call_back_async(desk->desk, LAUNCH_EMAIL, sent->distribution_id, desk->launch->survey_id,
                         sent->send_at, test_wait_callback, &wait);
  gboolean gone = launch_call_back_finish(desk->desk, test_wait_result(&wait), error);
  test_wait_clear(&wait);
  return gone;
}

static void
calls_a_launch_back(void)
{
  TestDesk desk = {0};
  g_autoptr(GError) error = NULL;
  guint recipients;
  test_desk_start(&desk);
  g_autoptr(LaunchResult) result = test_desk_send(&desk, NULL);
  g_assert_true(call_back(&desk, result, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 0);
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "400");
  g_autofree char *survey = test_some_survey(desk.client);
  g_assert_cmpuint(test_sandbox_mails(desk.sandbox, &recipients), ==, 0);
  test_desk_end(&desk);
}

/* Whatever of its draft a crash or another copy brings back: a form goes out once, and again only where it
 * surely did not, or was called back. */
static void
sends_a_form_once(void)
{
  TestDesk desk = {0};
  guint recipients;
  test_desk_start(&desk);
  desk.launch->form_id = g_strdup("f0");
  g_autoptr(LaunchResult) refused = test_desk_send(&desk, "POST /API/v3/distributions status=400 x1");
  g_assert_cmpint(refused->outcome, ==, LAUNCH_REFUSED);
  g_autoptr(LaunchResult) sent = test_desk_send(&desk, "clear");
  g_assert_cmpint(sent->outcome, ==, LAUNCH_DONE);
  g_autoptr(LaunchResult) again = test_desk_send(&desk, NULL);
  g_assert_cmpint(again->outcome, ==, LAUNCH_REFUSED);
  g_assert_nonnull(strstr(again->reason, "sent already"));
  g_assert_true(call_back(&desk, sent, NULL));
  g_autoptr(LaunchResult) anew = test_desk_send(&desk, NULL);
  g_assert_cmpint(anew->outcome, ==, LAUNCH_DONE);
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "400");
  g_autofree char *survey = test_some_survey(desk.client);
  guint mails = test_sandbox_mails(desk.sandbox, &recipients);
  g_assert_cmpuint(mails, >, 10);
  g_assert_cmpuint(mails, ==, recipients);
  test_desk_end(&desk);
}

/* Anybody on the way may say 404, or 200 without a word: what is still there is not called back, what can't
 * be looked for is not known, and both wait on and can be called back again. */
static void
believes_no_answer_alone(void)
{
  static const struct {
    const char *lie, *words;
  } lies[] = {
      {"DELETE /API/v3/distributions* status=404", "still there, and leaves"},
      {"DELETE /API/v3/distributions* empty", "still there, and leaves"},
      {"DELETE /API/v3/distributions* empty\nGET /API/v3/distributions/* status=403", "nobody knows yet"},
      {"DELETE /API/v3/distributions* status=404\nGET /API/v3/distributions/* empty=404", "nobody knows yet"},
  };
  TestDesk desk = {0};
  test_desk_start(&desk);
  g_autoptr(LaunchResult) result = test_desk_send(&desk, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(lies); i++) {
    g_autoptr(GError) error = NULL;
    test_sandbox_control(desk.sandbox, "/sandbox/fault", lies[i].lie);
    g_assert_false(call_back(&desk, result, &error));
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, lies[i].words));
    g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 1);
    test_sandbox_control(desk.sandbox, "/sandbox/fault", "clear");
  }
  /* The first answer is lost: the DELETE that is repeated finds nothing, and nothing is there. */
  test_sandbox_control(desk.sandbox, "/sandbox/fault", "DELETE /API/v3/distributions* drop-after x1");
  g_assert_true(call_back(&desk, result, NULL));
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 0);
  test_desk_end(&desk);
}

/* A send under way can't be called back, so the offer ends half a minute before. */
static void
calls_nothing_back_in_the_last_half_minute(void)
{
  static const struct {
    const char *seconds; /* of the five minutes */
    gboolean called_back;
  } times[] = {{"260", TRUE}, {"275", FALSE}, {"400", FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
    TestDesk desk = {0};
    guint recipients;
    g_autoptr(GError) error = NULL;
    test_desk_start(&desk);
    g_autoptr(LaunchResult) result = test_desk_send(&desk, NULL);
    test_sandbox_control(desk.sandbox, "/sandbox/clock", times[i].seconds);
    g_autofree char *now = test_some_survey(desk.client); /* its answer tells the time */
    gboolean called_back = call_back(&desk, result, &error);
    g_assert_cmpint(called_back, ==, times[i].called_back);
    if (!called_back)
      g_assert_error(error, API_ERROR, API_ERROR_REFUSED);
    test_sandbox_control(desk.sandbox, "/sandbox/clock", "400");
    g_autofree char *later = test_some_survey(desk.client);
    g_assert_cmpint(test_sandbox_mails(desk.sandbox, &recipients) > 0, ==, !called_back);
    test_desk_end(&desk);
  }
}

static void
never_uses_a_second_twice(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  g_autoptr(LaunchResult) one = test_desk_send(&desk, NULL);
  g_autoptr(LaunchResult) other = test_desk_send(&desk, NULL);
  g_assert_cmpint(one->send_at, !=, other->send_at);
  test_desk_end(&desk);
}

/* What each fault of the POST must be taken for; LAUNCH_UNKNOWN stands for "found, or unknown". */
static const struct {
  const char *fault;
  LaunchOutcome outcome;
  gboolean is_sent;
} faults[] = {
    {"POST /API/v3/distributions status=400 x1", LAUNCH_REFUSED, FALSE},
    {"POST /API/v3/distributions retry-after=2 x1", LAUNCH_REFUSED, FALSE},
    {"POST /API/v3/distributions status=503 x1", LAUNCH_UNKNOWN, FALSE},
    {"POST /API/v3/distributions status=408 x1", LAUNCH_UNKNOWN, FALSE},
    {"POST /API/v3/distributions html x1", LAUNCH_UNKNOWN, FALSE},
    {"POST /API/v3/distributions drop-before x1", LAUNCH_UNKNOWN, FALSE},
    {"POST /API/v3/distributions drop-after x1", LAUNCH_DONE, TRUE},
    {"POST /API/v3/distributions cut x1", LAUNCH_DONE, TRUE},
    {"POST /API/v3/distributions garble x1", LAUNCH_DONE, TRUE},
};

static void
says_what_the_outbox_holds(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    TestDesk desk = {0};
    guint recipients;
    test_desk_start(&desk);
    g_autoptr(LaunchResult) result = test_desk_send(&desk, faults[i].fault);
    g_test_message("%s: outcome %d", faults[i].fault, result->outcome);
    g_assert_cmpint(result->outcome, ==, faults[i].outcome);
    test_sandbox_control(desk.sandbox, "/sandbox/clock", "700");
    g_autofree char *survey = test_some_survey(desk.client);
    guint mails = test_sandbox_mails(desk.sandbox, &recipients);
    g_assert_cmpuint(mails, ==, recipients);
    g_assert_cmpint(mails > 0, ==, faults[i].is_sent);
    g_autofree char *held = launch_desk_refuse(desk.desk, desk.launch);
    g_assert_cmpint(held != NULL, ==, result->outcome == LAUNCH_UNKNOWN);
    test_desk_end(&desk);
  }
}

/* The answer is lost and every search is refused: it may have been sent, and a person can settle it. */
static void
ends_though_it_can_not_be_looked_for(void)
{
  static const char *const refusals[] = {"status=403", "status=404", "html", "garble"};
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
    TestDesk desk = {0};
    TestWait wait = {0};
    test_desk_start(&desk);
    g_autofree char *fault = g_strdup_printf(
        "POST /API/v3/distributions drop-after x1\nGET /API/v3/distributions %s", refusals[i]);
    test_sandbox_control(desk.sandbox, "/sandbox/fault", fault);
    launch_send_async(desk.desk, desk.launch, test_wait_callback, &wait);
    wait_for_failed_search(&desk);
    test_sandbox_control(desk.sandbox, "/sandbox/clock", "700");
    g_autofree char *survey = test_some_survey(desk.client); /* its answer tells the time */
    g_autoptr(LaunchResult) result = launch_send_finish(desk.desk, test_wait_result(&wait));
    test_wait_clear(&wait);
    g_test_message("%s: %s", refusals[i], result->reason);
    g_assert_cmpint(result->outcome, ==, LAUNCH_UNKNOWN);
    g_assert_nonnull(strstr(result->reason, "may have been sent"));
    g_assert_nonnull(strstr(result->reason, "Could not read the distributions"));
    const LaunchPending *lost = g_ptr_array_index(launch_desk_pending(desk.desk), 0);
    g_assert_true(lost->unknown);
    g_assert_true(launch_desk_settle(desk.desk, lost->intent_id, TRUE, NULL));
    g_assert_null(launch_desk_refuse(desk.desk, desk.launch));
    test_desk_end(&desk);
  }
}

/* One search that is refused, and a network that is away for a while, are not the end of it. */
static void
goes_on_looking_when_the_network_is_back(void)
{
  static const char *const losses[] = {"drop-before", "status=403"};
  for (guint i = 0; i < G_N_ELEMENTS(losses); i++) {
    TestDesk desk = {0};
    TestWait wait = {0};
    test_desk_start(&desk);
    g_autofree char *fault =
        g_strdup_printf("POST /API/v3/distributions drop-after x1\nGET /API/v3/distributions %s", losses[i]);
    test_sandbox_control(desk.sandbox, "/sandbox/fault", fault);
    launch_send_async(desk.desk, desk.launch, test_wait_callback, &wait);
    wait_for_failed_search(&desk);
    if (i == 0) { /* long after its time */
      test_sandbox_control(desk.sandbox, "/sandbox/clock", "700");
      g_autofree char *survey = test_some_survey(desk.client);
      wait_for_failed_search(&desk);
    }
    g_assert_null(wait.result);
    test_sandbox_control(desk.sandbox, "/sandbox/fault", "clear");
    g_autoptr(LaunchResult) result = launch_send_finish(desk.desk, test_wait_result(&wait));
    test_wait_clear(&wait);
    g_assert_cmpint(result->outcome, ==, LAUNCH_DONE);
    test_desk_end(&desk);
  }
}

/* The program ends between the POST and its answer; the next one finds the launch. */
static void
goes_on_after_the_end(void)
{
  TestDesk desk = {0};
  TestWait wait = {0};
  test_desk_start(&desk);
  test_sandbox_control(desk.sandbox, "/sandbox/fault",
                       "POST /API/v3/distributions drop-after x1\nGET /API/v3/distributions stall");
  launch_send_async(desk.desk, desk.launch, test_wait_callback, &wait);
  while (!is_searching(&desk))
    g_main_context_iteration(NULL, TRUE);
  test_desk_close(&desk);
  g_autoptr(LaunchResult) result = launch_send_finish(desk.desk, test_wait_result(&wait));
  test_wait_clear(&wait);
  g_assert_cmpint(result->outcome, ==, LAUNCH_UNKNOWN);
  test_sandbox_control(desk.sandbox, "/sandbox/fault", "clear");
  test_desk_open(&desk);
  launch_desk_recover(desk.desk);
  const GPtrArray *pending = launch_desk_pending(desk.desk);
  g_assert_cmpuint(pending->len, ==, 1);
  while (((const LaunchPending *) g_ptr_array_index(launch_desk_pending(desk.desk), 0))->distribution_id ==
         NULL)
    g_main_context_iteration(NULL, TRUE);
  test_desk_end(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/launch/mails-everyone-once", mails_everyone_once);
  g_test_add_func("/launch/calls-a-launch-back", calls_a_launch_back);
  g_test_add_func("/launch/sends-a-form-once", sends_a_form_once);
  g_test_add_func("/launch/believes-no-answer-alone", believes_no_answer_alone);
  g_test_add_func("/launch/calls-nothing-back-in-the-last-half-minute",
                  calls_nothing_back_in_the_last_half_minute);
  g_test_add_func("/launch/never-uses-a-second-twice", never_uses_a_second_twice);
  g_test_add_func("/launch/says-what-the-outbox-holds", says_what_the_outbox_holds);
  g_test_add_func("/launch/ends-though-it-can-not-be-looked-for", ends_though_it_can_not_be_looked_for);
  g_test_add_func("/launch/goes-on-looking-when-the-network-is-back",
                  goes_on_looking_when_the_network_is_back);
  g_test_add_func("/launch/goes-on-after-the-end", goes_on_after_the_end);
  return g_test_run();
}
