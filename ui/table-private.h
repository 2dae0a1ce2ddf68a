/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What table.c (rows, drawing), table-columns.c and table-edit.c (the row being edited) know together. */
#pragma once
#include "ui/line-edit.h"
#include "ui/table.h"

typedef struct TableEdit {
  LineEdit **cells; /* by column; NULL where it is not editable */
  char **before;    /* what stood there */
  int column;
  char *error;
  gboolean saving;
} TableEdit;

struct Table {
  const Column *columns;
  guint n_columns;
  const TableRows *rows;
  gpointer data;
  gboolean *hidden;  /* by column */
  int *widths;       /* of the last drawing; 0: not drawn */
  int *starts;       /* cells from the left of the rectangle */
  guint *order;      /* the columns from the left to the right */
  guint first_place; /* scrolled to the right by so many of them */
  int column;
  int sort_column;
  gboolean sort_descending;
  gint64 cursor; /* -1: no row */
  guint top;
  gint64 offset;          /* of the cursor's row from the top, as it was last seen */
  char *cursor_id;        /* NULL: unknown */
  gboolean cursor_at_top; /* never moved: stays on the first row as rows come in */
  char *empty_text;
  Rect rect; /* of the last drawing */
  TableEdit *edit;
};

void table_draw_edit_cell(Table *table, Canvas *canvas, int y, guint column, gboolean focused);
/* The reason under the row. */
void table_draw_edit_error(Table *table, Canvas *canvas, int y);

/* table-columns.c */

/* Widths and starts for so many cells; what has no room at the right is reached by scrolling. */
void table_lay_out_columns(Table *table, int width);
/* Scrolls the columns so that this one is seen. */
void table_show_column(Table *table, int column);
/* Where in the order a column stands. */
guint table_column_place(const Table *table, guint column);
/* The next column in this direction (1 or -1) that is not hidden, or -1. */
int table_next_column(const Table *table, int from, int step);
/* Whether nothing is left to scroll to at the right. */
gboolean table_last_column_is_seen(const Table *table);
/* Does an action of the columns; FALSE if it is none. */
gboolean table_move_columns(Table *table, ActionId action);
/* The column drawn at these cells of the screen, or -1. */
int table_column_at(const Table *table, int x);
