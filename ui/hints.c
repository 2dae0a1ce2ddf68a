/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hints are drawn whole or not at all; help (rank lowest) is first so that it is there on the narrowest
 * screen. */
#include "ui/hints.h"

#include <string.h>

#include "ui/text.h"

typedef struct Hint {
  const Action *action;
  const char *word;
  char *key;
} Hint;

static gint
by_rank(gconstpointer a, gconstpointer b)
{
  return ((const Hint *) a)->action->rank - ((const Hint *) b)->action->rank;
}

static void
hint_clear(gpointer data)
{
  g_free(((Hint *) data)->key);
}

/* Draws "key word" at x and returns where the next may stand. */
static int
draw_hint(Canvas *canvas, Rect line, int x, const char *key, const char *word)
{
  x += canvas_text(canvas, line.y, x, -1, key, STYLE_KEY);
  x += canvas_text(canvas, line.y, x, -1, " ", STYLE_NORMAL);
  x += canvas_text(canvas, line.y, x, -1, word, STYLE_NORMAL);
  return x + 2;
}

void
hints_draw(Canvas *canvas, Rect line, const Keymap *keymap, Place place, gboolean read_only,
           const char *(*word)(ActionId action, gpointer data), gpointer data)
{
  g_autoptr(GArray) hints = g_array_new(FALSE, FALSE, sizeof(Hint));
  g_array_set_clear_func(hints, hint_clear);
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    const Action *action = action_get(id);
    if (!action->hint || !action->rank || !action_applies(id, place) ||
        (read_only && (action->needs & NEEDS_WRITE)))
      continue;
    Hint hint = {.action = action, .word = word(id, data)};
    if (!hint.word)
      continue;
    hint.key = keymap_label(keymap, id);
    g_array_append_val(hints, hint);
  }
  g_array_sort(hints, by_rank);
  Rect former = canvas_set_clip(canvas, line);
  int x = line.x + 1, end = line.x + line.width;
  for (guint i = 0; i < hints->len; i++) {
    const Hint *hint = &g_array_index(hints, Hint, i);
    if (!*hint->key || x + text_width(hint->key) + 1 + text_width(hint->word) > end)
      continue;
    x = draw_hint(canvas, line, x, hint->key, hint->word);
  }
  canvas_set_clip(canvas, former);
}

void
hints_draw_text(Canvas *canvas, Rect line, const char *text)
{
  Rect former = canvas_set_clip(canvas, line);
  g_auto(GStrv) parts = g_strsplit(text, "  ", -1);
  int x = line.x + 1;
  for (char **part = parts; *part; part++) {
    if (x + text_width(*part) > line.x + line.width)
      continue;
    char *word = strchr(*part, ' ');
    if (word)
      *word++ = '\0';
    x = draw_hint(canvas, line, x, *part, word ? word : "");
  }
  canvas_set_clip(canvas, former);
}
