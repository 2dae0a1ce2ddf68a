/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns are guessed as people name them, and what would write wrong data is refused. */
#include "src/model/import-plan.h"

#include <string.h>

static CsvTable *
table_of(const char *text)
{
  g_autoptr(GError) error = NULL;
  CsvTable *table = csv_read(text, strlen(text), &error);
  g_assert_no_error(error);
  return table;
}

static void
columns_are_guessed(void)
{
  g_autoptr(CsvTable) table =
      table_of("E-Mail,Given Name,email,Contact ID,unsubscribed,site,Tel.,\na,b,c,d,e,f,1,\n");
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  static const guint expected[] = {CONTACT_FIELD_EMAIL, CONTACT_FIELD_FIRST_NAME, IMPORT_SKIP,
                                   IMPORT_SKIP,         IMPORT_OPT_OUT,           IMPORT_EMBEDDED,
                                   CONTACT_FIELD_PHONE};
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpuint(plan->targets[i], ==, expected[i]);
}

static void
bad_plans_are_refused(void)
{
  static const char *const files[] = {"site\nx\n", "email,a,a\nx@y,1,2\n", "email,Points\nx@y,1\n",
                                      "email\n"};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(CsvTable) table = table_of(files[i]);
    g_autoptr(ImportPlan) plan = import_plan_new(table);
    g_autofree char *refusal = import_plan_refusal(plan);
    g_assert_nonnull(refusal);
  }
  g_autoptr(CsvTable) table = table_of("email,other\na@b,c@d\n");
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  g_assert_null(import_plan_refusal(plan));
  plan->targets[1] = CONTACT_FIELD_EMAIL;
  g_autofree char *refusal = import_plan_refusal(plan);
  g_assert_cmpstr(refusal, ==, "Two columns go into email.");
}

static void
a_row_becomes_a_contact(void)
{
  g_autoptr(CsvTable) table = table_of(
      "email,phone,optedout,site,visits\n x@example.org ,'+39 055,Yes,,3\nno address,,,,\n,,,north,\n");
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  g_autoptr(Contact) contact = import_plan_contact(plan, 0);
  g_assert_null(import_plan_row_refusal(plan, 0));
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_EMAIL], ==, "x@example.org");
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_PHONE], ==, "+39 055"); /* as an export defused it */
  g_assert_true(contact->flags & CONTACT_UNSUBSCRIBED_FROM_LIST);
  g_assert_cmpuint(contact->embedded->len, ==, 1);
  g_assert_cmpstr(contact_embedded(contact, "visits"), ==, "3");
  g_assert_cmpstr(import_plan_row_refusal(plan, 1), ==, "the email is no address");
  g_assert_cmpstr(import_plan_row_refusal(plan, 2), ==, "every field of the contact is empty");
}

static void
guards_of_an_export_are_taken_away(void)
{
  g_autoptr(CsvTable) table = table_of("email,'=odd\nx@example.org,'=1+1\n");
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  g_autoptr(Contact) contact = import_plan_contact(plan, 0);
  g_assert_cmpstr(contact_embedded(contact, "=odd"), ==, "=1+1");
}

static void
arrows_stand_below_each_other(void)
{
  g_autoptr(CsvTable) table = table_of("email,名前,,sites\nx@example.org,,y,\n");
  g_autoptr(ImportPlan) plan = import_plan_new(table);
  static const char *const lines[] = {"email     → email · x@example.org", "名前      → embedded data",
                                      "(no name) → not imported · y", "sites     → embedded data"};
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autofree char *line = import_plan_line(plan, i);
    g_assert_cmpstr(line, ==, lines[i]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/import-plan/columns", columns_are_guessed);
  g_test_add_func("/import-plan/refused", bad_plans_are_refused);
  g_test_add_func("/import-plan/contact", a_row_becomes_a_contact);
  g_test_add_func("/import-plan/guards", guards_of_an_export_are_taken_away);
  g_test_add_func("/import-plan/arrows", arrows_stand_below_each_other);
  return g_test_run();
}
