/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/completion.h"

#include <string.h>

#include "ui/text.h"

enum { BETWEEN = 2 };

GPtrArray *
completion_take(LineEdit *edit, gsize from, CompletionFunc complete)
{
  g_autofree char *whole = g_strdup(line_edit_text(edit));
  gsize cursor = MAX(line_edit_cursor(edit), from);
  g_autofree char *before = g_strndup(whole, from), *typed = g_strndup(whole + from, cursor - from);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *longer = complete(typed, names);
  gboolean same = strcmp(longer, typed) == 0;
  if (!same) {
    g_autofree char *text = g_strconcat(before, longer, whole + cursor, NULL);
    line_edit_set_text(edit, text);
    line_edit_set_cursor(edit, from + strlen(longer));
  }
  gboolean is_whole = names->len == 1 ? g_str_has_suffix(longer, names->pdata[0]) : names->len == 0 && !same;
  return is_whole ? NULL : g_steal_pointer(&names);
}

static int
name_cells(const GPtrArray *names)
{
  int cells = 1;
  for (guint i = 0; i < names->len; i++)
    cells = MAX(cells, text_width(g_ptr_array_index(names, i)) + BETWEEN);
  return cells;
}

static int
in_row(const GPtrArray *names, int width)
{
  return MAX(width / name_cells(names), 1);
}

int
completion_rows(const GPtrArray *names, int width)
{
  int columns = in_row(names, width);
  return MAX(((int) names->len + columns - 1) / columns, 1);
}

void
completion_draw(const GPtrArray *names, Canvas *canvas, Rect rect)
{
  if (names->len == 0) {
    canvas_text(canvas, rect.y, rect.x, rect.width, "Nothing begins like this", STYLE_WARNING);
    return;
  }
  int cells = name_cells(names), columns = in_row(names, rect.width);
  guint places = (guint) (MAX(rect.height, 1) * columns);
  guint shown = names->len > places ? places - 1 : names->len;
  for (guint i = 0; i < shown; i++)
    canvas_text(canvas, rect.y + (int) i / columns, rect.x + (int) i % columns * cells,
                MIN(cells, rect.width), g_ptr_array_index(names, i), STYLE_DIM);
  if (shown < names->len)
    canvas_printf(canvas, rect.y + (int) shown / columns, rect.x + (int) shown % columns * cells,
                  MIN(cells, rect.width), STYLE_DIM, "and %u more", names->len - shown);
}
