/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes from the terminal: whether they come at once or one by one makes no difference, every key is one
 * that exists, and after a pause nothing is left waiting.
 */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "ui/key-reader.h"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED("jk\r\t\x1b"),
    FUZZ_SEED("\x1b[A\x1b[1;5C\x1bOP\x1b[3~\x1b[24;2~\x1b[Z\x1b[[E"),
    FUZZ_SEED("\x1b[<0;12;7M\x1b[<65;1;1M\x1b[<0;12;7m\x1b[97;5u"),
    FUZZ_SEED("\x1b[200~pasted \x1b[A text\n\x1b[201~q"),
    FUZZ_SEED("\x1b[200~a\0b\x1b[201~q"),
    FUZZ_SEED("\x03\x1b[200~a\x03\x03\x1b[201~\x03"),
    FUZZ_SEED("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xc3"),
    FUZZ_SEED("\x1b[1111111111111111111111111111111111111111111111111111111111111111111111~q"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 250;

/* Nobody types more before the program looks. */
#define LONGEST_BURST 600

static void
check_key(const Key *key)
{
  g_assert_cmpint(key->code, >, K_NONE);
  g_assert_cmpint(key->code, <=, K_WHEEL);
  g_assert_cmpint(key->y, >=, 0);
  g_assert_cmpint(key->x, >=, 0);
  g_assert_true(key->code != K_CHAR || g_unichar_validate(key->ch));
  g_assert_true(key->code != K_FUNCTION || (key->ch >= 1 && key->ch <= 24));
  g_assert_true((key->code == K_PASTE) == (key->paste != NULL));
  g_assert_true(key->paste == NULL || g_utf8_validate(key->paste, -1, NULL));
}

/* A line a key, of all that @reader has to give now. */
static void
take_keys(KeyReader *reader, gboolean timed_out, GString *keys)
{
  Key key;
  while (key_reader_next(reader, timed_out, &key)) {
    check_key(&key);
    g_string_append_printf(keys, "%d %u %x %d,%d %s\n", key.code, key.mods, key.ch, key.y, key.x,
                           key.paste != NULL ? key.paste : "");
    key_clear(&key);
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  size = MIN(size, LONGEST_BURST);
  g_autoptr(KeyReader) at_once = key_reader_new();
  g_autoptr(KeyReader) one_by_one = key_reader_new();
  g_autoptr(GString) keys = g_string_new(NULL);
  g_autoptr(GString) slowly = g_string_new(NULL);
  key_reader_feed(at_once, (const char *) data, size);
  take_keys(at_once, FALSE, keys);
  for (gsize i = 0, n; i < size; i += n) {
    /* A Ctrl-c that comes by itself ends a paste, and this one does not. */
    for (n = 1; i + n < size && data[i + n] == 'C' - '@'; n++)
      continue;
    key_reader_feed(one_by_one, (const char *) data + i, n);
    take_keys(one_by_one, FALSE, slowly);
  }
  g_assert_true(g_string_equal(keys, slowly)); /* too long to be printed */
  take_keys(at_once, TRUE, keys);
  g_assert_false(key_reader_is_waiting(at_once));
  return 0;
}
