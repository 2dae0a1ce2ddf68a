/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of styled text that scroll in a box: what help, the text viewer and long questions are made of. */
#pragma once
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct ScrollText ScrollText;
ScrollText *scroll_text_new(void);
void scroll_text_free(ScrollText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScrollText, scroll_text_free)

/* A line of two parts: `key` (may be NULL) takes `key_cells` in the style of keys. Both are copied. */
void scroll_text_add(ScrollText *text, const char *key, int key_cells, const char *line, Style style);
guint scroll_text_lines(const ScrollText *text);
/* As lists scroll: j k, arrows, pages, g G. FALSE if the key is another. */
gboolean scroll_text_key(ScrollText *text, const Key *key);
/* This line at the top, as far as the lines after it fill the box. */
void scroll_text_go_to(ScrollText *text, guint line);
/* To the next line in this direction (1 or -1) that contains `needle`, whatever the case; FALSE if there is
 * none. */
gboolean scroll_text_find(ScrollText *text, const char *needle, int step);
/* Draws in `rect`; the scroll mark goes to the border of `frame`. */
void scroll_text_draw(ScrollText *text, Canvas *canvas, Rect rect, Rect frame);
