/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/pane-list.h"

void
pane_list_init(PaneList *list, const Column *columns, guint n_columns, const TableRows *rows,
               void (*show)(gpointer state))
{
  list->rows = rows;
  list->show = show;
  list->shown = g_ptr_array_new();
  list->sort.column = -1;
  list->table = table_new(columns, n_columns, rows, list);
}

void
pane_list_clear(PaneList *list)
{
  table_free(list->table);
  g_ptr_array_unref(list->shown);
  list_filter_clear(&list->filter);
}

gint64
pane_list_row(const PaneList *list)
{
  gint64 row = table_cursor(list->table);
  return row < list->rows->count((gpointer) list) ? row : -1;
}

gpointer
pane_list_current(const PaneList *list)
{
  gint64 row = pane_list_row(list);
  return row < 0 ? NULL : g_ptr_array_index(list->shown, row);
}

char *
pane_list_filter_words(const PaneList *list)
{
  return list_filter_words(&list->filter, list->rows->count((gpointer) list));
}

/* FALSE: there was no filter. */
static gboolean
drop_filter(PaneList *list)
{
  if (!list_filter_drop(&list->filter))
    return FALSE;
  list->show(list);
  if (list->moved && pane_list_row(list) >= 0)
    list->moved(list);
  return TRUE;
}

gboolean
pane_list_act(PaneList *list, ActionId action)
{
  if (action == ACT_FILTER && list->show) {
    list_filter_begin(&list->filter);
    return TRUE;
  }
  if (action == ACT_BACK)
    return drop_filter(list);
  gboolean moved = FALSE, taken = table_act(list->table, action, &moved);
  if (moved && list->moved)
    list->moved(list);
  return taken;
}

void
pane_list_sort(PaneList *list, Pane *pane, int fallback)
{
  ListSort *sort = &list->sort;
  int column = table_column(list->table) >= 0 ? table_column(list->table) : fallback;
  if (column < 0) {
    pane_say(pane, MESSAGE_INFO, "Choose a column with < and > first");
    return;
  }
  sort->descending = column == sort->column && !sort->descending;
  sort->column = column;
  table_set_sort(list->table, column, sort->descending);
  list->show(list);
}

void
pane_list_say_stopped(PaneList *list, Pane *pane)
{
  static const char text[] = "Stopped: r loads";
  table_set_empty_text(list->table, text);
  pane_say(pane, MESSAGE_INFO, "%s", text);
}

/* For the tables of functions */

guint
pane_list_count(gpointer state)
{
  const PaneList *list = state;
  return list->shown->len;
}

void
pane_list_draw(gpointer state, Canvas *canvas, Rect rect, gboolean focused)
{
  PaneList *list = state;
  table_draw(list->table, canvas, list_filter_draw(&list->filter, canvas, rect), focused);
}

gboolean
pane_list_has_row(gpointer state)
{
  return pane_list_row(state) >= 0;
}

gboolean
pane_list_key(gpointer state, const Key *key)
{
  PaneList *list = state;
  gboolean changed = FALSE, taken = list_filter_key(&list->filter, key, &changed);
  if (changed)
    list->show(list);
  return taken;
}

const char *
pane_list_hint(gpointer state)
{
  const PaneList *list = state;
  return list_filter_hint(&list->filter);
}

Table *
pane_list_table(gpointer state)
{
  PaneList *list = state;
  return list->table;
}

const char *
pane_list_filter(gpointer state)
{
  const PaneList *list = state;
  return list->filter.text;
}
