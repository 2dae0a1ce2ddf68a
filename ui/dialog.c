/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One state for all kinds of question; what differs is the row of functions. Text is wrapped when it is
 * drawn, because only then is the width known. */
#include "ui/dialog.h"

#include <string.h>

#include "ui/layout.h"
#include "ui/line-edit.h"
#include "ui/spots.h"
#include "ui/text.h"

/* A text with labels (text_wrap) is a page, as wide as the form that it stands over. */
enum { DIALOG_WIDTH = 64, PAGE_WIDTH = 84, NAME_ROWS = 6 };

typedef struct Dialog {
  char *title, *text, *expected, *verb;
  LineEdit *edit;
  gboolean yes; /* chosen, and then the answer */
  gboolean wrong;
  gboolean taken; /* a text was typed and taken */
  char **items;
  char *keys;
  int chosen;
  int scroll, most; /* first line of the text shown, and the last that may be */
  Spots *spots;     /* the rows of a menu, or no (0) and yes (1) */
  DialogAnswer answer;
  DialogChoice choice;
  DialogText take_text;
  DialogText edited;       /* or NULL */
  CompletionFunc complete; /* or NULL */
  GPtrArray *names;        /* how it could go on, until the next key; NULL: not asked */
  gpointer data;
  GDestroyNotify free_data;   /* or NULL */
  GDestroyNotify free_orphan; /* or NULL: the data's, when nobody was answered */
  gboolean answered;
} Dialog;

static void
dialog_free(gpointer state)
{
  Dialog *dialog = state;
  g_free(dialog->title);
  g_free(dialog->text);
  g_free(dialog->expected);
  g_free(dialog->verb);
  g_free(dialog->keys);
  g_strfreev(dialog->items);
  line_edit_free(dialog->edit);
  spots_free(dialog->spots);
  g_clear_pointer(&dialog->names, g_ptr_array_unref);
  if (dialog->free_data)
    dialog->free_data(dialog->data);
  if (dialog->free_orphan && !dialog->answered)
    dialog->free_orphan(dialog->data);
  g_free(dialog);
}

static Dialog *
dialog_new(const char *title, const char *text, gpointer data)
{
  Dialog *dialog = g_new0(Dialog, 1);
  dialog->title = g_strdup(title);
  dialog->text = g_strdup(text ? text : "");
  dialog->data = data;
  dialog->chosen = -1;
  dialog->spots = spots_new();
  return dialog;
}

Overlay *
dialog_with_orphan(Overlay *overlay, GDestroyNotify free_orphan)
{
  g_return_val_if_fail(overlay->klass->free == dialog_free, overlay);
  Dialog *dialog = overlay->state;
  dialog->free_orphan = free_orphan;
  return overlay;
}

/* Where the text goes on, and that what stands below is no part of it. */
static void
draw_more(const Dialog *dialog, Canvas *canvas, Rect line)
{
  int left = dialog->most - dialog->scroll, x = line.x;
  if (left > 0)
    x += canvas_printf(canvas, line.y, x, line.width, STYLE_DIM, "↓ %d more line%s ", left,
                       left == 1 ? "" : "s");
  for (; x < line.x + line.width; x++)
    canvas_text(canvas, line.y, x, 1, "─", STYLE_BORDER);
}

/* The box with its text; returns the row below the text, where the kind goes on. */
static Rect
draw_box(Dialog *dialog, Canvas *canvas, Rect area, int rows_below)
{
  int width = MIN(strchr(dialog->text, '\t') ? PAGE_WIDTH : DIALOG_WIDTH, area.width);
  g_autoptr(GPtrArray) lines = text_wrap(dialog->text, width - 4);
  int text_rows = *dialog->text ? (int) lines->len + 1 : 0;
  Rect rect = layout_centre(area, text_rows + rows_below + 2, width);
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, dialog->title, NULL, NULL, TRUE);
  inside.x += 1;
  inside.width -= 2;
  int used = MAX(MIN(text_rows, inside.height - rows_below), 0);
  int fitting = MIN((int) lines->len, MAX(used - 1, 1));
  dialog->most = text_rows > used ? (int) lines->len - fitting : 0;
  dialog->scroll = CLAMP(dialog->scroll, 0, dialog->most);
  for (int i = 0; i < fitting; i++)
    canvas_text(canvas, inside.y + i, inside.x, inside.width, lines->pdata[dialog->scroll + i], STYLE_NORMAL);
  if (dialog->most > 0) {
    canvas_scrollbar(canvas, rect, (guint64) dialog->scroll, (guint64) fitting, lines->len, TRUE);
    draw_more(dialog, canvas, (Rect){inside.y + fitting, inside.x, 1, inside.width});
  }
  return (Rect){inside.y + used, inside.x, inside.height - used, inside.width};
}

/* Yes or no */

static void
confirm_draw(gpointer state, Canvas *canvas, Rect area)
{
  Dialog *dialog = state;
  Rect below = draw_box(dialog, canvas, area, 1);
  int x = below.x;
  int no = canvas_text(canvas, below.y, x, -1, " n  no ", dialog->yes ? STYLE_NORMAL : STYLE_SELECTED);
  x += no + 2;
  int yes = canvas_text(canvas, below.y, x, -1, " y  yes ", dialog->yes ? STYLE_SELECTED : STYLE_NORMAL);
  spots_begin(dialog->spots);
  spots_add(dialog->spots, (Rect){below.y, below.x, 1, no}, FALSE);
  spots_add(dialog->spots, (Rect){below.y, x, 1, yes}, TRUE);
  canvas_set_cursor(canvas, below.y, dialog->yes ? x : below.x, FALSE);
}

static OverlayAnswer
confirm_key(gpointer state, const Key *key)
{
  Dialog *dialog = state;
  if (key_is(key, "y") || key_is(key, "Y")) {
    dialog->yes = TRUE;
    return OVERLAY_CLOSES;
  }
  if (key_is(key, "n") || key_is(key, "N") || key_is(key, "Esc") || key_is(key, "q")) {
    dialog->yes = FALSE;
    return OVERLAY_CLOSES;
  }
  /* A click chooses, one on what is chosen answers: no single one is a yes. */
  int clicked = key->code == K_CLICK ? spots_at(dialog->spots, key) : -1;
  if (clicked >= 0 && clicked == dialog->yes)
    return OVERLAY_CLOSES;
  if (clicked >= 0)
    dialog->yes = clicked;
  if (key_is(key, "Left") || key_is(key, "h"))
    dialog->yes = FALSE;
  if (key_is(key, "Right") || key_is(key, "l"))
    dialog->yes = TRUE;
  if (key_is(key, "Tab") || key_is(key, "S-Tab"))
    dialog->yes = !dialog->yes;
  return key_is(key, "Enter") ? OVERLAY_CLOSES : OVERLAY_STAYS;
}

static void
answer_closed(gpointer state)
{
  Dialog *dialog = state;
  dialog->answered = TRUE;
  dialog->answer(dialog->yes, dialog->data);
}

static const char *
confirm_hint(gpointer state G_GNUC_UNUSED)
{
  return "y yes  n no  Esc no";
}

static gboolean
never_typing(gpointer state G_GNUC_UNUSED)
{
  return FALSE;
}

static const OverlayClass confirm_class = {"confirm",   confirm_draw, confirm_key, answer_closed,
                                           dialog_free, confirm_hint, NULL,        never_typing};

Overlay *
dialog_confirm(const char *title, const char *text, DialogAnswer answer, gpointer data)
{
  Dialog *dialog = dialog_new(title, text, data);
  dialog->answer = answer;
  return overlay_new(&confirm_class, dialog);
}

/* The number typed */

/* Without commas and blanks, so that "12408" is "12,408". */
static char *
bare(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p; p++)
    if (*p != ',' && *p != ' ')
      g_string_append_c(out, *p);
  return g_string_free(out, FALSE);
}

static gboolean
typed_right(const Dialog *dialog)
{
  g_autofree char *typed = bare(line_edit_text(dialog->edit));
  g_autofree char *expected = bare(dialog->expected);
  return g_ascii_strcasecmp(typed, expected) == 0;
}

/* A text longer than the screen is read by scrolling it. */
static gboolean
scroll_key(Dialog *dialog, const Key *key)
{
  int step = key->code == K_WHEEL  ? (key->ch ? 3 : -3)
             : key_is(key, "Down") ? 1
             : key_is(key, "Up")   ? -1
             : key_is(key, "PgDn") ? 10
             : key_is(key, "PgUp") ? -10
                                   : 0;
  dialog->scroll = CLAMP(dialog->scroll + step, 0, dialog->most);
  return step != 0;
}

static void
type_draw(gpointer state, Canvas *canvas, Rect area)
{
  Dialog *dialog = state;
  Rect below = draw_box(dialog, canvas, area, 2);
  int x = below.x;
  x += canvas_printf(canvas, below.y, x, below.width - 12, STYLE_TITLE, "Type %s to %s: ", dialog->expected,
                     dialog->verb);
  line_edit_draw(dialog->edit, canvas, below.y, x, below.x + below.width - x,
                 typed_right(dialog) ? STYLE_FIELD_CHANGED : STYLE_FIELD, TRUE);
  if (dialog->wrong)
    canvas_text(canvas, below.y + 1, below.x, below.width, "That is not what is asked for; Esc leaves",
                STYLE_ERROR);
}

static OverlayAnswer
type_key(gpointer state, const Key *key)
{
  Dialog *dialog = state;
  if (key_is(key, "Esc"))
    return OVERLAY_CLOSES;
  if (key_is(key, "Enter")) {
    dialog->yes = typed_right(dialog);
    dialog->wrong = !dialog->yes;
    return dialog->yes ? OVERLAY_CLOSES : OVERLAY_STAYS;
  }
  if (scroll_key(dialog, key))
    return OVERLAY_STAYS;
  /* A paste would make a number that no one has read. */
  if (key->code != K_PASTE && line_edit_key(dialog->edit, key))
    dialog->wrong = FALSE;
  return OVERLAY_STAYS;
}

static const char *
type_hint(gpointer state)
{
  const Dialog *dialog = state;
  return dialog->most > 0 ? "Enter go  ↓/↑ read on  Esc leave" : "Enter go  Esc leave";
}

static const OverlayClass type_class = {"type",      type_draw, type_key, answer_closed,
                                        dialog_free, type_hint, NULL,     NULL};

Overlay *
dialog_type(const char *title, const char *text, const char *expected, const char *verb, DialogAnswer answer,
            gpointer data)
{
  Dialog *dialog = dialog_new(title, text, data);
  dialog->expected = g_strdup(expected);
  dialog->verb = g_strdup(verb);
  dialog->edit = line_edit_new("");
  dialog->answer = answer;
  return overlay_new(&type_class, dialog);
}

/* A menu */

static int
n_items(const Dialog *dialog)
{
  return (int) g_strv_length(dialog->items);
}

static void
menu_draw(gpointer state, Canvas *canvas, Rect area)
{
  Dialog *dialog = state;
  int n = n_items(dialog), shown = MIN(n, MAX(area.height - 2, 1));
  int width = text_width(dialog->title) + 6;
  for (int i = 0; i < n; i++)
    width = MAX(width, text_width(dialog->items[i]) + (dialog->keys ? 8 : 6));
  Rect rect = layout_centre(area, shown + 2, MAX(width, 24));
  canvas_fill(canvas, rect, STYLE_NORMAL);
  Rect inside = canvas_frame(canvas, rect, dialog->title, NULL, NULL, TRUE);
  int top = CLAMP(dialog->chosen - shown / 2, 0, MAX(n - shown, 0));
  spots_begin(dialog->spots);
  for (int i = 0; i < shown; i++) {
    int at = top + i, y = inside.y + i, x = inside.x + 1;
    Style flag = at == dialog->chosen ? STYLE_ON_CURSOR : 0;
    spots_add(dialog->spots, (Rect){y, inside.x, 1, inside.width}, at);
    if (flag) {
      canvas_fill(canvas, (Rect){y, inside.x, 1, inside.width}, STYLE_SELECTED);
      canvas_set_cursor(canvas, y, inside.x, FALSE);
    }
    if (dialog->keys && at < (int) strlen(dialog->keys))
      x += canvas_printf(canvas, y, x, 2, STYLE_KEY | flag, "%c ", dialog->keys[at]);
    canvas_text(canvas, y, x, inside.x + inside.width - x - 1, dialog->items[at], STYLE_NORMAL | flag);
  }
  canvas_scrollbar(canvas, rect, (guint64) top, (guint64) shown, (guint64) n, TRUE);
}

static OverlayAnswer
menu_key(gpointer state, const Key *key)
{
  Dialog *dialog = state;
  int last = n_items(dialog) - 1;
  const char *hot = dialog->keys && key->code == K_CHAR && !key->mods && key->ch < 0x80
                        ? strchr(dialog->keys, (int) key->ch)
                        : NULL;
  if (hot && key->ch && hot - dialog->keys <= last) {
    dialog->chosen = (int) (hot - dialog->keys);
    dialog->taken = TRUE;
    return OVERLAY_CLOSES;
  }
  if (key_is(key, "Esc") || key_is(key, "q"))
    return OVERLAY_CLOSES;
  int clicked = key->code == K_CLICK ? spots_at(dialog->spots, key) : -1;
  if (key_is(key, "Enter") || (clicked >= 0 && clicked == dialog->chosen)) {
    dialog->taken = last >= 0;
    return OVERLAY_CLOSES;
  }
  if (clicked >= 0)
    dialog->chosen = clicked;
  if (key->code == K_WHEEL)
    dialog->chosen = CLAMP(dialog->chosen + (key->ch ? 1 : -1), 0, MAX(last, 0));
  if (key_is(key, "Down") || key_is(key, "j") || key_is(key, "Tab"))
    dialog->chosen = MIN(dialog->chosen + 1, last);
  if (key_is(key, "Up") || key_is(key, "k") || key_is(key, "S-Tab"))
    dialog->chosen = MAX(dialog->chosen - 1, 0);
  if (key_is(key, "PgDn") || key_is(key, "PgUp"))
    dialog->chosen = CLAMP(dialog->chosen + (key->code == K_PGDN ? 10 : -10), 0, MAX(last, 0));
  if (key_is(key, "Home") || key_is(key, "g"))
    dialog->chosen = 0;
  if (key_is(key, "End") || key_is(key, "G"))
    dialog->chosen = MAX(last, 0);
  return OVERLAY_STAYS;
}

static void
menu_closed(gpointer state)
{
  Dialog *dialog = state;
  dialog->answered = TRUE;
  dialog->choice(dialog->taken ? dialog->chosen : -1, dialog->data);
}

static const char *
menu_hint(gpointer state G_GNUC_UNUSED)
{
  return "Enter choose  ↑/↓ walk  Esc leave";
}

static const OverlayClass menu_class = {"menu",      menu_draw, menu_key, menu_closed,
                                        dialog_free, menu_hint, NULL,     never_typing};

Overlay *
dialog_menu_owning(const char *title, const char *const *items, const char *keys, int chosen,
                   DialogChoice choice, gpointer data, GDestroyNotify free_data)
{
  Dialog *dialog = dialog_new(title, NULL, data);
  dialog->items = g_strdupv((char **) items);
  dialog->keys = g_strdup(keys);
  dialog->chosen = MAX(chosen, 0);
  dialog->choice = choice;
  dialog->free_data = free_data;
  return overlay_new(&menu_class, dialog);
}

Overlay *
dialog_menu(const char *title, const char *const *items, const char *keys, int chosen, DialogChoice choice,
            gpointer data)
{
  return dialog_menu_owning(title, items, keys, chosen, choice, data, NULL);
}

/* One line to type */

static void
prompt_draw(gpointer state, Canvas *canvas, Rect area)
{
  Dialog *dialog = state;
  int rows = dialog->names ? completion_rows(dialog->names, MIN(DIALOG_WIDTH, area.width) - 4) : 0;
  Rect below = draw_box(dialog, canvas, area, 1 + MIN(rows, NAME_ROWS));
  line_edit_draw(dialog->edit, canvas, below.y, below.x, below.width, STYLE_FIELD, TRUE);
  if (dialog->names)
    completion_draw(dialog->names, canvas, (Rect){below.y + 1, below.x, below.height - 1, below.width});
}

static OverlayAnswer
prompt_key(gpointer state, const Key *key)
{
  Dialog *dialog = state;
  if (key_is(key, "Esc"))
    return OVERLAY_CLOSES;
  if (key_is(key, "Enter")) {
    dialog->taken = TRUE;
    return OVERLAY_CLOSES;
  }
  g_autofree char *before = g_strdup(line_edit_text(dialog->edit));
  gboolean completes = dialog->complete && key_is(key, "Tab");
  if (completes || line_edit_key(dialog->edit, key))
    g_clear_pointer(&dialog->names, g_ptr_array_unref);
  if (completes)
    dialog->names = completion_take(dialog->edit, 0, dialog->complete);
  if (dialog->edited && !g_str_equal(before, line_edit_text(dialog->edit)))
    dialog->edited(line_edit_text(dialog->edit), dialog->data);
  return OVERLAY_STAYS;
}

static const char *
prompt_hint(gpointer state)
{
  const Dialog *dialog = state;
  return dialog->complete ? "Tab complete  Enter go  Esc leave" : type_hint(state);
}

static void
prompt_closed(gpointer state)
{
  Dialog *dialog = state;
  dialog->answered = TRUE;
  dialog->take_text(dialog->taken ? line_edit_text(dialog->edit) : NULL, dialog->data);
}

static const OverlayClass prompt_class = {"prompt",    prompt_draw, prompt_key, prompt_closed,
                                          dialog_free, prompt_hint, NULL,       NULL};

Overlay *
dialog_prompt(const char *title, const char *label, const char *text, DialogText answer, gpointer data)
{
  return dialog_prompt_completing(title, label, text, NULL, answer, data);
}

Overlay *
dialog_prompt_completing(const char *title, const char *label, const char *text, CompletionFunc complete,
                         DialogText answer, gpointer data)
{
  Dialog *dialog = dialog_new(title, label, data);
  dialog->edit = line_edit_new(text);
  dialog->complete = complete;
  dialog->take_text = answer;
  return overlay_new(&prompt_class, dialog);
}

Overlay *
dialog_on_edit(Overlay *overlay, DialogText edited)
{
  g_return_val_if_fail(overlay->klass == &prompt_class, overlay);
  Dialog *dialog = overlay->state;
  dialog->edited = edited;
  return overlay;
}
