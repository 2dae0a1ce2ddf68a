/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One contact, one list or one import made, or looked for on the next start, as a program of its own, so that
 * test-kill-making can kill it anywhere:
 *
 *   making-driver URL FOLDER contact=EMAIL   stops itself (SIGSTOP) when all is prepared, then makes it in
 *                                            the directory that merges nothing
 *   ... list=NAME
 *   ... import=LIST_ID                       crash_csv onto that list
 *   ... rest=LIST_ID                         the rows that the last import kept apart
 *   ... recover                              what a next start does
 *   ... settle=yes|no                        what a person says of what nobody knows
 *
 * Prints what it believes in the end: none, open, refused, done or unknown.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "src/flow/contact-make.h"
#include "src/flow/import-resume.h"
#include "src/flow/import.h"
#include "src/flow/list-write.h"
#include "src/flow/making-desk.h"
#include "tests/crash/making.h"

static GPtrArray *
makings(const TestDesk *desk)
{
  GError *error = NULL;
  GPtrArray *all = making_read(desk->journal, desk->sandbox->url, &error);
  g_assert_no_error(error);
  return all;
}

static const char *
belief(const TestDesk *desk)
{
  g_autoptr(GPtrArray) entries = journal_read(desk->journal, NULL);
  const char *is = "none";
  for (guint i = 0; i < entries->len; i++) {
    JournalKind kind = ((const JournalEntry *) g_ptr_array_index(entries, i))->kind;
    is = kind == JOURNAL_CREATE_INTENT    ? "open"
         : kind == JOURNAL_CREATE         ? "done"
         : kind == JOURNAL_CREATE_REFUSED ? "refused"
         : kind == JOURNAL_CREATE_UNKNOWN ? "unknown"
                                          : is;
  }
  return is;
}

static void
make_contact(TestDesk *desk, const char *directory, const char *email)
{
  TestWait wait = {0};
  const ContactPlace place = {(char *) directory, NULL};
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, email);
  contact_match_async(desk->client, directory, 0, contact, NULL, test_wait_callback, &wait);
  g_autoptr(ContactMatch) before = contact_match_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
  raise(SIGSTOP);
  contact_make_async(desk->client, desk->journal, &place, 0, contact, before, test_wait_callback, &wait);
  g_autoptr(ContactMade) made = contact_make_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
}

static void
make_list(TestDesk *desk, const char *directory, const char *name)
{
  TestWait wait = {0};
  raise(SIGSTOP);
  list_make_async(desk->client, desk->journal, directory, name, test_wait_callback, &wait);
  g_autoptr(ListMade) made = list_make_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
}

/* What did not come is kept for mode rest. */
static void
keep_rest(TestDesk *desk, const ImportPlan *plan, const ImportOutcome *outcome)
{
  g_autofree char *path = g_build_filename(desk->home, "rest.csv", NULL);
  if (outcome != NULL && outcome->rejects->len > 0)
    g_assert_true(import_write_rejects(plan, outcome, path, NULL));
}

static void
import(TestDesk *desk, const char *directory, const char *list_id, const char *csv)
{
  TestWait wait = {0};
  const ContactPlace list = {(char *) directory, (char *) list_id};
  g_autoptr(CsvTable) table = csv_read(csv, strlen(csv), NULL);
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  raise(SIGSTOP);
  import_leave_out_sent(desk->journal, desk->sandbox->url, list_id, plan);
  contacts_import_async(desk->client, desk->journal, &list, plan, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(ImportOutcome) outcome = contacts_import_finish(NULL, test_wait_result(&wait), NULL);
  keep_rest(desk, plan, outcome);
  test_wait_clear(&wait);
}

static void
import_rest(TestDesk *desk, const char *directory, const char *list_id)
{
  g_autofree char *path = g_build_filename(desk->home, "rest.csv", NULL), *csv = NULL;
  if (g_file_get_contents(path, &csv, NULL, NULL))
    import(desk, directory, list_id, csv);
}

static gboolean
is_being_looked_for(const TestDesk *desk)
{
  g_autoptr(GPtrArray) all = makings(desk);
  for (guint i = 0; i < all->len; i++) {
    MakingState state = ((const Making *) g_ptr_array_index(all, i))->state;
    if (state == MAKING_OPEN || state == MAKING_TAKEN)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_looked(TestDesk *desk)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(desk->client));
  guint length = request_log_length(log);
  return length > 0 && request_log_nth(log, length - 1)->state == REQUEST_DONE;
}

/* Time passes as soon as the desk has looked once, so that looking ends. */
static void
recover(TestDesk *desk)
{
  gboolean has_passed = FALSE;
  g_autoptr(MakingDesk) making = making_desk_new(desk->client, desk->journal, NULL, NULL);
  making_desk_recover(making);
  while (is_being_looked_for(desk)) {
    g_main_context_iteration(NULL, TRUE);
    if (!has_passed && has_looked(desk)) {
      test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
      has_passed = TRUE;
    }
  }
}

static void
settle(TestDesk *desk, gboolean was_made)
{
  g_autoptr(MakingDesk) making = making_desk_new(desk->client, desk->journal, NULL, NULL);
  g_autoptr(GPtrArray) all = makings(desk);
  for (guint i = 0; i < all->len; i++) {
    const Making *one = g_ptr_array_index(all, i);
    if (one->state == MAKING_UNKNOWN)
      g_assert_true(making_desk_settle(making, one->intent_id, was_made, NULL));
  }
}

int
main(int argc, char **argv)
{
  if (argc != 4)
    return 2;
  TestSandbox sandbox = {.url = argv[1]};
  TestDesk desk = {.sandbox = &sandbox, .home = argv[2]};
  g_auto(GStrv) mode = g_strsplit(argv[3], "=", 2);
  test_desk_paths(&desk);
  test_desk_open(&desk);
  if (strcmp(mode[0], "recover") == 0)
    recover(&desk);
  else if (strcmp(mode[0], "settle") == 0)
    settle(&desk, strcmp(mode[1], "yes") == 0);
  else {
    g_autofree char *directory = crash_directory(&desk);
    if (strcmp(mode[0], "contact") == 0)
      make_contact(&desk, directory, mode[1]);
    else if (strcmp(mode[0], "list") == 0)
      make_list(&desk, directory, mode[1]);
    else if (strcmp(mode[0], "import") == 0)
      import(&desk, directory, mode[1], crash_csv);
    else
      import_rest(&desk, directory, mode[1]);
  }
  puts(belief(&desk));
  test_desk_close(&desk);
  paths_free(desk.paths);
  return 0;
}
