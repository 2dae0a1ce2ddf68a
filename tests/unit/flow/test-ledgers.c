/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal's records say is open, and what that holds: of launches, and of what is made. */
#include <string.h>

#include "src/flow/launch-ledger.h"
#include "src/flow/making.h"
#include "tests/unit/local/private-home.h"

#define SERVER "fra1.qualtrics.com"
#define OTHER "brand.example.org"

static void
append(Journal *journal, JournalKind kind, const char *distribution_id)
{
  const JournalEntry entry = {.kind = kind,
                              .intent_id = "x",
                              .server = SERVER,
                              .list_id = "CG_1",
                              .send_at = 1800000000000,
                              .distribution_id = distribution_id};
  g_assert_true(journal_append(journal, &entry, NULL));
}

static guint
count_open(Journal *journal, const char *server)
{
  g_autoptr(GPtrArray) launches = launch_ledger_read(journal, server, 1700000000000, NULL);
  return launches->len;
}

/* What is said of a launch after each story of records that follow its intent. */
static void
launches_are_open_until_they_end(void)
{
  static const struct {
    JournalKind after[3];
    guint count;
    gboolean open, unknown;
  } stories[] = {
      {{0}, 0, TRUE, FALSE},
      {{JOURNAL_SEND_DONE}, 1, TRUE, FALSE}, /* it waits for its time */
      {{JOURNAL_SEND_REFUSED}, 1, FALSE, FALSE},
      {{JOURNAL_SEND_CANCELLED}, 1, FALSE, FALSE},
      {{JOURNAL_SEND_UNKNOWN}, 1, TRUE, TRUE},
      {{JOURNAL_SEND_UNKNOWN, JOURNAL_SEND_DONE}, 2, TRUE, FALSE},
      {{JOURNAL_SEND_UNKNOWN, JOURNAL_SEND_REFUSED}, 2, FALSE, FALSE},
      {{JOURNAL_SEND_DONE, JOURNAL_SEND_CANCELLED}, 2, FALSE, FALSE},
      {{JOURNAL_SEND_DONE, JOURNAL_SEND_CALLING}, 2, TRUE, FALSE},
      {{JOURNAL_SEND_DONE, JOURNAL_SEND_CALLING, JOURNAL_SEND_CANCELLED}, 3, FALSE, FALSE},
      {{JOURNAL_EDIT}, 1, TRUE, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(stories); i++) {
    PrivateHome home;
    private_home_init(&home);
    g_autoptr(Journal) journal = journal_open(home.paths, NULL);
    append(journal, JOURNAL_SEND_INTENT, NULL);
    for (guint j = 0; j < stories[i].count; j++)
      append(journal, stories[i].after[j], stories[i].after[j] == JOURNAL_SEND_DONE ? "EMD_1" : NULL);
    g_autoptr(GPtrArray) open = launch_ledger_read(journal, SERVER, 1700000000000, NULL);
    g_assert_cmpuint(open->len, ==, stories[i].open);
    if (open->len > 0)
      g_assert_cmpint(((LaunchPending *) open->pdata[0])->unknown, ==, stories[i].unknown);
    g_assert_cmpuint(count_open(journal, OTHER), ==, 0);
    g_assert_cmpuint(count_open(journal, NULL), ==, open->len);
    private_home_clear(&home);
  }
}

/* Whether a second @making may begin over @server; why not. */
static char *
held(Journal *journal, const char *server, MakingKind kind, const char *list_id)
{
  g_autoptr(Making) making = making_new(kind, "POOL_1", list_id, "mark", "people.csv");
  char *why = NULL;
  g_assert_true(making_held(journal, server, making, &why, NULL));
  return why;
}

static void
makings_hold_until_they_end(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Journal) journal = journal_open(home.paths, NULL);
  g_autoptr(Making) making = making_new(MAKING_IMPORT, "POOL_1", "CG_1", "mark", "people.csv");
  g_autofree char *why = NULL, *none = NULL, *unknown = NULL, *over = NULL, *after = NULL, *again = NULL;
  g_assert_true(making_begin(journal, SERVER, making, "about to import", &why, NULL));
  g_autoptr(Making) second = making_new(MAKING_IMPORT, "POOL_1", "CG_1", "other", "other.csv");
  g_assert_false(making_begin(journal, SERVER, second, "about to import", &again, NULL));
  g_assert_nonnull(strstr(again, "its answer is still waited for"));
  none = held(journal, SERVER, MAKING_IMPORT, "CG_2");
  g_assert_null(none);
  making_end(journal, SERVER, making, JOURNAL_CREATE_UNKNOWN, NULL, NULL, "unknown", NULL);
  unknown = held(journal, SERVER, MAKING_IMPORT, "CG_1");
  g_assert_nonnull(strstr(unknown, "settle that first (u)"));
  over = held(journal, OTHER, MAKING_IMPORT, "CG_1");
  g_assert_nonnull(strstr(over, "over the connection that it was sent with"));
  making_end(journal, SERVER, making, JOURNAL_CREATE_REFUSED, NULL, NULL, "settled by hand", NULL);
  after = held(journal, OTHER, MAKING_IMPORT, "CG_1");
  g_assert_null(after);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ledgers/launches", launches_are_open_until_they_end);
  g_test_add_func("/ledgers/makings", makings_hold_until_they_end);
  return g_test_run();
}
