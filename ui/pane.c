/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every pane has in common: memory for its state, its frame, and the questions that come before it is
 * asked anything. */
#include "ui/pane.h"

struct Pane {
  const PaneClass *klass;
  PaneHost host;
  gpointer state;
};

Pane *
pane_new(const PaneClass *klass, const PaneHost *host, gpointer services)
{
  Pane *pane = g_new0(Pane, 1);
  pane->klass = klass;
  pane->host = *host;
  pane->state = g_malloc0(MAX(klass->state_size, 1));
  klass->init(pane->state, pane, services);
  return pane;
}

void
pane_free(Pane *pane)
{
  if (!pane)
    return;
  pane->klass->done(pane->state);
  g_free(pane->state);
  g_free(pane);
}

const PaneClass *
pane_class(const Pane *pane)
{
  return pane->klass;
}

gpointer
pane_state(Pane *pane)
{
  return pane->state;
}

const PaneHost *
pane_host(const Pane *pane)
{
  return &pane->host;
}

static char *
frame_title(Pane *pane, char **right)
{
  *right = NULL;
  char *title = pane->klass->frame_title ? pane->klass->frame_title(pane->state, right) : NULL;
  return title ? title : g_strdup(pane->klass->title);
}

char *
pane_title(Pane *pane)
{
  g_autofree char *right = NULL;
  return frame_title(pane, &right);
}

void
pane_draw(Pane *pane, Canvas *canvas, Rect rect, int number, gboolean focused)
{
  if (rect.height < 2 || rect.width < 2)
    return;
  g_autofree char *right = NULL;
  g_autofree char *title = frame_title(pane, &right);
  g_autofree char *numbered = number > 0 ? g_strdup_printf("%d %s", number, title) : g_strdup(title);
  Table *table = pane->klass->table ? pane->klass->table(pane->state) : NULL;
  g_autofree char *foot = table ? table_position(table) : NULL;
  Rect former = canvas_set_clip(canvas, rect);
  Rect inside = canvas_frame(canvas, rect, numbered, right, foot, focused);
  canvas_set_clip(canvas, inside);
  pane->klass->draw(pane->state, canvas, inside, focused);
  canvas_set_clip(canvas, rect);
  if (table)
    table_draw_scrollbar(table, canvas, rect, focused);
  canvas_set_clip(canvas, former);
}

char *
pane_refuse(Pane *pane, ActionId action, gboolean connected, gboolean read_only)
{
  if (!action_applies(action, pane->klass->place))
    return g_strdup("Not here");
  gboolean has_row = !pane->klass->has_row || pane->klass->has_row(pane->state);
  const char *reason = action_refusal(action, has_row, connected, read_only);
  if (reason)
    return g_strdup(reason);
  return pane->klass->refuse ? pane->klass->refuse(pane->state, action) : NULL;
}

int
pane_wanted_width(Pane *pane)
{
  Table *table = pane->klass->table ? pane->klass->table(pane->state) : NULL;
  return table ? table_wanted_width(table) + 2 : 0;
}

gboolean
pane_act(Pane *pane, ActionId action)
{
  return pane->klass->act(pane->state, action);
}

gboolean
pane_key(Pane *pane, const Key *key)
{
  return pane->klass->key && pane->klass->key(pane->state, key);
}

void
pane_point_at(Pane *pane, gconstpointer subject)
{
  if (pane->klass->point_at)
    pane->klass->point_at(pane->state, subject);
}

gconstpointer
pane_selection(Pane *pane)
{
  return pane->klass->selection ? pane->klass->selection(pane->state) : NULL;
}

guint
pane_tick(Pane *pane)
{
  return pane->klass->tick ? pane->klass->tick(pane->state) : 0;
}

gboolean
pane_busy(Pane *pane)
{
  return pane->klass->busy && pane->klass->busy(pane->state);
}

Table *
pane_table(Pane *pane)
{
  return pane->klass->table ? pane->klass->table(pane->state) : NULL;
}

const char *
pane_filter(Pane *pane)
{
  if (!pane->klass->filter)
    return NULL;
  const char *text = pane->klass->filter(pane->state);
  return text ? text : "";
}

static void
press(Pane *pane, const char *name)
{
  Key key = {0};
  if (key_parse(name, &key))
    pane_key(pane, &key);
}

void
pane_set_filter(Pane *pane, const char *text)
{
  pane_act(pane, ACT_FILTER);
  press(pane, "C-u");
  const Key typed = {.code = K_PASTE, .paste = (char *) text};
  if (*text)
    pane_key(pane, &typed);
  press(pane, *text ? "Enter" : "Esc");
}

gboolean
pane_mouse(Pane *pane, const Key *key)
{
  Table *table = pane->klass->table ? pane->klass->table(pane->state) : NULL;
  gboolean moved = FALSE, header = FALSE;
  if (!table || !table_mouse(table, key, &moved, &header))
    return FALSE;
  if (moved && pane->host.selection_changed)
    pane->host.selection_changed(pane->host.app, pane);
  if (header)
    pane->klass->act(pane->state, ACT_SORT);
  pane_invalidate(pane);
  return TRUE;
}

void
pane_invalidate(Pane *pane)
{
  pane->host.invalidate(pane->host.app);
}

void
pane_say(Pane *pane, MessageKind kind, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  pane->host.say(pane->host.app, kind, text);
}
