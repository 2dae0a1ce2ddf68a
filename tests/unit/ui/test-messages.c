/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message line: an error can be read to its end, and covers no more than it needs. */
#include <string.h>

#include "ui/messages.h"

enum { WIDTH = 60, HEIGHT = 6 };

/* What it shows at the foot of a body of full stops, in the lines that it asks for; freed with g_strfreev. */
static GStrv
drawn(const Messages *messages)
{
  g_autoptr(Canvas) canvas = canvas_new(HEIGHT, WIDTH);
  g_autofree char *stops = g_strnfill(WIDTH, '.');
  for (int y = 0; y < HEIGHT - 1; y++)
    canvas_text(canvas, y, 0, WIDTH, stops, STYLE_NORMAL);
  int lines = messages_lines(messages, WIDTH);
  Rect area = {HEIGHT - lines, 0, lines, WIDTH};
  canvas_fill(canvas, area, STYLE_NORMAL);
  messages_draw(messages, canvas, area);
  g_autofree char *text = canvas_to_text(canvas);
  g_test_message("%s", text);
  return g_strsplit(text, "\n", -1);
}

static void
test_short(void)
{
  g_autoptr(Messages) messages = messages_new();
  messages_say(messages, MESSAGE_ERROR, "It failed");
  g_auto(GStrv) lines = drawn(messages);
  g_assert_nonnull(strstr(lines[HEIGHT - 1], " It failed"));
  g_assert_nonnull(strstr(lines[HEIGHT - 1], "Esc: dismiss"));
  g_assert_true(g_str_has_prefix(lines[HEIGHT - 2], "...."));
}

static void
test_long(void)
{
  g_autoptr(Messages) messages = messages_new();
  messages_say(
      messages, MESSAGE_ERROR,
      "The server could not be asked for the list, which has ten thousand people in it: once more at 10");
  messages_say(messages, MESSAGE_ERROR, "Another one");
  g_auto(GStrv) lines = drawn(messages);
  g_autofree char *all = g_strjoinv(" ", lines);
  for (const char *const *word = (const char *const[]){"The server", "asked", "the list", "thousand", "once",
                                                       "at 10", "Esc: dismiss, 1 more", NULL};
       *word; word++)
    g_assert_nonnull(strstr(all, *word));
  g_assert_null(strstr(all, "…"));
  g_assert_true(g_str_has_prefix(lines[0], "...."));
}

static void
test_endless(void)
{
  g_autoptr(Messages) messages = messages_new();
  g_autoptr(GString) text = g_string_new("Begin");
  for (int i = 0; i < 200; i++)
    g_string_append(text, " word");
  messages_say(messages, MESSAGE_ERROR, text->str);
  g_auto(GStrv) lines = drawn(messages);
  g_assert_true(g_str_has_prefix(lines[HEIGHT - 4], "...."));
  g_assert_nonnull(strstr(lines[HEIGHT - 3], "Begin"));
  g_assert_nonnull(strstr(lines[HEIGHT - 1], "…"));
  g_assert_nonnull(strstr(lines[HEIGHT - 1], "Esc: dismiss"));
  messages_say(messages, MESSAGE_OK, text->str);
  g_assert_cmpint(messages_lines(messages, WIDTH), ==, 4);
  g_assert_true(messages_dismiss(messages));
  g_auto(GStrv) passing = drawn(messages);
  g_assert_true(g_str_has_prefix(passing[HEIGHT - 2], "....")); /* what goes by itself covers nothing */
}

/* What was done since the error is said as well, and what is no longer so is not. */
static void
test_both(void)
{
  MessageKind kind;
  g_autoptr(Messages) messages = messages_new();
  messages_say(messages, MESSAGE_INFO, "Saving");
  messages_say(messages, MESSAGE_ERROR, "It failed");
  g_assert_cmpstr(messages_text(messages, &kind), ==, "It failed");
  g_assert_cmpint(messages_lines(messages, WIDTH), ==, 1);
  messages_say(messages, MESSAGE_OK, "Settled");
  g_assert_cmpstr(messages_text(messages, &kind), ==, "Settled");
  g_assert_cmpint(kind, ==, MESSAGE_OK);
  messages_say(messages, MESSAGE_ERROR, "Another");
  g_auto(GStrv) lines = drawn(messages);
  g_assert_nonnull(strstr(lines[HEIGHT - 2], "It failed"));
  g_assert_nonnull(strstr(lines[HEIGHT - 2], "Esc: dismiss, 1 more"));
  g_assert_nonnull(strstr(lines[HEIGHT - 1], "Settled"));
  messages_key(messages);
  g_auto(GStrv) after = drawn(messages);
  g_assert_nonnull(strstr(after[HEIGHT - 1], "It failed"));
  g_assert_cmpint(messages_lines(messages, WIDTH), ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/messages/short", test_short);
  g_test_add_func("/messages/long", test_long);
  g_test_add_func("/messages/endless", test_endless);
  g_test_add_func("/messages/both", test_both);
  return g_test_run();
}
