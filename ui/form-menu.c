/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open list of a choice. What is typed finds in it at once: every word must stand somewhere in the label,
 * case and accents aside. Only what is shown can be taken. */
#include <string.h>

#include "src/model/text-fold.h"
#include "ui/form-private.h"
#include "ui/text.h"

enum { MENU_ROWS = 10, PAGE = 10 };

static const FormOption *
option_at(const FormField *field, int i)
{
  return field->options->pdata[i];
}

/* How well it fits: at its head, at the head of a word, or anywhere; 0: not at all. What stands for nothing
 * chosen ("(choose a list)") is not looked for. */
static int
fit(const FormOption *option, char **words)
{
  g_autofree char *label = text_fold(option->label);
  int fit = 3;
  if (*words && !*option->value)
    return 0;
  for (; *words; words++) {
    const char *found = **words ? strstr(label, *words) : label;
    if (!found)
      return 0;
    fit = MIN(fit, found == label ? 3 : g_ascii_isalnum(found[-1]) ? 1 : 2);
  }
  return fit;
}

/* The options that fit what is typed, by their place among all; in @best the first that fits best, or -1. */
static GArray *
found_in(const Form *form, int *best)
{
  const FormField *field = form_focused(form);
  GArray *found = g_array_new(FALSE, FALSE, sizeof(int));
  g_autofree char *typed = text_fold(line_edit_text(form->find));
  g_auto(GStrv) words = g_strsplit(typed, " ", -1);
  int most = 0;
  *best = -1;
  for (int i = 0; i < (int) field->options->len; i++) {
    int fits = fit(option_at(field, i), words);
    if (fits)
      g_array_append_val(found, i);
    if (fits > most) {
      most = fits;
      *best = i;
    }
  }
  return found;
}

/* Where the cursor stands in what was found, or -1. */
static int
cursor_in(const Form *form, const GArray *found)
{
  for (int i = 0; i < (int) found->len; i++)
    if (g_array_index(found, int, i) == form->menu)
      return i;
  return -1;
}

void
form_menu_open(Form *form)
{
  line_edit_set_text(form->find, "");
  form->menu = MAX(form_field_option(form_focused(form)), 0);
}

void
form_menu_step(Form *form, int step)
{
  int best = -1;
  g_autoptr(GArray) found = found_in(form, &best);
  int at = cursor_in(form, found);
  if (at >= 0)
    form->menu = g_array_index(found, int, CLAMP(at + step, 0, (int) found->len - 1));
}

/* It goes to what fits best, as a list does in which only that is left. */
static void
type(Form *form, const Key *key)
{
  int best = -1;
  if (!line_edit_key(form->find, key))
    return;
  g_autoptr(GArray) found = found_in(form, &best);
  if (best >= 0 && *line_edit_text(form->find))
    form->menu = best;
}

/* Nothing that is not shown. */
static void
take(Form *form)
{
  int best = -1;
  g_autoptr(GArray) found = found_in(form, &best);
  if (cursor_in(form, found) < 0)
    return;
  int chosen = form->menu;
  form->menu = -1;
  form_choose(form, form_focused(form), chosen);
}

void
form_menu_key(Form *form, const Key *key)
{
  int all = (int) form_focused(form)->options->len;
  int step = key_is(key, "Down") || key_is(key, "Tab")   ? 1
             : key_is(key, "Up") || key_is(key, "S-Tab") ? -1
             : key_is(key, "PgDn")                       ? PAGE
             : key_is(key, "PgUp")                       ? -PAGE
             : key_is(key, "Home")                       ? -all
             : key_is(key, "End")                        ? all
                                                         : 0;
  if (step)
    form_menu_step(form, step);
  else if (key_is(key, "Enter") || (key_is(key, "Space") && !*line_edit_text(form->find)))
    take(form);
  else if (key_is(key, "Esc"))
    form->menu = -1;
  else
    type(form, key);
}

/* What is typed, and how many it leaves. */
static void
draw_find(const Form *form, Canvas *canvas, Rect line, guint found, guint all)
{
  const char *typed = line_edit_text(form->find);
  g_autofree char *count = !*typed ? g_strdup_printf("%u: type to find", all)
                           : found ? g_strdup_printf("%u of %u", found, all)
                                   : g_strdup_printf("none of %u", all);
  int cells = text_width(count) + 1;
  canvas_text(canvas, line.y, line.x, 1, "/", STYLE_KEY);
  line_edit_draw(form->find, canvas, line.y, line.x + 1, line.width - cells - 1, STYLE_FIELD, TRUE);
  canvas_text_right(canvas, line.y, line.x, line.width, count, found ? STYLE_DIM : STYLE_ERROR);
}

void
form_menu_draw(const Form *form, Canvas *canvas, Rect area, int y, int x, int width)
{
  const FormField *field = form_focused(form);
  int best = -1, all = (int) field->options->len;
  g_autoptr(GArray) found = found_in(form, &best);
  int n = (int) found->len, rows = MAX(MIN(MIN(all, MENU_ROWS), area.height - 3), 1);
  int below = MIN(y + 1, area.y + area.height - rows - 3);
  Rect rect = {MAX(below, area.y), x, rows + 3, width};
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, NULL, NULL, NULL, TRUE);
  int top = CLAMP(cursor_in(form, found) - rows / 2, 0, MAX(n - rows, 0));
  spots_begin(form->spots); /* a menu takes all clicks */
  for (int i = 0; i < MIN(rows, n); i++) {
    int at = g_array_index(found, int, top + i);
    Rect line = {inside.y + 1 + i, inside.x, 1, inside.width};
    Style style = at == form->menu ? STYLE_SELECTED : STYLE_NORMAL;
    canvas_fill(canvas, line, style);
    spots_add(form->spots, line, at);
    canvas_text(canvas, line.y, line.x + 1, line.width - 2, option_at(field, at)->label, style);
  }
  Rect bar = {rect.y + 1, rect.x, rect.height - 1, rect.width};
  canvas_scrollbar(canvas, bar, (guint64) top, (guint64) rows, (guint64) n, TRUE);
  draw_find(form, canvas, (Rect){inside.y, inside.x, 1, inside.width}, found->len, (guint) all);
}
