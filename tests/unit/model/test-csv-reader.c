/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spreadsheets write is read; what could be read in two ways is refused with its line. */
#include <string.h>

#include "src/model/csv-reader.h"

/* The cells of all rows, header first: "a|b / c|d". */
static char *
flat(const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvTable) table = csv_read(text, strlen(text), &error);
  if (!table)
    return g_strdup(error->message);
  GString *all = g_string_new(NULL);
  g_autofree char *header = g_strjoinv("|", table->header);
  g_string_append(all, header);
  for (guint i = 0; i < table->rows->len; i++) {
    g_autofree char *row = g_strjoinv("|", g_ptr_array_index(table->rows, i));
    g_string_append_printf(all, " / %s", row);
  }
  return g_string_free(all, FALSE);
}

static void
check(const char *text, const char *expected)
{
  g_autofree char *read = flat(text);
  g_assert_cmpstr(read, ==, expected);
}

static void
rows_are_read(void)
{
  check("a,b\r\n1,2\r\n", "a|b / 1|2");
  check("a,b\n1,2", "a|b / 1|2");
  check("a,b\r1,2\r", "a|b / 1|2");
  check("a;b\n1,5;2\n", "a|b / 1,5|2");
  check("a\tb\n1\t2\n", "a|b / 1|2");
  check("\xef\xbb\xbf"
        "email\nx\n",
        "email / x");
  check(" a , b \n 1 ,2\n", "a|b /  1 |2");
}

static void
quotes_hold_anything(void)
{
  check("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "a|b / 1,5|say \"hi\"");
  check("a,b\n\"two\r\nlines\",x\n", "a|b / two\nlines|x");
  check("\"x;y;z\",b\n1,2\n", "x;y;z|b / 1|2");
  check("a,b\n,\"\"\n1,2\n", "a|b / 1|2");
}

static void
short_rows_are_filled_and_empty_ends_dropped(void)
{
  check("a,b,c\n1\n", "a|b|c / 1||");
  check("a,b,,\n1,2,,\n\n\n3,4\n", "a|b / 1|2 / 3|4");
}

static void
what_is_not_clear_is_refused(void)
{
  check("", "Line 1: the file is empty; its first line names the columns");
  check("a,b\n1,2,3\n", "Line 2: there are more cells than the header has columns");
  check("a,b\n1,\"2\n3,4\n", "Line 2: a quote is opened here and never closed");
  check("a,b\n\"1\"x,2\n", "Line 2: there is text after a closing quote");
  check("a\n\xe9\n", "Line 2: this is not UTF-8; save the file as “CSV UTF-8”");
  g_autoptr(GError) error = NULL;
  g_assert_null(csv_read("a\n\0\n", 4, &error));
  g_assert_error(error, CSV_ERROR, CSV_ERROR_TEXT);
}

static void
a_row_knows_its_line(void)
{
  static const char text[] = "\na\n\"x\ny\"\n\nz\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvTable) table = csv_read(text, strlen(text), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(table->rows->len, ==, 2);
  g_assert_cmpuint(g_array_index(table->lines, guint, 0), ==, 3);
  g_assert_cmpuint(g_array_index(table->lines, guint, 1), ==, 6);
}

static void
too_much_is_refused(void)
{
  g_autofree char *long_cell = g_strnfill(CSV_MAX_CELL + 1, 'x');
  g_autofree char *text = g_strconcat("a\n", long_cell, "\n", NULL);
  check(text, "Line 2: a cell is longer than 64 KiB");
  g_autofree char *many = g_strnfill(CSV_MAX_COLUMNS, ',');
  check(many, "Line 1: there are more than 1,000 columns");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv-reader/rows", rows_are_read);
  g_test_add_func("/csv-reader/quotes", quotes_hold_anything);
  g_test_add_func("/csv-reader/short-rows", short_rows_are_filled_and_empty_ends_dropped);
  g_test_add_func("/csv-reader/refused", what_is_not_clear_is_refused);
  g_test_add_func("/csv-reader/lines", a_row_knows_its_line);
  g_test_add_func("/csv-reader/limits", too_much_is_refused);
  return g_test_run();
}
