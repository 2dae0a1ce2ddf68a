/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text viewer. `/` opens a line at the foot; what was searched for stays for n and N. */
#include <string.h>

#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/line-edit.h"
#include "ui/scroll-text.h"
#include "ui/text.h"

enum { VIEW_WIDTH = 100 };

typedef struct View {
  char *title, *text;
  ScrollText *lines;
  int wrapped_to; /* the width that `lines` were wrapped to */
  LineEdit *search;
  gboolean searching, not_found;
} View;

static void
wrap_to(View *view, int width)
{
  if (view->wrapped_to == width)
    return;
  scroll_text_free(view->lines);
  view->lines = scroll_text_new();
  view->wrapped_to = width;
  g_autoptr(GPtrArray) lines = text_wrap(view->text, width);
  for (guint i = 0; i < lines->len; i++)
    scroll_text_add(view->lines, NULL, 0, lines->pdata[i], STYLE_NORMAL);
}

static void
view_draw(gpointer state, Canvas *canvas, Rect area)
{
  View *view = state;
  int width = MIN(VIEW_WIDTH, area.width);
  wrap_to(view, MAX(width - 4, 1));
  Rect rect = layout_centre(area, MAX((int) scroll_text_lines(view->lines) + 2, 8), width);
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, view->title, NULL, view->not_found ? "not found" : NULL, TRUE);
  inside.x += 1;
  inside.width -= 2;
  if (view->searching)
    inside.height -= 1;
  scroll_text_draw(view->lines, canvas, inside, rect);
  canvas_set_cursor(canvas, inside.y, inside.x, FALSE);
  if (view->searching) {
    int y = inside.y + inside.height;
    canvas_text(canvas, y, inside.x, 1, "/", STYLE_KEY);
    line_edit_draw(view->search, canvas, y, inside.x + 1, inside.width - 1, STYLE_FIELD, TRUE);
  }
}

static void
find(View *view, int step)
{
  const char *needle = line_edit_text(view->search);
  view->not_found = *needle && !scroll_text_find(view->lines, needle, step);
}

static OverlayAnswer
search_key(View *view, const Key *key)
{
  if (key_is(key, "Esc") || key_is(key, "Enter")) {
    view->searching = FALSE;
    if (key->code == K_ENTER)
      find(view, 1);
  } else {
    line_edit_key(view->search, key);
  }
  return OVERLAY_STAYS;
}

static OverlayAnswer
view_key(gpointer state, const Key *key)
{
  View *view = state;
  if (view->searching)
    return search_key(view, key);
  view->not_found = FALSE;
  if (key_is(key, "Esc") || key_is(key, "q") || key_is(key, "Enter"))
    return OVERLAY_CLOSES;
  if (!view->lines)
    return OVERLAY_STAYS;
  if (key_is(key, "/")) {
    view->searching = TRUE;
    line_edit_set_text(view->search, "");
  } else if (key_is(key, "n") || key_is(key, "N")) {
    find(view, key->ch == 'n' ? 1 : -1);
  } else {
    scroll_text_key(view->lines, key);
  }
  return OVERLAY_STAYS;
}

static void
view_free(gpointer state)
{
  View *view = state;
  g_free(view->title);
  g_free(view->text);
  scroll_text_free(view->lines);
  line_edit_free(view->search);
  g_free(view);
}

static const char *
view_hint(gpointer state)
{
  return ((View *) state)->searching ? "Enter find  Esc leave"
                                     : "j/k scroll  / search  n/N next, previous  Esc close";
}

static gboolean
view_typing(gpointer state)
{
  return ((View *) state)->searching;
}

static const OverlayClass view_class = {"view",    view_draw, view_key, NULL,
                                        view_free, view_hint, NULL,     view_typing};

Overlay *
dialog_view(const char *title, const char *text)
{
  View *view = g_new0(View, 1);
  view->title = g_strdup(title);
  view->text = g_strdup(text);
  view->search = line_edit_new("");
  return overlay_new(&view_class, view);
}
