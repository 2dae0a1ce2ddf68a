/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list widget that knows nothing of its rows: it asks for the text of what is seen, and for nothing else.
 * Columns are data. The cursor, the marks' column, scrolling, the chosen column, sort marks, hidden columns
 * and editing a row in place live here; order, filter and marks themselves are the owner's. */
#pragma once
#include "ui/actions.h"
#include "ui/canvas.h"
#include "ui/key.h"

typedef enum ColumnAlign { ALIGN_LEFT, ALIGN_RIGHT } ColumnAlign;

/* A constant table of these is what a pane's list is. */
typedef struct Column {
  const char *name;           /* for settings: "email" */
  const char *header;         /* "Email" */
  int min_width, ideal_width; /* in cells; 0: as wide as the header */
  int flex;                   /* share of what is left over; 0: none */
  ColumnAlign align;
  gboolean editable;
  gboolean hidden; /* at first */
  int most;        /* where it stretches: no wider than this before all others get their part; 0: no limit */
} Column;

/* What the table asks its owner. `cell` appends to the empty `text` and may change `style`; it must be quick,
 * it is called for each cell seen. */
typedef struct TableRows {
  guint (*count)(gpointer data);
  void (*cell)(gpointer data, guint row, guint column, GString *text, Style *style);
  gboolean (*marked)(gpointer data, guint row); /* NULL: no column of marks */
  const char *(*id)(gpointer data, guint row);  /* NULL: the place is kept by number only */
  gint64 (*find)(gpointer data,
                 const char *id); /* row or -1; NULL: looked for with `id` near the old place */
  char *(*check)(gpointer data, guint column,
                 const char *value); /* reason (to be freed) why a typed value can't be; may be NULL */
  /* NULL, or what a row with nothing to know it by is known by: dimmed in the first cell, if that is empty.
   */
  const char *(*instead)(gpointer data, guint row);
} TableRows;

typedef struct Table Table;

/* Columns and rows are borrowed (constant tables); so is `data`. */
Table *table_new(const Column *columns, guint n_columns, const TableRows *rows, gpointer data);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* Draws header and visible rows in `rect`, the inside of a frame. Reads the rows only. `focused` decides how
 * the cursor's row looks. */
void table_draw(Table *table, Canvas *canvas, Rect rect, gboolean focused);
/* "31 of 12,408"-like position for the frame's foot: "12/840"; "" if empty. The caller frees it. */
char *table_position(const Table *table);
/* The cells at which the columns that stretch cut nothing; measured on the first hundred rows, so that a long
 * list costs no more than a short one and scrolling changes nothing. For lists of few columns. */
int table_wanted_width(const Table *table);
/* The scroll mark, on the border of `frame` (the whole pane's rectangle). */
void table_draw_scrollbar(const Table *table, Canvas *canvas, Rect frame, gboolean focused);
/* What to show in place of the rows when there are none ("No contacts yet", "Loading 200 of 12,408…");
 * copied. */
void table_set_empty_text(Table *table, const char *text);
/* The rows of the last drawing: for asking the next page in time. */
void table_visible(const Table *table, guint *first, guint *count);

/* -1 if there is no row. */
gint64 table_cursor(const Table *table);
void table_set_cursor(Table *table, guint row);
/* Rows were added, taken away or put in another order: the cursor stays on its row (by id), else near its
 * number. */
void table_rows_changed(Table *table);
/* Before the rows of a refresh: what stood at the top is the cursor's row too, and not whatever comes there.
 */
void table_hold_row(Table *table);
/* From now on rows_changed() must look for this row (one just made). */
void table_seek_id(Table *table, const char *id);

/* Moves and columns: DOWN UP TOP BOTTOM HALF_* PAGE_* LEFT RIGHT COLUMN_LEFT COLUMN_RIGHT HIDE_COLUMN. FALSE:
 * not one of the table's. `moved` (may be NULL) says whether the cursor is on another row. */
gboolean table_act(Table *table, ActionId action, gboolean *moved);
/* A click or wheel inside the last drawn rectangle. FALSE if it was elsewhere. A click on a header chooses
 * that column and sets `header` (may be NULL). */
gboolean table_mouse(Table *table, const Key *key, gboolean *moved, gboolean *header);

/* The chosen column (< and >), -1: none chosen. */
int table_column(const Table *table);
/* The mark in the header: ▲ or ▼; -1 takes it away. */
void table_set_sort(Table *table, int column, gboolean descending);
/* The names of the columns from the left to the right, "-name" for a hidden one; new. Setting takes what it
 * knows, puts the others after them, and with NULL everything is as at first. */
char **table_columns(const Table *table);
void table_set_columns(Table *table, const char *const *names);

/* Editing the cursor's row in place. */
typedef enum TableEditAnswer {
  TABLE_EDIT_TAKEN,
  TABLE_EDIT_SAVE, /* Enter: all cells pass their check; read the values, then table_edit_end() or keep it
                      open while it is saved */
  TABLE_EDIT_LEAVE /* Esc: the owner calls table_edit_end() */
} TableEditAnswer;

/* Opens the chosen column's cell if it is editable, else the first that is. FALSE if there is no row or no
 * such column. */
gboolean table_edit_begin(Table *table);
gboolean table_is_editing(const Table *table);
TableEditAnswer table_edit_key(Table *table, const Key *key);
/* Owned by the table, until table_edit_end(). Only for editable columns; NULL otherwise. */
const char *table_edit_value(const Table *table, guint column);
gboolean table_edit_changed(const Table *table, guint column);
/* All that was typed, cell by cell in quotes; NULL: nothing was changed. New. */
char *table_edit_typed(const Table *table);
/* Is the cell with the cursor one that can't be so? Then nothing leaves it but Esc. */
gboolean table_edit_is_wrong(const Table *table);
/* Puts text into a cell being edited (a draft, what was typed before a refusal). */
void table_edit_set_value(Table *table, guint column, const char *value);
/* A reason under the row, beside what was typed; NULL takes it away. Goes to that cell (column -1: stays). */
void table_edit_set_error(Table *table, int column, const char *reason);
/* While it is being saved keys change nothing, and changed cells keep their mark. */
void table_edit_set_saving(Table *table, gboolean saving);
void table_edit_end(Table *table);
