/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines are wrapped where they are first drawn, and anew when the width is another. */
#include "ui/panes/call-answer.h"

#include <string.h>

#include "ui/line-edit.h"
#include "ui/scroll-text.h"
#include "ui/text.h"

enum { CONTINUED = 2, MOST_INDENT = 40 };

struct CallAnswer {
  GString *text;
  gboolean error;
  ScrollText *lines; /* NULL: to be wrapped */
  int width;
  LineEdit *search; /* NULL: nothing is looked for */
  gboolean typing, not_found;
};

CallAnswer *
call_answer_new(void)
{
  CallAnswer *answer = g_new0(CallAnswer, 1);
  answer->text = g_string_new(NULL);
  return answer;
}

void
call_answer_free(CallAnswer *answer)
{
  if (!answer)
    return;
  g_string_free(answer->text, TRUE);
  scroll_text_free(answer->lines);
  line_edit_free(answer->search);
  g_free(answer);
}

static void
add_line(CallAnswer *answer, const char *line)
{
  scroll_text_add(answer->lines, NULL, 0, line, answer->error ? STYLE_ERROR : STYLE_NORMAL);
}

/* A line that goes on is indented a little deeper than it began. */
static void
wrap_line(CallAnswer *answer, const char *line)
{
  int indent = 0;
  for (;;) {
    gsize bytes = text_head_bytes(line, MAX(answer->width - indent, 1), NULL);
    if (bytes == 0 && *line)
      bytes = (gsize) (g_utf8_next_char(line) - line);
    g_autofree char *part = g_strdup_printf("%*s%.*s", indent, "", (int) bytes, line);
    add_line(answer, part);
    if (indent == 0)
      indent = (int) MIN(MIN(strspn(line, " ") + CONTINUED, MOST_INDENT), (gsize) answer->width / 2);
    line += bytes;
    if (!*line)
      return;
  }
}

static void
wrap(CallAnswer *answer, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    wrap_line(answer, *line);
}

void
call_answer_set(CallAnswer *answer, const char *text, gboolean error)
{
  g_string_assign(answer->text, text);
  answer->error = error;
  answer->not_found = FALSE;
  g_clear_pointer(&answer->lines, scroll_text_free);
}

void
call_answer_add(CallAnswer *answer, const char *text)
{
  g_string_append_printf(answer->text, "\n%s", text);
  if (!answer->lines)
    return;
  guint before = scroll_text_lines(answer->lines);
  wrap(answer, text);
  scroll_text_go_to(answer->lines, before);
}

const char *
call_answer_text(const CallAnswer *answer)
{
  return answer->text->str;
}

/* The box scrolls by keys. */
static gboolean
scroll(CallAnswer *answer, const char *key_name)
{
  Key key = {0};
  return answer->lines && key_parse(key_name, &key) && scroll_text_key(answer->lines, &key);
}

gboolean
call_answer_act(CallAnswer *answer, ActionId action)
{
  static const struct {
    ActionId action;
    const char *key;
  } moves[] = {
      {ACT_DOWN, "Down"},   {ACT_UP, "Up"},         {ACT_TOP, "Home"},     {ACT_BOTTOM, "End"},
      {ACT_HALF_UP, "C-u"}, {ACT_HALF_DOWN, "C-d"}, {ACT_PAGE_UP, "PgUp"}, {ACT_PAGE_DOWN, "PgDn"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(moves); i++)
    if (moves[i].action == action) {
      scroll(answer, moves[i].key);
      return TRUE;
    }
  return FALSE;
}

void
call_answer_search(CallAnswer *answer)
{
  if (!answer->search)
    answer->search = line_edit_new("");
  line_edit_set_text(answer->search, "");
  answer->typing = TRUE;
}

gboolean
call_answer_is_searching(const CallAnswer *answer)
{
  return answer->typing;
}

gboolean
call_answer_drop_search(CallAnswer *answer)
{
  gboolean had = answer->search != NULL;
  g_clear_pointer(&answer->search, line_edit_free);
  answer->typing = answer->not_found = FALSE;
  return had;
}

static void
find(CallAnswer *answer, int step)
{
  const char *needle = line_edit_text(answer->search);
  answer->not_found = *needle && answer->lines && !scroll_text_find(answer->lines, needle, step);
}

static gboolean
type_search(CallAnswer *answer, const Key *key)
{
  if (key_is(key, "Esc")) {
    call_answer_drop_search(answer);
  } else if (key_is(key, "Enter")) {
    answer->typing = FALSE;
    find(answer, 1);
  } else {
    line_edit_key(answer->search, key);
  }
  return TRUE;
}

gboolean
call_answer_key(CallAnswer *answer, const Key *key)
{
  if (answer->typing)
    return type_search(answer, key);
  if (key->code == K_WHEEL)
    return answer->lines && scroll_text_key(answer->lines, key);
  if (!answer->search || !(key_is(key, "n") || key_is(key, "N")))
    return FALSE;
  find(answer, key->ch == 'n' ? 1 : -1);
  return TRUE;
}

void
call_answer_draw(CallAnswer *answer, Canvas *canvas, Rect rect, Rect frame)
{
  if (rect.height < 1 || rect.width < 4)
    return;
  int foot = rect.y + rect.height - 1;
  if (answer->search) {
    int width = canvas_text(canvas, foot, rect.x, 1, "/", STYLE_KEY);
    line_edit_draw(answer->search, canvas, foot, rect.x + width, rect.width - width,
                   answer->typing ? STYLE_FIELD : STYLE_DIM, answer->typing);
    if (answer->not_found)
      canvas_text_right(canvas, foot, rect.x, rect.width, "not found", STYLE_WARNING);
    rect.height--;
  }
  if (!answer->lines || answer->width != rect.width) {
    scroll_text_free(answer->lines);
    answer->lines = scroll_text_new();
    answer->width = rect.width;
    wrap(answer, answer->text->str);
  }
  Rect former = canvas_set_clip(canvas, frame);
  scroll_text_draw(answer->lines, canvas, rect, frame);
  canvas_set_clip(canvas, former);
}
