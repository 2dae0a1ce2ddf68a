/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal of any bytes is read without a word, by what holds lists on it too, and the next record stands in
 * it whole. */
#include "src/local/journal.h"

#include <string.h>

#include "src/flow/launch-ledger.h"
#include "src/flow/making.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/local/private-home.h"

#define INTENT                                                                                           \
  "{\"when\":1700000000123,\"kind\":\"send-intent\",\"sendAt\":1700000300000,\"intent\":\"i\",\"list\":" \
  "\"CG_1\"}\n"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED(""),
    FUZZ_SEED(INTENT),
    FUZZ_SEED(INTENT "{\"kind\":\"send-done\",\"intent\":\"i\"}\n" INTENT),
    FUZZ_SEED(INTENT "{\"kind\":\"send-unknown\",\"intent\":\"i\"}\n{\"kind\":\"ed"),
    FUZZ_SEED(INTENT "\0\0\0\0\n" INTENT),
    {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE; /* each round is a few fsync */
const guint fuzz_rounds = 60;

/* Whatever stands there, each that holds something has the ID by which it can be settled, and its second is
 * taken. */
static void
check_ledgers(Journal *journal)
{
  g_autoptr(GPtrArray) launches = launch_ledger_read(journal, NULL, 0, NULL);
  g_assert_nonnull(launches);
  for (guint i = 0; i < launches->len; i++) {
    const LaunchPending *launch = launches->pdata[i];
    g_assert_nonnull(launch->intent_id);
    if (launch->distribution_id == NULL)
      g_assert_true(journal_send_second_taken(journal, launch->list_id, launch->survey_id, launch->send_at));
  }
  g_autoptr(GPtrArray) makings = making_read(journal, NULL, NULL);
  g_assert_nonnull(makings);
  for (guint i = 0; i < makings->len; i++)
    g_assert_nonnull(((const Making *) makings->pdata[i])->intent_id);
}

static void
check(Journal *journal)
{
  g_autoptr(GPtrArray) before = journal_read(journal, NULL);
  g_assert_nonnull(before);
  check_ledgers(journal);
  const JournalEntry entry = {.kind = JOURNAL_EDIT, .contact_id = "CID_1", .outcome = "saved"};
  g_assert_true(journal_append(journal, &entry, NULL));
  g_autoptr(GPtrArray) after = journal_read(journal, NULL);
  /* What was before stays; a torn last line may have been a whole record but for its end. */
  g_assert_cmpuint(after->len, ==, before->len + 1);
  const JournalEntry *last = after->pdata[after->len - 1];
  g_assert_cmpint(last->kind, ==, JOURNAL_EDIT);
  g_assert_cmpstr(last->contact_id, ==, "CID_1");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "journal", (const char *) data, (gssize) size);
  g_autoptr(Journal) journal = journal_open(home.paths, NULL);
  g_assert_nonnull(journal);
  check(journal);
  private_home_clear(&home);
  return 0;
}
