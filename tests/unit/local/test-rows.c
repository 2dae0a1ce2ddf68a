/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports as other programs read them: quoting, unknown against empty, and cells that must not become
 * formulas. */
#include "src/local/rows.h"

#include <string.h>

static const char *const columns[] = {"a", "b", NULL};

/* What is written for one row of @a and @b; with neither, for no row at all. */
static char *
written(gboolean json, const char *a, const char *b)
{
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  Rows *rows = rows_new(out, json, columns);
  const char *const values[] = {a, b};
  if (a || b)
    rows_add(rows, values);
  rows_end(rows);
  fclose(out);
  return text;
}

static void
test_csv_cells(void)
{
  static const struct {
    const char *value, *cell;
  } cases[] = {
      {"plain", "plain"},
      {"", ""},
      {"a,b", "\"a,b\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""},
      {"+39 011", "+39 011"},
      {"-1", "-1"},
      {"-1+1", "\"'-1+1\""},
      {"@cmd", "\"'@cmd\""},
      {"\tx", "\"'\tx\""},
      {"a=b", "a=b"},
      {"Łódź", "Łódź"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = written(FALSE, cases[i].value, "end");
    g_autofree char *expected = g_strdup_printf("a,b\r\n%s,end\r\n", cases[i].cell);
    g_assert_cmpstr(text, ==, expected);
  }
}

static void
test_unknown(void)
{
  g_autofree char *csv = written(FALSE, NULL, "x");
  g_assert_cmpstr(csv, ==, "a,b\r\n,x\r\n");
  g_autofree char *json = written(TRUE, NULL, "");
  g_assert_cmpstr(json, ==, "[\n{\"a\":null,\"b\":\"\"}\n]\n");
}

static void
test_no_rows(void)
{
  g_autofree char *csv = written(FALSE, NULL, NULL);
  g_assert_cmpstr(csv, ==, "a,b\r\n");
  g_autofree char *json = written(TRUE, NULL, NULL);
  g_assert_cmpstr(json, ==, "[]\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rows/csv-cells", test_csv_cells);
  g_test_add_func("/rows/unknown", test_unknown);
  g_test_add_func("/rows/no-rows", test_no_rows);
  return g_test_run();
}
