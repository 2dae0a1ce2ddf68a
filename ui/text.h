/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in cells. A cell is what the terminal's columns are counted in; a grapheme cluster (a letter with its
 * combining marks, an emoji with its joiners) is never cut in two. All text here is valid UTF-8. */
#pragma once
#include <glib.h>

/* The end of the grapheme cluster that starts at `p` (not the end of the text), and how many cells it takes:
 * 0, 1 or 2. */
const char *text_next_cluster(const char *p, int *cells);
/* The start of the cluster that ends at `p`, which must lie after `start`. */
const char *text_previous_cluster(const char *start, const char *p);

/* Cells the whole text takes. */
int text_width(const char *text);
/* Bytes of the longest head that takes at most `width` cells; `cells` (may be NULL) gets what it takes. */
gsize text_head_bytes(const char *text, int width, int *cells);

/* Each returns a new string. Cutting puts an ellipsis in the last cell; padding cuts what is too long. */
char *text_cut(const char *text, int width);
char *text_pad_right(const char *text, int width);
/* Lines of at most `width` cells, broken at blanks where there are any and at each newline; char* elements,
 * freed with it. What stands before a tab is a label in a column of its own, beside which the rest is
 * wrapped; where there is no room for that the tab is a blank. */
enum { TEXT_HANG = 12 };
GPtrArray *text_wrap(const char *text, int width);

/* "84,120"; the caller frees it. */
char *text_count(guint64 number);
/* "1 contact", "84,120 contacts", of "contact"; the caller frees it. */
char *text_counted(guint64 number, const char *noun);
