/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text being edited. Text is UTF-8 and moves by grapheme clusters. Keys: arrows, Home End, C-a
 * C-e, C-Left C-Right (words), Backspace Delete, C-u C-k C-w, C-z undo, paste (newlines become blanks). */
#pragma once
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct LineEdit LineEdit;

LineEdit *line_edit_new(const char *text);
/* Bullets in place of the text; the memory is wiped, and undo is off. */
LineEdit *line_edit_new_secret(void);
void line_edit_free(LineEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineEdit, line_edit_free)

/* Owned by the edit, until the next change. */
const char *line_edit_text(const LineEdit *edit);
/* The cursor goes to the end; forgets undo. */
void line_edit_set_text(LineEdit *edit, const char *text);
/* Bytes before the cursor. */
gsize line_edit_cursor(const LineEdit *edit);
/* To this byte, which must not lie inside a character. */
void line_edit_set_cursor(LineEdit *edit, gsize bytes);
/* Characters that fit: it is a line. */
#define LINE_EDIT_LONGEST (1 << 16)
/* FALSE if the key is none of a line's; the text is untouched then. A click where it was drawn puts the
 * cursor there. */
gboolean line_edit_key(LineEdit *edit, const Key *key);
/* Draws in `width` cells from y, x, scrolled so that the cursor is seen. With `focused` the hardware cursor
 * goes there. */
void line_edit_draw(LineEdit *edit, Canvas *canvas, int y, int x, int width, Style style, gboolean focused);
