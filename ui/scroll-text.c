/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing remembers how high the box was, so that a page is a page. */
#include "ui/scroll-text.h"

#include <string.h>

typedef struct Line {
  char *key, *text, *folded;
  int key_cells;
  Style style;
} Line;

struct ScrollText {
  GArray *lines;
  guint top;
  guint page;
  gint64 found; /* -1: none */
};

static void
line_clear(gpointer data)
{
  Line *line = data;
  g_free(line->key);
  g_free(line->text);
  g_free(line->folded);
}

ScrollText *
scroll_text_new(void)
{
  ScrollText *text = g_new0(ScrollText, 1);
  text->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_array_set_clear_func(text->lines, line_clear);
  text->page = 1;
  text->found = -1;
  return text;
}

void
scroll_text_free(ScrollText *text)
{
  if (!text)
    return;
  g_array_unref(text->lines);
  g_free(text);
}

void
scroll_text_add(ScrollText *text, const char *key, int key_cells, const char *line, Style style)
{
  Line entry = {g_strdup(key), g_strdup(line), g_utf8_casefold(line, -1), key_cells, style};
  g_array_append_val(text->lines, entry);
}

guint
scroll_text_lines(const ScrollText *text)
{
  return text->lines->len;
}

static void
scroll_to(ScrollText *text, gint64 top)
{
  gint64 last = (gint64) text->lines->len - (gint64) text->page;
  text->top = (guint) CLAMP(top, 0, MAX(last, 0));
}

gboolean
scroll_text_key(ScrollText *text, const Key *key)
{
  const struct {
    const char *key;
    gint64 by;
  } steps[] = {
      {"j", 1},
      {"Down", 1},
      {"k", -1},
      {"Up", -1},
      {"PgDn", text->page},
      {"Space", text->page},
      {"PgUp", -(gint64) text->page},
      {"C-d", text->page / 2},
      {"C-u", -(gint64) (text->page / 2)},
      {"g", -G_MAXINT},
      {"Home", -G_MAXINT},
      {"G", G_MAXINT},
      {"End", G_MAXINT},
  };
  if (key->code == K_WHEEL) {
    scroll_to(text, (gint64) text->top + (key->ch ? 3 : -3));
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
    if (key_is(key, steps[i].key)) {
      scroll_to(text, (gint64) text->top + steps[i].by);
      return TRUE;
    }
  return FALSE;
}

void
scroll_text_go_to(ScrollText *text, guint line)
{
  scroll_to(text, line);
}

gboolean
scroll_text_find(ScrollText *text, const char *needle, int step)
{
  gint64 n = text->lines->len;
  g_autofree char *folded = g_utf8_casefold(needle, -1);
  gint64 from = text->found >= 0 ? text->found : (gint64) text->top - step;
  for (gint64 i = 1; i <= n; i++) {
    gint64 at = ((from + i * step) % n + n) % n;
    if (strstr(g_array_index(text->lines, Line, at).folded, folded)) {
      text->found = at;
      scroll_to(text, at - (gint64) text->page / 3);
      return TRUE;
    }
  }
  return FALSE;
}

static void
draw_line(const Line *line, Canvas *canvas, int y, Rect rect, gboolean found)
{
  int x = rect.x;
  if (line->key) {
    canvas_text(canvas, y, x, line->key_cells, line->key, STYLE_KEY);
    x += line->key_cells + 2;
  }
  canvas_text(canvas, y, x, rect.x + rect.width - x, line->text, found ? STYLE_SELECTED : line->style);
}

void
scroll_text_draw(ScrollText *text, Canvas *canvas, Rect rect, Rect frame)
{
  text->page = (guint) MAX(rect.height, 1);
  scroll_to(text, text->top);
  for (guint i = 0; i < text->page && text->top + i < text->lines->len; i++)
    draw_line(&g_array_index(text->lines, Line, text->top + i), canvas, rect.y + (int) i, rect,
              text->found == text->top + i);
  canvas_scrollbar(canvas, frame, text->top, text->page, text->lines->len, TRUE);
}
