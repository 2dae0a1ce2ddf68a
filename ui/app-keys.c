/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a key goes to: what works from anywhere, then what lies on top, the pane in focus, and at last the
 * keymap. Too small a terminal shows nothing, so nothing is done unseen there.
 */
#include "ui/app-private.h"
#include "ui/line-edit.h"
#include "ui/text.h"

#define DOUBLE_CLICK_US (500 * 1000)

/* The second of two quick clicks at one place; a third one is a first again. */
static gboolean
is_double(App *app, const Key *key)
{
  gint64 now = g_get_monotonic_time();
  gboolean second = key->code == K_CLICK && app->click_x == key->x && app->click_y == key->y &&
                    now - app->clicked_at < DOUBLE_CLICK_US;
  app->click_x = key->x;
  app->click_y = key->y;
  app->clicked_at = key->code == K_CLICK && !second ? now : 0;
  return second;
}

static void
take_click(App *app, const Key *key)
{
  gboolean opens = is_double(app, key);
  if (app->full) {
    if (pane_mouse(app->full, key) && opens)
      app_do(app, ACT_OPEN);
    return;
  }
  int title = key->code == K_CLICK ? spots_at(app->titles, key) : -1;
  if (title >= 0)
    app->focus = title;
  int slot = layout_pane_at(&app->layout, key->y, key->x);
  if (slot < 0)
    return;
  if (key->code == K_CLICK)
    app->focus = slot;
  Pane *pane = app->opened[slot] ? app->opened[slot] : app->panes[slot];
  gboolean taken = pane_mouse(pane, key);
  if (taken && opens)
    app_do(app, ACT_OPEN);
}

/* Leaving, painting anew and suspending work from anywhere; but where a text is typed a letter is a letter.
 */
static ActionId
everywhere(App *app, const Key *key)
{
  ActionId action = keymap_find(app->keymap, pane_class(app_current(app))->place, key);
  if (action != ACT_QUIT && action != ACT_REDRAW && action != ACT_SUSPEND)
    return ACT_NONE;
  gboolean is_letter = key->code == K_CHAR && !(key->mods & (K_CTRL | K_META));
  if (is_letter && (!overlay_stack_top(app->overlays) || overlay_stack_is_typing(app->overlays)))
    return ACT_NONE;
  return action;
}

/* By the picture that is seen, or by the one that comes next. */
static gboolean
is_too_small(App *app)
{
  int height, width;
  screen_size(app->screen, &height, &width);
  return app->layout.too_small || height < LAYOUT_MIN_HEIGHT || width < LAYOUT_MIN_WIDTH;
}

/* What a key would do here nobody sees, so it does nothing that could be regretted. */
static void
take_key_unseen(App *app, const Key *key)
{
  const PaneClass *klass = pane_class(app_current(app));
  gboolean typing =
      overlay_stack_is_typing(app->overlays) || (klass->hint && klass->hint(pane_state(app_current(app))));
  gboolean is_letter = key->code == K_CHAR && !(key->mods & (K_CTRL | K_META));
  ActionId action = keymap_find(app->keymap, klass->place, key);
  if ((action == ACT_QUIT || action == ACT_REDRAW || action == ACT_SUSPEND) && !(typing && is_letter))
    app_do(app, action);
}

/* What did not come whole is said: half a text looks like a text. */
static void
say_of_paste(App *app, const char *text)
{
  g_autofree char *longest = text_count(LINE_EDIT_LONGEST);
  if (!*text)
    app_say(app, MESSAGE_WARNING, "Nothing was pasted: there was nothing, or more than a megabyte");
  else if (g_utf8_strlen(text, -1) > LINE_EDIT_LONGEST)
    app_say(app, MESSAGE_WARNING, "Only %s characters fit into a line: the end of what was pasted is missing",
            longest);
}

/* A key that does something in another place: silence would look like a program that hangs. */
static void
say_of_elsewhere(App *app, const PaneClass *klass, const Key *key)
{
  ActionId action = keymap_find(app->keymap, PLACE_EVERYWHERE, key);
  g_autofree char *help = keymap_label(app->keymap, ACT_HELP);
  if (action != ACT_NONE)
    app_say(app, MESSAGE_INFO, "%s: not in %s; %s shows its keys", action_get(action)->name, klass->title,
            help);
}

void
app_take_key(App *app, const Key *key)
{
  if (is_too_small(app)) {
    take_key_unseen(app, key);
    return;
  }
  gboolean offered = app_draft_is_offered(app);
  messages_key(app->messages);
  if (key->code == K_PASTE)
    say_of_paste(app, key->paste);
  ActionId action = everywhere(app, key);
  if (action != ACT_NONE) {
    app_do(app, action);
    return;
  }
  if (overlay_stack_top(app->overlays)) {
    overlay_stack_key(app->overlays, key);
    return;
  }
  if (offered && app_draft_key(app, key))
    return;
  Pane *pane = app_current(app);
  if (pane_key(pane, key))
    return;
  if (key->code == K_CLICK || key->code == K_WHEEL) {
    take_click(app, key);
    return;
  }
  action = keymap_find(app->keymap, pane_class(pane)->place, key);
  if (action != ACT_NONE)
    app_do(app, action);
  else
    say_of_elsewhere(app, pane_class(pane), key);
}

void
app_bind_keys(App *app)
{
  g_auto(GStrv) names = settings_bound_actions(app->services.settings);
  for (char **name = names; *name; name++) {
    g_auto(GStrv) keys = settings_keys(app->services.settings, *name);
    g_autofree char *joined = keys ? g_strjoinv(" ", keys) : NULL;
    g_autofree char *reason = joined ? NULL : g_strdup("this is no UTF-8");
    if (!joined || !keymap_bind(app->keymap, *name, joined, &reason))
      app_say(app, MESSAGE_ERROR, "[keys] %s: %s", *name, reason);
  }
}
