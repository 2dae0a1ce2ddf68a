/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every pane that shows a list has and does alike: a table, a filter, an order, and the keys of these.
 * The State of such a pane begins with a PaneList, so that it is one too: the functions below that take a
 * `state` stand in its PaneClass or TableRows as they are. What a row says and what its keys do is the
 * pane's.
 */
#pragma once

#include "ui/pane.h"
#include "ui/panes/list-filter.h"

/* By which column the rows stand. */
typedef struct ListSort {
  int column; /* -1: as they came, or as the pane likes it */
  gboolean descending;
} ListSort;

typedef struct PaneList {
  Table *table;
  const TableRows *rows;
  GPtrArray *shown; /* the rows from the top, mostly borrowed; unused by a pane that counts them itself */
  ListFilter filter;
  ListSort sort;
  void (*show)(gpointer state);  /* the filter or the order is another: chooses the rows; NULL: no filter */
  void (*moved)(gpointer state); /* a key has put the cursor on another row; may be NULL */
} PaneList;

/* Columns and rows are borrowed: constant tables. */
void pane_list_init(PaneList *list, const Column *columns, guint n_columns, const TableRows *rows,
                    void (*show)(gpointer state));
void pane_list_clear(PaneList *list);

/* The number of the row under the cursor, or -1. */
gint64 pane_list_row(const PaneList *list);
/* What `shown` has there, or NULL. */
gpointer pane_list_current(const PaneList *list);
/* "filter: rossi (31)", for the right of the frame; new; NULL if there is none. */
char *pane_list_filter_words(const PaneList *list);
/* The keys of every list, for the end of the pane's own act(): moves, columns, the filter and its way out.
 * FALSE: it was none of these. */
gboolean pane_list_act(PaneList *list, ActionId action);
/* s: by the column that is chosen, else by @fallback; a second time the other way. When there is none of
 * both (@fallback -1) that is said. */
void pane_list_sort(PaneList *list, Pane *pane, int fallback);
/* Esc has cancelled the loading: says so. */
void pane_list_say_stopped(PaneList *list, Pane *pane);

/* For TableRows: as many as are in `shown`. */
guint pane_list_count(gpointer state);
/* For PaneClass. */
void pane_list_draw(gpointer state, Canvas *canvas, Rect rect, gboolean focused);
gboolean pane_list_has_row(gpointer state);
gboolean pane_list_key(gpointer state, const Key *key);
const char *pane_list_hint(gpointer state);
Table *pane_list_table(gpointer state);
const char *pane_list_filter(gpointer state);
