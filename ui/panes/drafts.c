/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was typed and nobody has taken yet, in all connections: Enter opens it again, D throws it away.
 */
#include "ui/dialog.h"
#include "ui/draft-fate.h"
#include "ui/panes/pane-list.h"
#include "ui/panes/panes.h"

typedef struct {
  PaneList list;
  Pane *pane;
  Services *services;
  char *dropping; /* the one that is asked about, see drafts_take_name */
} State;

static const Draft *
draft_at(const State *state, guint row)
{
  return g_ptr_array_index(drafts_all(state->services->drafts), row);
}

static guint
rows_count(gpointer data)
{
  State *state = data;
  return drafts_all(state->services->drafts)->len;
}

static const char *
rows_id(gpointer data, guint row)
{
  return draft_at(data, row)->name;
}

/* Short, for what decides whether to open it; the whole of it is said then. */
static const char *
why_it_stays(State *state, const Draft *draft)
{
  const Services *services = state->services;
  if (draft->elsewhere)
    return "open in another copy";
  if (draft->kind == DRAFT_SEND && services->journal && drafts_is_here(services->drafts, draft) &&
      draft_fate(draft, journal_intents(services->journal, NULL)) == FORM_OPEN)
    return "may have been sent";
  return draft->reason ? draft->reason : "";
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Draft *draft = draft_at(state, row);
  g_autofree char *when = draft_when(draft);
  const char *texts[] = {draft->title, when, draft->connection};
  g_string_append(text, column < G_N_ELEMENTS(texts) ? texts[column] : why_it_stays(state, draft));
  if (!drafts_is_here(state->services->drafts, draft))
    *style = STYLE_DIM;
  else if (column == 3)
    *style = STYLE_WARNING;
}

static const TableRows rows = {.count = rows_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"what", "What", 26, 34, 2, ALIGN_LEFT, FALSE, FALSE},
    {"when", "Typed", 5, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"connection", "Connection", 8, 14, 0, ALIGN_LEFT, FALSE, FALSE},
    {"reason", "Not taken because", 20, 40, 3, ALIGN_LEFT, FALSE, FALSE},
};

static const Draft *
current(State *state)
{
  gint64 row = pane_list_row(&state->list);
  return row < 0 ? NULL : draft_at(state, (guint) row);
}

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, NULL);
  drafts_sync(state->services->drafts);
  pane_host(pane)->start_ticking(pane_host(pane)->app);
  table_set_empty_text(state->list.table, "None: all that was typed was sent, saved or thrown away");
}

static void
done(gpointer data)
{
  State *state = data;
  drafts_let_go(state->services->drafts, state->dropping);
  pane_list_clear(&state->list);
}

static void
on_drop(gboolean yes, gpointer data)
{
  State *state = data;
  if (yes)
    drafts_drop_name(state->services->drafts, state->dropping);
  drafts_let_go(state->services->drafts, g_steal_pointer(&state->dropping));
}

static void
ask_drop(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  g_autoptr(GError) error = NULL;
  char *held = drafts_take_name(state->services->drafts, current(state)->name, &error);
  if (!held) {
    pane_say(state->pane, MESSAGE_WARNING, "%s", error->message);
    return;
  }
  const Draft *draft = drafts_find_name(state->services->drafts, held);
  g_autofree char *when = draft_when(draft);
  g_autofree char *text = g_strdup_printf("Throw away %s from %s? It cannot be undone.", draft->title, when);
  drafts_let_go(state->services->drafts, state->dropping);
  state->dropping = held;
  host->overlay(host->app, dialog_confirm("Throw away a draft", text, on_drop, state));
}

static char *
refuse(gpointer data G_GNUC_UNUSED, ActionId action)
{
  return action == ACT_FILTER || action == ACT_SORT ? g_strdup("This list is a short one") : NULL;
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_OPEN:
    state->services->open_draft(state->services->app, current(state)->name);
    return TRUE;
  case ACT_DELETE:
    ask_drop(state);
    return TRUE;
  case ACT_REFRESH:
    drafts_sync(state->services->drafts);
    return TRUE;
  default:
    return pane_list_act(&state->list, action);
  }
}

/* While another copy has one: it may let go of it, or end. */
static guint
tick(gpointer data)
{
  State *state = data;
  drafts_sync(state->services->drafts);
  const GPtrArray *all = drafts_all(state->services->drafts);
  for (guint i = 0; i < all->len; i++)
    if (((const Draft *) g_ptr_array_index(all, i))->elsewhere)
      return 2;
  return 0;
}

void
drafts_pane_changed(Pane *pane)
{
  State *state = pane_state(pane);
  table_rows_changed(state->list.table);
}

const PaneClass pane_drafts = {
    .name = "drafts",
    .title = "Drafts",
    .place = PLACE_DRAFTS,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .tick = tick,
    .table = pane_list_table,
};
