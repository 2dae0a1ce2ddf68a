/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing a line, key by key, as a hand would. */
#include "ui/line-edit.h"

#include <string.h>

static void
type(LineEdit *edit, const char *keys)
{
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (char **name = names; *name; name++) {
    Key key;
    g_assert_true(key_parse(*name, &key));
    g_assert_true(line_edit_key(edit, &key));
  }
}

static void
assert_typed(const char *start, const char *keys, const char *expected)
{
  g_autoptr(LineEdit) edit = line_edit_new(start);
  type(edit, keys);
  g_assert_cmpstr(line_edit_text(edit), ==, expected);
}

static void
test_keys(void)
{
  assert_typed("", "A d a", "Ada");
  assert_typed("Ada", "Backspace Left x", "Axd");
  assert_typed("Ada", "C-a Delete", "da");
  assert_typed("Ada Rossi", "C-w", "Ada ");
  assert_typed("Ada Rossi", "C-Left C-k", "Ada ");
  assert_typed("Ada Rossi", "Home C-Right C-u", " Rossi");
  assert_typed("Ada", "Backspace C-z", "Ada");
  assert_typed("Ada", "x y C-z C-z", "Ada");
  assert_typed("e\xcc\x81", "Backspace", "");
  assert_typed("a👩‍💻", "Backspace", "a");
  assert_typed("", "Backspace Delete C-w C-k C-u Left Right", "");
}

static void
test_paste(void)
{
  g_autoptr(LineEdit) edit = line_edit_new("");
  Key key = {.code = K_PASTE, .paste = (char *) "one\ntwo\x1b[31m"};
  g_assert_true(line_edit_key(edit, &key));
  g_assert_cmpstr(line_edit_text(edit), ==, "one two[31m");
}

static void
test_limit(void)
{
  g_autoptr(LineEdit) edit = line_edit_new("ab");
  g_autofree char *much = g_strnfill(LINE_EDIT_LONGEST, 'x');
  Key key = {.code = K_PASTE, .paste = much};
  g_assert_true(line_edit_key(edit, &key));
  g_assert_cmpuint(strlen(line_edit_text(edit)), ==, LINE_EDIT_LONGEST);
  type(edit, "y");
  g_assert_cmpuint(strlen(line_edit_text(edit)), ==, LINE_EDIT_LONGEST);
}

static void
test_other_keys(void)
{
  g_autoptr(LineEdit) edit = line_edit_new("ab");
  const char *others[] = {"Tab", "Enter", "Esc", "Up", "F1", "C-s"};
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
    Key key;
    key_parse(others[i], &key);
    g_assert_false(line_edit_key(edit, &key));
  }
  g_assert_cmpstr(line_edit_text(edit), ==, "ab");
}

static void
assert_drawn(LineEdit *edit, int width, const char *expected, int cursor)
{
  g_autoptr(Canvas) canvas = canvas_new(1, 20);
  line_edit_draw(edit, canvas, 0, 0, width, STYLE_FIELD, TRUE);
  g_autofree char *row = canvas_row_text(canvas, 0);
  g_assert_cmpstr(row, ==, expected);
  int y, x;
  gboolean visible;
  g_assert_true(canvas_get_cursor(canvas, &y, &x, &visible));
  g_assert_cmpint(x, ==, cursor);
}

static void
test_scrolls(void)
{
  g_autoptr(LineEdit) edit = line_edit_new("ada.rossi@example.org");
  assert_drawn(edit, 8, "ple.org", 7);
  type(edit, "Home");
  assert_drawn(edit, 8, "ada.ross", 0);
  line_edit_set_text(edit, "日本語日本語");
  assert_drawn(edit, 8, "日本語", 6);
}

static void
test_secret(void)
{
  g_autoptr(LineEdit) edit = line_edit_new_secret();
  type(edit, "s é c");
  assert_drawn(edit, 8, "•••", 3);
  g_assert_cmpstr(line_edit_text(edit), ==, "séc");
  type(edit, "Backspace C-z");
  g_assert_cmpstr(line_edit_text(edit), ==, "sé");
}

/* A text of hundreds of thousands is pasted by mistake sooner or later: it must not take the program away. */
static void
test_long_text(void)
{
  g_autoptr(LineEdit) edit = line_edit_new("");
  g_autofree char *text = g_strnfill(900 * 1000, 'x');
  Key key = {.code = K_PASTE, .paste = text};
  line_edit_key(edit, &key);
  g_assert_cmpuint(strlen(line_edit_text(edit)), ==, 1 << 16);
  line_edit_set_text(edit, text);
  g_autoptr(Canvas) canvas = canvas_new(1, 20);
  gint64 began = g_get_monotonic_time();
  line_edit_draw(edit, canvas, 0, 0, 20, STYLE_FIELD, TRUE);
  line_edit_set_cursor(edit, 0);
  line_edit_draw(edit, canvas, 0, 0, 20, STYLE_FIELD, TRUE);
  g_assert_cmpint(g_get_monotonic_time() - began, <,
                  5 * G_USEC_PER_SEC); /* of milliseconds; it was minutes */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line-edit/keys", test_keys);
  g_test_add_func("/line-edit/paste", test_paste);
  g_test_add_func("/line-edit/long-text", test_long_text);
  g_test_add_func("/line-edit/limit", test_limit);
  g_test_add_func("/line-edit/other-keys", test_other_keys);
  g_test_add_func("/line-edit/scrolls", test_scrolls);
  g_test_add_func("/line-edit/secret", test_secret);
  return g_test_run();
}
