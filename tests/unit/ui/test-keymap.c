/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes to keys, keys to actions, and the table of actions itself. */
#include <string.h>

#include "ui/key-reader.h"
#include "ui/keymap.h"

static void
assert_keys(const char *bytes, const char *expected)
{
  g_autoptr(KeyReader) reader = key_reader_new();
  g_autoptr(GString) names = g_string_new(NULL);
  key_reader_feed(reader, bytes, strlen(bytes));
  Key key;
  while (key_reader_next(reader, FALSE, &key) || key_reader_next(reader, TRUE, &key)) {
    g_autofree char *name = key_label(&key);
    g_string_append_printf(names, "%s%s%s", names->len ? " " : "", name, key.paste ? key.paste : "");
    key_clear(&key);
  }
  g_assert_cmpstr(names->str, ==, expected);
}

static void
test_reader(void)
{
  assert_keys("jG\r\t\x7f", "j G Enter Tab Backspace");
  assert_keys("\x04\x15\x12", "Ctrl-d Ctrl-u Ctrl-r");
  assert_keys("é日", "é 日");
  assert_keys("\x1b[A\x1bOB\x1b[1;5C\x1b[Z", "↑ ↓ Ctrl-→ Shift-Tab");
  assert_keys("\x1b[5~\x1b[6~\x1b[3~\x1b[H\x1b[4~", "PgUp PgDn Delete Home End");
  assert_keys("\x1bOP\x1b[15~\x1b[24~\x1b[[B", "F1 F5 F12 F2");
  assert_keys("\x1b"
              "b",
              "Alt-b");
  assert_keys("\x1b", "Esc");
  assert_keys("\x1b\x1b[A", "Esc ↑");
  assert_keys("\x1b[200~D\x1b[A\r\x1b[201~x", "D\x1b[A\r x");
  assert_keys("\x1b[999;999;999X\x1b]j", "Alt-] j");
}

static void
test_reader_in_pieces(void)
{
  g_autoptr(KeyReader) reader = key_reader_new();
  Key key;
  const char *bytes = "\x1b[1;5D";
  for (const char *p = bytes; p[1]; p++) {
    key_reader_feed(reader, p, 1);
    g_assert_false(key_reader_next(reader, FALSE, &key));
    g_assert_true(key_reader_is_waiting(reader));
  }
  key_reader_feed(reader, "D", 1);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_true(key_is(&key, "C-Left"));
  key_reader_feed(reader, "\xc3", 1);
  g_assert_false(key_reader_next(reader, FALSE, &key));
  key_reader_feed(reader, "\xa9", 1);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_true(key_is(&key, "é"));
}

/* What is no key must not end in letters that do something, nor keep the keys after it. */
static void
test_reader_of_rubbish(void)
{
  g_autofree char *long_one = g_strdup_printf("\x1b[%0200d~j", 1);
  assert_keys(long_one, "j");
  assert_keys("\x1b[12\x1b[Aj", "↑ j");
  assert_keys("\x1b[[\x1b[Aj", "↑ j");
  assert_keys("\x1b[[zj", "j");
  assert_keys("\x1b[<0;0;0Mj", "j");
  assert_keys("\xe2\x82j", "j");
}

/* Its rest must never be keys: a long text holds every letter that does something. */
static void
test_paste_too_long(void)
{
  g_autoptr(KeyReader) reader = key_reader_new();
  g_autofree char *piece = g_strnfill(1000, 'D');
  Key key;
  key_reader_feed(reader, "\x1b[200~", 6);
  for (guint i = 0; i < 2500; i++) {
    key_reader_feed(reader, piece, 1000);
    g_assert_false(key_reader_next(reader, FALSE, &key));
  }
  key_reader_feed(reader, "\x1b[20", 4);
  g_assert_false(key_reader_next(reader, FALSE, &key));
  key_reader_feed(reader, "1~j", 3);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_cmpint(key.code, ==, K_PASTE);
  g_assert_cmpstr(key.paste, ==, "");
  key_clear(&key);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_true(key_is(&key, "j"));
}

static void
test_paste_without_end(void)
{
  g_autoptr(KeyReader) reader = key_reader_new();
  Key key;
  key_reader_feed(reader, "\x1b[200~D y", 9);
  g_assert_false(key_reader_next(reader, FALSE, &key));
  key_reader_feed(reader, "\x03", 1);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_true(key_is(&key, "C-c"));
  g_assert_false(key_reader_next(reader, FALSE, &key));
}

static void
test_paste_with_nul(void)
{
  static const char bytes[] = "\x1b[200~a\0b\x1b[201~x";
  g_autoptr(KeyReader) reader = key_reader_new();
  Key key;
  key_reader_feed(reader, bytes, sizeof bytes - 1);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_cmpstr(key.paste, ==,
                  "a\xef\xbf\xbd"
                  "b");
  key_clear(&key);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_true(key_is(&key, "x"));
}

static void
test_mouse(void)
{
  g_autoptr(KeyReader) reader = key_reader_new();
  Key key;
  const char *bytes = "\x1b[<0;12;5M\x1b[<0;12;5m\x1b[<65;1;1M";
  key_reader_feed(reader, bytes, strlen(bytes));
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_cmpint(key.code, ==, K_CLICK);
  g_assert_cmpint(key.y, ==, 4);
  g_assert_cmpint(key.x, ==, 11);
  g_assert_true(key_reader_next(reader, FALSE, &key));
  g_assert_cmpint(key.code, ==, K_WHEEL);
  g_assert_cmpuint(key.ch, ==, 1);
}

static ActionId
look_up(const Keymap *keymap, Place place, const char *name)
{
  Key key;
  g_assert_true(key_parse(name, &key));
  return keymap_find(keymap, place, &key);
}

static void
test_defaults(void)
{
  g_autoptr(Keymap) keymap = keymap_new();
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "e"), ==, ACT_EDIT);
  g_assert_cmpint(look_up(keymap, PLACE_SURVEYS, "e"), ==, ACT_NONE);
  g_assert_cmpint(look_up(keymap, PLACE_SURVEYS, "a"), ==, ACT_ACTIVATE);
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "C-d"), ==, ACT_HALF_DOWN);
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "Space"), ==, ACT_MARK);
  g_autofree char *labels = keymap_labels(keymap, ACT_DOWN);
  g_assert_cmpstr(labels, ==, "j ↓");
}

/* No key means two things at one place. */
static void
test_no_clash(void)
{
  g_autoptr(Keymap) keymap = keymap_new();
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    const Action *action = action_get(id);
    g_assert_cmpint(action->id, ==, id);
    g_assert_true(action_by_name(action->name) == action);
    g_auto(GStrv) keys = g_strsplit(action->keys, " ", -1);
    for (guint bit = 0; bit < 10; bit++)
      for (char **key = keys; *key && (action->places & (1u << bit)); key++)
        g_assert_cmpint(look_up(keymap, (Place) (1u << bit), *key), ==, id);
  }
}

static void
test_bind(void)
{
  g_autoptr(Keymap) keymap = keymap_new();
  char *reason = NULL;
  g_assert_true(keymap_bind(keymap, "edit", "i F2", &reason));
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "i"), ==, ACT_EDIT);
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "e"), ==, ACT_NONE);
  g_assert_true(keymap_bind(keymap, "mail", "r", &reason));
  g_assert_cmpint(look_up(keymap, PLACE_CONTACTS, "r"), ==, ACT_MAIL);
  g_assert_false(keymap_bind(keymap, "no-such", "x", &reason));
  g_clear_pointer(&reason, g_free);
  g_assert_false(keymap_bind(keymap, "edit", "Hyper-x", &reason));
  g_assert_nonnull(strstr(reason, "Hyper-x"));
  g_free(reason);
}

static void
test_refusal(void)
{
  g_assert_null(action_refusal(ACT_DOWN, FALSE, FALSE, TRUE));
  g_assert_nonnull(action_refusal(ACT_EDIT, TRUE, TRUE, TRUE));
  g_assert_nonnull(action_refusal(ACT_EDIT, FALSE, TRUE, FALSE));
  g_assert_null(action_refusal(ACT_EDIT, TRUE, TRUE, FALSE));
  g_assert_nonnull(action_refusal(ACT_MAIL, TRUE, FALSE, FALSE));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/keys/reader", test_reader);
  g_test_add_func("/keys/in-pieces", test_reader_in_pieces);
  g_test_add_func("/keys/rubbish", test_reader_of_rubbish);
  g_test_add_func("/keys/paste-with-nul", test_paste_with_nul);
  g_test_add_func("/keys/paste-too-long", test_paste_too_long);
  g_test_add_func("/keys/paste-without-end", test_paste_without_end);
  g_test_add_func("/keys/mouse", test_mouse);
  g_test_add_func("/keymap/defaults", test_defaults);
  g_test_add_func("/keymap/no-clash", test_no_clash);
  g_test_add_func("/keymap/bind", test_bind);
  g_test_add_func("/keymap/refusal", test_refusal);
  return g_test_run();
}
