/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab in a line: what stands there goes on as far as it is sure how, and what it could be is shown. */
#pragma once
#include "ui/canvas.h"
#include "ui/line-edit.h"

/* What becomes of @typed (new); the names that it could go on to are appended to @names (of char *, new). */
typedef char *(*CompletionFunc)(const char *typed, GPtrArray *names);

/* Completes the text of @edit from its byte @from to the cursor. The names to show (new): several, or none
 * where nothing fits; NULL: it is whole. */
GPtrArray *completion_take(LineEdit *edit, gsize from, CompletionFunc complete);

/* How many rows of this width the names take, at least one. */
int completion_rows(const GPtrArray *names, int width);
/* Row by row; where they do not fit the last place says how many more there are. */
void completion_draw(const GPtrArray *names, Canvas *canvas, Rect rect);
