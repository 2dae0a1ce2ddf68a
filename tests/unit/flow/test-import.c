/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CSV file into a list of a sandbox that misbehaves: what is said of each row must agree with what is on
 * the list, and nothing is sent twice.
 */
#include <string.h>

#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "src/flow/import-resume.h"
#include "src/flow/import.h"
#include "src/flow/making-desk.h"
#include "tests/support/desk.h"

typedef struct {
  TestDesk desk;
  char *directory, *list;
  CsvTable *table;
  ImportPlan *plan;
} World;

static void
world_start(World *world, const char *csv)
{
  GError *error = NULL;
  TestWait wait = {0};
  test_desk_start(&world->desk);
  ApiClient *client = world->desk.client;
  directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) page = directories_list_finish(client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  world->directory = g_strdup(((Directory *) g_ptr_array_index(page->items, 0))->id);
  mailing_list_create_async(client, world->directory, "Imported", NULL, test_wait_callback, &wait);
  world->list = mailing_list_create_finish(client, test_wait_result(&wait), NULL, &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  world->table = csv_read(csv, strlen(csv), &error);
  g_assert_no_error(error);
  world->plan = import_plan_new(world->table);
  g_assert_null(import_plan_refusal(world->plan));
}

static void
world_end(World *world)
{
  import_plan_free(world->plan);
  csv_table_free(world->table);
  g_free(world->directory);
  g_free(world->list);
  test_desk_end(&world->desk);
}

typedef struct {
  TestWait wait;
  guint done, total;
} Run;

static void
on_progress(guint done, guint taken, guint total, gpointer data)
{
  Run *run = data;
  g_assert_cmpuint(done + taken, <=, total);
  run->done = done;
  run->total = total;
}

static void
on_done(GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  test_wait_callback(source, result, &run->wait);
}

static ImportOutcome *
import(World *world, Run *run, GError **error)
{
  const ContactPlace list = {world->directory, world->list};
  contacts_import_async(world->desk.client, world->desk.journal, &list, world->plan, on_progress, NULL,
                        on_done, run);
  ImportOutcome *outcome = contacts_import_finish(NULL, test_wait_result(&run->wait), error);
  test_wait_clear(&run->wait);
  return outcome;
}

static gint64
count(World *world)
{
  GError *error = NULL;
  TestWait wait = {0};
  mailing_list_get_async(world->desk.client, FETCH_VISIBLE, world->directory, world->list, NULL,
                         test_wait_callback, &wait);
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return list->contact_count;
}

/* "row: reason" of each. */
static char *
rejects(const ImportOutcome *outcome)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; i < outcome->rejects->len; i++) {
    const ImportReject *reject = g_ptr_array_index(outcome->rejects, i);
    g_string_append_printf(all, "%u: %s%s\n", reject->row, reject->reason, reject->unknown ? " (?)" : "");
  }
  return g_string_free(all, FALSE);
}

/* How often the journal says @what. */
static guint
journal_says(World *world, const char *what)
{
  guint found = 0;
  g_autoptr(GPtrArray) entries = journal_read(world->desk.journal, NULL);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    found += entry->outcome != NULL && strstr(entry->outcome, what) != NULL;
  }
  return found;
}

static void
rows_come_onto_the_list(void)
{
  World world = {0};
  Run run = {0};
  g_autoptr(GError) error = NULL;
  world_start(&world, "Email;First Name;site;Phone\n"
                      "one@example.org;One;north;+39 055 1\n"
                      "two@example.org;Two;;no phone\n"
                      "nobody;Three;;\n"
                      "four@example.org;Four;;\n");
  g_autoptr(ImportOutcome) outcome = import(&world, &run, &error);
  g_assert_no_error(error);
  g_autofree char *said = rejects(outcome);
  g_assert_cmpstr(said, ==, "2: the email is no address\n");
  g_assert_cmpint(outcome->added, ==, 3);
  g_assert_cmpint(count(&world), ==, 3);
  g_assert_cmpuint(outcome->notes->len, ==, 1);
  g_assert_nonnull(strstr(g_ptr_array_index(outcome->notes, 0), "without their phone"));
  g_assert_cmpuint(run.done, ==, 4);
  g_assert_cmpuint(run.total, ==, 4);
  g_assert_cmpuint(journal_says(&world, "about to send"), ==, 2);
  g_autoptr(ImportOutcome) again = import(&world, &run, &error);
  g_assert_cmpint(again->added, ==, 0);
  g_assert_cmpint(again->updated, ==, 3);
  g_assert_cmpint(count(&world), ==, 3);
  world_end(&world);
}

static void
a_lost_answer_is_unknown_and_not_repeated(void)
{
  static const char *const faults[] = {"drop-after", "drop-before", "status=500", "garble", "status=408"};
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    World world = {0};
    Run run = {0};
    g_autoptr(GError) error = NULL;
    world_start(&world, "email\none@example.org\ntwo@example.org\n");
    g_autofree char *fault = g_strdup_printf("POST */transactioncontacts %s", faults[i]);
    test_sandbox_control(world.desk.sandbox, "/sandbox/fault", fault);
    g_autoptr(ImportOutcome) outcome = import(&world, &run, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(outcome->rejects->len, ==, 2);
    g_assert_true(((ImportReject *) g_ptr_array_index(outcome->rejects, 1))->unknown);
    g_assert_nonnull(strstr(g_ptr_array_index(outcome->notes, 0), "The list had 0"));
    g_assert_cmpint(count(&world), ==, i == 0 || i == 3 ? 2 : 0);
    g_assert_cmpuint(journal_says(&world, "about to send"), ==, 1);
    g_autoptr(ImportOutcome) again = import(&world, &run, &error);
    g_assert_null(again);
    g_assert_error(error, API_ERROR, API_ERROR_REFUSED);
    g_assert_cmpuint(journal_says(&world, "about to send"), ==, 1);
    world_end(&world);
  }
}

static ImportOutcome *
import_file(World *world, const char *csv, Run *run)
{
  GError *error = NULL;
  import_plan_free(world->plan);
  csv_table_free(world->table);
  world->table = csv_read(csv, strlen(csv), &error);
  world->plan = import_plan_new(world->table);
  import_leave_out_sent(world->desk.journal, api_client_server(world->desk.client), world->list, world->plan);
  ImportOutcome *outcome = import(world, run, &error);
  g_assert_no_error(error);
  return outcome;
}

static void
settle_as_come(World *world)
{
  g_autoptr(MakingDesk) making = making_desk_new(world->desk.client, world->desk.journal, NULL, NULL);
  making_desk_reload(making);
  const GPtrArray *unknown = making_desk_unknown(making);
  g_assert_cmpuint(unknown->len, ==, 1);
  g_assert_true(
      making_desk_settle(making, ((const Making *) g_ptr_array_index(unknown, 0))->intent_id, TRUE, NULL));
}

/* The answer that said which row was refused is lost, and a person says that the batch came: the row is
 * neither lost nor sent by itself, and it comes out of the file where it is kept. */
static void
who_did_not_come_with_a_settled_batch_is_kept_apart(void)
{
  static const char csv[] = "email,firstName,phone\n"
                            "One@Example.org,One,\n"
                            "two@example.org,Two,\n"
                            "three@example.org,Three,no phone\n";
  World world = {0};
  Run run = {0};
  g_autoptr(GError) error = NULL;
  world_start(&world, csv);
  test_sandbox_control(world.desk.sandbox, "/sandbox/fault", "POST */transactioncontacts drop-after x1");
  g_autoptr(ImportOutcome) lost = import(&world, &run, &error);
  g_assert_cmpuint(lost->rejects->len, ==, 3);
  g_assert_cmpint(count(&world), ==, 2);
  settle_as_come(&world);
  g_autoptr(ImportOutcome) outcome = import_file(&world, csv, &run);
  g_autofree char *said = rejects(outcome);
  g_assert_cmpstr(said, ==, "2: its batch was settled as come, and it is not on the list\n");
  g_assert_nonnull(strstr(g_ptr_array_index(outcome->notes, 0), "1 of a batch"));
  g_assert_cmpint(count(&world), ==, 2);
  g_assert_cmpuint(journal_says(&world, "about to send"), ==, 1);
  g_autofree char *path = g_build_filename(world.desk.home, "rest.csv", NULL), *rest = NULL;
  g_assert_true(import_write_rejects(world.plan, outcome, path, &error));
  g_assert_true(g_file_get_contents(path, &rest, NULL, &error));
  g_autoptr(ImportOutcome) at_last = import_file(&world, rest, &run);
  g_assert_cmpuint(at_last->rejects->len, ==, 0);
  g_assert_cmpint(at_last->added, ==, 1);
  g_assert_cmpint(count(&world), ==, 3);
  world_end(&world);
}

static void
a_refusal_stops_it_and_is_told(void)
{
  World world = {0};
  Run run = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) csv = g_string_new("email,text\n");
  g_autofree char *text = g_strnfill(1000, 'x');
  for (guint i = 0; i < 6000; i++)
    g_string_append_printf(csv, "p%u@example.org,%s\n", i, text);
  world_start(&world, csv->str);
  test_sandbox_control(world.desk.sandbox, "/sandbox/fault", "POST */transactioncontacts status=403 x1");
  g_autoptr(ImportOutcome) outcome = import(&world, &run, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(outcome->rejects->len, ==, 6000);
  const ImportReject *first = g_ptr_array_index(outcome->rejects, 0);
  const ImportReject *last = g_ptr_array_index(outcome->rejects, 5999);
  g_assert_false(first->unknown);
  g_assert_nonnull(strstr(first->reason, "403"));
  g_assert_cmpstr(last->reason, ==, "not sent, since a batch before it failed");
  g_assert_cmpint(count(&world), ==, 0);
  g_autoptr(ImportOutcome) whole = import(&world, &run, &error);
  g_assert_cmpuint(whole->rejects->len, ==, 0);
  g_assert_cmpint(whole->added, ==, 6000);
  g_assert_cmpuint(journal_says(&world, "taken as job"), ==, 2); /* 5 MB a batch */
  world_end(&world);
}

static void
a_job_nobody_can_follow_is_unknown(void)
{
  World world = {0};
  Run run = {0};
  g_autoptr(GError) error = NULL;
  world_start(&world, "email\none@example.org\n");
  test_sandbox_control(world.desk.sandbox, "/sandbox/fault", "GET */transactioncontacts/* status=403");
  g_autoptr(ImportOutcome) outcome = import(&world, &run, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(outcome->rejects->len, ==, 1);
  g_assert_true(((ImportReject *) g_ptr_array_index(outcome->rejects, 0))->unknown);
  world_end(&world);
}

static void
rejects_are_kept_as_csv(void)
{
  World world = {0};
  Run run = {0};
  g_autoptr(GError) error = NULL;
  world_start(&world, "email,name of it\nnobody,=1+1\n");
  g_autoptr(ImportOutcome) outcome = import(&world, &run, &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(world.desk.home, "rejected.csv", NULL);
  g_assert_true(import_write_rejects(world.plan, outcome, path, &error));
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, &error));
  g_assert_cmpstr(text, ==, "email,name of it,line,reason\r\nnobody,\"'=1+1\",2,the email is no address\r\n");
  world_end(&world);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/import/rows", rows_come_onto_the_list);
  g_test_add_func("/import/lost-answer", a_lost_answer_is_unknown_and_not_repeated);
  g_test_add_func("/import/settled", who_did_not_come_with_a_settled_batch_is_kept_apart);
  g_test_add_func("/import/refused", a_refusal_stops_it_and_is_told);
  g_test_add_func("/import/lost-job", a_job_nobody_can_follow_is_unknown);
  g_test_add_func("/import/rejects", rejects_are_kept_as_csv);
  return g_test_run();
}
