/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All actions of the place and the commands beside them, scored against what is typed; those that can't be
 * done now stand at the end with the reason. */
#include "ui/palette.h"

#include <string.h>

#include "ui/layout.h"
#include "ui/line-edit.h"
#include "ui/spots.h"
#include "ui/text.h"

enum {
  PALETTE_WIDTH = 76,
  PALETTE_ROWS = 14,
  FOOT_ROWS = 3, /* what the chosen row says, whole */
  NAME_CELLS = 22,
  HEAD_OF_WORD = 8,
  RUN = 4,
  WHOLE = 50,
  IN_HELP = 1
};
enum { MEANT = 100000 }; /* nothing else is shown beside it */

typedef struct Entry {
  const Action *action; /* NULL: a command */
  char *name, *argument, *prefix, *help;
  char *keys, *reason;
  CompletionFunc complete; /* of the argument, or NULL */
  int fit;
} Entry;

typedef struct Palette {
  LineEdit *edit;
  GArray *entries; /* all */
  GArray *shown;   /* indices into it, best first */
  guint cursor, top;
  Spots *spots; /* the rows, by their place in @shown */
  ActionId answer;
  char *command, *typed; /* the answer, if it is a command, and its argument */
  char *wrong;           /* why the argument can't be, until the next key */
  GPtrArray *names;      /* how the argument could go on, until the next key; NULL: not asked */
  void (*chosen)(ActionId action, gpointer data);
  char *(*check)(const char *name, const char *argument, gpointer data);
  void (*run)(const char *name, const char *argument, gpointer data);
  gpointer data;
} Palette;

/* How well `typed` fits `text`: higher is better, -1: not at all. Letters must occur in order; heads of words
 * and runs count more. */
static int
fit(const char *typed, const char *text)
{
  int score = 0;
  gboolean run = FALSE;
  const char *p = text;
  for (; *typed; typed++) {
    if (*typed == ' ')
      continue;
    const char *found = p;
    while (*found && g_ascii_tolower(*found) != g_ascii_tolower(*typed))
      found++;
    if (!*found)
      return -1;
    gboolean head = found == text || !g_ascii_isalnum(found[-1]);
    score += 1 + (head ? HEAD_OF_WORD : 0) + (run && found == p ? RUN : 0);
    run = TRUE;
    p = found + 1;
  }
  return score;
}

static const char *
entry_name(const Entry *entry)
{
  return entry->action ? entry->action->name : entry->name;
}

static const char *
entry_help(const Entry *entry)
{
  return entry->action ? entry->action->help : entry->help;
}

/* What was typed for a command: after its name and a blank, or alone where it can be nothing else. NULL: it
 * was not meant. */
static const char *
argument_in(const Entry *entry, const char *typed)
{
  if (!entry->argument)
    return NULL;
  if (entry->prefix && g_str_has_prefix(typed, entry->prefix))
    return typed;
  gsize length = strlen(entry->name);
  if (g_ascii_strncasecmp(typed, entry->name, length) != 0 || typed[length] != ' ')
    return NULL;
  return typed + length + strspn(typed + length, " ");
}

/* Moves stand last: nobody looks for them by name. */
static int
entry_fit(const Entry *entry, const char *typed)
{
  if (argument_in(entry, typed))
    return MEANT;
  int name = fit(typed, entry_name(entry));
  if (name >= 0)
    return name * 2 + (g_ascii_strcasecmp(typed, entry_name(entry)) == 0 ? WHOLE : 0) +
           (entry->action && strcmp(entry->action->group, "Move") == 0 ? 100 : 110);
  g_autofree char *small = g_ascii_strdown(typed, -1);
  return strlen(typed) > 1 && strstr(entry_help(entry), small) ? IN_HELP : -1;
}

static gint
by_fit(gconstpointer a, gconstpointer b, gpointer data)
{
  const Palette *palette = data;
  guint i = *(const guint *) a, j = *(const guint *) b;
  const Entry *one = &g_array_index(palette->entries, Entry, i),
              *two = &g_array_index(palette->entries, Entry, j);
  if ((one->reason != NULL) != (two->reason != NULL))
    return one->reason ? 1 : -1;
  return one->fit != two->fit ? two->fit - one->fit : (int) i - (int) j;
}

static void
choose_shown(Palette *palette)
{
  g_array_set_size(palette->shown, 0);
  g_clear_pointer(&palette->wrong, g_free);
  g_clear_pointer(&palette->names, g_ptr_array_unref);
  gboolean meant = FALSE;
  for (guint i = 0; i < palette->entries->len; i++) {
    Entry *entry = &g_array_index(palette->entries, Entry, i);
    entry->fit = entry_fit(entry, line_edit_text(palette->edit));
    meant |= entry->fit == MEANT;
  }
  for (guint i = 0; i < palette->entries->len; i++) {
    int fit = g_array_index(palette->entries, Entry, i).fit;
    if (meant ? fit == MEANT : fit >= 0)
      g_array_append_val(palette->shown, i);
  }
  g_array_sort_with_data(palette->shown, by_fit, palette);
  palette->cursor = palette->top = 0;
}

static void
draw_entry(const Palette *palette, Canvas *canvas, int y, Rect inside, guint at)
{
  const Entry *entry = &g_array_index(palette->entries, Entry, g_array_index(palette->shown, guint, at));
  Style flag = at == palette->cursor ? STYLE_ON_CURSOR : 0;
  if (flag)
    canvas_fill(canvas, (Rect){y, inside.x, 1, inside.width}, STYLE_SELECTED);
  const char *right = entry->keys ? entry->keys : "";
  int keys = text_width(right) + 1, x = inside.x + 1 + NAME_CELLS;
  g_autofree char *name = g_strjoin(" ", entry_name(entry), entry->argument, NULL);
  gboolean wrong = palette->wrong && at == palette->cursor;
  const char *text = wrong ? palette->wrong : entry->reason ? entry->reason : entry_help(entry);
  canvas_text(canvas, y, inside.x + 1, NAME_CELLS - 1, name,
              (entry->reason ? STYLE_DIM : STYLE_NORMAL) | flag);
  canvas_text(canvas, y, x, inside.x + inside.width - x - keys - 1, text,
              (wrong ? STYLE_ERROR : STYLE_DIM) | flag);
  canvas_text_right(canvas, y, inside.x, inside.width - 1, right, STYLE_KEY | flag);
}

/* NULL: nothing fits what is typed. */
static const Entry *
chosen_entry(const Palette *palette)
{
  return palette->shown->len == 0
             ? NULL
             : &g_array_index(palette->entries, Entry, g_array_index(palette->shown, guint, palette->cursor));
}

/* What a row has no room for: all that the chosen one says, or why it can't be. */
static void
draw_foot(const Palette *palette, Canvas *canvas, Rect foot)
{
  const Entry *entry = chosen_entry(palette);
  if (!entry)
    return;
  if (palette->names && !palette->wrong) {
    completion_draw(palette->names, canvas, foot);
    return;
  }
  const char *text = palette->wrong ? palette->wrong : entry->reason ? entry->reason : entry_help(entry);
  g_autoptr(GPtrArray) lines = text_wrap(text, foot.width);
  for (guint i = 0; i < lines->len && (int) i < foot.height; i++)
    canvas_text(canvas, foot.y + (int) i, foot.x, foot.width, g_ptr_array_index(lines, i),
                palette->wrong  ? STYLE_ERROR
                : entry->reason ? STYLE_WARNING
                                : STYLE_NORMAL);
}

static void
palette_draw(gpointer state, Canvas *canvas, Rect area)
{
  Palette *palette = state;
  Rect rect = layout_centre(area, PALETTE_ROWS + FOOT_ROWS + 4, PALETTE_WIDTH);
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, "Commands", NULL, NULL, TRUE);
  guint rows = (guint) MAX(inside.height - 1 - FOOT_ROWS - 1, 1);
  /* Names have all the room below their command, which stands alone then. */
  int foot = palette->names ? MAX(inside.height - FOOT_ROWS, 1) : FOOT_ROWS;
  if (inside.height > FOOT_ROWS + 2)
    draw_foot(palette, canvas, (Rect){inside.y + inside.height - foot, inside.x + 1, foot, inside.width - 2});
  spots_begin(palette->spots);
  if (palette->cursor < palette->top)
    palette->top = palette->cursor;
  if (palette->cursor >= palette->top + rows)
    palette->top = palette->cursor + 1 - rows;
  for (guint i = 0; i < rows && palette->top + i < palette->shown->len; i++) {
    draw_entry(palette, canvas, inside.y + 1 + (int) i, inside, palette->top + i);
    spots_add(palette->spots, (Rect){inside.y + 1 + (int) i, inside.x, 1, inside.width},
              (int) (palette->top + i));
  }
  canvas_scrollbar(canvas, (Rect){rect.y + 1, rect.x, (int) rows + 2, rect.width}, palette->top, rows,
                   palette->shown->len, TRUE);
  if (palette->shown->len == 0)
    canvas_text(canvas, inside.y + 1, inside.x + 1, inside.width - 2, "No command of that name", STYLE_DIM);
  canvas_text(canvas, inside.y, inside.x + 1, 2, ":", STYLE_KEY);
  line_edit_draw(palette->edit, canvas, inside.y, inside.x + 3, inside.width - 4, STYLE_FIELD, TRUE);
}

static void
step(Palette *palette, int by)
{
  gint64 last = (gint64) palette->shown->len - 1;
  palette->cursor = (guint) CLAMP((gint64) palette->cursor + by, 0, MAX(last, 0));
}

/* Without its argument a command is only begun. */
static OverlayAnswer
take_command(Palette *palette, const Entry *entry)
{
  const char *argument = argument_in(entry, line_edit_text(palette->edit));
  if (entry->argument && (!argument || !*argument)) {
    g_autofree char *begun = g_strconcat(entry->name, " ", NULL);
    line_edit_set_text(palette->edit, begun);
    choose_shown(palette);
    return OVERLAY_STAYS;
  }
  g_free(palette->wrong);
  palette->wrong = palette->check ? palette->check(entry->name, argument, palette->data) : NULL;
  if (palette->wrong)
    return OVERLAY_STAYS;
  palette->command = g_strdup(entry->name);
  palette->typed = g_strdup(argument);
  return OVERLAY_CLOSES;
}

static OverlayAnswer
take_entry(Palette *palette)
{
  const Entry *entry = chosen_entry(palette);
  if (!entry || entry->reason)
    return OVERLAY_STAYS;
  if (!entry->action)
    return take_command(palette, entry);
  palette->answer = entry->action->id;
  return OVERLAY_CLOSES;
}

/* The argument, if it stands in the line and can be completed; else NULL. */
static const char *
to_complete(const Palette *palette)
{
  const Entry *entry = chosen_entry(palette);
  return entry && entry->complete ? argument_in(entry, line_edit_text(palette->edit)) : NULL;
}

static void
complete_argument(Palette *palette, const char *argument)
{
  gsize from = (gsize) (argument - line_edit_text(palette->edit));
  GPtrArray *names = completion_take(palette->edit, from, chosen_entry(palette)->complete);
  choose_shown(palette);
  palette->names = names;
}

static const char *
palette_hint(gpointer state)
{
  return to_complete(state) ? "Enter do it  Tab complete  Esc close" : "Enter do it  ↑/↓ choose  Esc close";
}

static OverlayAnswer
palette_key(gpointer state, const Key *key)
{
  Palette *palette = state;
  if (key_is(key, "Esc"))
    return OVERLAY_CLOSES;
  int clicked = key->code == K_CLICK ? spots_at(palette->spots, key) : -1;
  if (key_is(key, "Enter") || (clicked >= 0 && (guint) clicked == palette->cursor))
    return take_entry(palette);
  if (clicked >= 0)
    palette->cursor = (guint) clicked;
  if (key->code == K_WHEEL)
    step(palette, key->ch ? 1 : -1);
  const char *argument = key_is(key, "Tab") ? to_complete(palette) : NULL;
  if (argument)
    complete_argument(palette, argument);
  else if (key_is(key, "Down") || key_is(key, "C-n") || key_is(key, "Tab"))
    step(palette, 1);
  else if (key_is(key, "Up") || key_is(key, "C-p") || key_is(key, "S-Tab"))
    step(palette, -1);
  else if (key_is(key, "PgDn") || key_is(key, "PgUp"))
    step(palette, key->code == K_PGDN ? PALETTE_ROWS : -PALETTE_ROWS);
  else if (line_edit_key(palette->edit, key) && key->code != K_CLICK)
    choose_shown(palette);
  return OVERLAY_STAYS;
}

static void
palette_closed(gpointer state)
{
  Palette *palette = state;
  if (palette->command && palette->run)
    palette->run(palette->command, palette->typed, palette->data);
  else
    palette->chosen(palette->answer, palette->data);
}

static void
palette_free(gpointer state)
{
  Palette *palette = state;
  line_edit_free(palette->edit);
  spots_free(palette->spots);
  g_array_unref(palette->entries);
  g_array_unref(palette->shown);
  g_free(palette->command);
  g_free(palette->typed);
  g_free(palette->wrong);
  g_clear_pointer(&palette->names, g_ptr_array_unref);
  g_free(palette);
}

static const OverlayClass palette_class = {"palette",    palette_draw, palette_key, palette_closed,
                                           palette_free, palette_hint, NULL,        NULL};

static void
entry_clear(gpointer data)
{
  Entry *entry = data;
  g_free(entry->name);
  g_free(entry->argument);
  g_free(entry->prefix);
  g_free(entry->help);
  g_free(entry->keys);
  g_free(entry->reason);
}

Overlay *
palette_new(const Keymap *keymap, Place place, gboolean read_only,
            char *(*refuse)(ActionId action, gpointer data), void (*chosen)(ActionId action, gpointer data),
            gpointer data)
{
  Palette *palette = g_new0(Palette, 1);
  palette->edit = line_edit_new("");
  palette->spots = spots_new();
  palette->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(palette->entries, entry_clear);
  palette->shown = g_array_new(FALSE, FALSE, sizeof(guint));
  palette->chosen = chosen;
  palette->data = data;
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    const Action *action = action_get(id);
    if (id == ACT_COMMANDS || !action_applies(id, place) || (read_only && (action->needs & NEEDS_WRITE)))
      continue;
    Entry entry = {
        .action = action, .keys = keymap_labels(keymap, id), .reason = refuse ? refuse(id, data) : NULL};
    g_array_append_val(palette->entries, entry);
  }
  choose_shown(palette);
  return overlay_new(&palette_class, palette);
}

void
palette_add_command(Overlay *overlay, const char *name, const char *argument, const char *prefix,
                    const char *help, char *reason)
{
  Palette *palette = overlay->state;
  Entry entry = {.name = g_strdup(name),
                 .argument = g_strdup(argument),
                 .prefix = g_strdup(prefix),
                 .help = g_strdup(help),
                 .reason = reason};
  g_array_append_val(palette->entries, entry);
  choose_shown(palette);
}

void
palette_complete(Overlay *overlay, CompletionFunc complete)
{
  Palette *palette = overlay->state;
  g_array_index(palette->entries, Entry, palette->entries->len - 1).complete = complete;
}

void
palette_on_command(Overlay *overlay, char *(*check)(const char *name, const char *argument, gpointer data),
                   void (*run)(const char *name, const char *argument, gpointer data))
{
  Palette *palette = overlay->state;
  palette->check = check;
  palette->run = run;
}
