/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a launch of unknown fate holds: its list, for every other launch to it or to some of it, from this
 * program, from another copy that was open already, and over another name of the server.
 */
#include <string.h>

#include "src/api/distributions.h"
#include "src/flow/launch-ledger.h"
#include "tests/support/desk.h"

/* A second copy on the same state folder. */
typedef struct {
  Journal *journal;
  LaunchDesk *desk;
} Copy;

static void
copy_open(Copy *copy, const TestDesk *desk)
{
  copy->journal = journal_open(desk->paths, NULL);
  copy->desk = launch_desk_new(desk->client, copy->journal, desk->paths, NULL, NULL);
  launch_desk_recover(copy->desk);
}

static void
copy_close(Copy *copy)
{
  launch_desk_free(copy->desk);
  journal_close(copy->journal);
}

static LaunchResult *
send_from(LaunchDesk *from, const Launch *launch)
{
  TestWait wait = {0};
  launch_send_async(from, launch, test_wait_callback, &wait);
  LaunchResult *result = launch_send_finish(from, test_wait_result(&wait));
  test_wait_clear(&wait);
  return result;
}

/* Its POST is answered with 503, and no search finds it. */
static void
lose_one(TestDesk *desk)
{
  g_autoptr(LaunchResult) result = test_desk_send(desk, "POST /API/v3/distributions status=503 x1");
  g_assert_cmpint(result->outcome, ==, LAUNCH_UNKNOWN);
  desk->launch->send_at = api_client_server_now(desk->client) + 300 * 1000;
}

static void
assert_refused(LaunchDesk *from, const Launch *launch, const char *word)
{
  g_autoptr(LaunchResult) result = send_from(from, launch);
  g_assert_cmpint(result->outcome, ==, LAUNCH_REFUSED);
  g_assert_nonnull(strstr(result->reason, word));
}

static void
copy_that_was_open_is_held(void)
{
  TestDesk desk = {0};
  Copy copy;
  test_desk_start(&desk);
  copy_open(&copy, &desk);
  lose_one(&desk);
  assert_refused(copy.desk, desk.launch, "may have been sent");
  g_assert_cmpuint(launch_desk_pending(copy.desk)->len, ==, 1); /* which can be settled there now */
  copy_close(&copy);
  test_desk_end(&desk);
}

/* Some of the list are in a new batch each time that somebody marks them. */
static void
batch_holds_its_list(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  desk.launch->batch_id = g_strdup("BT_000000000000001");
  lose_one(&desk);
  g_free(desk.launch->batch_id);
  desk.launch->batch_id = g_strdup("BT_000000000000002");
  assert_refused(desk.desk, desk.launch, "may have been sent");
  g_clear_pointer(&desk.launch->batch_id, g_free);
  assert_refused(desk.desk, desk.launch, "may have been sent");
  test_desk_end(&desk);
}

static LaunchPending
left_open(const Launch *launch, const char *server)
{
  return (LaunchPending){.intent_id = "left-open",
                         .server = (char *) server,
                         .survey_id = launch->survey_id,
                         .list_id = launch->list_id,
                         .send_at = launch->send_at};
}

static void
other_name_of_the_server_holds_too(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  LaunchPending other = left_open(desk.launch, "brand.example.org");
  g_assert_true(launch_ledger_note(desk.journal, JOURNAL_SEND_INTENT, &other, NULL, NULL, NULL));
  assert_refused(desk.desk, desk.launch, "over brand.example.org, may have been sent");
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 0);
  test_desk_end(&desk);
}

/* Another copy was killed after this one had begun: nobody else looks for what it left. */
static void
looks_for_what_a_copy_left(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  launch_desk_recover(desk.desk);
  LaunchPending lost = left_open(desk.launch, api_client_server(desk.client));
  g_assert_true(launch_ledger_note(desk.journal, JOURNAL_SEND_INTENT, &lost, NULL, NULL, NULL));
  assert_refused(desk.desk, desk.launch, "looked for");
  assert_refused(desk.desk, desk.launch, "looked for"); /* and begins no second search */
  while (!test_desk_has_searched(&desk))
    g_main_context_iteration(NULL, TRUE);
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "700");
  while (!((const LaunchPending *) g_ptr_array_index(launch_desk_pending(desk.desk), 0))->unknown)
    g_main_context_iteration(NULL, TRUE);
  g_assert_cmpuint(launch_desk_pending(desk.desk)->len, ==, 1);
  test_desk_end(&desk);
}

/* One that is looked for holds its own list only, and not for this program alone. */
static void
other_lists_do_not_wait(void)
{
  TestDesk desk = {0};
  TestWait wait = {0};
  Copy copy;
  test_desk_start(&desk);
  copy_open(&copy, &desk);
  test_sandbox_control(desk.sandbox, "/sandbox/fault", "POST /API/v3/distributions status=503 x1");
  launch_send_async(desk.desk, desk.launch, test_wait_callback, &wait);
  while (!test_desk_has_searched(&desk))
    g_main_context_iteration(NULL, TRUE);
  assert_refused(desk.desk, desk.launch, "looked for");
  g_autofree char *held = launch_desk_refuse(desk.desk, desk.launch);
  g_assert_nonnull(held);
  g_autoptr(Launch) other = launch_copy(desk.launch);
  g_free(other->list_id);
  other->list_id = test_other_list(desk.client, desk.launch->list_id);
  assert_refused(copy.desk, other, "another canvass");
  g_autoptr(LaunchResult) result = send_from(desk.desk, other);
  g_assert_cmpint(result->outcome, ==, LAUNCH_DONE);
  assert_refused(copy.desk, other, "another canvass"); /* the first is still looked for */
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "700");
  g_autoptr(LaunchResult) lost = launch_send_finish(desk.desk, test_wait_result(&wait));
  g_assert_cmpint(lost->outcome, ==, LAUNCH_UNKNOWN);
  test_wait_clear(&wait);
  other->send_at = api_client_server_now(desk.client) + 300 * 1000;
  g_autoptr(LaunchResult) after = send_from(copy.desk, other);
  g_assert_cmpint(after->outcome, ==, LAUNCH_DONE);
  copy_close(&copy);
  test_desk_end(&desk);
}

/* What waits for another list in the same second of the same survey is not taken for the one that is lost, be
 * it to a whole list or to some of one. */
static void
is_not_taken_for_another(gconstpointer some_first)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  g_autoptr(Launch) other = launch_copy(desk.launch);
  g_free(other->list_id);
  other->list_id = test_other_list(desk.client, desk.launch->list_id);
  gint64 when = desk.launch->send_at = other->send_at = desk.launch->send_at + 3600 * 1000;
  g_autoptr(LaunchResult) waits = send_from(desk.desk, other);
  g_assert_cmpint(waits->outcome, ==, LAUNCH_DONE);
  desk.launch->batch_id = some_first != NULL ? g_strdup("BT_000000000000001") : NULL;
  test_sandbox_control(desk.sandbox, "/sandbox/fault", "POST /API/v3/distributions drop-before x1");
  TestWait wait = {0};
  launch_send_async(desk.desk, desk.launch, test_wait_callback, &wait);
  while (wait.result == NULL && !test_desk_has_searched(&desk))
    g_main_context_iteration(NULL, TRUE);
  test_sandbox_control(desk.sandbox, "/sandbox/clock", "4500");
  g_autoptr(LaunchResult) lost = launch_send_finish(desk.desk, test_wait_result(&wait));
  test_wait_clear(&wait);
  g_assert_cmpint(lost->outcome, ==, LAUNCH_UNKNOWN);
  g_assert_cmpint(lost->send_at / 1000, !=, waits->send_at / 1000);
  g_assert_cmpint(lost->send_at - when, <, 5000);
  test_desk_end(&desk);
}

/* Somebody else's launch to the same list, of the same survey, in the same second, is known by its subject,
 * where one can be sure of that. */
static void
knows_by_its_subject(void)
{
  static const struct {
    const char *ours, *theirs;
    gboolean is_taken;
  } subjects[] = {{"Your opinion", "Board dinner", FALSE},
                  {"Your opinion", " your  Opinion!", TRUE},
                  {"Your opinion matters to us", "Your opinion matt", TRUE},
                  {"Your opinion, ${m://FirstName}", "Your opinion, Ada", TRUE},
                  {"Tea & opinions", "Tea &amp; opinions", TRUE},
                  {"MS_012345678901234", "Your opinion", TRUE},
                  {"Votre avis \303\251t\303\251", "Board dinner", TRUE}};
  for (guint i = 0; i < G_N_ELEMENTS(subjects); i++) {
    TestDesk desk = {0};
    TestWait wait = {0};
    g_autoptr(GError) error = NULL;
    test_desk_start(&desk);
    g_free(desk.launch->subject);
    desk.launch->subject = g_strdup(subjects[i].theirs);
    desk.launch->send_at = desk.launch->send_at / 1000 * 1000;
    distribution_create_async(desk.client, desk.launch, NULL, test_wait_callback, &wait);
    g_autofree char *theirs = distribution_create_finish(desk.client, test_wait_result(&wait), NULL, &error);
    g_assert_no_error(error);
    test_wait_clear(&wait);
    g_free(desk.launch->subject);
    desk.launch->subject = g_strdup(subjects[i].ours);
    g_autoptr(LaunchResult) ours = test_desk_send(&desk, "POST /API/v3/distributions drop-before x1");
    g_test_message("%s, %s: %d", subjects[i].ours, subjects[i].theirs, ours->outcome);
    g_assert_cmpint(ours->outcome, ==, subjects[i].is_taken ? LAUNCH_DONE : LAUNCH_UNKNOWN);
    test_desk_end(&desk);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/launch-held/copy-that-was-open", copy_that_was_open_is_held);
  g_test_add_func("/launch-held/batch-holds-its-list", batch_holds_its_list);
  g_test_add_func("/launch-held/other-name-of-the-server", other_name_of_the_server_holds_too);
  g_test_add_func("/launch-held/what-a-copy-left", looks_for_what_a_copy_left);
  g_test_add_func("/launch-held/other-lists-do-not-wait", other_lists_do_not_wait);
  g_test_add_data_func("/launch-held/list-is-not-taken-for-another", NULL, is_not_taken_for_another);
  g_test_add_func("/launch-held/by-its-subject", knows_by_its_subject);
  g_test_add_data_func("/launch-held/some-are-not-taken-for-another", "some", is_not_taken_for_another);
  return g_test_run();
}
