/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The launches that are no plain mail, each against a sandbox that misbehaves at every point of its send:
 * what the program says must agree with what the server has, and nothing may be there twice.
 */
#include <string.h>

#include "src/flow/launch.h"
#include "tests/support/desk.h"

/* Where each kind is posted to. */
static const char *const paths[LAUNCH_KINDS] = {[LAUNCH_REMINDER] = "/API/v3/distributions/*/reminders",
                                                [LAUNCH_THANK_YOU] = "/API/v3/distributions/*/thankyous",
                                                [LAUNCH_SMS] = "/API/v3/distributions/sms",
                                                [LAUNCH_LINKS] = "/API/v3/distributions"};

static const LaunchKind kinds[] = {LAUNCH_REMINDER, LAUNCH_THANK_YOU, LAUNCH_SMS, LAUNCH_LINKS};

/* How many of the kind the server has. */
static guint
count(TestDesk *desk, LaunchKind kind)
{
  static const char *const types[LAUNCH_KINDS] = {
      [LAUNCH_REMINDER] = "Reminder", [LAUNCH_THANK_YOU] = "ThankYou", [LAUNCH_LINKS] = "GeneratedInvite"};
  g_autoptr(Page) page = test_distributions(desk, kind == LAUNCH_SMS);
  guint number = 0;
  for (guint i = 0; i < page->items->len; i++) {
    const Distribution *distribution = g_ptr_array_index(page->items, i);
    number += types[kind] == NULL || g_strcmp0(distribution->request_type, types[kind]) == 0;
  }
  return number;
}

static LaunchResult *
send_once(TestDesk *desk, const char *action)
{
  g_autofree char *fault =
      action != NULL ? g_strdup_printf("POST %s %s x1", paths[desk->launch->kind], action) : NULL;
  return test_desk_send(desk, fault);
}

/* What each fault of the POST must be taken for; LAUNCH_UNKNOWN: not there, and who knows. */
static const struct {
  const char *action;
  LaunchOutcome outcome;
  gboolean is_done;
} faults[] = {
    {NULL, LAUNCH_DONE, TRUE},
    {"status=400", LAUNCH_REFUSED, FALSE},
    {"retry-after=2", LAUNCH_REFUSED, FALSE},
    {"status=503", LAUNCH_UNKNOWN, FALSE},
    {"status=408", LAUNCH_UNKNOWN, FALSE},
    {"html", LAUNCH_UNKNOWN, FALSE},
    {"drop-before", LAUNCH_UNKNOWN, FALSE},
    {"drop-after", LAUNCH_DONE, TRUE},
    {"cut", LAUNCH_DONE, TRUE},
    {"garble", LAUNCH_DONE, TRUE},
};

/* Everything due has left, and nobody got two. */
static void
nobody_got_two(TestDesk *desk, LaunchKind kind, gboolean is_done)
{
  guint recipients;
  test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
  g_autofree char *survey = test_some_survey(desk->client); /* a request later it has left */
  guint sent = test_sandbox_mails(desk->sandbox, &recipients);
  g_assert_cmpuint(sent, ==, recipients);
  g_assert_cmpint(sent > 0, ==, is_done && kind != LAUNCH_LINKS);
}

static void
under_fault(LaunchKind kind, guint i)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  test_desk_aim(&desk, kind);
  guint before = count(&desk, kind);
  g_autoptr(LaunchResult) result = send_once(&desk, faults[i].action);
  g_test_message("%s, %s: outcome %d", launch_kind_name(kind),
                 faults[i].action ? faults[i].action : "no fault", result->outcome);
  g_assert_cmpint(result->outcome, ==, faults[i].outcome);
  g_assert_cmpuint(count(&desk, kind) - before, ==, faults[i].is_done);
  g_assert_cmpint(result->distribution_id != NULL, ==, faults[i].outcome == LAUNCH_DONE);
  g_autofree char *held = launch_desk_refuse(desk.desk, desk.launch);
  g_assert_cmpint(held != NULL, ==, result->outcome == LAUNCH_UNKNOWN);
  if (result->outcome == LAUNCH_UNKNOWN) {
    g_autoptr(LaunchResult) again = send_once(&desk, NULL);
    g_assert_cmpint(again->outcome, ==, LAUNCH_REFUSED);
    g_assert_cmpuint(count(&desk, kind) - before, ==, 0);
  }
  nobody_got_two(&desk, kind, faults[i].is_done);
  test_desk_end(&desk);
}

static void
says_what_the_server_has(gconstpointer kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++)
    under_fault((LaunchKind) GPOINTER_TO_INT(kind), i);
}

static JournalKind
last_word(const TestDesk *desk)
{
  g_autoptr(GPtrArray) entries = journal_read(desk->journal, NULL);
  return ((const JournalEntry *) g_ptr_array_index(entries, entries->len - 1))->kind;
}

static gboolean
is_searching(const TestDesk *desk)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(desk->client));
  return g_str_equal(request_log_nth(log, request_log_length(log) - 1)->method, "GET");
}

/* The program ends between the POST and its answer; the next one finds the launch, whatever it is. */
static void
goes_on_after_the_end(gconstpointer data)
{
  LaunchKind kind = (LaunchKind) GPOINTER_TO_INT(data);
  TestDesk desk = {0};
  TestWait wait = {0};
  test_desk_start(&desk);
  test_desk_aim(&desk, kind);
  guint before = count(&desk, kind);
  g_autofree char *fault =
      g_strdup_printf("POST %s drop-after x1\nGET /API/v3/distributions* stall", paths[kind]);
  test_sandbox_control(desk.sandbox, "/sandbox/fault", fault);
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
  while (last_word(&desk) == JOURNAL_SEND_INTENT)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpint(last_word(&desk), ==, JOURNAL_SEND_DONE);
  g_assert_cmpuint(count(&desk, kind) - before, ==, 1);
  nobody_got_two(&desk, kind, TRUE);
  test_desk_end(&desk);
}

static void
calls_back(gconstpointer data)
{
  LaunchKind kind = (LaunchKind) GPOINTER_TO_INT(data);
  TestDesk desk = {0};
  GError *error = NULL;
  TestWait wait = {0};
  test_desk_start(&desk);
  test_desk_aim(&desk, kind);
  g_autoptr(LaunchResult) result = send_once(&desk, NULL);
  launch_call_back_async(desk.desk, kind, result->distribution_id, desk.launch->survey_id, result->send_at,
                         test_wait_callback, &wait);
  g_assert_true(launch_call_back_finish(desk.desk, test_wait_result(&wait), &error));
  g_assert_no_error(error);
  test_wait_clear(&wait);
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 0);
  nobody_got_two(&desk, kind, FALSE);
  test_desk_end(&desk);
}

/* A reminder and a mail to the same list for the same second are not taken for each other. */
static void
mail_is_not_taken_for_its_reminder(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  g_autoptr(Launch) mail = launch_copy(desk.launch);
  g_autofree char *parent = test_some_invitation(&desk);
  g_autoptr(Page) sent = test_distributions(&desk, FALSE);
  for (guint i = 0; i < sent->items->len; i++) {
    const Distribution *distribution = g_ptr_array_index(sent->items, i);
    if (g_strcmp0(distribution->id, parent) == 0) {
      g_free(mail->list_id);
      mail->list_id = g_strdup(distribution->list_id);
    }
  }
  test_desk_aim(&desk, LAUNCH_REMINDER);
  mail->send_at = desk.launch->send_at = api_client_server_now(desk.client) / 1000 * 1000 + 300 * 1000;
  g_autoptr(LaunchResult) reminder = send_once(&desk, NULL);
  g_assert_cmpint(reminder->outcome, ==, LAUNCH_DONE);
  launch_free(desk.launch);
  desk.launch = g_steal_pointer(&mail);
  test_sandbox_control(desk.sandbox, "/sandbox/fault", "POST /API/v3/distributions drop-before x1");
  g_autoptr(LaunchResult) result = send_once(&desk, NULL);
  g_assert_cmpint(result->send_at, !=, reminder->send_at);
  g_assert_cmpint(result->outcome, ==, LAUNCH_UNKNOWN);
  test_desk_end(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const char *name = launch_kind_name(kinds[i]);
    g_autofree char *fault = g_strdup_printf("/launch-kinds/%s/says-what-the-server-has", name);
    g_autofree char *end = g_strdup_printf("/launch-kinds/%s/goes-on-after-the-end", name);
    g_autofree char *back = g_strdup_printf("/launch-kinds/%s/calls-back", name);
    g_test_add_data_func(fault, GINT_TO_POINTER(kinds[i]), says_what_the_server_has);
    g_test_add_data_func(end, GINT_TO_POINTER(kinds[i]), goes_on_after_the_end);
    if (kinds[i] != LAUNCH_LINKS) /* they are there at once */
      g_test_add_data_func(back, GINT_TO_POINTER(kinds[i]), calls_back);
  }
  g_test_add_func("/launch-kinds/mail-is-not-taken-for-its-reminder", mail_is_not_taken_for_its_reminder);
  return g_test_run();
}
