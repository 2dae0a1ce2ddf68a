/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal of any bytes is read without a word, the next record stands in it whole, and nothing is lost when
 * its history is moved away. What the flows make of it is fuzz-ledger's. */
#include "src/local/journal.h"

#include <string.h>

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

static void
check(Journal *journal)
{
  g_autoptr(GPtrArray) before = journal_read(journal, NULL);
  g_assert_nonnull(before);
  const JournalEntry entry = {.kind = JOURNAL_EDIT, .contact_id = "CID_1", .outcome = "saved"};
  g_assert_true(journal_append(journal, &entry, NULL));
  g_autoptr(GPtrArray) after = journal_read(journal, NULL);
  /* What was before stays; a torn last line may have been a whole record but for its end. */
  g_assert_cmpuint(after->len, ==, before->len + 1);
  const JournalEntry *last = after->pdata[after->len - 1];
  g_assert_cmpint(last->kind, ==, JOURNAL_EDIT);
  g_assert_cmpstr(last->contact_id, ==, "CID_1");
}

static void
check_moved(Journal *journal)
{
  g_autoptr(GPtrArray) before = journal_read(journal, NULL);
  guint intents = journal_intents(journal, NULL)->len;
  g_assert_true(journal_tidy(journal, NULL));
  g_autoptr(GPtrArray) after = journal_read(journal, NULL);
  g_assert_cmpuint(after->len, ==, before->len);
  g_assert_cmpuint(journal_intents(journal, NULL)->len, ==, intents);
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
  check_moved(journal);
  private_home_clear(&home);
  return 0;
}
