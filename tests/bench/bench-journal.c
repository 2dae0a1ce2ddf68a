/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it costs to ask a journal that has seen a year of bulk edits, as ratios against reading its file once.
 * The number of records is the first argument, 200,000 without one.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "src/flow/launch-ledger.h"
#include "src/flow/making.h"
#include "src/model/timestamp.h"

#define SERVER "https://fra1.qualtrics.com"

static double
since(gint64 began)
{
  return (double) (g_get_monotonic_time() - began) / 1000.0;
}

static void
add(GString *text, const JournalEntry *entry)
{
  g_autofree char *json = journal_entry_to_json(entry);
  g_string_append_printf(text, "%s\n", json);
}

/* A launch with its end in each thousand, edits otherwise. */
static void
write_journal(const char *path, guint count)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_strdup_printf("CID_%011u", i), *intent = g_strdup_printf("intent-%u", i / 1000);
    JournalEntry entry = {.kind = JOURNAL_EDIT,
                          .when = 1800000000000 + i,
                          .server = SERVER,
                          .list_id = "CG_3uq8KBeGvHJ0001",
                          .contact_id = id,
                          .outcome = "language it \342\206\222 fr, site north \342\206\222 south"};
    if (i % 1000 < 2)
      entry = (JournalEntry){.kind = i % 1000 == 0 ? JOURNAL_SEND_INTENT : JOURNAL_SEND_DONE,
                             .when = 1800000000000 + i,
                             .intent_id = intent,
                             .server = SERVER,
                             .survey_id = "SV_1",
                             .list_id = "CG_1",
                             .send_at = 1800000000000 + (gint64) i * 1000,
                             .distribution_id = i % 1000 == 0 ? NULL : "EMD_1",
                             .outcome = "about to send"};
    add(text, &entry);
  }
  g_file_set_contents(path, text->str, (gssize) text->len, NULL);
  g_string_free(text, TRUE);
}

static double
time_launches(Journal *journal)
{
  gint64 began = g_get_monotonic_time();
  g_autoptr(GPtrArray) launches = launch_ledger_read(journal, SERVER, 1800000000000, NULL);
  return since(began);
}

static double
time_makings(Journal *journal)
{
  gint64 began = g_get_monotonic_time();
  g_autoptr(GPtrArray) makings = making_read(journal, SERVER, NULL);
  return since(began);
}

static double
time_second(Journal *journal)
{
  gint64 began = g_get_monotonic_time();
  launch_ledger_free_second(journal, "CG_9", "SV_9", 1900000000000);
  return since(began);
}

/* The way of an edit through the journal, and what is asked after it. */
static double
time_after_append(Journal *journal)
{
  JournalEntry entry = {.kind = JOURNAL_EDIT, .server = SERVER, .contact_id = "CID_1", .outcome = "changed"};
  journal_append(journal, &entry, NULL);
  return time_launches(journal);
}

int
main(int argc, char **argv)
{
  guint count = argc > 1 ? (guint) strtoul(argv[1], NULL, 10) : 200 * 1000;
  char *folder = g_dir_make_tmp("canvass-bench-XXXXXX", NULL);
  Paths paths = {.state = folder};
  g_autofree char *path = g_build_filename(folder, "journal", NULL), *text = NULL;
  gsize length = 0;
  write_journal(path, count);
  gint64 began = g_get_monotonic_time();
  g_file_get_contents(path, &text, &length, NULL);
  double once = since(began);
  g_autoptr(Journal) journal = journal_open(&paths, NULL);
  double first = time_launches(journal), again = time_launches(journal), makings = time_makings(journal),
         second = time_second(journal), appended = time_after_append(journal);
  began = g_get_monotonic_time();
  g_autoptr(GPtrArray) all = journal_read(journal, NULL);
  double whole = since(began);

  printf("records              %10u   (%.1f MB, read in %.1f ms; all of them told in %.1f ms)\n", count,
         (double) length / 1e6, once, whole);
  printf("first ask / reading  %10.2f   (%.1f ms)\n", first / once, first);
  printf("next ask / reading   %10.3f   (%.2f ms)\n", again / once, again);
  printf("after an append      %10.3f   (%.2f ms)\n", appended / once, appended);
  printf("makings / reading    %10.3f   (%.2f ms)\n", makings / once, makings);
  printf("free second          %10.3f   (%.2f ms)\n", second / once, second);
  g_unlink(path);
  g_rmdir(folder);
  g_free(folder);
  return 0;
}
