/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row under the cursor as a line of fields. Only the cells of editable columns get a field; each is
 * checked as it is left. */
#include <string.h>

#include "ui/table-private.h"
#include "ui/text.h"

static char *
cell_text(const Table *table, guint column)
{
  GString *text = g_string_new(NULL);
  Style style = STYLE_NORMAL;
  table->rows->cell(table->data, (guint) table->cursor, column, text, &style);
  return g_string_free(text, FALSE);
}

/* The next editable and shown column from this place on, around the end; -1: none at all. */
static int
editable_from(const Table *table, int place, int step)
{
  int n = (int) table->n_columns;
  for (int i = 0; i < n; i++) {
    int column = (int) table->order[((place + step * i) % n + n) % n];
    if (table->columns[column].editable && !table->hidden[column])
      return column;
  }
  return -1;
}

gboolean
table_edit_begin(Table *table)
{
  guint from = table->column >= 0 ? table_column_place(table, (guint) table->column) : 0;
  int column = editable_from(table, (int) from, 1);
  if (table->cursor < 0 || column < 0 || table->edit)
    return FALSE;
  TableEdit *edit = g_new0(TableEdit, 1);
  edit->cells = g_new0(LineEdit *, table->n_columns);
  edit->before = g_new0(char *, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].editable) {
      edit->before[i] = cell_text(table, i);
      edit->cells[i] = line_edit_new(edit->before[i]);
    }
  edit->column = column;
  table->edit = edit;
  table_show_column(table, column);
  return TRUE;
}

gboolean
table_is_editing(const Table *table)
{
  return table->edit != NULL;
}

void
table_edit_end(Table *table)
{
  TableEdit *edit = table->edit;
  if (!edit)
    return;
  for (guint i = 0; i < table->n_columns; i++) {
    line_edit_free(edit->cells[i]);
    g_free(edit->before[i]);
  }
  g_free(edit->cells);
  g_free(edit->before);
  g_free(edit->error);
  g_free(edit);
  table->edit = NULL;
}

/* Why what was typed can't be, or NULL; new. */
static char *
reason_against(const Table *table, int column)
{
  if (!table->rows->check || !table_edit_changed(table, (guint) column))
    return NULL;
  return table->rows->check(table->data, (guint) column, table_edit_value(table, (guint) column));
}

/* FALSE, and the cell gets the focus, if what was typed can't be. */
static gboolean
check_cell(Table *table, int column)
{
  g_autofree char *reason = reason_against(table, column);
  if (reason)
    table_edit_set_error(table, column, reason);
  return reason == NULL;
}

static gboolean
check_all(Table *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (table->edit->cells[i] && !check_cell(table, (int) i))
      return FALSE;
  return TRUE;
}

static void
walk(Table *table, int step)
{
  TableEdit *edit = table->edit;
  g_clear_pointer(&edit->error, g_free);
  if (!check_cell(table, edit->column))
    return;
  edit->column = editable_from(table, (int) table_column_place(table, (guint) edit->column) + step, step);
  table_show_column(table, edit->column);
}

static void
go_to_clicked(Table *table, const Key *key)
{
  TableEdit *edit = table->edit;
  for (guint i = 0; i < table->n_columns; i++)
    if (edit->cells[i] && table->widths[i] > 0 && line_edit_key(edit->cells[i], key)) {
      g_clear_pointer(&edit->error, g_free);
      if (check_cell(table, edit->column))
        edit->column = (int) i;
      return;
    }
}

TableEditAnswer
table_edit_key(Table *table, const Key *key)
{
  TableEdit *edit = table->edit;
  if (key_is(key, "Esc"))
    return TABLE_EDIT_LEAVE;
  if (edit->saving)
    return TABLE_EDIT_TAKEN;
  if (key_is(key, "Tab") || key_is(key, "S-Tab")) {
    walk(table, key->mods ? -1 : 1);
    return TABLE_EDIT_TAKEN;
  }
  if (key_is(key, "Enter")) {
    g_clear_pointer(&edit->error, g_free);
    return check_all(table) ? TABLE_EDIT_SAVE : TABLE_EDIT_TAKEN;
  }
  if (line_edit_key(edit->cells[edit->column], key))
    g_clear_pointer(&edit->error, g_free);
  else if (key->code == K_CLICK)
    go_to_clicked(table, key);
  return TABLE_EDIT_TAKEN;
}

const char *
table_edit_value(const Table *table, guint column)
{
  return table->edit && table->edit->cells[column] ? line_edit_text(table->edit->cells[column]) : NULL;
}

gboolean
table_edit_changed(const Table *table, guint column)
{
  const char *value = table_edit_value(table, column);
  return value && strcmp(value, table->edit->before[column]) != 0;
}

char *
table_edit_typed(const Table *table)
{
  g_autoptr(GString) typed = g_string_new(NULL);
  for (guint place = 0; table->edit && place < table->n_columns; place++) {
    guint column = table->order[place];
    if (table_edit_changed(table, column))
      g_string_append_printf(typed, "%s“%s”", typed->len ? ", " : "", table_edit_value(table, column));
  }
  return typed->len ? g_strdup(typed->str) : NULL;
}

gboolean
table_edit_is_wrong(const Table *table)
{
  if (!table->edit || !table->edit->error)
    return FALSE;
  g_autofree char *reason = reason_against(table, table->edit->column);
  return reason != NULL;
}

void
table_edit_set_value(Table *table, guint column, const char *value)
{
  if (table->edit && table->edit->cells[column])
    line_edit_set_text(table->edit->cells[column], value);
}

void
table_edit_set_error(Table *table, int column, const char *reason)
{
  TableEdit *edit = table->edit;
  if (!edit)
    return;
  char *copy = g_strdup(reason);
  g_free(edit->error);
  edit->error = copy;
  if (column >= 0 && edit->cells[column])
    edit->column = column;
  table_show_column(table, edit->column);
}

void
table_edit_set_saving(Table *table, gboolean saving)
{
  if (table->edit)
    table->edit->saving = saving;
}

void
table_draw_edit_cell(Table *table, Canvas *canvas, int y, guint column, gboolean focused)
{
  TableEdit *edit = table->edit;
  gboolean here = edit->column == (int) column;
  Style style = table_edit_changed(table, column) ? STYLE_FIELD_CHANGED : STYLE_FIELD;
  if (here)
    style |= STYLE_BOLD;
  line_edit_draw(edit->cells[column], canvas, y, table->rect.x + table->starts[column], table->widths[column],
                 style, here && focused && !edit->saving);
}

void
table_draw_edit_error(Table *table, Canvas *canvas, int y)
{
  int x = table->rect.x + table->starts[table->edit->column];
  int cells = text_width(table->edit->error) + 2, room = table->rect.width;
  x = MAX(MIN(x, table->rect.x + room - cells), table->rect.x);
  /* To the end: what stands in that row must not read as if it went on there. */
  canvas_fill(canvas, (Rect){y, x, 1, table->rect.x + room - x}, STYLE_ERROR);
  canvas_text(canvas, y, x, MIN(cells, room), table->edit->error, STYLE_ERROR);
}
