/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a CSV file: a table whose rows have a cell for every column, each of them valid text, or an
 * error that names a line. Then the way from there into contacts.
 */
#include "src/model/csv-cell.h"
#include "src/model/csv-reader.h"
#include "src/model/import-plan.h"
#include "tests/fuzz/fuzz.h"

const FuzzSeed fuzz_seeds[] = {FUZZ_SEED("email,name\r\nines@example.org,\"Ines \"\"I\"\" R\"\r\n"),
                               FUZZ_SEED("\xef\xbb\xbf"
                                         "a;b\n1,5;\"two\r\nlines\"\n;;\n"),
                               FUZZ_SEED("First Name,E-Mail,Lang,Opt out,CID\nAda,'=1+1,de,yes,'-x\n"),
                               FUZZ_SEED("a\tb\n1\t2\r3\t4"),
                               FUZZ_SEED("a,b\n1,\"never closed\n"),
                               {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 250;

/* Every column anywhere: a contact comes of each row, or a reason; and a guarded cell means what was guarded.
 */
static void
check_import(const CsvTable *table)
{
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  for (guint turn = 0; turn <= N_IMPORT_TARGETS; turn++) {
    g_autofree char *refusal = import_plan_refusal(plan);
    for (guint i = 0; i < table->rows->len; i++) {
      import_plan_row_refusal(plan, i);
      g_autoptr(Contact) contact = import_plan_contact(plan, i);
      g_assert_nonnull(contact);
    }
    for (guint k = 0; k < table->n_columns; k++)
      plan->targets[k] = (plan->targets[k] + 1) % N_IMPORT_TARGETS;
  }
}

static void
check_guards(const CsvTable *table)
{
  for (guint i = 0; i < table->rows->len; i++) {
    char **row = g_ptr_array_index(table->rows, i);
    for (guint k = 0; k < table->n_columns; k++) {
      g_autofree char *cell = g_strconcat(csv_cell_guard(row[k]), row[k], NULL);
      g_assert_cmpstr(csv_cell_meant(cell), ==, row[k]);
    }
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvTable) table = csv_read((const char *) data, size, &error);
  if (table == NULL) {
    g_assert_nonnull(error);
    g_assert_true(g_str_has_prefix(error->message, "Line "));
    return 0;
  }
  g_assert_null(error);
  g_assert_cmpuint(g_strv_length(table->header), ==, table->n_columns);
  g_assert_cmpuint(table->rows->len, ==, table->lines->len);
  for (guint i = 0; i < table->rows->len; i++) {
    char **row = g_ptr_array_index(table->rows, i);
    g_assert_cmpuint(g_strv_length(row), ==, table->n_columns);
    for (guint k = 0; k < table->n_columns; k++)
      g_assert_true(g_utf8_validate(row[k], -1, NULL));
  }
  check_import(table);
  check_guards(table);
  return 0;
}
