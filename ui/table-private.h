/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What table.c (rows, columns, drawing) and table-edit.c (the row being edited) know together. */
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
  gboolean *hidden;   /* by column */
  int *widths;        /* of the last drawing; 0: not drawn */
  int *starts;        /* cells from the left of the rectangle */
  guint first_column; /* scrolled to the right by so many columns */
  int column;
  int sort_column;
  gboolean sort_descending;
  gint64 cursor; /* -1: no row */
  guint top;
  char *cursor_id;        /* NULL: unknown */
  gboolean cursor_at_top; /* never moved: stays on the first row as rows come in */
  char *empty_text;
  Rect rect; /* of the last drawing */
  TableEdit *edit;
};

void table_draw_edit_cell(Table *table, Canvas *canvas, int y, guint column, gboolean focused);
/* The reason under the row. */
void table_draw_edit_error(Table *table, Canvas *canvas, int y);
/* Scrolls the columns so that this one is seen. */
void table_show_column(Table *table, int column);
