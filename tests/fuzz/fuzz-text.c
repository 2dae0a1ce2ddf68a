/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts at the door, times, and the names of keys. */
#include <string.h>

#include "src/model/clean-text.h"
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
  Key key, again;
  if (!key_parse(text, &key))
    return;
  g_autofree char *name = key_spell(&key);
  g_autofree char *label = key_label(&key);
  g_assert_true(key_parse(name, &again));
  g_assert_true(key_equal(&key, &again));
  g_assert_true(g_utf8_validate(label, -1, NULL));
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
  return 0;
}
