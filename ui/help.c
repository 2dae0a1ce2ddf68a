/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two things decide what is shown: where the person is, and whether writing is allowed. */
#include "ui/help.h"

#include <string.h>

#include "ui/layout.h"
#include "ui/scroll-text.h"
#include "ui/text.h"

enum { KEY_CELLS = 14, HELP_WIDTH = 76, WORDS_CELLS = HELP_WIDTH - 4 - KEY_CELLS - 2 };

typedef struct Help {
  char *title;
  ScrollText *text;
} Help;

static void
help_draw(gpointer state, Canvas *canvas, Rect area)
{
  Help *help = state;
  Rect rect = layout_centre(area, (int) scroll_text_lines(help->text) + 2, HELP_WIDTH);
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, help->title, NULL, NULL, TRUE);
  inside.x += 1;
  inside.width -= 2;
  scroll_text_draw(help->text, canvas, inside, rect);
}

static OverlayAnswer
help_key(gpointer state, const Key *key)
{
  Help *help = state;
  scroll_text_key(help->text, key);
  gboolean closes = key_is(key, "Esc") || key_is(key, "q") || key_is(key, "?") || key_is(key, "F1");
  return closes ? OVERLAY_CLOSES : OVERLAY_STAYS;
}

static void
help_free(gpointer state)
{
  Help *help = state;
  g_free(help->title);
  scroll_text_free(help->text);
  g_free(help);
}

static const char *
help_hint(gpointer state G_GNUC_UNUSED)
{
  return "j/k scroll  Esc close";
}

static gboolean
never_typing(gpointer state G_GNUC_UNUSED)
{
  return FALSE;
}

static const OverlayClass help_class = {"help",    help_draw, help_key, NULL,
                                        help_free, help_hint, NULL,     never_typing};

static void
add_group(Help *help, const Keymap *keymap, const char *group, Place place, gboolean read_only)
{
  gboolean headed = FALSE;
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    const Action *action = action_get(id);
    if (strcmp(action->group, group) != 0 || !action_applies(id, place) ||
        (read_only && (action->needs & NEEDS_WRITE)))
      continue;
    if (!headed && scroll_text_lines(help->text) > 0)
      scroll_text_add(help->text, NULL, 0, "", STYLE_NORMAL);
    if (!headed)
      scroll_text_add(help->text, NULL, 0, group, STYLE_HEADER);
    headed = TRUE;
    g_autofree char *keys = keymap_labels(keymap, id);
    g_autoptr(GPtrArray) lines = text_wrap(action->help, WORDS_CELLS);
    for (guint i = 0; i < lines->len; i++)
      scroll_text_add(help->text, i == 0 ? keys : "", KEY_CELLS, g_ptr_array_index(lines, i), STYLE_NORMAL);
  }
}

/* What no key explains. */
static void
add_top_line(Help *help)
{
  static const char *const rows[][2] = {
      {"3 loading", "requests under way, or waiting for their turn"},
      {"520 calls/min", "calls to the server in the last minute, which it limits"},
      {"leaves in 4:12", "a launch that has not left: u calls it back"},
      {"2 not saved", "edits that were not taken yet: d shows them"},
  };
  scroll_text_add(help->text, NULL, 0, "", STYLE_NORMAL);
  scroll_text_add(help->text, NULL, 0, "Top line", STYLE_HEADER);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
    scroll_text_add(help->text, rows[i][0], KEY_CELLS, rows[i][1], STYLE_NORMAL);
}

Overlay *
help_new(const Keymap *keymap, Place place, const char *place_name, gboolean read_only)
{
  Help *help = g_new0(Help, 1);
  help->title = g_strdup_printf("Help · %s", place_name);
  help->text = scroll_text_new();
  g_autoptr(GHashTable) told =
      g_hash_table_new(g_str_hash, g_str_equal); /* a group's actions may stand apart */
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    const char *group = action_get(id)->group;
    if (g_hash_table_add(told, (gpointer) group))
      add_group(help, keymap, group, place, read_only);
  }
  add_top_line(help);
  return overlay_new(&help_class, help);
}
