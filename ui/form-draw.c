/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form is laid out in rows from its top, of any height, and drawn through a window of the box's height
 * that follows the focused field. */
#include <string.h>

#include "ui/form-private.h"
#include "ui/layout.h"
#include "ui/text.h"

enum { FORM_WIDTH = 84, LABEL_MAX = 22 };

/* Where drawing is: `y` counts rows of the whole form, `window` is what is seen of it. */
typedef struct Pen {
  Canvas *canvas; /* NULL: only measuring */
  Rect window;
  int scroll;
  int y;
  int label_cells;
} Pen;

static gboolean
is_seen(const Pen *pen)
{
  return pen->canvas && pen->y >= pen->scroll && pen->y < pen->scroll + pen->window.height;
}

static int
screen_row(const Pen *pen)
{
  return pen->window.y + pen->y - pen->scroll;
}

static int
label_cells(const Form *form)
{
  int cells = 8;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!field->hidden && field->kind != FIELD_BUTTON)
      cells = MAX(cells, text_width(field->label) + 2);
  }
  return MIN(cells, LABEL_MAX);
}

static void
draw_label(const Pen *pen, const FormField *field, gboolean focused)
{
  int x = pen->window.x, y = screen_row(pen);
  int cells = canvas_text(pen->canvas, y, x, pen->label_cells - 2, field->label,
                          focused ? STYLE_TITLE : STYLE_NORMAL);
  if (field->flags & FORM_REQUIRED)
    canvas_text(pen->canvas, y, x + cells, 1, "*", STYLE_WARNING);
}

static void
draw_choice(const Pen *pen, const FormField *field, int x, int width, Style style)
{
  int y = screen_row(pen), at = form_field_option(field);
  const char *label = at >= 0                   ? ((FormOption *) field->options->pdata[at])->label
                      : field->options->len > 0 ? "(choose)"
                      : field->loading          ? "loading…"
                                                : "(nothing to choose from)";
  canvas_fill(pen->canvas, (Rect){y, x, 1, width}, style);
  canvas_text(pen->canvas, y, x, width - 2, label, style);
  canvas_text_right(pen->canvas, y, x, width, "▾", style);
}

static void
draw_value(const Form *form, const Pen *pen, FormField *field, gboolean focused)
{
  int x = pen->window.x + pen->label_cells, width = pen->window.width - pen->label_cells, y = screen_row(pen);
  Style style = form_changed(form, field->name) ? STYLE_FIELD_CHANGED : STYLE_FIELD;
  if (field->flags & FORM_READ_ONLY)
    style = STYLE_DIM;
  if (focused && field->kind != FIELD_TEXT)
    style |= STYLE_ON_CURSOR;
  if (field->kind == FIELD_TEXT)
    line_edit_draw(field->edit, pen->canvas, y, x, width, style, focused && !form->busy);
  else if (field->kind == FIELD_CHOICE)
    draw_choice(pen, field, x, width, style);
  else
    canvas_text(pen->canvas, y, x, width, strcmp(field->value, "yes") == 0 ? "[x] yes" : "[ ] no",
                STYLE_NORMAL | (style & STYLE_ON_CURSOR));
  if (focused && field->kind != FIELD_TEXT)
    canvas_set_cursor(pen->canvas, y, x, FALSE);
}

static void
draw_preview(Pen *pen, FormField *field, gboolean focused)
{
  if (is_seen(pen))
    draw_label(pen, field, focused);
  int x = pen->window.x + pen->label_cells, width = pen->window.width - pen->label_cells;
  g_autoptr(GPtrArray) lines = text_wrap(field->value, MAX(width - 2, 1));
  field->scroll = CLAMP(field->scroll, 0, MAX((int) lines->len - field->rows, 0));
  for (int i = 0; i < field->rows; i++, pen->y++) {
    if (!is_seen(pen))
      continue;
    int at = field->scroll + i;
    canvas_text(pen->canvas, screen_row(pen), x, 1, "│", focused ? STYLE_BORDER_FOCUSED : STYLE_BORDER);
    if (at < (int) lines->len)
      canvas_text(pen->canvas, screen_row(pen), x + 2, width - 2, lines->pdata[at], STYLE_NORMAL);
    if (focused && i == 0)
      canvas_set_cursor(pen->canvas, screen_row(pen), x, FALSE);
  }
}

static void
draw_remark(Pen *pen, const char *text, Style style)
{
  if (!text)
    return;
  int x = pen->label_cells, width = MAX(pen->window.width - x, 1);
  g_autoptr(GPtrArray) lines = text_wrap(text, width);
  for (guint i = 0; i < lines->len; i++, pen->y++)
    if (is_seen(pen))
      canvas_text(pen->canvas, screen_row(pen), pen->window.x + x, width, lines->pdata[i], style);
}

static void
draw_field(const Form *form, Pen *pen, FormField *field, gboolean focused)
{
  if (field->kind == FIELD_PREVIEW) {
    draw_preview(pen, field, focused);
  } else {
    if (is_seen(pen)) {
      draw_label(pen, field, focused);
      draw_value(form, pen, field, focused);
    }
    pen->y++;
  }
  draw_remark(pen, field->error, STYLE_ERROR);
  if (!field->error)
    draw_remark(pen, field->note, STYLE_DIM);
}

/* The status line and all buttons side by side, and what is to be known before they are pressed. */
static void
draw_foot(const Form *form, Canvas *canvas, Rect line)
{
  const char *status = form->busy ? form->busy : form->status;
  Style style = form->busy ? STYLE_WARNING : form->status_is_error ? STYLE_ERROR : STYLE_OK;
  if (status) {
    g_autoptr(GPtrArray) lines = text_wrap(status, line.width);
    for (guint i = 0; i < MIN(lines->len, 2); i++)
      canvas_text(canvas, line.y + (int) i, line.x, line.width, lines->pdata[i], style);
  }
  int x = line.x;
  const char *note = NULL;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field->kind != FIELD_BUTTON || field->hidden)
      continue;
    note = field->note ? field->note : note;
    gboolean focused = i == form->focus && !form->busy;
    if (focused)
      canvas_set_cursor(canvas, line.y + 2, x, FALSE);
    g_autofree char *label = g_strdup_printf("[ %s ]", field->label);
    int cells = canvas_text(canvas, line.y + 2, x, line.x + line.width - x, label,
                            focused ? STYLE_SELECTED : STYLE_KEY);
    spots_add(form->spots, (Rect){line.y + 2, x, 1, cells}, (int) i);
    x += cells + 2;
  }
  if (note)
    canvas_text(canvas, line.y + 2, x, line.x + line.width - x, note, STYLE_DIM);
}

/* What is seen of a field whose rows began at @start. */
static void
add_spot(const Form *form, const Pen *pen, int start, int field)
{
  int first = MAX(start, pen->scroll), last = MIN(pen->y, pen->scroll + pen->window.height);
  Rect rect = {pen->window.y + first - pen->scroll, pen->window.x, MAX(last - first, 0), pen->window.width};
  if (pen->canvas)
    spots_add(form->spots, rect, field);
}

/* All fields; returns the rows they take, and in `first` and `last` those of the focused one. */
static int
draw_fields(const Form *form, Pen pen, int *first, int *last)
{
  for (guint i = 0; i < form->fields->len; i++) {
    FormField *field = form->fields->pdata[i];
    if (field->hidden || field->kind == FIELD_BUTTON)
      continue;
    int start = pen.y;
    draw_field(form, &pen, field, i == form->focus);
    add_spot(form, &pen, start, (int) i);
    if (i == form->focus) {
      *first = start;
      *last = pen.y;
    }
  }
  if (form_focused(form)->kind == FIELD_BUTTON)
    *first = *last = pen.y;
  return pen.y;
}

void
form_draw(Form *form, Canvas *canvas, Rect area)
{
  enum { FOOT = 3 };
  int width = MIN(FORM_WIDTH, area.width), first = 0, last = 0;
  Pen pen = {NULL, {0, 0, 0, width - 4}, 0, 0, label_cells(form)};
  int rows = draw_fields(form, pen, &first, &last);
  Rect rect = layout_centre(area, rows + FOOT + 3, width);
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, form->title, NULL, NULL, TRUE);
  pen.canvas = canvas;
  pen.window = (Rect){inside.y, inside.x + 1, MAX(inside.height - FOOT, 1), inside.width - 2};
  if (last > form->scroll + pen.window.height)
    form->scroll = last - pen.window.height;
  form->scroll = MAX(MIN(MIN(form->scroll, first), rows - pen.window.height), 0);
  pen.scroll = form->scroll;
  spots_begin(form->spots);
  draw_fields(form, pen, &first, &last);
  canvas_scrollbar(canvas, rect, (guint64) form->scroll, (guint64) pen.window.height, (guint64) rows, TRUE);
  int foot = inside.y + inside.height - FOOT;
  draw_foot(form, canvas, (Rect){foot, pen.window.x, FOOT, pen.window.width});
  if (form->menu >= 0)
    form_menu_draw(form, canvas, area, pen.window.y + first - form->scroll,
                   pen.window.x + pen.label_cells - 1, pen.window.width - pen.label_cells + 2);
}
