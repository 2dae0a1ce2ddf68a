/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 1: directories, and under each its mailing lists. Names come first; the counts, which cost the server
 * more, are asked for afterwards and filled in. A directory is a place like its lists: all its contacts.
 */
#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "ui/panes/common.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

typedef struct Node {
  ListPlace place;
  gboolean open, asked, loading;
  gboolean seen;    /* a list: it stands in the answer that is coming in */
  GPtrArray *lists; /* of Node; NULL for a list */
} Node;

typedef struct {
  Pane *pane;
  Services *services;
  Table *table;
  GPtrArray *directories; /* of Node */
  GPtrArray *shown;       /* of Node, borrowed: the rows */
  ListFilter filter;
  GCancellable *cancellable;
  gboolean loading, settled; /* settled: the person or the first answer chose a row */
} State;

/* One ask for a page of directories or of a directory's lists. */
typedef struct {
  State *state;
  Node *node; /* NULL: the directories themselves */
  gboolean counts;
} Ask;

static void
node_free(gpointer data)
{
  Node *node = data;
  g_free(node->place.directory_id);
  g_free(node->place.list_id);
  g_free(node->place.name);
  g_free(node->place.directory_name);
  g_clear_pointer(&node->lists, g_ptr_array_unref);
  g_free(node);
}

static const char *
node_id(const Node *node)
{
  return node->place.list_id ? node->place.list_id : node->place.directory_id;
}

/* Rows */

static void
show_rows(State *state)
{
  g_ptr_array_set_size(state->shown, 0);
  for (guint i = 0; i < state->directories->len; i++) {
    Node *directory = g_ptr_array_index(state->directories, i);
    guint before = state->shown->len;
    g_ptr_array_add(state->shown, directory);
    gboolean own = list_filter_matches(&state->filter, directory->place.name);
    for (guint k = 0; k < directory->lists->len; k++) {
      Node *list = g_ptr_array_index(directory->lists, k);
      gboolean open = directory->open || !list_filter_is_empty(&state->filter);
      if (open && list_filter_matches(&state->filter, list->place.name))
        g_ptr_array_add(state->shown, list);
    }
    if (!own && state->shown->len == before + 1)
      g_ptr_array_set_size(state->shown, before);
  }
  table_rows_changed(state->table);
  pane_invalidate(state->pane);
}

static guint
rows_count(gpointer data)
{
  State *state = data;
  return state->shown->len;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Node *node = g_ptr_array_index(state->shown, row);
  if (column == 0) {
    if (node->lists)
      g_string_append(text, node->open || !list_filter_is_empty(&state->filter) ? "▾ " : "▸ ");
    else
      g_string_append(text, "    ");
    g_string_append(text, node->place.name ? node->place.name : "(no name)");
    if (node->loading)
      g_string_append(text, " …");
    if (node->lists)
      *style |= STYLE_BOLD;
  } else if (node->place.count >= 0) {
    g_autofree char *count = text_count((guint64) node->place.count);
    g_string_append(text, count);
    *style = STYLE_DIM;
  }
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  return node_id(g_ptr_array_index(state->shown, row));
}

static const TableRows rows = {.count = rows_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"name", "Name", 12, 20, 1, ALIGN_LEFT, FALSE, FALSE},
    {"contacts", "Contacts", 8, 9, 0, ALIGN_RIGHT, FALSE, FALSE},
};

static Node *
current(State *state)
{
  gint64 row = table_cursor(state->table);
  return row < 0 || row >= state->shown->len ? NULL : g_ptr_array_index(state->shown, row);
}

/* Asking */

static void ask_lists(State *state, Node *node, gboolean counts, const char *next);
static void ask_directories(State *state, gboolean counts, const char *next);

static Node *
find(GPtrArray *nodes, const char *id)
{
  for (guint i = 0; nodes && i < nodes->len; i++)
    if (g_strcmp0(node_id(g_ptr_array_index(nodes, i)), id) == 0)
      return g_ptr_array_index(nodes, i);
  return NULL;
}

static Node *
node_new(GPtrArray *nodes, const char *directory_id, const char *list_id, const char *name,
         const char *directory_name)
{
  Node *node = g_new0(Node, 1);
  node->place.directory_id = g_strdup(directory_id);
  node->place.list_id = g_strdup(list_id);
  node->place.name = g_strdup(name);
  node->place.directory_name = g_strdup(directory_name);
  node->place.count = -1;
  g_ptr_array_add(nodes, node);
  return node;
}

/* The first directory's answer puts the cursor on its first list, unless the person was quicker. Another
 * directory's answer may come before it and moves nothing. */
static void
settle(State *state, const Node *answered)
{
  if (state->settled || state->shown->len == 0 || answered != g_ptr_array_index(state->directories, 0))
    return;
  state->settled = TRUE;
  if (table_cursor(state->table) == 0 && state->shown->len > 1)
    table_set_cursor(state->table, 1);
  const PaneHost *host = pane_host(state->pane);
  host->selection_changed(host->app, state->pane);
}

/* TRUE when it has another name now. */
static gboolean
rename_node(Node *node, const char *name)
{
  if (g_strcmp0(node->place.name, name) == 0)
    return FALSE;
  g_free(node->place.name);
  node->place.name = g_strdup(name);
  return TRUE;
}

/* Takes the page's lists into the node; TRUE when what is said of @selected has changed. */
static gboolean
take_lists(Node *node, const Page *page, const Node *selected)
{
  gboolean renewed = FALSE;
  for (guint i = 0; i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    Node *child = find(node->lists, list->id);
    if (!child)
      child = node_new(node->lists, node->place.directory_id, list->id, list->name, node->place.name);
    gboolean changed = rename_node(child, list->name);
    child->seen = TRUE;
    child->place.rule = node->place.rule;
    if (list->contact_count >= 0 && child->place.count != list->contact_count) {
      child->place.count = list->contact_count;
      changed = TRUE;
    }
    renewed |= changed && child == selected;
  }
  return renewed;
}

/* The answer is complete: what did not stand in it is there no more. TRUE when @selected was of these. */
static gboolean
drop_unseen(Node *node, const Node *selected)
{
  gboolean lost = FALSE;
  for (guint i = node->lists->len; i > 0; i--) {
    const Node *child = g_ptr_array_index(node->lists, i - 1);
    if (child->seen)
      continue;
    lost |= child == selected;
    g_ptr_array_remove_index(node->lists, i - 1);
  }
  return lost;
}

static void
on_lists(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Ask *ask = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = ask->state;
  Node *node = ask->node;
  node->loading = FALSE;
  if (error) {
    if (!ask->counts)
      node->asked = FALSE;
    say_failed(state->pane, node->place.name, error);
    settle(state, node);
    return;
  }
  Node *selected = current(state);
  gboolean renewed = take_lists(node, page, selected);
  if (!page->next && !ask->counts)
    renewed |= drop_unseen(node, selected);
  show_rows(state);
  settle(state, node);
  const PaneHost *host = pane_host(state->pane);
  if (renewed && state->settled)
    host->selection_changed(host->app, state->pane);
  if (page->next)
    ask_lists(state, node, ask->counts, page->next);
  else if (!ask->counts)
    ask_lists(state, node, TRUE, NULL);
}

static void
ask_lists(State *state, Node *node, gboolean counts, const char *next)
{
  Ask *ask = g_new0(Ask, 1);
  ask->state = state;
  ask->node = node;
  ask->counts = counts;
  node->asked = TRUE;
  node->loading = !counts;
  for (guint i = 0; !counts && !next && i < node->lists->len; i++)
    ((Node *) g_ptr_array_index(node->lists, i))->seen = FALSE;
  mailing_lists_list_async(state->services->client, counts ? FETCH_COUNTS : FETCH_VISIBLE,
                           node->place.directory_id, counts, next, state->cancellable, on_lists, ask);
}

static void
unfold(State *state, Node *node, gboolean open)
{
  node->open = open;
  if (open && !node->asked && state->services->client)
    ask_lists(state, node, FALSE, NULL);
  show_rows(state);
}

static void
on_directories(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Ask *ask = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = ask->state;
  state->loading = FALSE;
  if (error) {
    table_set_empty_text(state->table, "Not loaded: r tries again");
    say_failed(state->pane, "Directories", error);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const Directory *directory = g_ptr_array_index(page->items, i);
    Node *node = find(state->directories, directory->id);
    if (!node) {
      node = node_new(state->directories, directory->id, NULL, directory->name, directory->name);
      node->lists = g_ptr_array_new_with_free_func(node_free);
    }
    rename_node(node, directory->name);
    if (directory->contact_count >= 0)
      node->place.count = directory->contact_count;
    node->place.rule = merge_rule_of(directory);
    for (guint k = 0; k < node->lists->len; k++)
      ((Node *) g_ptr_array_index(node->lists, k))->place.rule = node->place.rule;
  }
  table_set_empty_text(state->table, "No directories");
  if (page->next)
    ask_directories(state, ask->counts, page->next);
  else if (!ask->counts) {
    for (guint i = 0; i < state->directories->len; i++)
      unfold(state, g_ptr_array_index(state->directories, i), i == 0 || state->directories->len <= 4);
    ask_directories(state, TRUE, NULL);
  }
  show_rows(state);
}

static void
ask_directories(State *state, gboolean counts, const char *next)
{
  if (!state->services->client)
    return;
  Ask *ask = g_new0(Ask, 1);
  ask->state = state;
  ask->counts = counts;
  state->loading = !counts;
  directories_list_async(state->services->client, counts ? FETCH_COUNTS : FETCH_VISIBLE, counts, next,
                         state->cancellable, on_directories, ask);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  for (guint i = 0; i < state->directories->len; i++) {
    Node *node = g_ptr_array_index(state->directories, i);
    node->asked = node->loading = FALSE;
  }
  table_set_empty_text(state->table, "Loading…");
  ask_directories(state, FALSE, NULL);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->directories = g_ptr_array_new_with_free_func(node_free);
  state->shown = g_ptr_array_new();
  state->table = table_new(columns, G_N_ELEMENTS(columns), &rows, state);
  state->cancellable = g_cancellable_new();
  table_set_empty_text(state->table, "Not loaded yet");
}

static void
done(gpointer data)
{
  State *state = data;
  g_cancellable_cancel(state->cancellable);
  g_clear_object(&state->cancellable);
  table_free(state->table);
  g_ptr_array_unref(state->shown);
  g_ptr_array_unref(state->directories);
  list_filter_clear(&state->filter);
}

static gconstpointer
selection(gpointer data)
{
  State *state = data;
  Node *node = state->settled ? current(state) : NULL;
  return node ? &node->place : NULL;
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = list_filter_words(&state->filter, state->shown->len);
  return g_strdup(state->loading ? "Directories · loading" : "Directories");
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  rect = list_filter_draw(&state->filter, canvas, rect);
  table_draw(state->table, canvas, rect, focused);
}

static gboolean
has_row(gpointer data)
{
  return current(data) != NULL;
}

static void
tell_moved(State *state)
{
  state->settled = TRUE;
  const PaneHost *host = pane_host(state->pane);
  host->selection_changed(host->app, state->pane);
}

static void
fold_left(State *state, Node *node)
{
  if (node->lists) {
    unfold(state, node, FALSE);
    return;
  }
  for (gint64 row = table_cursor(state->table); row >= 0; row--) {
    Node *above = g_ptr_array_index(state->shown, row);
    if (above->lists) {
      table_set_cursor(state->table, (guint) row);
      tell_moved(state);
      return;
    }
  }
}

static void
copy(State *state, const Node *node)
{
  state->services->copy(state->services->app, node_id(node));
  pane_say(state->pane, MESSAGE_OK, "Copied the ID of %s: %s", node->place.name, node_id(node));
}

static char *
refuse(gpointer data G_GNUC_UNUSED, ActionId action)
{
  switch (action) {
  case ACT_NEW:
  case ACT_DELETE:
  case ACT_SORT:
  case ACT_BROWSE:
    return g_strdup("Not in this version yet");
  default:
    return NULL;
  }
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  Node *node = current(state);
  const PaneHost *host = pane_host(state->pane);
  gboolean moved = FALSE;
  switch (action) {
  case ACT_OPEN:
    host->open(host->app, state->pane, "contacts", &node->place);
    return TRUE;
  case ACT_LEFT:
    if (node)
      fold_left(state, node);
    return TRUE;
  case ACT_RIGHT:
    if (node && node->lists)
      unfold(state, node, TRUE);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_FILTER:
    list_filter_begin(&state->filter);
    return TRUE;
  case ACT_COPY:
    copy(state, node);
    return TRUE;
  case ACT_BACK:
    if (!list_filter_drop(&state->filter))
      return FALSE;
    show_rows(state);
    if (current(state))
      tell_moved(state);
    return TRUE;
  default:
    break;
  }
  gboolean taken = table_act(state->table, action, &moved);
  if (moved)
    tell_moved(state);
  return taken;
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  gboolean changed = FALSE, was_open = list_filter_is_open(&state->filter);
  gboolean taken = list_filter_key(&state->filter, pressed, &changed);
  if (changed)
    show_rows(state);
  /* The filter may have put the cursor elsewhere. Told once it is closed: pane 2 forgets its marks for it. */
  if (was_open && !list_filter_is_open(&state->filter) && current(state)) {
    table_set_cursor(state->table, (guint) table_cursor(state->table));
    tell_moved(state);
  }
  return taken;
}

static const char *
hint(gpointer data)
{
  State *state = data;
  return list_filter_hint(&state->filter);
}

static Table *
table(gpointer data)
{
  State *state = data;
  return state->table;
}

/* For others */

void
directories_pane_count(Pane *pane, const char *directory_id, const char *list_id, int more)
{
  State *state = pane_state(pane);
  Node *node = find(state->directories, directory_id);
  if (node && list_id)
    node = find(node->lists, list_id);
  if (!node || node->place.count < 0)
    return;
  node->place.count = MAX(node->place.count + more, 0);
  if (node == current(state) && state->settled) {
    const PaneHost *host = pane_host(pane);
    host->selection_changed(host->app, pane);
  }
  pane_invalidate(pane);
}

const PaneClass pane_directories = {
    .name = "directories",
    .title = "Directories",
    .place = PLACE_DIRECTORIES,
    .state_size = sizeof(State),
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .init = init,
    .done = done,
    .selection = selection,
    .frame_title = frame_title,
    .draw = draw,
    .has_row = has_row,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = hint,
    .table = table,
};
