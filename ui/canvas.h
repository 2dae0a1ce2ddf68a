/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A canvas is a plain grid of cells that widgets draw on. It knows no terminal: screen.c paints the
 * difference between two canvases, and a test reads one as text. A style is a role, not a colour; theme.c
 * says how a role looks. Whoever draws stays inside the clip rectangle, because nothing outside of it takes a
 * cell. */
#pragma once
#include <glib.h>

typedef struct Rect {
  int y, x, height, width;
} Rect;

/* What a piece of text is. A style is one role, perhaps with flags added. */
typedef enum StyleRole {
  STYLE_NORMAL,
  STYLE_DIM,
  STYLE_TITLE,
  STYLE_BORDER,
  STYLE_BORDER_FOCUSED,
  STYLE_SELECTED, /* the cursor's row in the focused pane */
  STYLE_MARKED,
  STYLE_ERROR,
  STYLE_OK,
  STYLE_WARNING,
  STYLE_HEADER,
  STYLE_FIELD,
  STYLE_FIELD_CHANGED,
  STYLE_KEY,
  STYLE_TAG_RED, /* the colour that a person gave to a connection */
  STYLE_TAG_GREEN,
  STYLE_TAG_YELLOW,
  STYLE_TAG_BLUE,
  STYLE_TAG_MAGENTA,
  STYLE_TAG_CYAN,
  STYLE_ROLES
} StyleRole;

typedef guint16 Style;
#define STYLE_ROLE(style) ((StyleRole) ((style) &0xff))
#define STYLE_BOLD 0x100
#define STYLE_UNDERLINE 0x200
#define STYLE_ON_CURSOR 0x400 /* keeps the role's meaning on the cursor's row, in the focused pane */

/* One grapheme cluster. A wide cluster's second cell has width 0 and no text. */
typedef struct Cell {
  char text[30];
  guint8 width;
  Style style;
} Cell;

typedef struct Canvas Canvas;

Canvas *canvas_new(int height, int width);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

/* Takes the new size and forgets what was drawn. */
void canvas_resize(Canvas *canvas, int height, int width);
int canvas_height(const Canvas *canvas);
int canvas_width(const Canvas *canvas);
Rect canvas_rect(const Canvas *canvas);

/* Blank everything, no clip, cursor hidden, Unicode frames as set. */
void canvas_clear(Canvas *canvas);

/* Only cells inside the clip take what is drawn; returns the former clip, to be set again. A clip is cut to
 * the canvas. */
Rect canvas_set_clip(Canvas *canvas, Rect clip);

/* In a locale without UTF-8 frames, bullets and marks are drawn with their ASCII stand-ins. */
void canvas_set_ascii(Canvas *canvas, gboolean ascii);
gboolean canvas_is_ascii(const Canvas *canvas);

/* Draws at most `width` cells of `utf8` (width < 0: up to the clip); what does not fit ends in an ellipsis.
 * Returns the number of cells taken. Control characters are drawn as U+FFFD. */
int canvas_text(Canvas *canvas, int y, int x, int width, const char *utf8, Style style);
int canvas_printf(Canvas *canvas, int y, int x, int width, Style style, const char *format, ...)
    G_GNUC_PRINTF(6, 7);
/* The same, against the right edge of the `width` cells; left of it stays as it is. */
int canvas_text_right(Canvas *canvas, int y, int x, int width, const char *utf8, Style style);

/* Blanks a rectangle. */
void canvas_fill(Canvas *canvas, Rect rect, Style style);

/* A rounded frame; `title` stands in the top border at the left, `right` at the right, `foot` in the bottom
 * border at the right; each may be NULL. Returns the inside. */
Rect canvas_frame(Canvas *canvas, Rect rect, const char *title, const char *right, const char *foot,
                  gboolean focused);
/* A scroll mark on the right border of `rect`: `top` of `total` rows, `shown` seen at once. Nothing if all
 * are seen. */
void canvas_scrollbar(Canvas *canvas, Rect rect, guint64 top, guint64 shown, guint64 total, gboolean focused);

/* Where the hardware cursor stands (`visible` says whether it is a text cursor that must be seen, or only a
 * place). */
void canvas_set_cursor(Canvas *canvas, int y, int x, gboolean visible);

/* Only a place for the cursor to rest at, unless a text cursor stands somewhere already. */
void canvas_rest_cursor(Canvas *canvas, int y, int x);
/* FALSE if no one has set it since canvas_clear(). */
gboolean canvas_get_cursor(const Canvas *canvas, int *y, int *x, gboolean *visible);

/* For screen.c and tests. The cell belongs to the canvas. */
const Cell *canvas_cell(const Canvas *canvas, int y, int x);
/* The row's text without trailing blanks; the caller frees it. */
char *canvas_row_text(const Canvas *canvas, int y);
/* All rows, a line each, without trailing blanks and empty lines at the end; the caller frees it. */
char *canvas_to_text(const Canvas *canvas);
