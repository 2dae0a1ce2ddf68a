/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the rows that are seen are asked for; nothing here walks the list, but for finding a row again whose
 * owner has no find(). */
#include "ui/table.h"

#include <string.h>

#include "ui/table-private.h"
#include "ui/text.h"

enum { SCROLL_OFF = 2, SEARCH_ROWS = 2000 };

Table *
table_new(const Column *columns, guint n_columns, const TableRows *rows, gpointer data)
{
  Table *table = g_new0(Table, 1);
  table->columns = columns;
  table->n_columns = n_columns;
  table->rows = rows;
  table->data = data;
  table->hidden = g_new0(gboolean, n_columns);
  table->order = g_new0(guint, n_columns);
  table->widths = g_new0(int, n_columns);
  table->starts = g_new0(int, n_columns);
  table->column = table->sort_column = -1;
  table->cursor = -1;
  table->cursor_at_top = TRUE;
  table_set_columns(table, NULL);
  table_rows_changed(table);
  return table;
}

void
table_free(Table *table)
{
  if (!table)
    return;
  table_edit_end(table);
  g_free(table->hidden);
  g_free(table->order);
  g_free(table->widths);
  g_free(table->starts);
  g_free(table->cursor_id);
  g_free(table->empty_text);
  g_free(table);
}

static guint
count_rows(const Table *table)
{
  return table->rows->count(table->data);
}

void
table_set_empty_text(Table *table, const char *text)
{
  g_free(table->empty_text);
  table->empty_text = g_strdup(text);
}

/* The cursor */

static guint
page_rows(const Table *table)
{
  return (guint) MAX(table->rect.height - 1, 1);
}

static void
remember_row(Table *table)
{
  g_clear_pointer(&table->cursor_id, g_free);
  if (table->cursor >= 0 && table->rows->id)
    table->cursor_id = g_strdup(table->rows->id(table->data, (guint) table->cursor));
}

static void
scroll_to_cursor(Table *table)
{
  guint rows = count_rows(table), page = page_rows(table);
  guint cursor = (guint) MAX(table->cursor, 0);
  guint off = MIN((guint) SCROLL_OFF, (page - 1) / 2);
  if (cursor < table->top + off)
    table->top = cursor > off ? cursor - off : 0;
  if (cursor + off + 1 > table->top + page)
    table->top = cursor + off + 1 - page;
  table->top = MIN(table->top, rows > page ? rows - page : 0);
}

static gboolean
move_to(Table *table, gint64 row)
{
  gint64 before = table->cursor, last = (gint64) count_rows(table) - 1;
  table->cursor = last < 0 ? -1 : CLAMP(row, 0, last);
  remember_row(table);
  scroll_to_cursor(table);
  table->offset = table->cursor - (gint64) table->top;
  return table->cursor != before;
}

gint64
table_cursor(const Table *table)
{
  return table->cursor;
}

void
table_set_cursor(Table *table, guint row)
{
  table->cursor_at_top = row == 0;
  move_to(table, row);
}

void
table_seek_id(Table *table, const char *id)
{
  g_free(table->cursor_id);
  table->cursor_id = g_strdup(id);
  table->cursor_at_top = FALSE;
}

/* From the old place outwards, up to a bound: the owner of a long list has a find() that is quicker. */
static gint64
look_for(const Table *table, const char *id)
{
  if (table->rows->find)
    return table->rows->find(table->data, id);
  gint64 rows = count_rows(table), at = MAX(table->cursor, 0);
  for (gint64 step = 0; step < SEARCH_ROWS; step++) {
    for (int side = 0; side < 2; side++) {
      gint64 row = side ? at - step : at + step;
      const char *other = row >= 0 && row < rows ? table->rows->id(table->data, (guint) row) : NULL;
      if (other && strcmp(other, id) == 0)
        return row;
    }
  }
  return -1;
}

void
table_rows_changed(Table *table)
{
  gint64 last = (gint64) count_rows(table) - 1, found = -1;
  if (last < 0) {
    table->cursor = -1;
    table->top = 0;
    return;
  }
  if (table->cursor_at_top)
    found = 0;
  else if (table->cursor_id && table->rows->id)
    found = look_for(table, table->cursor_id);
  table->cursor = found >= 0 ? MIN(found, last) : CLAMP(table->cursor, 0, last);
  /* The row keeps its place on the screen too, also when it was away meanwhile. */
  table->top = (guint) MAX(table->cursor - MAX(table->offset, 0), 0);
  if (found >= 0 || !table->cursor_id)
    remember_row(table);
  scroll_to_cursor(table);
  if (found >= 0)
    table->offset = table->cursor - (gint64) table->top;
}

void
table_hold_row(Table *table)
{
  table->cursor_at_top = FALSE;
}

static gboolean
move_rows(Table *table, ActionId action, gboolean *known)
{
  gint64 page = page_rows(table), cursor = table->cursor;
  gint64 half = MAX(page / 2, 1);
  *known = TRUE;
  switch (action) {
  case ACT_DOWN:
    return move_to(table, cursor + 1);
  case ACT_UP:
    return move_to(table, cursor - 1);
  case ACT_TOP:
    return move_to(table, 0);
  case ACT_BOTTOM:
    return move_to(table, G_MAXUINT);
  case ACT_HALF_DOWN:
    return move_to(table, cursor + half);
  case ACT_HALF_UP:
    return move_to(table, cursor - half);
  case ACT_PAGE_DOWN:
    return move_to(table, cursor + page);
  case ACT_PAGE_UP:
    return move_to(table, cursor - page);
  default:
    *known = FALSE;
    return FALSE;
  }
}

gboolean
table_act(Table *table, ActionId action, gboolean *moved)
{
  gboolean known, other = move_rows(table, action, &known);
  if (moved)
    *moved = other;
  if (known)
    table->cursor_at_top = table->cursor <= 0 && action != ACT_DOWN;
  return known || table_move_columns(table, action);
}

gboolean
table_mouse(Table *table, const Key *key, gboolean *moved, gboolean *header)
{
  Rect r = table->rect;
  gboolean ignored;
  header = header ? header : &ignored;
  moved = moved ? moved : &ignored;
  if (key->y < r.y || key->y >= r.y + r.height || key->x < r.x || key->x >= r.x + r.width)
    return FALSE;
  *header = FALSE;
  if (key->code == K_WHEEL) {
    *moved = move_to(table, table->cursor + (key->ch ? 3 : -3));
    return TRUE;
  }
  if (key->code != K_CLICK)
    return FALSE;
  if (key->y == r.y) {
    *header = table_column_at(table, key->x) >= 0;
    table->column = *header ? table_column_at(table, key->x) : table->column;
    return TRUE;
  }
  guint row = table->top + (guint) (key->y - r.y - 1);
  if (row < count_rows(table)) {
    table->cursor_at_top = FALSE;
    *moved = move_to(table, row);
  }
  return TRUE;
}

/* Drawing */

static void
draw_cell_text(const Table *table, Canvas *canvas, int y, guint i, const char *text, Style style)
{
  int x = table->rect.x + table->starts[i];
  if (table->columns[i].align == ALIGN_RIGHT)
    canvas_text_right(canvas, y, x, table->widths[i], text, style);
  else
    canvas_text(canvas, y, x, table->widths[i], text, style);
}

static void
draw_header(const Table *table, Canvas *canvas)
{
  int y = table->rect.y;
  for (guint i = 0; i < table->n_columns; i++) {
    if (table->widths[i] == 0)
      continue;
    Style style = STYLE_HEADER | (table->column == (int) i ? STYLE_UNDERLINE : 0);
    const char *mark = table->sort_column != (int) i ? "" : table->sort_descending ? " ▼" : " ▲";
    g_autofree char *text = g_strconcat(table->columns[i].header, mark, NULL);
    draw_cell_text(table, canvas, y, i, text, style);
  }
  int first = table_next_column(table, -1, 1);
  if (first >= 0 && table->first_place > table_column_place(table, (guint) first))
    canvas_text(canvas, y, table->rect.x, 1, "←", STYLE_DIM);
  if (!table_last_column_is_seen(table))
    canvas_text(canvas, y, table->rect.x + table->rect.width - 1, 1, "→", STYLE_DIM);
}

/* What stands in an empty first cell, or NULL. */
static const char *
row_instead(const Table *table, guint row, guint column, const GString *text)
{
  gboolean first = table->starts[column] == (table->rows->marked ? 2 : 1);
  return table->rows->instead && first && text->len == 0 ? table->rows->instead(table->data, row) : NULL;
}

static void
draw_row(Table *table, Canvas *canvas, int y, guint row, GString *text, gboolean focused)
{
  gboolean at_cursor = (gint64) row == table->cursor;
  gboolean editing = at_cursor && table->edit;
  Style flag = at_cursor && focused && !editing ? STYLE_ON_CURSOR : 0;
  Style unfocused = at_cursor && !focused ? STYLE_BOLD : 0;
  if (flag)
    canvas_fill(canvas, (Rect){y, table->rect.x, 1, table->rect.width}, STYLE_SELECTED);
  if (table->rows->marked && table->rows->marked(table->data, row))
    canvas_text(canvas, y, table->rect.x, 1, "●", STYLE_MARKED | flag);
  for (guint i = 0; i < table->n_columns; i++) {
    if (table->widths[i] == 0)
      continue;
    if (editing && table->edit->cells[i]) {
      table_draw_edit_cell(table, canvas, y, i, focused);
      continue;
    }
    Style style = STYLE_NORMAL;
    g_string_truncate(text, 0);
    table->rows->cell(table->data, row, i, text, &style);
    const char *instead = row_instead(table, row, i, text);
    if (instead)
      style = STYLE_DIM;
    draw_cell_text(table, canvas, y, i, instead ? instead : text->str, style | flag | unfocused);
  }
  if (at_cursor && focused && !editing)
    canvas_rest_cursor(canvas, y, table->rect.x);
}

static void
draw_rows(Table *table, Canvas *canvas, gboolean focused)
{
  guint rows = count_rows(table), page = (guint) MAX(table->rect.height - 1, 0);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < page && table->top + i < rows; i++)
    draw_row(table, canvas, table->rect.y + 1 + (int) i, table->top + i, text, focused);
  if (table->edit && table->edit->error) {
    int below = table->rect.y + 2 + (int) (table->cursor - (gint64) table->top);
    int above = below - 2 > table->rect.y ? below - 2 : table->rect.y;
    table_draw_edit_error(table, canvas, below < table->rect.y + table->rect.height ? below : above);
  }
}

void
table_draw(Table *table, Canvas *canvas, Rect rect, gboolean focused)
{
  gboolean resized = rect.height != table->rect.height;
  table->rect = rect;
  if (rect.height < 1 || rect.width < 4)
    return;
  table_lay_out_columns(table, rect.width);
  if (resized || table->cursor >= (gint64) count_rows(table) || (table->cursor < 0 && count_rows(table) > 0))
    table_rows_changed(table);
  scroll_to_cursor(table);
  draw_header(table, canvas);
  if (count_rows(table) > 0) {
    draw_rows(table, canvas, focused);
    return;
  }
  if (table->empty_text && rect.height > 1)
    canvas_text(canvas, rect.y + 1, rect.x + 2, rect.width - 3, table->empty_text, STYLE_DIM);
  if (focused)
    canvas_rest_cursor(canvas, rect.y + MIN(1, rect.height - 1), rect.x);
}

char *
table_position(const Table *table)
{
  guint rows = count_rows(table);
  if (rows == 0 || table->cursor < 0)
    return g_strdup("");
  g_autofree char *at = text_count((guint64) table->cursor + 1);
  g_autofree char *all = text_count(rows);
  return g_strdup_printf("%s/%s", at, all);
}

void
table_draw_scrollbar(const Table *table, Canvas *canvas, Rect frame, gboolean focused)
{
  canvas_scrollbar(canvas, frame, table->top, page_rows(table), count_rows(table), focused);
}

void
table_visible(const Table *table, guint *first, guint *count)
{
  guint rows = count_rows(table);
  *first = table->top;
  *count = rows > table->top ? MIN(page_rows(table), rows - table->top) : 0;
}
