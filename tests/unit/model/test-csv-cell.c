/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would run or be reckoned in a spreadsheet gets an apostrophe, numbers do not, and nothing is lost. */
#include "src/model/csv-cell.h"

#include <string.h>

static void
formulas_get_an_apostrophe(void)
{
  static const char *const formulas[] = {
      "=1+1",   "=",     "+1+1",       "-2+3", "@SUM(A1)", "\t=1",   "\r=1",
      "\n=1",   "--1",   "+49-170-12", "+1/2", "-1|cmd",   "-A1",    "+cmd|' /C'!A0",
      "＝1",    "＋1",   "－1",        "＠x",  "'=1+1",    "'''@x",  "'-5",
      "-1e",    "-5e+",  "- x",        "+",    "-()",      "-1e5+2", "-5 = x",
      "+49;=1", "-1%A1", "+(A1)",      "-",    "+.",
  };
  for (guint i = 0; i < G_N_ELEMENTS(formulas); i++) {
    g_test_message("%s", formulas[i]);
    g_assert_cmpstr(csv_cell_guard(formulas[i]), ==, "'");
  }
}

static void
others_stay_as_they_are(void)
{
  static const char *const plain[] = {
      "",        "a=b",  "-5",         "-5.25",           "-1,234.5", "+1e5", "-1.5E-10", "+4917012345",
      "+49 170", "(=1)", "+39 (0)055", "+49 (0) 170.123", "'",        "'x",   "O'Neill",  "1-2",
      "x\t=1",   "Łódź", "5",
  };
  for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
    g_test_message("%s", plain[i]);
    g_assert_cmpstr(csv_cell_guard(plain[i]), ==, "");
  }
}

/* All short texts of the characters that matter. */
static void
reading_gives_back_what_was_written(void)
{
  static const char letters[] = "'=+-@\t1e. x";
  guint n = sizeof letters - 1, all = n * n * n * n;
  for (guint number = 0; number < all; number++) {
    char value[5] = "";
    for (guint at = 0, rest = number; at < 4; at++, rest /= n)
      value[at] = letters[rest % n];
    value[number % 5] = '\0';
    g_autofree char *cell = g_strconcat(csv_cell_guard(value), value, NULL);
    g_assert_cmpstr(csv_cell_meant(cell), ==, value);
  }
}

static void
guards_of_others_are_taken_away(void)
{
  g_assert_cmpstr(csv_cell_meant("'+39 055"), ==, "+39 055");
  g_assert_cmpstr(csv_cell_meant("'x"), ==, "'x");
  g_assert_cmpstr(csv_cell_meant("'"), ==, "'");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv-cell/formulas", formulas_get_an_apostrophe);
  g_test_add_func("/csv-cell/plain", others_stay_as_they_are);
  g_test_add_func("/csv-cell/there-and-back", reading_gives_back_what_was_written);
  g_test_add_func("/csv-cell/guards-of-others", guards_of_others_are_taken_away);
  return g_test_run();
}
