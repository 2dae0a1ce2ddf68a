/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths are those a terminal gives; no cluster is cut in two. */
#include "ui/text.h"

#include <string.h>

static void
test_width(void)
{
  static const struct {
    const char *text;
    int cells;
  } cases[] = {
      {"", 0},         {"Rossi", 5},
      {"Mário", 5},    {"Ma\xcc\x81rio", 5},
      {"日本", 4},     {"👩‍💻", 2},
      {"❤️", 1},   {"👍🏽!", 3},
      {"\xff\xfe", 2}, {"e\xcc\x81\xcc\x82\xcc\x83", 1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_cmpint(text_width(cases[i].text), ==, cases[i].cells);
  }
}

static void
assert_cut(const char *text, int width, const char *expected)
{
  g_autofree char *cut = text_cut(text, width);
  g_assert_cmpstr(cut, ==, expected);
  g_assert_cmpint(text_width(cut), <=, MAX(width, 0));
}

static void
test_cut(void)
{
  assert_cut("Rossi", 5, "Rossi");
  assert_cut("Rossini", 5, "Ross…");
  assert_cut("日本語", 4, "日…");
  assert_cut("日本語", 5, "日本…");
  assert_cut("abc", 1, "…");
  assert_cut("abc", 0, "");
  assert_cut("e\xcc\x81"
             "bc",
             2, "e\xcc\x81…");
}

static void
test_pad(void)
{
  g_autofree char *right = text_pad_right("日本", 6);
  g_autofree char *too_long = text_pad_right("123456", 3);
  g_assert_cmpstr(right, ==, "日本  ");
  g_assert_cmpstr(too_long, ==, "12…");
}

static void
test_wrap_beside_a_label(void)
{
  g_autoptr(GPtrArray) lines = text_wrap("Left out\tAda Rossi, Noah Bell\nTo\t夏 list", 26);
  const char *expected[] = {"Left out    Ada Rossi,", "            Noah Bell", "To          夏 list"};
  g_assert_cmpuint(lines->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr(lines->pdata[i], ==, expected[i]);
  g_autoptr(GPtrArray) narrow = text_wrap("To\tAda Rossi", 12);
  g_assert_cmpstr(narrow->pdata[0], ==, "To Ada Rossi");
}

static void
test_wrap(void)
{
  g_autoptr(GPtrArray) lines = text_wrap("one two three\n\nabcdefghij", 8);
  const char *expected[] = {"one two", "three", "", "abcdefgh", "ij"};
  g_assert_cmpuint(lines->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr(lines->pdata[i], ==, expected[i]);
}

static void
test_clusters_back(void)
{
  const char *text = "a👩‍💻e\xcc\x81";
  const char *end = text + strlen(text);
  const char *e = text_previous_cluster(text, end);
  const char *woman = text_previous_cluster(text, e);
  g_assert_cmpstr(e, ==, "e\xcc\x81");
  g_assert_cmpint((int) (woman - text), ==, 1);
  g_assert_true(text_previous_cluster(text, woman) == text);
}

static void
test_count(void)
{
  g_autofree char *small = text_count(911);
  g_autofree char *large = text_count(1234567);
  g_assert_cmpstr(small, ==, "911");
  g_assert_cmpstr(large, ==, "1,234,567");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/width", test_width);
  g_test_add_func("/text/cut", test_cut);
  g_test_add_func("/text/pad", test_pad);
  g_test_add_func("/text/wrap", test_wrap);
  g_test_add_func("/text/wrap-beside-a-label", test_wrap_beside_a_label);
  g_test_add_func("/text/clusters-back", test_clusters_back);
  g_test_add_func("/text/count", test_count);
  return g_test_run();
}
