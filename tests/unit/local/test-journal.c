/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal after whatever may have ended the program: cut at every byte, filled with zeros, appended to by
 * two. */
#include "src/local/journal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/local/private-home.h"

#define SERVER "https://fra1.qualtrics.com"

static Journal *
open_journal(PrivateHome *home)
{
  g_autoptr(GError) error = NULL;
  Journal *journal = journal_open(home->paths, &error);
  g_assert_no_error(error);
  return journal;
}

static void
append(Journal *journal, JournalKind kind, const char *intent_id)
{
  JournalEntry entry = {
      .kind = kind, .intent_id = intent_id, .server = SERVER, .list_id = "CG_1", .survey_id = "SV_9"};
  if (kind == JOURNAL_SEND_INTENT)
    entry.send_at = 1800000000000;
  g_autoptr(GError) error = NULL;
  g_assert_true(journal_append(journal, &entry, &error));
  g_assert_no_error(error);
}

static GPtrArray *
read_all(Journal *journal)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = journal_read(journal, &error);
  g_assert_no_error(error);
  return entries;
}

static void
test_every_field_comes_back(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  const JournalEntry entry = {.kind = JOURNAL_SEND_INTENT,
                              .when = 1700000000123,
                              .intent_id = "i",
                              .connection = "work",
                              .server = SERVER,
                              .survey_id = "SV_1",
                              .list_id = "CG_1",
                              .lookup_id = "CGC_1",
                              .batch_id = "BT_1",
                              .send_at = 1700000300000,
                              .subject = "Grüße \"an\" alle\n\\",
                              .distribution_id = "EMD_1",
                              .contact_id = "CID_1",
                              .request_id = "r-1",
                              .outcome = "sent"};
  g_assert_true(journal_append(journal, &entry, NULL));
  g_autoptr(GPtrArray) entries = read_all(journal);
  g_assert_cmpuint(entries->len, ==, 1);
  const JournalEntry *back = entries->pdata[0];
  g_assert_cmpint(back->kind, ==, JOURNAL_SEND_INTENT);
  g_assert_cmpint(back->when, ==, entry.when);
  g_assert_cmpint(back->send_at, ==, entry.send_at);
  g_assert_cmpstr(back->intent_id, ==, entry.intent_id);
  g_assert_cmpstr(back->connection, ==, entry.connection);
  g_assert_cmpstr(back->server, ==, entry.server);
  g_assert_cmpstr(back->survey_id, ==, entry.survey_id);
  g_assert_cmpstr(back->list_id, ==, entry.list_id);
  g_assert_cmpstr(back->lookup_id, ==, entry.lookup_id);
  g_assert_cmpstr(back->batch_id, ==, entry.batch_id);
  g_assert_cmpstr(back->subject, ==, entry.subject);
  g_assert_cmpstr(back->distribution_id, ==, entry.distribution_id);
  g_assert_cmpstr(back->contact_id, ==, entry.contact_id);
  g_assert_cmpstr(back->request_id, ==, entry.request_id);
  g_assert_cmpstr(back->outcome, ==, entry.outcome);
  g_autofree char *path = g_build_filename(home.paths->state, "journal", NULL);
  struct stat info;
  g_assert_cmpint(g_stat(path, &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 07777, ==, 0600);
  private_home_clear(&home);
}

static void
test_now_is_filled_in(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  gint64 before = g_get_real_time() / 1000;
  append(journal, JOURNAL_EDIT, NULL);
  g_autoptr(GPtrArray) entries = read_all(journal);
  const JournalEntry *entry = entries->pdata[0];
  g_assert_cmpint(entry->when, >=, before);
  g_assert_cmpint(entry->when, <=, g_get_real_time() / 1000);
  private_home_clear(&home);
}

static gpointer
append_from_elsewhere(gpointer home)
{
  g_autoptr(Journal) journal = open_journal(home);
  append(journal, JOURNAL_EDIT, "other");
  return NULL;
}

/* What another one has to say comes before the look or after what was appended upon it, never between. */
static void
test_held_for_one(void)
{
  PrivateHome home;
  private_home_init(&home);
  for (guint round = 0; round < 20; round++) {
    g_autoptr(Journal) journal = open_journal(&home);
    GThread *other = g_thread_new("other", append_from_elsewhere, &home);
    g_assert_true(journal_hold(journal, NULL));
    g_autoptr(GPtrArray) before = read_all(journal);
    g_thread_yield();
    append(journal, JOURNAL_EDIT, "own");
    g_autoptr(GPtrArray) after = read_all(journal);
    g_assert_cmpuint(after->len, ==, before->len + 1);
    journal_let_go(journal);
    g_thread_join(other);
    g_autoptr(GPtrArray) all = read_all(journal);
    g_assert_cmpuint(all->len, ==, 2 * (round + 1));
  }
  private_home_clear(&home);
}

/* A program that was stopped while it held the lock is waited for once, not for ever, and nothing is written
 * past it. */
static void
test_held_for_ever(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home), stopped = open_journal(&home);
  g_assert_true(journal_hold(stopped, NULL));
  const JournalEntry entry = {.kind = JOURNAL_SEND_INTENT, .intent_id = "one"};
  for (int i = 0; i < 3; i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(journal_append(journal, &entry, &error));
    g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
    g_assert_nonnull(strstr(error->message, "another copy of canvass holds the journal"));
  }
  g_autoptr(GPtrArray) none = read_all(journal);
  g_assert_cmpuint(none->len, ==, 0);
  journal_let_go(stopped);
  g_assert_true(journal_append(journal, &entry, NULL));
  g_autoptr(GPtrArray) one = read_all(journal);
  g_assert_cmpuint(one->len, ==, 1);
  private_home_clear(&home);
}

/* A journal that somebody removed while the program runs is begun anew, where all look. */
static void
test_removed_while_open(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autofree char *path = g_build_filename(home.paths->state, "journal", NULL);
  g_autoptr(Journal) journal = open_journal(&home);
  append(journal, JOURNAL_EDIT, "gone");
  g_assert_cmpint(g_unlink(path), ==, 0);
  append(journal, JOURNAL_EDIT, "one");
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_autoptr(Journal) other = open_journal(&home);
  append(other, JOURNAL_EDIT, "two");
  append(journal, JOURNAL_EDIT, "three");
  g_autoptr(GPtrArray) all = read_all(journal);
  g_assert_cmpuint(all->len, ==, 2);
  g_assert_cmpstr(((JournalEntry *) all->pdata[1])->intent_id, ==, "three");
  private_home_clear(&home);
}

static void
test_second_taken(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  g_assert_false(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000000000));
  append(journal, JOURNAL_SEND_INTENT, "x");
  g_assert_true(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000000999));
  g_assert_false(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000001000));
  g_assert_false(journal_send_second_taken(journal, "CG_2", "SV_1", 1800000000000));
  g_assert_true(journal_send_second_taken(journal, "CG_2", "SV_9", 1800000000000));
  append(journal, JOURNAL_SEND_DONE, "x");
  g_assert_true(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000000000));
  append(journal, JOURNAL_SEND_INTENT, "y");
  append(journal, JOURNAL_SEND_REFUSED, "y");
  g_assert_true(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000000000));
  private_home_clear(&home);
}

static void
test_refused_second_is_free(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  append(journal, JOURNAL_SEND_INTENT, "y");
  append(journal, JOURNAL_SEND_REFUSED, "y");
  g_assert_false(journal_send_second_taken(journal, "CG_1", "SV_1", 1800000000000));
  private_home_clear(&home);
}

/* Killed at any byte of the last record: the ones before stay, the next one is whole. */
static void
test_cut_at_every_byte(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  append(journal, JOURNAL_SEND_INTENT, "kept");
  g_autofree char *path = g_build_filename(home.paths->state, "journal", NULL);
  struct stat first, second;
  g_assert_cmpint(g_stat(path, &first), ==, 0);
  append(journal, JOURNAL_SEND_DONE, "kept");
  g_assert_cmpint(g_stat(path, &second), ==, 0);
  g_autofree char *whole = NULL;
  g_assert_true(g_file_get_contents(path, &whole, NULL, NULL));
  for (goffset size = first.st_size; size < second.st_size; size++) {
    private_home_write(home.paths->state, "journal", whole, size);
    g_autoptr(Journal) next = open_journal(&home);
    /* Only the line's end is missing: the record is whole all the same. */
    gboolean complete = size == second.st_size - 1;
    g_autoptr(GPtrArray) before = read_all(next);
    g_assert_cmpuint(before->len, ==, complete ? 2 : 1);
    append(next, JOURNAL_SEND_UNKNOWN, "kept");
    g_autoptr(GPtrArray) after = read_all(next);
    g_assert_cmpuint(after->len, ==, before->len + 1);
    g_assert_cmpint(((JournalEntry *) after->pdata[after->len - 1])->kind, ==, JOURNAL_SEND_UNKNOWN);
  }
  private_home_clear(&home);
}

static void
test_damage_is_skipped(void)
{
  static const char damaged[] = "{\"when\":1,\"kind\":\"edit\"}\n"
                                "\0\0\0\0\0\0\n"
                                "{\"when\":2,\"kind\":\"edit\"}\0{}\n"
                                "{\"when\":3,\"kind\":\"from a later version\"}\n"
                                "[1,2\n\n\377\376\nnull\n{\"kind\":7}\n"
                                "{\"when\":\"text\",\"kind\":\"edit\",\"list\":[]}\n"
                                "{\"when\":4,\"kind\":\"delete\"}";
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "journal", damaged, sizeof damaged - 1);
  g_autoptr(Journal) journal = open_journal(&home);
  g_autoptr(GPtrArray) entries = read_all(journal);
  g_assert_cmpuint(entries->len, ==, 3);
  g_assert_cmpint(((JournalEntry *) entries->pdata[0])->when, ==, 1);
  g_assert_cmpint(((JournalEntry *) entries->pdata[1])->when, ==, 0);
  g_assert_null(((JournalEntry *) entries->pdata[1])->list_id);
  g_assert_cmpint(((JournalEntry *) entries->pdata[2])->kind, ==, JOURNAL_DELETE);
  private_home_clear(&home);
}

/* A child appends until it is killed at a moment of the parent's choosing; every record it reported is there.
 */
static void
test_killed_while_appending(void)
{
  for (int round = 0; round < 20; round++) {
    PrivateHome home;
    private_home_init(&home);
    int reports[2];
    g_assert_cmpint(pipe(reports), ==, 0);
    pid_t child = fork();
    if (child == 0) {
      Journal *journal = journal_open(home.paths, NULL);
      const JournalEntry entry = {.kind = JOURNAL_EDIT, .outcome = "one of many"};
      while (journal_append(journal, &entry, NULL))
        if (write(reports[1], "x", 1) != 1)
          break;
      _exit(1);
    }
    close(reports[1]);
    char bytes[64];
    guint reported = 0;
    guint wanted = (guint) g_test_rand_int_range(1, 12);
    while (reported < wanted) {
      ssize_t got = read(reports[0], bytes, wanted - reported);
      g_assert_cmpint(got, >, 0);
      reported += (guint) got;
    }
    kill(child, SIGKILL);
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    for (ssize_t got; (got = read(reports[0], bytes, sizeof bytes)) > 0;)
      reported += (guint) got;
    close(reports[0]);
    g_autoptr(Journal) journal = open_journal(&home);
    g_autoptr(GPtrArray) entries = read_all(journal);
    g_assert_cmpuint(entries->len, >=, reported);
    g_assert_cmpuint(entries->len, <=, reported + 1);
    append(journal, JOURNAL_DELETE, NULL);
    g_autoptr(GPtrArray) after = read_all(journal);
    g_assert_cmpuint(after->len, ==, entries->len + 1);
    private_home_clear(&home);
  }
}

/* A disk that takes half a record: the error says so, and nothing of it stays. */
static void
test_half_a_write_is_taken_back(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = open_journal(&home);
  append(journal, JOURNAL_SEND_INTENT, "kept");
  g_autofree char *path = g_build_filename(home.paths->state, "journal", NULL);
  struct stat before, after;
  g_assert_cmpint(g_stat(path, &before), ==, 0);
  struct rlimit old, small;
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = (rlim_t) before.st_size + 10;
  signal(SIGXFSZ, SIG_IGN);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
  const JournalEntry entry = {.kind = JOURNAL_SEND_INTENT, .intent_id = "lost", .server = SERVER};
  g_autoptr(GError) error = NULL;
  gboolean written = journal_append(journal, &entry, &error);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &old), ==, 0);
  g_assert_false(written);
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
  g_assert_cmpint(g_stat(path, &after), ==, 0);
  g_assert_cmpint(after.st_size, ==, before.st_size);
  private_home_clear(&home);
}

static void
on_lost(const char *line, gpointer data)
{
  g_assert_nonnull(strstr(line, "missing in the journal"));
  g_assert_null(strchr(line, '\n'));
  ++*(guint *) data;
}

static gboolean
append_on_full_disk(Journal *journal, GError **error)
{
  struct rlimit old, none;
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &old), ==, 0);
  none = old;
  none.rlim_cur = 0;
  signal(SIGXFSZ, SIG_IGN);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &none), ==, 0);
  const JournalEntry entry = {.kind = JOURNAL_EDIT, .contact_id = "CID_1", .server = SERVER};
  gboolean written = journal_append(journal, &entry, error);
  g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &old), ==, 0);
  return written;
}

/* Who asks for the error has it; else it is told, once until something is written again. */
static void
test_what_is_lost_is_told_once(void)
{
  PrivateHome home;
  private_home_init(&home);
  guint told = 0;
  g_autoptr(Journal) journal = open_journal(&home);
  journal_set_lost(journal, on_lost, &told);
  g_autoptr(GError) error = NULL;
  g_assert_false(append_on_full_disk(journal, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
  g_assert_cmpuint(told, ==, 0);
  g_assert_false(append_on_full_disk(journal, NULL));
  g_assert_false(append_on_full_disk(journal, NULL));
  g_assert_cmpuint(told, ==, 1);
  append(journal, JOURNAL_SEND_INTENT, "kept");
  g_assert_false(append_on_full_disk(journal, NULL));
  g_assert_cmpuint(told, ==, 2);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/journal/every-field-comes-back", test_every_field_comes_back);
  g_test_add_func("/journal/now-is-filled-in", test_now_is_filled_in);
  g_test_add_func("/journal/held-for-one", test_held_for_one);
  g_test_add_func("/journal/held-for-ever", test_held_for_ever);
  g_test_add_func("/journal/removed-while-open", test_removed_while_open);
  g_test_add_func("/journal/second-taken", test_second_taken);
  g_test_add_func("/journal/refused-second-is-free", test_refused_second_is_free);
  g_test_add_func("/journal/cut-at-every-byte", test_cut_at_every_byte);
  g_test_add_func("/journal/damage-is-skipped", test_damage_is_skipped);
  g_test_add_func("/journal/killed-while-appending", test_killed_while_appending);
  g_test_add_func("/journal/half-a-write-is-taken-back", test_half_a_write_is_taken_back);
  g_test_add_func("/journal/what-is-lost-is-told-once", test_what_is_lost_is_told_once);
  return g_test_run();
}
