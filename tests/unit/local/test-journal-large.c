/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal that is asked again and again, and one that has grown large: what is remembered of the file is
 * what stands in it, whatever becomes of the file, and nothing is lost when its history is moved away. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/local/journal.h"
#include "tests/unit/local/private-home.h"

/* Of half a kilobyte each: much more than is kept, and not too many to be read under the sanitizers. */
#define BIG 40000

typedef struct {
  PrivateHome home;
  Journal *journal;
  char *path, *history, *older;
} Desk;

static void
desk_open(Desk *desk)
{
  private_home_init(&desk->home);
  desk->journal = journal_open(desk->home.paths, NULL);
  g_assert_nonnull(desk->journal);
  desk->path = g_build_filename(desk->home.paths->state, "journal", NULL);
  desk->history = g_strconcat(desk->path, ".history", NULL);
  desk->older = g_strconcat(desk->path, ".history.1", NULL);
}

static void
desk_clear(Desk *desk)
{
  journal_close(desk->journal);
  g_free(desk->path);
  g_free(desk->history);
  g_free(desk->older);
  private_home_clear(&desk->home);
}

static void
append(Journal *journal, JournalKind kind, const char *intent_id)
{
  const JournalEntry entry = {.kind = kind, .intent_id = intent_id, .contact_id = "CID_1", .list_id = "CG_1"};
  g_assert_true(journal_append(journal, &entry, NULL));
}

static gboolean
is_about_an_intent(const JournalEntry *entry)
{
  return entry->kind != JOURNAL_EDIT && entry->kind != JOURNAL_DELETE && entry->kind != JOURNAL_CALL &&
         (entry->intent_id != NULL || entry->sending != NULL);
}

static guint
count_all(Journal *journal)
{
  g_autoptr(GPtrArray) all = journal_read(journal, NULL);
  g_assert_nonnull(all);
  return all->len;
}

static off_t
size_of(const char *path)
{
  struct stat info;
  return g_stat(path, &info) == 0 ? info.st_size : -1;
}

/* What is remembered is what a whole reading finds. */
static void
agree(Journal *journal)
{
  g_autoptr(GPtrArray) all = journal_read(journal, NULL);
  const GPtrArray *intents = journal_intents(journal, NULL);
  g_assert_nonnull(all);
  g_assert_nonnull(intents);
  guint at = 0;
  for (guint i = 0; i < all->len; i++) {
    const JournalEntry *entry = all->pdata[i];
    if (!is_about_an_intent(entry))
      continue;
    g_assert_cmpuint(at, <, intents->len);
    g_autofree char *wanted = journal_entry_to_json(entry);
    g_autofree char *is = journal_entry_to_json(intents->pdata[at++]);
    g_assert_cmpstr(is, ==, wanted);
  }
  g_assert_cmpuint(at, ==, intents->len);
}

static void
cut(const char *path)
{
  off_t size = size_of(path);
  if (size > 0)
    g_assert_cmpint(truncate(path, g_test_rand_int_range(0, (gint32) size)), ==, 0);
}

static void
add_bytes(const char *path, const char *bytes)
{
  FILE *file = g_fopen(path, "a");
  g_assert_nonnull(file);
  fputs(bytes, file);
  fclose(file);
}

/* Appended to here and elsewhere, torn, cut, replaced, tidied, in any order. */
static void
what_is_remembered_is_what_stands_there(void)
{
  for (guint round = 0; round < 20; round++) {
    Desk desk;
    desk_open(&desk);
    g_autoptr(Journal) other = journal_open(desk.home.paths, NULL);
    for (guint step = 0; step < 40; step++) {
      g_autofree char *id = g_strdup_printf("i%u", step);
      switch (g_test_rand_int_range(0, 9)) {
      case 0:
        append(desk.journal, JOURNAL_SEND_INTENT, id);
        break;
      case 1:
        append(other, JOURNAL_CREATE_INTENT, id);
        break;
      case 2:
      case 3:
        append(other, JOURNAL_EDIT, NULL);
        break;
      case 4:
        add_bytes(desk.path, "{\"when\":1,\"kind\":\"send-intent\",\"intent\":\"torn\"}");
        break;
      case 5:
        add_bytes(desk.path, "{\"when\":2,\"kind\":\"create-int");
        break;
      case 6:
        cut(desk.path);
        break;
      case 7:
        g_unlink(desk.path);
        append(other, JOURNAL_SEND_UNKNOWN, id);
        break;
      default:
        g_assert_true(journal_tidy(g_test_rand_bit() ? other : desk.journal, NULL));
        break;
      }
      agree(desk.journal);
      if (step % 7 == 0)
        agree(other);
    }
    desk_clear(&desk);
  }
}

/* A record that could not be synced is taken out again, and another of its length comes in its place. */
static void
what_was_taken_out_is_forgotten(void)
{
  Desk desk;
  desk_open(&desk);
  append(desk.journal, JOURNAL_SEND_INTENT, "first");
  off_t before = size_of(desk.path);
  append(desk.journal, JOURNAL_SEND_INTENT, "wrong");
  g_assert_cmpuint(journal_intents(desk.journal, NULL)->len, ==, 2);
  g_assert_cmpint(truncate(desk.path, before), ==, 0);
  append(desk.journal, JOURNAL_SEND_INTENT, "right");
  append(desk.journal, JOURNAL_SEND_INTENT, "third");
  const GPtrArray *intents = journal_intents(desk.journal, NULL);
  g_assert_cmpuint(intents->len, ==, 3);
  g_assert_cmpstr(((JournalEntry *) intents->pdata[1])->intent_id, ==, "right");
  desk_clear(&desk);
}

/* Moving */

static void
only_history_moves(void)
{
  Desk desk;
  desk_open(&desk);
  append(desk.journal, JOURNAL_SEND_INTENT, "open");
  append(desk.journal, JOURNAL_EDIT, NULL);
  append(desk.journal, JOURNAL_CREATE, "made");
  append(desk.journal, JOURNAL_DELETE, NULL);
  append(desk.journal, JOURNAL_CALL, NULL);
  add_bytes(desk.path,
            "{\"when\":1,\"kind\":\"of a later version\"}\nno record\n{\"when\":1,\"kind\":\"edit\"");
  g_assert_cmpint(journal_intents(desk.journal, NULL)->len, ==, 2);
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_autofree char *kept = NULL, *moved = NULL;
  g_assert_true(g_file_get_contents(desk.path, &kept, NULL, NULL));
  g_assert_true(g_file_get_contents(desk.history, &moved, NULL, NULL));
  g_assert_nonnull(strstr(kept, "of a later version"));
  g_assert_nonnull(strstr(kept, "no record\n"));
  g_assert_nonnull(strstr(kept, "\"made\""));
  g_assert_true(
      g_str_has_suffix(kept, "\n{\"when\":1,\"kind\":\"edit\"")); /* who writes it may still be at it */
  g_auto(GStrv) lines = g_strsplit(moved, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 4);
  g_assert_cmpint(journal_intents(desk.journal, NULL)->len, ==, 2);
  struct stat info;
  g_assert_cmpint(g_stat(desk.history, &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 07777, ==, 0600);
  g_assert_cmpint(g_stat(desk.path, &info), ==, 0);
  g_assert_cmpuint(info.st_mode & 07777, ==, 0600);
  desk_clear(&desk);
}

/* The power goes when the history is kept and the journal without it is not yet there. */
static void
what_was_moved_already_is_not_told_twice(void)
{
  Desk desk;
  desk_open(&desk);
  for (guint i = 0; i < 5; i++)
    append(desk.journal, i == 2 ? JOURNAL_SEND_INTENT : JOURNAL_EDIT, "i");
  g_autofree char *before = NULL;
  gsize length;
  g_assert_true(g_file_get_contents(desk.path, &before, &length, NULL));
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_assert_cmpuint(count_all(desk.journal), ==, 5);
  g_assert_true(g_file_set_contents(desk.path, before, (gssize) length, NULL));
  add_bytes(desk.history, "{\"when\":17,\"kind\":\"ed"); /* and a move that was cut short */
  append(desk.journal, JOURNAL_EDIT, NULL);
  append(desk.journal, JOURNAL_SEND_DONE, "i");
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_assert_cmpuint(count_all(desk.journal), ==, 7);
  agree(desk.journal);
  desk_clear(&desk);
}

/* Who holds the journal holds it on, and what is appended then stands where all look. */
static void
it_may_be_held_meanwhile(void)
{
  Desk desk;
  desk_open(&desk);
  g_autoptr(Journal) other = journal_open(desk.home.paths, NULL);
  append(desk.journal, JOURNAL_EDIT, NULL);
  g_assert_true(journal_hold(desk.journal, NULL));
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_assert_false(journal_tidy(other, NULL));
  append(desk.journal, JOURNAL_SEND_INTENT, "mine");
  journal_let_go(desk.journal);
  append(other, JOURNAL_SEND_INTENT, "theirs");
  g_assert_cmpuint(journal_intents(other, NULL)->len, ==, 2);
  g_assert_cmpuint(journal_intents(desk.journal, NULL)->len, ==, 2);
  g_assert_cmpuint(count_all(other), ==, 3);
  desk_clear(&desk);
}

/* Two programs write while a third one tidies: all is there, once. */
static void
others_may_write_meanwhile(void)
{
  enum { WRITERS = 2, EACH = 150 };
  Desk desk;
  desk_open(&desk);
  pid_t children[WRITERS];
  for (guint i = 0; i < WRITERS; i++)
    if ((children[i] = fork()) == 0) {
      Journal *journal = journal_open(desk.home.paths, NULL);
      for (guint n = 0; n < EACH; n++) {
        g_autofree char *id = g_strdup_printf("%u-%u", i, n);
        const JournalEntry entry = {.kind = n % 3 ? JOURNAL_EDIT : JOURNAL_SEND_INTENT, .intent_id = id};
        while (!journal_append(journal, &entry, NULL)) /* in such a throng one may wait in vain */
          ;
      }
      _exit(0);
    }
  for (guint left = WRITERS; left > 0;) {
    g_assert_true(journal_tidy(desk.journal, NULL));
    g_usleep(5000); /* they take no notice of one another's haste */
    for (guint i = 0; i < WRITERS; i++)
      left -=
          children[i] != 0 && waitpid(children[i], NULL, WNOHANG) == children[i] && (children[i] = 0, TRUE);
  }
  g_autoptr(GPtrArray) all = journal_read(desk.journal, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < all->len; i++)
    g_assert_true(g_hash_table_add(ids, (gpointer) ((JournalEntry *) all->pdata[i])->intent_id));
  g_assert_cmpuint(all->len, ==, WRITERS * EACH);
  agree(desk.journal);
  desk_clear(&desk);
}

/* Killed at any moment of it. */
static void
nothing_is_lost_when_it_is_killed(void)
{
  for (guint round = 0; round < 30; round++) {
    Desk desk;
    desk_open(&desk);
    for (guint i = 0; i < 6; i++)
      append(desk.journal, i % 2 ? JOURNAL_EDIT : JOURNAL_SEND_INTENT, "i");
    pid_t child = fork();
    if (child == 0) {
      Journal *journal = journal_open(desk.home.paths, NULL);
      while (journal_tidy(journal, NULL))
        append(journal, JOURNAL_DELETE, NULL);
      _exit(1);
    }
    g_usleep((gulong) g_test_rand_int_range(0, 20000));
    kill(child, SIGKILL);
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    guint intents = 0, edits = 0;
    g_autoptr(GPtrArray) all = journal_read(desk.journal, NULL);
    for (guint i = 0; i < all->len; i++) {
      intents += ((JournalEntry *) all->pdata[i])->kind == JOURNAL_SEND_INTENT;
      edits += ((JournalEntry *) all->pdata[i])->kind == JOURNAL_EDIT;
    }
    g_assert_cmpuint(intents, ==, 3);
    g_assert_cmpuint(edits, >=, 3); /* killed in between, an edit stands in both */
    g_assert_true(journal_tidy(desk.journal, NULL));
    g_assert_cmpuint(journal_intents(desk.journal, NULL)->len, ==, 3);
    desk_clear(&desk);
  }
}

static void
a_full_disk_leaves_all_as_it_was(void)
{
  Desk desk;
  desk_open(&desk);
  for (guint i = 0; i < 20; i++)
    append(desk.journal, i % 2 ? JOURNAL_EDIT : JOURNAL_SEND_INTENT, "i");
  g_autofree char *before = NULL, *after = NULL;
  g_assert_true(g_file_get_contents(desk.path, &before, NULL, NULL));
  struct rlimit old, small;
  g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &old), ==, 0);
  signal(SIGXFSZ, SIG_IGN);
  for (rlim_t room = 0; room < 700; room += 300) {
    small = old;
    small.rlim_cur = room;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
    journal_tidy(desk.journal, NULL);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &old), ==, 0);
    g_clear_pointer(&after, g_free);
    g_assert_true(g_file_get_contents(desk.path, &after, NULL, NULL));
    g_assert_true(g_str_equal(after, before));
  }
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_assert_cmpuint(count_all(desk.journal), ==, 20);
  agree(desk.journal);
  desk_clear(&desk);
}

static void
history_has_an_end(void)
{
  Desk desk;
  desk_open(&desk);
  g_autofree char *much = g_strnfill(65 * 1024 * 1024, ' ');
  much[65 * 1024 * 1024 - 1] = '\n';
  g_assert_true(g_file_set_contents(desk.history, much, -1, NULL));
  g_assert_true(g_file_set_contents(desk.older, "{\"when\":1,\"kind\":\"edit\"}\n", -1, NULL));
  append(desk.journal, JOURNAL_EDIT, NULL);
  g_assert_cmpuint(count_all(desk.journal), ==, 2);
  g_assert_true(journal_tidy(desk.journal, NULL));
  g_assert_cmpint(size_of(desk.older), ==, 65 * 1024 * 1024);
  g_assert_cmpint(size_of(desk.history), <, 1024);
  g_assert_cmpuint(count_all(desk.journal), ==, 1);
  desk_clear(&desk);
}

/* Much of it: edits, and an intent before them that has no end. */
static void
a_large_one_tidies_itself(void)
{
  Desk desk;
  desk_open(&desk);
  append(desk.journal, JOURNAL_SEND_INTENT, "open");
  GString *edits = g_string_new(NULL);
  for (guint i = 0; i < BIG; i++)
    g_string_append_printf(
        edits,
        "{\"when\":1790000000%03u,\"kind\":\"edit\",\"contact\":\"CID_%u\",\"outcome\":\"language "
        "it, fr, site %0400u\"}\n",
        i / 1000, i, i);
  add_bytes(desk.path, edits->str);
  g_string_free(edits, TRUE);
  g_autoptr(Journal) other = journal_open(desk.home.paths, NULL);
  g_assert_cmpuint(journal_intents(other, NULL)->len, ==, 1);
  for (guint i = 0; i < 10000; i++) /* nobody would wait for it to be read as often */
    g_assert_cmpuint(journal_intents(other, NULL)->len, ==, 1);
  append(desk.journal, JOURNAL_EDIT, NULL);
  g_assert_cmpint(size_of(desk.path), <, 1024);
  append(desk.journal, JOURNAL_SEND_UNKNOWN, "open");
  const GPtrArray *intents = journal_intents(other, NULL);
  g_assert_cmpuint(intents->len, ==, 2);
  g_assert_cmpint(((JournalEntry *) intents->pdata[1])->kind, ==, JOURNAL_SEND_UNKNOWN);
  g_assert_cmpuint(count_all(other), ==, BIG + 3);
  desk_clear(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/journal-large/remembered", what_is_remembered_is_what_stands_there);
  g_test_add_func("/journal-large/taken-out", what_was_taken_out_is_forgotten);
  g_test_add_func("/journal-large/only-history", only_history_moves);
  g_test_add_func("/journal-large/not-twice", what_was_moved_already_is_not_told_twice);
  g_test_add_func("/journal-large/held", it_may_be_held_meanwhile);
  g_test_add_func("/journal-large/others", others_may_write_meanwhile);
  g_test_add_func("/journal-large/killed", nothing_is_lost_when_it_is_killed);
  g_test_add_func("/journal-large/full-disk", a_full_disk_leaves_all_as_it_was);
  g_test_add_func("/journal-large/history-ends", history_has_an_end);
  g_test_add_func("/journal-large/tidies-itself", a_large_one_tidies_itself);
  return g_test_run();
}
