/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the flows make of a journal of any bytes: launches that wait or are open, the second of the next one,
 * what is being made, which rows of a file were sent. Whatever stands there, an open one holds its like.
 */
#include <string.h>

#include "src/flow/import-resume.h"
#include "src/flow/launch-ledger.h"
#include "src/flow/making.h"
#include "src/model/timestamp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/local/private-home.h"

#define SERVER "https://fra1.qualtrics.com"
#define HEAD "{\"when\":1700000000123,\"server\":\"" SERVER "\",\"intent\":\"i\","
#define MARK "f4c3d2a3bd2d2cf4f8dba4b6b4bd7d4df9c3d6d3e8b7e2b4c8d4aa9c0a0dcd3b"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED(HEAD "\"kind\":\"send-intent\",\"sendAt\":1700000300000,\"list\":\"CG_1\"}\n" HEAD
                   "\"kind\":\"send-done\",\"distribution\":\"EMD_1\",\"sendAt\":1700000300000}\n"),
    FUZZ_SEED(HEAD "\"kind\":\"send-intent\",\"sending\":\"sms\",\"mark\":\"a\",\"list\":\"CG_1\"}\n" HEAD
                   "\"kind\":\"send-unknown\"}\n"),
    FUZZ_SEED(HEAD "\"kind\":\"create-intent\",\"sending\":\"contact\",\"directory\":\"POOL_1\",\"mark\":"
                   "\"email=a@b\\nfirstName=A\",\"before\":\"CID_1 CID_2\"}\n" HEAD
                   "\"kind\":\"create-unknown\",\"sending\":\"contact\"}\n"),
    FUZZ_SEED(HEAD "\"kind\":\"create-intent\",\"sending\":\"import\",\"list\":\"CG_1\",\"mark\":\"" MARK
                   "\",\"lines\":\"2-3,5\",\"run\":\"r\"}\n" HEAD
                   "\"kind\":\"create\",\"sending\":\"import\",\"job\":\"PGRS_1\",\"lines\":\"2\"}\n" HEAD
                   "\"kind\":\"create\",\"sending\":\"import-job\",\"job\":\"PGRS_1\"}\n" HEAD
                   "\"kind\":\"create\",\"sending\":\"import-end\",\"list\":\"CG_1\",\"mark\":\"" MARK
                   "\"}\n"),
    FUZZ_SEED(HEAD "\"kind\":\"create-intent\",\"sending\":\"list\",\"mark\":\"Name\",\"before\":\"\"}\n"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 50; /* each is a few fsync */

static void
check_launches(Journal *journal)
{
  gint64 now = G_GINT64_CONSTANT(1700000100000);
  g_autoptr(GPtrArray) launches = launch_ledger_read(journal, SERVER, now, NULL);
  g_assert_nonnull(launches);
  for (guint i = 0; i < launches->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(launches, i);
    g_assert_true(launch->distribution_id == NULL || launch->send_at > now);
    g_assert_true(launch->intent_id != NULL);
    gint64 next = launch_ledger_free_second(journal, launch->list_id, launch->survey_id, launch->send_at);
    g_assert_cmpint(next, >=, launch->send_at / 1000 * 1000);
    g_assert_false(journal_send_second_taken(journal, launch->list_id, launch->survey_id, next));
  }
}

static void
check_makings(Journal *journal)
{
  g_autoptr(GPtrArray) makings = making_read(journal, NULL, NULL);
  g_assert_nonnull(makings);
  for (guint i = 0; i < makings->len; i++) {
    const Making *making = g_ptr_array_index(makings, i);
    MergeRule fields;
    g_autoptr(Contact) contact = making_marked_contact(making, &fields);
    g_autofree char *held = NULL;
    g_assert_true(making_held(journal, SERVER, making, &held, NULL));
    g_assert_true(held != NULL || making->state > MAKING_UNKNOWN || making->kind == MAKING_MERGE ||
                  making->kind == MAKING_CONTACT || making->kind == MAKING_LIST);
    making_was_before(making, "CID_1");
  }
}

/* The lines as they stand there, of whatever file: each row is sent or not. */
static void
check_import(Journal *journal)
{
  static const char csv[] = "email\na@example.org\nb@example.org\n\"c@\nexample.org\"\nd@example.org\n";
  g_autoptr(CsvTable) table = csv_read(csv, strlen(csv), NULL);
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  g_autofree char *mark = import_fingerprint(plan);
  g_autoptr(GPtrArray) makings = making_read(journal, SERVER, NULL);
  for (guint i = 0; i < makings->len; i++) {
    const Making *making = g_ptr_array_index(makings, i);
    if (making->kind != MAKING_IMPORT || making->lines == NULL)
      continue;
    g_autoptr(Making) same = making_new(MAKING_IMPORT, NULL, "CG_1", mark, NULL);
    same->intent_id = journal_new_intent_id();
    same->lines = g_strdup(making->lines);
    making_end(journal, SERVER, same, JOURNAL_CREATE_INTENT, NULL, NULL, "about to", NULL);
    making_end(journal, SERVER, same, JOURNAL_CREATE, NULL, NULL, "settled by hand", NULL);
    guint sent = import_leave_out_sent(journal, SERVER, "CG_1", plan);
    g_assert_cmpuint(sent, <=, table->rows->len);
    g_assert_cmpuint(import_plan_settled(plan), <=, sent);
    break; /* each is a few fsync */
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  PrivateHome home;
  private_home_init(&home);
  private_home_write(home.paths->state, "journal", (const char *) data, (gssize) size);
  g_autoptr(Journal) journal = journal_open(home.paths, NULL);
  check_launches(journal);
  check_makings(journal);
  check_import(journal);
  private_home_clear(&home);
  return 0;
}
