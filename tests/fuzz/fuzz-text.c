/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts at the door, times, the names of keys, and what is typed to filter and to search. */
#include <string.h>

#include "src/model/clean-text.h"
#include "src/model/contact-filter.h"
#include "src/model/contact-query.h"
#include "src/model/timestamp.h"
#include "tests/fuzz/fuzz.h"
#include "ui/key.h"

const FuzzSeed fuzz_seeds[] = {FUZZ_SEED("2026-11-24T08:30:00Z"),
                               FUZZ_SEED("2026-11-24T08:30:00.123+02:00"),
                               FUZZ_SEED("2026-11-24 08:30:00"),
                               FUZZ_SEED("2026-11-24"),
                               FUZZ_SEED("1642083333701"),
                               FUZZ_SEED("C-M-S-PgDn"),
                               FUZZ_SEED("F12"),
                               FUZZ_SEED("rossi lang:it !email:org ada"),
                               FUZZ_SEED("email = ada@example.org and lang != en and ref is not empty"),
                               FUZZ_SEED("in CG_1aBc and created >= 2026-01-31 and not in CG_2"),
                               FUZZ_SEED("modified > 2026-11-01 08:00:00 and first = \"a b\""),
                               FUZZ_SEED("Grüße \xe2\x80\xae\xf0\x9f\x98\x80\x1b[31m\x00\xc2\x9b e\xcc\x81"),
                               {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 500;

static void
check_cleaning(const char *text, gssize length, gsize max_bytes, gboolean lines)
{
  g_autofree char *clean =
      lines ? clean_text_lines(text, length, max_bytes) : clean_text(text, length, max_bytes);
  g_autofree char *again = lines ? clean_text_lines(clean, -1, G_MAXSIZE) : clean_text(clean, -1, G_MAXSIZE);
  fuzz_check_clean(clean, lines);
  g_assert_cmpuint(strlen(clean), <=, max_bytes);
  g_assert_cmpstr(clean, ==, again);
}

static void
check_time(const char *text)
{
  const gint64 untouched = -4711;
  gint64 ms = untouched, back;
  if (!timestamp_parse(text, &ms)) {
    g_assert_cmpint(ms, ==, untouched);
    return;
  }
  g_autofree char *local = timestamp_to_local(ms, "%Y-%m-%d %H:%M");
  g_assert_nonnull(local);
  g_autofree char *api = timestamp_to_api(ms);
  if (api != NULL && strlen(api) == strlen("2026-11-24T08:30:00Z")) { /* a year of four digits */
    g_assert_true(timestamp_parse(api, &back));
    g_assert_true(back <= ms && ms - back < 1000); /* to the second, down */
  }
}

static void
check_key(const char *text)
{
  Key key;
  if (!key_parse(text, &key))
    return;
  g_autofree char *label = key_label(&key);
  g_assert_true(key_is(&key, text));
  g_assert_true(g_utf8_validate(label, -1, NULL));
}

static gboolean
matches(const char *filter_text, const char *folded)
{
  g_autoptr(ContactFilter) filter = contact_filter_new(filter_text);
  return contact_filter_matches(filter, folded);
}

/* Where a longer text is said to narrow, what it finds is among what was found before; "" finds everything.
 */
static void
check_filter(const char *text)
{
  static const char folded[] = "ada@example.org\x1f"
                               "ada\x1frossi\x1fit\x1f"
                               "a-1\x1f\x1f";
  g_autofree char *shorter = g_utf8_validate(text, -1, NULL) ? g_strdup(text) : g_utf8_make_valid(text, -1);
  g_autofree char *longer = g_strdup(shorter);
  for (char *end = longer + strlen(longer); end > longer;) {
    end = g_utf8_prev_char(end);
    shorter[end - longer] = '\0';
    if (contact_filter_narrows(shorter, longer) && matches(longer, folded))
      g_assert_true(matches(shorter, folded));
    if (strlen(longer) > 64)
      break; /* every cut of a long text would be its square */
  }
  g_assert_true(matches("", folded));
}

static void
check_query(const char *text)
{
  g_autofree char *reason = NULL, *typed = g_utf8_make_valid(text, -1);
  g_autoptr(GPtrArray) terms = contact_query_parse(typed, &reason);
  g_assert_true((terms == NULL) == (reason != NULL));
  g_assert_true(terms == NULL || (terms->len >= 1 && terms->len <= CONTACT_TERMS_MOST));
  for (guint i = 0; terms != NULL && i < terms->len; i++) {
    const ContactTerm *term = g_ptr_array_index(terms, i);
    g_assert_true((term->name == NULL) == (term->kind == QUERY_LIST));
    g_assert_true((term->value == NULL) == (term->kind == QUERY_EMPTY));
    g_assert_nonnull(term->comparison);
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *) data, size);
  for (int lines = 0; lines < 2; lines++) {
    check_cleaning((const char *) data, (gssize) size, G_MAXSIZE, lines);
    check_cleaning(text, -1, 6 + size % 90, lines);
  }
  check_time(text);
  check_key(text);
  check_filter(text);
  check_query(text);
  return 0;
}
