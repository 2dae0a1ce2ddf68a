/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tolerant reader: what servers write although they should not costs a character, never the page.
 */
#include <string.h>

#include "src/api/json.h"

#define LOST "\xef\xbf\xbd"

static void
reads(const char *json, const char *wanted)
{
  g_autoptr(GString) text = g_string_new(json);
  cJSON *root = json_parse(text->str, text->len);
  g_assert_nonnull(root);
  g_autofree char *got = json_text(root, "name");
  g_assert_cmpstr(got, ==, wanted);
  cJSON_Delete(root);
}

static void
json_half_a_pair_costs_one_character(void)
{
  reads("{\"name\":\"a\\ud800b\"}", "a" LOST "b");
  reads("{\"name\":\"a\\uDC00b\"}", "a" LOST "b");
  reads("{\"name\":\"\\ud800\\ud800\\udc00\"}", LOST "\xf0\x90\x80\x80");
  reads("{\"name\":\"\\ud83d\\u0041\"}", LOST "A");
  reads("{\"name\":\"cut in two \\ud83d\"}", "cut in two " LOST);
}

static void
json_whole_pairs_and_other_escapes_stay(void)
{
  reads("{\"name\":\"\\ud83d\\ude00\"}", "\xf0\x9f\x98\x80");
  reads("{\"name\":\"\\u00e9 \\\\ud800 \\\"x\\\"\"}", "\xc3\xa9 \\ud800 \"x\"");
}

static void
json_nul_does_not_cut_a_text(void)
{
  reads("{\"name\":\"a\\u0000b\"}", "a" LOST "b");
}

static void
json_cut_escapes_are_refused_unread(void)
{
  static const char *const cut[] = {"{\"name\":\"\\", "{\"name\":\"\\u", "{\"name\":\"\\ud80",
                                    "{\"name\":\"\\ud800", "{\"name\":\"\\ud800\\u"};
  for (gsize i = 0; i < G_N_ELEMENTS(cut); i++) {
    /* Exactly as long as it is, so that a sanitizer sees a byte read too far. */
    g_autofree char *text = g_memdup2(cut[i], strlen(cut[i]));
    g_assert_null(json_parse(text, strlen(cut[i])));
  }
}

static gint64
number_in(const char *json)
{
  cJSON *root = json_parse(json, strlen(json));
  gint64 number = json_integer(root, "n", -1);
  cJSON_Delete(root);
  return number;
}

static void
json_numbers_that_count_nothing_are_none(void)
{
  g_assert_cmpint(number_in("{\"n\":12408}"), ==, 12408);
  g_assert_cmpint(number_in("{\"n\":\"-5\"}"), ==, -5);
  static const char *const none[] = {"{\"n\":9e17}",  "{\"n\":-1e300}", "{\"n\":\"9223372036854775807\"}",
                                     "{\"n\":\"x\"}", "{\"n\":null}",   "{}"};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
    g_assert_cmpint(number_in(none[i]), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/json/half-a-pair-costs-one-character", json_half_a_pair_costs_one_character);
  g_test_add_func("/json/whole-pairs-and-other-escapes-stay", json_whole_pairs_and_other_escapes_stay);
  g_test_add_func("/json/nul-does-not-cut-a-text", json_nul_does_not_cut_a_text);
  g_test_add_func("/json/cut-escapes-are-refused-unread", json_cut_escapes_are_refused_unread);
  g_test_add_func("/json/numbers-that-count-nothing-are-none", json_numbers_that_count_nothing_are_none);
  return g_test_run();
}
