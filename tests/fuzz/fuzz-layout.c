/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply laid out as text, and a message filled in for a recipient. */
#include <string.h>

#include "src/api/json-layout.h"
#include "src/model/piped-text.h"
#include "tests/fuzz/fuzz.h"

#define MOST 5000

const FuzzSeed fuzz_seeds[] = {FUZZ_SEED("{\"a\" : [1, 2.50, {}, [ ], \"x\\\"y\\\\\"], \"b\":null}"),
                               FUZZ_SEED("[[[[[[[[1,1,1,1,1,1,1,1]]]]]]]]"),
                               FUZZ_SEED("\"\\ud83d\\ude00 \\u0000 \x1b[31m\""),
                               FUZZ_SEED("Hello ${m://FirstName}, ${l://SurveyLink?d=Take the survey}"),
                               FUZZ_SEED("${e://Field/site} ${e://Field/} ${x://y} ${ ${m://Email} }"),
                               {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 250;

static void
check_layout(const char *json)
{
  g_autofree char *lines = json_layout_lines(json, MOST);
  fuzz_check_clean(lines, TRUE);
  g_assert_cmpuint(strlen(lines), <=, MOST);
  g_autofree char *compact = json_layout_compact(json);
  g_autofree char *again = json_layout_compact(compact);
  g_assert_cmpuint(strlen(compact), <=, strlen(json));
  g_assert_true(strcmp(compact, again) == 0);
  g_assert_true(!json_layout_check(json, NULL) || json_layout_check(compact, NULL));
}

static void
check_piped(const char *text)
{
  static const char *const fields[] = {"Ada", NULL, "", "${m://Email}"};
  g_autoptr(Contact) who = contact_new();
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    contact_set(who, (ContactField) i, fields[i]);
  contact_set_embedded(who, "site", "north");
  g_autofree char *filled = piped_text_fill(text, who);
  g_assert_nonnull(filled);
  g_assert_true(strstr(text, "${") != NULL || strcmp(filled, text) == 0);
  piped_text_needs_embedded(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *) data, size);
  check_layout(text);
  check_piped(text);
  return 0;
}
