/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells lie row by row in one run of memory. Everything drawn goes through put_cluster(), which alone knows
 * the clip and keeps the two halves of a wide cluster together. */
#include "ui/canvas.h"

#include <string.h>

#include "ui/text.h"

struct Canvas {
  int height, width;
  Cell *cells;
  Rect clip;
  gboolean ascii;
  gboolean has_cursor, cursor_visible;
  int cursor_y, cursor_x;
};

/* What stands in for the shapes that we draw, where the locale has no UTF-8. */
static const struct {
  const char *text, *ascii;
} stand_ins[] = {{"…", "~"}, {"●", "*"}, {"○", "o"}, {"•", "*"}, {"▾", "v"}, {"▸", ">"}, {"▲", "^"},
                 {"▼", "v"}, {"│", "|"}, {"─", "-"}, {"╭", "+"}, {"╮", "+"}, {"╰", "+"}, {"╯", "+"},
                 {"┃", "#"}, {"·", "."}, {"–", "-"}, {"█", "#"}, {"░", "."}, {"→", ">"}, {"←", "<"},
                 {"↑", "^"}, {"↓", "v"}, {"✓", "+"}, {"×", "x"}, {"’", "'"}};

Canvas *
canvas_new(int height, int width)
{
  Canvas *canvas = g_new0(Canvas, 1);
  canvas_resize(canvas, height, width);
  return canvas;
}

void
canvas_free(Canvas *canvas)
{
  if (!canvas)
    return;
  g_free(canvas->cells);
  g_free(canvas);
}

void
canvas_resize(Canvas *canvas, int height, int width)
{
  canvas->height = MAX(height, 1);
  canvas->width = MAX(width, 1);
  g_free(canvas->cells);
  canvas->cells = g_new(Cell, (gsize) canvas->height * (gsize) canvas->width);
  canvas_clear(canvas);
}

int
canvas_height(const Canvas *canvas)
{
  return canvas->height;
}

int
canvas_width(const Canvas *canvas)
{
  return canvas->width;
}

Rect
canvas_rect(const Canvas *canvas)
{
  return (Rect){0, 0, canvas->height, canvas->width};
}

static Cell *
cell_at(const Canvas *canvas, int y, int x)
{
  return &canvas->cells[(gsize) y * (gsize) canvas->width + (gsize) x];
}

static void
blank(Cell *cell, Style style)
{
  memset(cell, 0, sizeof *cell);
  cell->text[0] = ' ';
  cell->width = 1;
  cell->style = style;
}

void
canvas_clear(Canvas *canvas)
{
  canvas->clip = canvas_rect(canvas);
  canvas->has_cursor = FALSE;
  for (gsize i = 0; i < (gsize) canvas->height * (gsize) canvas->width; i++)
    blank(&canvas->cells[i], STYLE_NORMAL);
}

static Rect
intersect(Rect a, Rect b)
{
  int y = MAX(a.y, b.y), x = MAX(a.x, b.x);
  int bottom = MIN(a.y + a.height, b.y + b.height), right = MIN(a.x + a.width, b.x + b.width);
  return (Rect){y, x, MAX(bottom - y, 0), MAX(right - x, 0)};
}

Rect
canvas_set_clip(Canvas *canvas, Rect clip)
{
  Rect former = canvas->clip;
  canvas->clip = intersect(clip, canvas_rect(canvas));
  return former;
}

void
canvas_set_ascii(Canvas *canvas, gboolean ascii)
{
  canvas->ascii = ascii;
}

gboolean
canvas_is_ascii(const Canvas *canvas)
{
  return canvas->ascii;
}

static gboolean
in_clip(const Canvas *canvas, int y, int x)
{
  Rect c = canvas->clip;
  return y >= c.y && y < c.y + c.height && x >= c.x && x < c.x + c.width;
}

/* Whatever half of a wide cluster stood here leaves no other half behind. */
static void
loosen(Canvas *canvas, int y, int x)
{
  Cell *cell = cell_at(canvas, y, x);
  if (cell->width == 0 && x > 0)
    blank(cell_at(canvas, y, x - 1), cell_at(canvas, y, x - 1)->style);
  if (cell->width == 2 && x + 1 < canvas->width)
    blank(cell_at(canvas, y, x + 1), cell_at(canvas, y, x + 1)->style);
}

static void
set_text(Cell *cell, const char *text, gsize bytes)
{
  if (bytes >= sizeof cell->text)
    bytes = (gsize) (g_utf8_find_prev_char(text, text + sizeof cell->text) - text);
  memcpy(cell->text, text, bytes);
}

static void
set_ascii_text(Cell *cell, const char *text, gsize bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS(stand_ins); i++)
    if (strlen(stand_ins[i].text) == bytes && memcmp(stand_ins[i].text, text, bytes) == 0) {
      cell->text[0] = stand_ins[i].ascii[0];
      return;
    }
  g_autofree char *cluster = g_strndup(text, bytes);
  g_autofree char *plain = g_utf8_validate(cluster, -1, NULL) ? g_str_to_ascii(cluster, "C") : NULL;
  cell->text[0] = plain && strlen(plain) == 1 ? plain[0] : '?';
}

static gboolean
is_control(const char *text, gsize bytes)
{
  guchar first = (guchar) text[0];
  if (first < 0x20 || first == 0x7f)
    return TRUE;
  if (first < 0x80)
    return FALSE;
  return !g_utf8_validate(text, (gssize) bytes, NULL) || g_unichar_iscntrl(g_utf8_get_char(text));
}

static void
put_cluster(Canvas *canvas, int y, int x, const char *text, gsize bytes, int cells, Style style)
{
  if (!in_clip(canvas, y, x) || (cells == 2 && !in_clip(canvas, y, x + 1)))
    return;
  Cell *cell = cell_at(canvas, y, x);
  loosen(canvas, y, x);
  if (cells == 2)
    loosen(canvas, y, x + 1);
  memset(cell, 0, sizeof *cell);
  cell->style = style;
  cell->width = (guint8) (canvas->ascii ? 1 : cells);
  if (is_control(text, bytes))
    set_text(cell, canvas->ascii ? "?" : "\xef\xbf\xbd", canvas->ascii ? 1 : 3);
  else if (canvas->ascii && (guchar) text[0] >= 0x80)
    set_ascii_text(cell, text, bytes);
  else
    set_text(cell, text, canvas->ascii ? 1 : bytes);
  if (cells == 2) {
    blank(cell + 1, style);
    if (!canvas->ascii) {
      cell[1].width = 0;
      cell[1].text[0] = '\0';
    }
  }
}

static int
put_text(Canvas *canvas, int y, int x, const char *text, gsize bytes, Style style)
{
  int start = x;
  for (const char *p = text; p < text + bytes;) {
    int cells;
    const char *next = text_next_cluster(p, &cells);
    if (cells > 0)
      put_cluster(canvas, y, x, p, (gsize) (next - p), cells, style);
    x += cells;
    p = next;
  }
  return x - start;
}

int
canvas_text(Canvas *canvas, int y, int x, int width, const char *utf8, Style style)
{
  int room = canvas->clip.x + canvas->clip.width - x;
  if (width < 0 || width > room)
    width = room;
  if (width <= 0 || !utf8)
    return 0;
  gsize bytes = text_head_bytes(utf8, width, NULL);
  if (utf8[bytes] == '\0')
    return put_text(canvas, y, x, utf8, bytes, style);
  bytes = text_head_bytes(utf8, width - 1, NULL);
  int taken = put_text(canvas, y, x, utf8, bytes, style);
  return taken + put_text(canvas, y, x + taken, "…", strlen("…"), style);
}

int
canvas_printf(Canvas *canvas, int y, int x, int width, Style style, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  return canvas_text(canvas, y, x, width, text, style);
}

int
canvas_text_right(Canvas *canvas, int y, int x, int width, const char *utf8, Style style)
{
  int cells = text_width(utf8);
  return canvas_text(canvas, y, x + MAX(width - cells, 0), MIN(cells, width), utf8, style);
}

void
canvas_fill(Canvas *canvas, Rect rect, Style style)
{
  rect = intersect(rect, canvas->clip);
  for (int y = rect.y; y < rect.y + rect.height; y++)
    for (int x = rect.x; x < rect.x + rect.width; x++) {
      loosen(canvas, y, x);
      blank(cell_at(canvas, y, x), style);
    }
}

static void
horizontal(Canvas *canvas, int y, Rect rect, const char *left, const char *right, Style style)
{
  canvas_text(canvas, y, rect.x, 1, left, style);
  for (int x = rect.x + 1; x < rect.x + rect.width - 1; x++)
    canvas_text(canvas, y, x, 1, "─", style);
  canvas_text(canvas, y, rect.x + rect.width - 1, 1, right, style);
}

/* " text " in a border line, against its right corner; returns the cells taken. */
static int
border_text_right(Canvas *canvas, int y, Rect rect, int room, const char *text, Style style)
{
  if (!text || !*text || room < 4)
    return 0;
  int cells = MIN(text_width(text), room - 2);
  int x = rect.x + rect.width - 1 - cells - 2;
  canvas_text(canvas, y, x, 1, " ", style);
  canvas_text(canvas, y, x + 1, cells, text, style);
  canvas_text(canvas, y, x + 1 + cells, 1, " ", style);
  return cells + 2;
}

Rect
canvas_frame(Canvas *canvas, Rect rect, const char *title, const char *right, const char *foot,
             gboolean focused)
{
  if (rect.height < 2 || rect.width < 2)
    return (Rect){rect.y, rect.x, 0, 0};
  Style border = focused ? STYLE_BORDER_FOCUSED : STYLE_BORDER;
  int bottom = rect.y + rect.height - 1;
  horizontal(canvas, rect.y, rect, "╭", "╮", border);
  horizontal(canvas, bottom, rect, "╰", "╯", border);
  for (int y = rect.y + 1; y < bottom; y++) {
    canvas_text(canvas, y, rect.x, 1, "│", border);
    canvas_text(canvas, y, rect.x + rect.width - 1, 1, "│", border);
  }
  Style text = focused ? STYLE_TITLE : STYLE_NORMAL;
  int room = rect.width - 2;
  /* The title is worth more than what stands at the right of it. */
  int title_cells = title ? MIN(text_width(title) + 2, room) : 0;
  border_text_right(canvas, rect.y, rect, room - title_cells - 1, right, text);
  if (title_cells > 2) {
    canvas_text(canvas, rect.y, rect.x + 1, 1, " ", text);
    canvas_text(canvas, rect.y, rect.x + 2, title_cells - 2, title, text);
    canvas_text(canvas, rect.y, rect.x + title_cells, 1, " ", text);
  }
  border_text_right(canvas, bottom, rect, room, foot, STYLE_DIM);
  return (Rect){rect.y + 1, rect.x + 1, rect.height - 2, rect.width - 2};
}

void
canvas_scrollbar(Canvas *canvas, Rect rect, guint64 top, guint64 shown, guint64 total, gboolean focused)
{
  int track = rect.height - 2;
  if (track < 2 || shown >= total)
    return;
  int thumb = CLAMP((int) ((guint64) track * shown / total), 1, track - 1);
  guint64 range = total - shown;
  int at = (int) ((guint64) (track - thumb) * MIN(top, range) / range);
  for (int i = 0; i < thumb; i++)
    canvas_text(canvas, rect.y + 1 + at + i, rect.x + rect.width - 1, 1, "┃",
                focused ? STYLE_BORDER_FOCUSED : STYLE_BORDER);
}

void
canvas_set_cursor(Canvas *canvas, int y, int x, gboolean visible)
{
  canvas->has_cursor = y >= 0 && y < canvas->height && x >= 0 && x < canvas->width;
  canvas->cursor_y = y;
  canvas->cursor_x = x;
  canvas->cursor_visible = visible;
}

void
canvas_rest_cursor(Canvas *canvas, int y, int x)
{
  if (!canvas->has_cursor || !canvas->cursor_visible)
    canvas_set_cursor(canvas, y, x, FALSE);
}

gboolean
canvas_get_cursor(const Canvas *canvas, int *y, int *x, gboolean *visible)
{
  *y = canvas->cursor_y;
  *x = canvas->cursor_x;
  *visible = canvas->cursor_visible;
  return canvas->has_cursor;
}

const Cell *
canvas_cell(const Canvas *canvas, int y, int x)
{
  return cell_at(canvas, y, x);
}

char *
canvas_row_text(const Canvas *canvas, int y)
{
  GString *text = g_string_new(NULL);
  for (int x = 0; x < canvas->width; x++)
    g_string_append(text, cell_at(canvas, y, x)->text);
  return g_strchomp(g_string_free(text, FALSE));
}

char *
canvas_to_text(const Canvas *canvas)
{
  GString *text = g_string_new(NULL);
  for (int y = 0; y < canvas->height; y++) {
    g_autofree char *row = canvas_row_text(canvas, y);
    g_string_append_printf(text, "%s\n", row);
  }
  char *all = g_strchomp(g_string_free(text, FALSE));
  return all;
}
