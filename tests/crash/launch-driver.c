/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One launch, or one recovery, as a program of its own, so that test-kill can kill it anywhere:
 *
 *   launch-driver URL FOLDER email     stops itself (SIGSTOP) when all is prepared, then sends; so do the
 *                                      other kinds of launch, by their names
 *   launch-driver URL FOLDER recover   what a next start does
 *   launch-driver URL FOLDER settle-yes|settle-no   what a person says of what nobody knows
 *
 * Prints what it believes in the end: none, refused, done or unknown.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "src/flow/launch-ledger.h"
#include "tests/support/desk.h"

/* What the journal says of the last intent. */
static const char *
belief(const TestDesk *desk)
{
  g_autoptr(GPtrArray) entries = journal_read(desk->journal, NULL);
  const char *is = "none";
  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    switch (((const JournalEntry *) g_ptr_array_index(entries, i))->kind) {
    case JOURNAL_SEND_INTENT:
      is = "open";
      break;
    case JOURNAL_SEND_DONE:
      is = "done";
      break;
    case JOURNAL_SEND_REFUSED:
      is = "refused";
      break;
    case JOURNAL_SEND_UNKNOWN:
      is = "unknown";
      break;
    default:
      break;
    }
  }
  return is;
}

static void
send_launch(TestDesk *desk, LaunchKind kind)
{
  TestWait wait = {0};
  desk->launch = test_desk_launch(desk);
  test_desk_aim(desk, kind);
  raise(SIGSTOP);
  launch_send_async(desk->desk, desk->launch, test_wait_callback, &wait);
  while (wait.result == NULL && !test_desk_has_searched(desk))
    g_main_context_iteration(NULL, TRUE);
  if (wait.result == NULL) /* so that the search ends with its second, not minutes later */
    test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
  g_autoptr(LaunchResult) result = launch_send_finish(desk->desk, test_wait_result(&wait));
  if (result->outcome == LAUNCH_REFUSED)
    fprintf(stderr, "%s\n", result->reason);
  test_wait_clear(&wait);
  launch_free(desk->launch);
}

/* Time passes as soon as the desk has looked once, so that an open launch ends. */
static void
recover(TestDesk *desk)
{
  gboolean has_passed = FALSE;
  launch_desk_recover(desk->desk);
  while (g_str_equal(belief(desk), "open")) {
    g_main_context_iteration(NULL, TRUE);
    if (!has_passed && test_desk_has_searched(desk)) {
      test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
      has_passed = TRUE;
    }
  }
}

static void
settle(TestDesk *desk, gboolean was_sent)
{
  g_autoptr(GPtrArray) launches = launch_ledger_read(desk->journal, NULL, G_MAXINT64, NULL);
  for (guint i = 0; i < launches->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(launches, i);
    g_assert_true(launch->unknown);
    g_assert_true(launch_desk_settle(desk->desk, launch->intent_id, was_sent, NULL));
  }
}

int
main(int argc, char **argv)
{
  if (argc != 4)
    return 2;
  TestSandbox sandbox = {.url = argv[1]};
  TestDesk desk = {.sandbox = &sandbox, .home = argv[2]};
  test_desk_paths(&desk);
  test_desk_open(&desk);
  if (strcmp(argv[3], "recover") == 0)
    recover(&desk);
  else if (g_str_has_prefix(argv[3], "settle-"))
    settle(&desk, strcmp(argv[3], "settle-yes") == 0);
  else
    send_launch(&desk, launch_kind_from_name(argv[3]));
  puts(belief(&desk));
  test_desk_close(&desk);
  paths_free(desk.paths);
  return 0;
}
