/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the panes of lists have in common: the line in which a filter is typed, how a failed ask is told, and
 * the order in which asks go out.
 */
#pragma once

#include "src/api/client.h"
#include "ui/line-edit.h"
#include "ui/pane.h"
#include "ui/services.h"

/* A filter being typed, or the one that stands. Zeroed memory is an empty one. */
typedef struct ListFilter {
  LineEdit *edit; /* while it is typed */
  char *text;     /* what is shown now; NULL or "": everything */
} ListFilter;

/* Frees what it holds; it is an empty one then. */
void list_filter_clear(ListFilter *filter);
/* Opens the line with what stands in it. */
void list_filter_begin(ListFilter *filter);
gboolean list_filter_is_open(const ListFilter *filter);
/* While the line is open: TRUE if the key was taken; @changed says whether the text is another. Enter closes
 * the line, Esc closes and empties it. */
gboolean list_filter_key(ListFilter *filter, const Key *key, gboolean *changed);
/* Takes the filter away; FALSE if there was none. */
gboolean list_filter_drop(ListFilter *filter);
gboolean list_filter_is_empty(const ListFilter *filter);
/* Does every word stand in @text, and no "!word", whatever case and accents? */
gboolean list_filter_matches(const ListFilter *filter, const char *text);
/* The same for what has parts: "state:opened" must stand in the part that is called so, or begins so. */
typedef struct FilterPart {
  const char *name, *text; /* the text may be NULL */
  gboolean named_only;     /* a word alone is not looked for in it, and with the name it is how it begins */
} FilterPart;
gboolean list_filter_matches_parts(const ListFilter *filter, const FilterPart *parts, guint n_parts);
/* The hint line while it is typed, or NULL. */
const char *list_filter_hint(const ListFilter *filter);
/* "filter: rossi (31)", new; NULL if there is none. */
char *list_filter_words(const ListFilter *filter, guint64 shown);
/* The line at the foot of @rect, while it is typed; returns what is left of the rectangle. */
Rect list_filter_draw(const ListFilter *filter, Canvas *canvas, Rect rect);

/* By which column the rows stand. */
typedef struct ListSort {
  int column; /* -1: as they came, or as the pane likes it */
  gboolean descending;
} ListSort;

/* s: by the column that is chosen, else by @fallback; a second time the other way. FALSE, and said, when
 * there is none of both (@fallback -1). */
gboolean list_sort_next(ListSort *sort, Pane *pane, Table *table, int fallback);

/* After each _finish, before anything else: TRUE means that whoever asked may be gone, so the callback
 * returns without a look at its data. FALSE for NULL. */
gboolean was_cancelled(const GError *error);
/* Tells the person that @what could not be had. */
void say_failed(Pane *pane, const char *what, const GError *error);

/* Does a launch wait to leave for this list (NULL: for any)? */
gboolean has_waiting_launch(const Services *services, const char *list_id);

/* Cancels what was asked and makes a new cancellable for what comes. */
void renew_cancellable(GCancellable **cancellable);

/* What a list says when Esc has cancelled its loading. */
#define STOPPED_TEXT "Stopped: r loads"

/* How many failed asks in a row make the next one later still; each doubles the wait. */
#define MAX_FAILURES 6
/* Monotonic. */
gint64 seconds_now(void);
