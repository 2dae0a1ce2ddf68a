/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How directories and lists come: names first, then everything once more with its counts. An answer of names
 * that is complete says what is there no more.
 */
#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "ui/panes/directories-private.h"

/* One ask for a page of directories or of a directory's lists. */
typedef struct {
  State *state;
  Node *node; /* NULL: the directories themselves */
  gboolean counts;
} Ask;

static void ask_lists(State *state, Node *node, gboolean counts, const char *next);
static void ask_directories(State *state, gboolean counts, const char *next);

Node *
directories_find(GPtrArray *nodes, const char *id)
{
  for (guint i = 0; nodes && i < nodes->len; i++)
    if (g_strcmp0(directories_node_id(g_ptr_array_index(nodes, i)), id) == 0)
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
  node->seen = TRUE;
  g_ptr_array_add(nodes, node);
  return node;
}

Node *
directories_add_list(Node *directory, const char *list_id, const char *name)
{
  Node *list = directories_find(directory->lists, list_id);
  if (!list)
    list = node_new(directory->lists, directory->place.directory_id, list_id, name, directory->place.name);
  list->place.rule = directory->place.rule;
  return list;
}

/* The first directory's answer puts the cursor on its first list, unless the person was quicker. Another
 * directory's answer may come before it and moves nothing. */
static void
settle(State *state, const Node *answered)
{
  if (state->settled || state->list.shown->len == 0 || answered != g_ptr_array_index(state->directories, 0))
    return;
  state->settled = TRUE;
  if (table_cursor(state->list.table) == 0 && state->list.shown->len > 1)
    table_set_cursor(state->list.table, 1);
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
    Node *child = directories_add_list(node, list->id, list->name);
    gboolean changed = rename_node(child, list->name);
    child->seen = TRUE;
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
  Node *selected = directories_current(state);
  gboolean renewed = take_lists(node, page, selected);
  if (!page->next && !ask->counts)
    renewed |= drop_unseen(node, selected);
  directories_show(state);
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

void
directories_unfold(State *state, Node *node, gboolean open)
{
  node->open = open;
  if (open && !node->asked && state->services->client)
    ask_lists(state, node, FALSE, NULL);
  directories_show(state);
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
    table_set_empty_text(state->list.table, "Not loaded: r tries again");
    say_failed(state->pane, "Directories", error);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const Directory *directory = g_ptr_array_index(page->items, i);
    Node *node = directories_find(state->directories, directory->id);
    if (!node) {
      node = node_new(state->directories, directory->id, NULL, directory->name, directory->name);
      node->lists = g_ptr_array_new_with_free_func(directories_node_free);
    }
    rename_node(node, directory->name);
    if (directory->contact_count >= 0)
      node->place.count = directory->contact_count;
    node->place.rule = merge_rule_of(directory);
    for (guint k = 0; k < node->lists->len; k++)
      ((Node *) g_ptr_array_index(node->lists, k))->place.rule = node->place.rule;
  }
  table_set_empty_text(state->list.table, "No directories");
  if (page->next)
    ask_directories(state, ask->counts, page->next);
  else if (!ask->counts) {
    for (guint i = 0; i < state->directories->len; i++)
      directories_unfold(state, g_ptr_array_index(state->directories, i),
                         i == 0 || state->directories->len <= 4);
    ask_directories(state, TRUE, NULL);
  }
  directories_show(state);
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

void
directories_refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  for (guint i = 0; i < state->directories->len; i++) {
    Node *node = g_ptr_array_index(state->directories, i);
    node->asked = node->loading = FALSE;
  }
  table_set_empty_text(state->list.table, "Loading…");
  ask_directories(state, FALSE, NULL);
}

gboolean
directories_stop(State *state)
{
  gboolean loading = state->loading;
  for (guint i = 0; i < state->directories->len; i++)
    loading |= ((Node *) g_ptr_array_index(state->directories, i))->loading;
  if (!loading)
    return FALSE;
  renew_cancellable(&state->cancellable);
  for (guint i = 0; i < state->directories->len; i++) {
    Node *node = g_ptr_array_index(state->directories, i);
    node->asked = node->asked && !node->loading;
    node->loading = FALSE;
  }
  state->loading = FALSE;
  pane_list_say_stopped(&state->list, state->pane);
  return TRUE;
}
