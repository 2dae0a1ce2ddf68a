/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The filter of a list: the line in which it is typed, and whether a row stands up to it.
 */
#pragma once

#include "ui/line-edit.h"

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
