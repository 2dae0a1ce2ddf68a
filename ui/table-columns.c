/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table: how wide each is, which are scrolled away or hidden, which one is chosen. */
#include "ui/table-private.h"
#include "ui/text.h"

enum { GAP = 2, MEASURED_ROWS = 100 };

static int
header_width(const Table *table, guint i)
{
  return text_width(table->columns[i].header) + (table->sort_column == (int) i ? 2 : 0);
}

static int
ideal_width(const Table *table, guint i)
{
  return MAX(table->columns[i].ideal_width, header_width(table, i));
}

static int
least_width(const Table *table, guint i)
{
  return table->columns[i].min_width > 0 ? table->columns[i].min_width : header_width(table, i);
}

guint
table_column_place(const Table *table, guint column)
{
  guint place = 0;
  while (place + 1 < table->n_columns && table->order[place] != column)
    place++;
  return place;
}

static gboolean
column_is_drawn(const Table *table, guint i)
{
  return !table->hidden[i] && table_column_place(table, i) >= table->first_place;
}

static int
total_width(const Table *table)
{
  int total = 0;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->widths[i] > 0)
      total += table->widths[i] + GAP;
  return total > 0 ? total - GAP : 0;
}

static int
most_more(const Table *table, guint i)
{
  return table->columns[i].most ? MAX(table->columns[i].most - table->widths[i], 0) : G_MAXINT;
}

/* To the columns that stretch, by their shares and up to what each takes at most; what is left. */
static int
stretch(Table *table, int room)
{
  int flex = 0, given = 0;
  for (guint i = 0; i < table->n_columns; i++)
    flex += table->widths[i] > 0 && most_more(table, i) ? table->columns[i].flex : 0;
  for (guint i = 0; flex && i < table->n_columns; i++)
    if (table->widths[i] > 0) {
      int part = MIN(room * table->columns[i].flex / flex, most_more(table, i));
      table->widths[i] += part;
      given += part;
    }
  return given ? stretch(table, room - given) : room;
}

/* A wide screen does not stand in one column: what those that stretch do not take all of them get. */
static void
share_out(Table *table, int room)
{
  int left = stretch(table, room), drawn = 0;
  gboolean limited = FALSE;
  for (guint i = 0; i < table->n_columns; i++) {
    drawn += table->widths[i] > 0;
    limited |= table->widths[i] > 0 && table->columns[i].most;
  }
  for (guint i = 0; limited && i < table->n_columns; i++)
    if (table->widths[i] > 0)
      table->widths[i] += left / drawn;
}

/* Takes from the widest column that may be narrower, cell by cell; a column has few dozens of them. */
static int
take_back(Table *table, int missing)
{
  while (missing > 0) {
    int widest = -1;
    for (guint i = 0; i < table->n_columns; i++)
      if (table->widths[i] > least_width(table, i) &&
          (widest < 0 || table->widths[i] > table->widths[widest]))
        widest = (int) i;
    if (widest < 0)
      break;
    table->widths[widest]--;
    missing--;
  }
  return missing;
}

/* Widths and starts for so many cells; what has no room at the right is reached by scrolling. */
void
table_lay_out_columns(Table *table, int width)
{
  int left = table->rows->marked ? 2 : 1;
  for (guint i = 0; i < table->n_columns; i++)
    table->widths[i] = column_is_drawn(table, i) ? ideal_width(table, i) : 0;
  int room = width - left - 1 - total_width(table);
  if (room > 0)
    share_out(table, room);
  else
    take_back(table, -room);
  int x = left;
  for (guint place = 0; place < table->n_columns; place++) {
    guint i = table->order[place];
    table->starts[i] = x;
    if (table->widths[i] > 0 && x + MIN(table->widths[i], 4) > width)
      table->widths[i] = 0;
    if (table->widths[i] > 0)
      table->widths[i] = MIN(table->widths[i], width - x);
    x += table->widths[i] > 0 ? table->widths[i] + GAP : 0;
  }
}

void
table_show_column(Table *table, int column)
{
  if (column < 0)
    return;
  guint place = table_column_place(table, (guint) column);
  table->first_place = MIN(table->first_place, place);
  table_lay_out_columns(table, table->rect.width);
  while (table->rect.width > 0 && table->widths[column] == 0 && table->first_place < place) {
    table->first_place++;
    table_lay_out_columns(table, table->rect.width);
  }
}

/* The next column in this direction that is not hidden, or -1. */
int
table_next_column(const Table *table, int from, int step)
{
  int n = (int) table->n_columns;
  int place = from >= 0 && from < n ? (int) table_column_place(table, (guint) from) : from;
  for (place += step; place >= 0 && place < n; place += step)
    if (!table->hidden[table->order[place]])
      return (int) table->order[place];
  return -1;
}

static void
choose_column(Table *table, int step)
{
  int from = table->column >= 0 ? table->column : step > 0 ? -1 : (int) table->n_columns;
  int next = table_next_column(table, from, step);
  if (next >= 0)
    table->column = next;
  table_show_column(table, table->column);
}

gboolean
table_last_column_is_seen(const Table *table)
{
  int last = table_next_column(table, (int) table->n_columns, -1);
  return last < 0 || (table->widths[last] > 0 && table->widths[last] >= least_width(table, (guint) last));
}

static void
scroll_columns(Table *table, int step)
{
  if (step > 0 && table_last_column_is_seen(table))
    return;
  int next = table_next_column(table, (int) table->order[table->first_place], step);
  if (next >= 0)
    table->first_place = table_column_place(table, (guint) next);
}

/* All of them; and when nothing is hidden everything is as it was at first. */
static void
show_all_columns(Table *table)
{
  gboolean any = FALSE;
  for (guint i = 0; i < table->n_columns; i++) {
    any |= table->hidden[i];
    table->hidden[i] = FALSE;
  }
  if (!any)
    table_set_columns(table, NULL);
}

static void
hide_column(Table *table)
{
  if (table->column < 0) {
    show_all_columns(table);
    return;
  }
  int next = table_next_column(table, table->column, 1);
  if (next < 0)
    next = table_next_column(table, table->column, -1);
  if (next < 0)
    return; /* the last one stays */
  table->hidden[table->column] = TRUE;
  table->column = -1;
}

/* The chosen column changes places with the one shown beside it. */
static void
move_column(Table *table, int step)
{
  int other = table->column >= 0 ? table_next_column(table, table->column, step) : -1;
  if (other < 0)
    return;
  guint here = table_column_place(table, (guint) table->column);
  guint there = table_column_place(table, (guint) other);
  table->order[here] = (guint) other;
  table->order[there] = (guint) table->column;
  table_show_column(table, table->column);
}

char **
table_columns(const Table *table)
{
  char **names = g_new0(char *, table->n_columns + 1);
  for (guint place = 0; place < table->n_columns; place++) {
    guint i = table->order[place];
    names[place] = g_strconcat(table->hidden[i] ? "-" : "", table->columns[i].name, NULL);
  }
  return names;
}

/* The column of that name ("-name" too) which has no place yet, or -1. */
static int
column_to_place(const Table *table, const char *name, const gboolean *placed)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (!placed[i] && g_str_equal(table->columns[i].name, *name == '-' ? name + 1 : name))
      return (int) i;
  return -1;
}

void
table_set_columns(Table *table, const char *const *names)
{
  g_autofree gboolean *placed = g_new0(gboolean, table->n_columns);
  guint place = 0;
  gboolean any = FALSE;
  for (; names && *names; names++) {
    int i = column_to_place(table, *names, placed);
    if (i < 0)
      continue;
    placed[i] = TRUE;
    table->hidden[i] = **names == '-';
    any |= !table->hidden[i];
    table->order[place++] = (guint) i;
  }
  for (guint i = 0; i < table->n_columns; i++)
    if (!placed[i]) {
      table->hidden[i] = table->columns[i].hidden;
      any |= !table->hidden[i];
      table->order[place++] = i;
    }
  if (!any && table->n_columns > 0)
    table->hidden[table->order[0]] = FALSE;
}

int
table_column(const Table *table)
{
  return table->column;
}

void
table_set_sort(Table *table, int column, gboolean descending)
{
  table->sort_column = column;
  table->sort_descending = descending;
}

gboolean
table_move_columns(Table *table, ActionId action)
{
  switch (action) {
  case ACT_LEFT:
    scroll_columns(table, -1);
    return TRUE;
  case ACT_RIGHT:
    scroll_columns(table, 1);
    return TRUE;
  case ACT_COLUMN_LEFT:
    choose_column(table, -1);
    return TRUE;
  case ACT_COLUMN_RIGHT:
    choose_column(table, 1);
    return TRUE;
  case ACT_MOVE_COLUMN_LEFT:
    move_column(table, -1);
    return TRUE;
  case ACT_MOVE_COLUMN_RIGHT:
    move_column(table, 1);
    return TRUE;
  case ACT_HIDE_COLUMN:
    hide_column(table);
    return TRUE;
  default:
    return FALSE;
  }
}

int
table_column_at(const Table *table, int x)
{
  for (guint i = 0; i < table->n_columns; i++) {
    int start = table->rect.x + table->starts[i];
    if (table->widths[i] > 0 && x >= start && x < start + table->widths[i] + GAP)
      return (int) i;
  }
  return -1;
}

/* A column that does not stretch is drawn at its ideal width, whatever stands in it. */
static int
wanted_column(const Table *table, guint i, GString *text)
{
  if (!table->columns[i].flex)
    return ideal_width(table, i);
  int width = header_width(table, i);
  guint n = MIN(table->rows->count(table->data), (guint) MEASURED_ROWS);
  for (guint row = 0; row < n; row++) {
    Style style = STYLE_NORMAL;
    g_string_truncate(text, 0);
    table->rows->cell(table->data, row, i, text, &style);
    width = MAX(width, text_width(text->str));
  }
  return width;
}

int
table_wanted_width(const Table *table)
{
  g_autoptr(GString) text = g_string_new(NULL);
  int width = table->rows->marked ? 3 : 2;
  for (guint i = 0; i < table->n_columns; i++)
    if (!table->hidden[i])
      width += wanted_column(table, i, text) + GAP;
  return width - GAP;
}
