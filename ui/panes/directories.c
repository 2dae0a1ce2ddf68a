/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 1: directories, and under each its mailing lists. A directory is a place like its lists: all its
 * contacts. How they come is in directories-fetch.c.
 */
#include "ui/forms/import.h"
#include "ui/forms/list-export.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/directories-private.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

void
directories_node_free(gpointer data)
{
  Node *node = data;
  g_free(node->place.directory_id);
  g_free(node->place.list_id);
  g_free(node->place.name);
  g_free(node->place.directory_name);
  g_clear_pointer(&node->lists, g_ptr_array_unref);
  g_free(node);
}

const char *
directories_node_id(const Node *node)
{
  return node->place.list_id ? node->place.list_id : node->place.directory_id;
}

/* Rows */

enum { COLUMN_NAME, COLUMN_CONTACTS };

/* Who is not counted yet has less than nobody. */
static int
by_sort(gconstpointer a, gconstpointer b, gpointer data)
{
  const State *state = data;
  const ListPlace *left = &(*(Node *const *) a)->place, *right = &(*(Node *const *) b)->place;
  int order = 0;
  if (state->list.sort.column == COLUMN_CONTACTS)
    order = (left->count > right->count) - (left->count < right->count);
  if (order == 0)
    order = g_utf8_collate(left->name ? left->name : "", right->name ? right->name : "");
  return state->list.sort.descending ? -order : order;
}

void
directories_show(gpointer data)
{
  State *state = data;
  g_ptr_array_set_size(state->list.shown, 0);
  for (guint i = 0; i < state->directories->len; i++) {
    Node *directory = g_ptr_array_index(state->directories, i);
    guint before = state->list.shown->len;
    g_ptr_array_add(state->list.shown, directory);
    if (state->list.sort.column >= 0)
      g_ptr_array_sort_with_data(directory->lists, by_sort, state);
    gboolean own = list_filter_matches(&state->list.filter, directory->place.name);
    for (guint k = 0; k < directory->lists->len; k++) {
      Node *list = g_ptr_array_index(directory->lists, k);
      gboolean open = directory->open || !list_filter_is_empty(&state->list.filter);
      if (open && list_filter_matches(&state->list.filter, list->place.name))
        g_ptr_array_add(state->list.shown, list);
    }
    if (!own && state->list.shown->len == before + 1)
      g_ptr_array_set_size(state->list.shown, before);
  }
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Node *node = g_ptr_array_index(state->list.shown, row);
  if (column == 0) {
    if (node->lists)
      g_string_append(text, node->open || !list_filter_is_empty(&state->list.filter) ? "▾ " : "▸ ");
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
  return directories_node_id(g_ptr_array_index(state->list.shown, row));
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"name", "Name", 12, 20, 1, ALIGN_LEFT, FALSE, FALSE},
    {"contacts", "Contacts", 8, 9, 0, ALIGN_RIGHT, FALSE, FALSE},
};

Node *
directories_current(State *state)
{
  return pane_list_current(&state->list);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->directories = g_ptr_array_new_with_free_func(directories_node_free);
  state->writes = g_ptr_array_new();
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, directories_show);
  state->list.moved = directories_tell_moved;
  state->cancellable = g_cancellable_new();
  table_set_empty_text(state->list.table, "Not loaded yet");
}

static void
done(gpointer data)
{
  State *state = data;
  directories_write_leave(state);
  g_ptr_array_unref(state->writes);
  drop_cancellable(&state->cancellable);
  pane_list_clear(&state->list);
  g_ptr_array_unref(state->directories);
}

static gconstpointer
selection(gpointer data)
{
  State *state = data;
  Node *node = state->settled ? directories_current(state) : NULL;
  return node ? &node->place : NULL;
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = pane_list_filter_words(&state->list);
  return g_strdup(state->loading ? "Directories · loading" : "Directories");
}

void
directories_tell_moved(gpointer data)
{
  State *state = data;
  state->settled = TRUE;
  const PaneHost *host = pane_host(state->pane);
  host->selection_changed(host->app, state->pane);
}

static void
fold_left(State *state, Node *node)
{
  if (node->lists) {
    directories_unfold(state, node, FALSE);
    return;
  }
  for (gint64 row = table_cursor(state->list.table); row >= 0; row--) {
    Node *above = g_ptr_array_index(state->list.shown, row);
    if (above->lists) {
      table_set_cursor(state->list.table, (guint) row);
      directories_tell_moved(state);
      return;
    }
  }
}

static void
copy(State *state, const Node *node)
{
  const ListPlace *place = &node->place;
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  copy_menu_add(menu, 'i', place->list_id ? "list ID" : "directory ID", directories_node_id(node));
  copy_menu_add(menu, 'n', "name", place->name);
  copy_menu_add(menu, 'd', "directory ID", place->list_id ? place->directory_id : NULL);
  g_autofree char *path =
      place->list_id ? g_strdup_printf("/directories/%s/mailinglists/%s", place->directory_id, place->list_id)
                     : g_strdup("/directories");
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static char *
refuse(gpointer data, ActionId action)
{
  const State *state = data;
  const Node *node = directories_current(data);
  switch (action) {
  case ACT_NEW:
  case ACT_EDIT:
  case ACT_DELETE:
    return directories_write_refuse(data, action);
  case ACT_OPEN:
    return node && !node->place.list_id
               ? refusals_why(state->services->refusals, ACT_OPEN, node->place.directory_id)
               : NULL;
  case ACT_EXPORT:
    if (!node)
      return g_strdup("There is no directory yet");
    return node->place.list_id ? NULL
                               : refusals_why(state->services->refusals, ACT_OPEN, node->place.directory_id);
  case ACT_IMPORT:
    return import_refuse(state->services, node ? &node->place : NULL);
  default:
    return NULL;
  }
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  Node *node = directories_current(state);
  const PaneHost *host = pane_host(state->pane);
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
      directories_unfold(state, node, TRUE);
    return TRUE;
  case ACT_REFRESH:
    directories_refresh(state);
    return TRUE;
  case ACT_SORT:
    pane_list_sort(&state->list, state->pane, COLUMN_NAME);
    return TRUE;
  case ACT_NEW:
  case ACT_EDIT:
  case ACT_DELETE:
    directories_write(state, action);
    return TRUE;
  case ACT_EXPORT:
    list_export_ask(host, state->services, &node->place, NULL);
    return TRUE;
  case ACT_IMPORT:
    import_ask(host, state->services, &node->place, NULL);
    return TRUE;
  case ACT_COPY:
    copy(state, node);
    return TRUE;
  case ACT_BACK:
    return directories_stop(state) || pane_list_act(&state->list, action);
  default:
    return pane_list_act(&state->list, action);
  }
}

/* The filter may have put the cursor elsewhere. Told once it is closed: pane 2 forgets its marks for it. */
static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  gboolean was_open = list_filter_is_open(&state->list.filter), taken = pane_list_key(data, pressed);
  if (was_open && !list_filter_is_open(&state->list.filter) && directories_current(state)) {
    table_set_cursor(state->list.table, (guint) table_cursor(state->list.table));
    directories_tell_moved(state);
  }
  return taken;
}

/* For others */

void
directories_pane_count(Pane *pane, const char *directory_id, const char *list_id, int more)
{
  State *state = pane_state(pane);
  Node *node = directories_find(state->directories, directory_id);
  if (node && list_id)
    node = directories_find(node->lists, list_id);
  if (!node || node->place.count < 0)
    return;
  node->place.count = MAX(node->place.count + more, 0);
  if (node == directories_current(state) && state->settled) {
    const PaneHost *host = pane_host(pane);
    host->selection_changed(host->app, pane);
  }
  pane_invalidate(pane);
}

void
directories_pane_rename(Pane *pane, const char *directory_id, const char *list_id, const char *name)
{
  State *state = pane_state(pane);
  Node *directory = directories_find(state->directories, directory_id);
  Node *node = directory ? directories_find(directory->lists, list_id) : NULL;
  if (!node)
    return;
  g_free(node->place.name);
  node->place.name = g_strdup(name);
  directories_show(state);
  if (node == directories_current(state))
    directories_tell_moved(state);
}

/* The list of that ID, or the first of that name; its directory in @directory. */
static Node *
find_list(State *state, const char *list, Node **directory)
{
  for (guint i = 0; i < state->directories->len; i++) {
    *directory = state->directories->pdata[i];
    for (guint k = 0; k < (*directory)->lists->len; k++) {
      Node *node = (*directory)->lists->pdata[k];
      if (g_str_equal(node->place.list_id, list) ||
          (node->place.name && g_ascii_strcasecmp(node->place.name, list) == 0))
        return node;
    }
  }
  return NULL;
}

gboolean
directories_pane_has(Pane *pane, const char *list)
{
  Node *directory;
  return find_list(pane_state(pane), list, &directory) != NULL;
}

void
directories_pane_go_to(Pane *pane, const char *list)
{
  State *state = pane_state(pane);
  Node *directory, *node = find_list(state, list, &directory);
  if (!node)
    return;
  list_filter_drop(&state->list.filter);
  directory->open = TRUE;
  table_seek_id(state->list.table, node->place.list_id);
  directories_show(state);
  directories_tell_moved(state);
}

const PaneClass pane_directories = {
    .name = "directories",
    .title = "Directories",
    .place = PLACE_DIRECTORIES,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .selection = selection,
    .frame_title = frame_title,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = pane_list_hint,
    .table = pane_list_table,
    .filter = pane_list_filter,
};
