/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pane 2: the contacts of a list or of a whole directory. The rows live in the ContactTable; this file shows,
 * filters, sorts and marks them, contacts-fetch.c has them come, contacts-edit.c edits one.
 */
#include <string.h>

#include "ui/forms/list-export.h"
#include "ui/panes/contacts-private.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

/* Rows */

static guint
rows_count(gpointer data)
{
  State *state = data;
  return contact_table_visible(state->contacts);
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  if (column < N_CONTACT_EDITABLE) {
    const char *value = contact_table_field(state->contacts, row, (ContactField) column);
    g_string_append(text, value ? value : "");
    return;
  }
  guint flags = contact_table_flags(state->contacts, row);
  if (flags & CONTACT_UNSUBSCRIBED)
    g_string_append(text, "all");
  else if (flags & CONTACT_UNSUBSCRIBED_FROM_LIST)
    g_string_append(text, "list");
  *style = STYLE_WARNING;
}

static gboolean
rows_marked(gpointer data, guint row)
{
  State *state = data;
  return contact_table_is_marked(state->contacts, row);
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  return contact_table_id(state->contacts, row);
}

static gint64
rows_find(gpointer data, const char *id)
{
  State *state = data;
  return contact_table_find_id(state->contacts, id);
}

static char *
rows_check(gpointer data G_GNUC_UNUSED, guint column, const char *value)
{
  return column < N_CONTACT_EDITABLE ? g_strdup(contact_check_field((ContactField) column, value)) : NULL;
}

/* Of some all that is known is that they are there. */
static const char *
rows_instead(gpointer data, guint row)
{
  static const ContactField told[] = {CONTACT_FIELD_EMAIL, CONTACT_FIELD_FIRST_NAME, CONTACT_FIELD_LAST_NAME,
                                      CONTACT_FIELD_EXT_REF};
  State *state = data;
  for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
    const char *value = contact_table_field(state->contacts, row, told[i]);
    if (value && *value)
      return NULL;
  }
  return contact_table_id(state->contacts, row);
}

static const TableRows rows = {rows_count, rows_cell,  rows_marked, rows_id,
                               rows_find,  rows_check, rows_instead};

/* The first columns are the fields of ContactField, in their order. */
static const Column columns[] = {
    {"email", "Email", 26, 32, 3, ALIGN_LEFT, TRUE, FALSE, 46},
    {"first", "First", 8, 10, 1, ALIGN_LEFT, TRUE, FALSE, 20},
    {"last", "Last", 10, 12, 1, ALIGN_LEFT, TRUE, FALSE, 24},
    {"lang", "Lang", 4, 5, 0, ALIGN_LEFT, TRUE, FALSE},
    {"ref", "Ext ref", 7, 10, 0, ALIGN_LEFT, TRUE, FALSE},
    {"phone", "Phone", 10, 16, 0, ALIGN_LEFT, TRUE, TRUE},
    {"unsub", "Unsub", 5, 5, 0, ALIGN_LEFT, FALSE, FALSE},
};

/* The filter is another. */
static void
show_rows(gpointer data)
{
  State *state = data;
  contact_table_filter(state->contacts, state->list.filter.text ? state->list.filter.text : "");
  contacts_changed(state);
  contacts_fetch(state);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->contacts = contact_table_new();
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, show_rows);
  state->cancellable = g_cancellable_new();
  state->place.count = state->behind.count = -1;
  table_set_empty_text(state->list.table, "Choose a directory or a list");
}

static void
done(gpointer data)
{
  State *state = data;
  contacts_removal_leave(state);
  contacts_bulk_leave(state);
  contacts_forget(state);
  drop_cancellable(&state->cancellable);
  pane_list_clear(&state->list);
  contact_table_free(state->contacts);
  edit_in_place_clear(&state->edit);
  contacts_search_clear(state);
  contacts_place_clear(&state->place);
  contacts_place_clear(&state->behind);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const ListPlace *place = subject;
  ListPlace *pointed = state->terms ? &state->behind : &state->place;
  if (place && g_strcmp0(place->directory_id, pointed->directory_id) == 0 &&
      g_strcmp0(place->list_id, pointed->list_id) == 0) {
    contacts_set_place(pointed, place);
    contacts_fetch(state); /* how many there are decides what is pulled */
    return;
  }
  contacts_search_clear(state);
  state->view = CONTACTS_EVERYBODY;
  contacts_go(state, place);
}

/* Marked ones that may yet come: not those who are not there any more. */
static guint
marks_to_come(State *state)
{
  return state->started && !state->next ? 0 : contact_table_marks_to_come(state->contacts);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  if (!state->place.name)
    return NULL;
  guint marks = contact_table_mark_count(state->contacts);
  g_autofree char *words = pane_list_filter_words(&state->list);
  g_autofree char *bar = state->pulling ? contacts_progress(state) : NULL;
  guint to_come = marks_to_come(state);
  g_autofree char *marked = to_come ? g_strdup_printf("%u of %u marked", marks, marks + to_come)
                            : marks ? g_strdup_printf("%u marked", marks)
                                    : NULL;
  GString *text = g_string_new(NULL);
  g_autofree char *removal = contacts_removal_words(state);
  g_autofree char *bulk = contacts_bulk_words(state);
  const char *parts[] = {removal, bulk, marked, words, bar};
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      g_string_append_printf(text, "%s%s", text->len ? " · " : "", parts[i]);
  *right = g_string_free(text, text->len == 0);
  g_autofree char *count = contacts_counts(state);
  if (state->search)
    return g_strdup_printf("Found on the server · %s · %s", state->search, count);
  return g_strdup_printf("%s · %s · %s", contacts_view_title(state->view), state->place.name, count);
}

/* Acting */

static void
sort(State *state)
{
  int column = MAX(table_column(state->list.table), 0);
  if (column >= N_CONTACT_EDITABLE) {
    pane_say(state->pane, MESSAGE_INFO, "This column cannot be sorted by");
    return;
  }
  ListSort *order = &state->list.sort;
  order->descending = order->column == column && !order->descending;
  order->column = column;
  table_set_sort(state->list.table, column, order->descending);
  contact_table_sort(state->contacts, (ContactField) column, order->descending);
  if (state->next)
    pane_say(state->pane, MESSAGE_INFO, "Sorted what is loaded; G loads the whole list");
  contacts_changed(state);
}

static void
mark(State *state, ActionId action)
{
  gint64 row = pane_list_row(&state->list);
  if (action == ACT_MARK_INVERT)
    contact_table_invert_marks(state->contacts);
  else if (action == ACT_MARK_RANGE) {
    guint from = (guint) CLAMP(state->last_mark, 0, contact_table_visible(state->contacts) - 1);
    contact_table_mark_range(state->contacts, MIN(from, (guint) row), MAX(from, (guint) row), TRUE);
  } else {
    contact_table_mark(state->contacts, (guint) row, !contact_table_is_marked(state->contacts, (guint) row));
    state->last_mark = row;
    table_act(state->list.table, ACT_DOWN, NULL);
  }
  contacts_fetch(state);
}

static void
copy(State *state)
{
  guint row = (guint) pane_list_row(&state->list);
  const char *id = contact_table_id(state->contacts, row), *list_id = state->place.list_id;
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  copy_menu_add(menu, 'e', "email", contact_table_field(state->contacts, row, CONTACT_FIELD_EMAIL));
  copy_menu_add(menu, 'i', "contact ID", id);
  copy_menu_add(menu, 'l', "lookup ID", contact_table_field(state->contacts, row, CONTACT_FIELD_LOOKUP_ID));
  copy_menu_add(menu, 'r', "external reference",
                contact_table_field(state->contacts, row, CONTACT_FIELD_EXT_REF));
  g_autofree char *path = g_strdup_printf("/directories/%s%s%s/contacts/%s", state->place.directory_id,
                                          list_id ? "/mailinglists/" : "", list_id ? list_id : "", id);
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static void
open_card(State *state)
{
  guint row = (guint) pane_list_row(&state->list);
  g_autofree char *title = contacts_title(state, row);
  CardSubject subject = {&state->place, contact_table_id(state->contacts, row), title};
  const PaneHost *host = pane_host(state->pane);
  host->open(host->app, state->pane, "contact-card", &subject);
}

guint
contacts_unmark(State *state)
{
  g_autoptr(GPtrArray) ids = contact_table_marked_ids(state->contacts);
  contact_table_add_marks_to_come(state->contacts, ids);
  if (!ids->len)
    return 0;
  const ContactPlace place = {state->place.directory_id, state->place.list_id};
  Services *services = state->services;
  services->unmarked(services->app, &place, ids);
  contact_table_clear_marks(state->contacts);
  return ids->len;
}

/* Esc: what is removed, what is loading, then the filter, the marks, the search on the server, the view. */
static gboolean
back(State *state)
{
  if (contacts_removal_stop(state) || contacts_bulk_stop(state))
    return TRUE;
  if (state->pulling) {
    state->pulling = state->to_end = FALSE;
    pane_say(state->pane, MESSAGE_INFO, "Stopped; what is loaded stays");
    return TRUE;
  }
  if (contacts_stop(state))
    return TRUE;
  if (pane_list_act(&state->list, ACT_BACK))
    return TRUE;
  guint marks = contacts_unmark(state);
  if (marks) {
    pane_say(state->pane, MESSAGE_INFO, "%u no longer marked (u marks them again)", marks);
    return TRUE;
  }
  return contacts_drop_search(state) || contacts_drop_view(state);
}

/* The marked ones, else those that a filter, a view or a search shows, else everyone of the place. */
static void
contacts_export(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  g_autoptr(GPtrArray) marked = contact_table_marked_ids(state->contacts);
  gboolean some = marked->len || !list_filter_is_empty(&state->list.filter) || state->terms ||
                  state->view != CONTACTS_EVERYBODY;
  if (!some) {
    list_export_ask(host, state->services, &state->place, NULL);
    return;
  }
  GHashTable *only = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < marked->len; i++)
    g_hash_table_add(only, g_strdup(g_ptr_array_index(marked, i)));
  for (guint i = 0; !marked->len && i < contact_table_visible(state->contacts); i++)
    g_hash_table_add(only, g_strdup(contact_table_id(state->contacts, i)));
  if (!marked->len && state->next)
    pane_say(state->pane, MESSAGE_WARNING, "Only those that are loaded; G loads the whole list first");
  list_export_some(host, state->services, &state->place, only);
}

static char *
refuse(gpointer data, ActionId action)
{
  const State *state = data;
  switch (action) {
  case ACT_EXPORT:
    if (!state->place.directory_id)
      return g_strdup("Choose a directory or a list first");
    return state->place.list_id
               ? NULL
               : refusals_why(state->services->refusals, ACT_OPEN, state->place.directory_id);
  case ACT_NEW:
  case ACT_EDIT:
  case ACT_OPT_OUT:
  case ACT_DELETE:
    return contacts_write_refuse(data, action);
  default:
    return NULL;
  }
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_OPEN:
    open_card(state);
    return TRUE;
  case ACT_REFRESH:
    contacts_reload(state);
    return TRUE;
  case ACT_SORT:
    sort(state);
    return TRUE;
  case ACT_MARK:
  case ACT_MARK_RANGE:
  case ACT_MARK_INVERT:
    mark(state, action);
    return TRUE;
  case ACT_EDIT:
    if (contact_table_mark_count(state->contacts))
      contacts_bulk(state);
    else
      contacts_edit(state);
    return TRUE;
  case ACT_EDIT_EXTERNALLY:
    contacts_edit_externally(state);
    return TRUE;
  case ACT_OPT_OUT:
    contacts_opt_out(state);
    return TRUE;
  case ACT_NEW:
    contacts_new(state);
    return TRUE;
  case ACT_DELETE:
    contacts_delete(state);
    return TRUE;
  case ACT_EXPORT:
    contacts_export(state);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  case ACT_BOTTOM:
    contacts_to_bottom(state);
    return TRUE;
  case ACT_BACK:
    return back(state);
  default:
    break;
  }
  gboolean taken = pane_list_act(&state->list, action);
  contacts_fetch(state);
  return taken;
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  return table_is_editing(state->list.table) ? contacts_edit_key(state, pressed)
                                             : pane_list_key(state, pressed);
}

static const char *
hint(gpointer data)
{
  State *state = data;
  if (table_is_editing(state->list.table))
    return state->edit.saving ? "Saving…  Esc leave"
           : table_edit_is_wrong(state->list.table)
               ? "Tab next field, once this one is right  Esc throw away"
               : "Tab next field  Shift-Tab previous  Enter save  Esc throw away";
  if (list_filter_is_open(&state->list.filter))
    return "Enter keep  Esc clear  !word not  email:word in one field";
  return NULL;
}

static gboolean
busy(gpointer data)
{
  State *state = data;
  return state->slice != 0;
}

/* For others */

void
contacts_pane_marked(Pane *pane, GPtrArray *contact_ids)
{
  State *state = pane_state(pane);
  g_autoptr(GPtrArray) ids = contact_table_marked_ids(state->contacts);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add(contact_ids, g_strdup(g_ptr_array_index(ids, i)));
}

gboolean
contacts_pane_is_at(Pane *pane, const ContactPlace *place)
{
  State *state = pane_state(pane);
  return g_strcmp0(place->directory_id, state->place.directory_id) == 0 &&
         g_strcmp0(place->list_id, state->place.list_id) == 0;
}

void
contacts_pane_mark(Pane *pane, const GPtrArray *ids)
{
  State *state = pane_state(pane);
  for (guint i = 0; i < ids->len; i++)
    contact_table_mark_id(state->contacts, g_ptr_array_index(ids, i));
  guint marks = contact_table_mark_count(state->contacts), to_come = marks_to_come(state);
  if (to_come)
    pane_say(pane, MESSAGE_OK, "%u of %u marked again, the others as they come (G loads the whole list)",
             marks, marks + to_come);
  else
    pane_say(pane, MESSAGE_OK, "%u marked again", marks);
  pane_invalidate(pane);
}

const ListPlace *
contacts_pane_place(Pane *pane)
{
  State *state = pane_state(pane);
  return state->place.directory_id ? &state->place : NULL;
}

gboolean
contacts_pane_current(Pane *pane, char **contact_id, char **title)
{
  State *state = pane_state(pane);
  gint64 row = pane_list_row(&state->list);
  if (row < 0)
    return FALSE;
  *contact_id = g_strdup(contact_table_id(state->contacts, (guint) row));
  *title = contacts_title(state, (guint) row);
  return TRUE;
}

char *
contacts_pane_lookup_id(Pane *pane, const char *contact_id)
{
  State *state = pane_state(pane);
  const char *lookup_id = contact_table_field_of(state->contacts, contact_id, CONTACT_FIELD_LOOKUP_ID);
  return lookup_id && *lookup_id ? g_strdup(lookup_id) : NULL;
}

const PaneClass pane_contacts = {
    .name = "contacts",
    .title = "Contacts",
    .place = PLACE_CONTACTS,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .point_at = point_at,
    .frame_title = frame_title,
    .draw = pane_list_draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = hint,
    .busy = busy,
    .table = pane_list_table,
    .filter = pane_list_filter,
};
