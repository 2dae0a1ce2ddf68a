/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact, whole: every field, its embedded data, the lists it is on, what it was sent and answered. Enter
 * or e edits the value under the cursor, as in the list; an embedded key is made with n and dropped with D.
 */
#include "src/api/contacts.h"
#include "src/model/timestamp.h"
#include "ui/panes/contact-card-private.h"
#include "ui/panes/copy-menu.h"
#include "ui/panes/panes.h"
#include "ui/saver.h"

/* Lines */

static void
line_free(gpointer data)
{
  Line *line = data;
  g_free(line->label);
  g_free(line->value);
  g_free(line->id);
  g_free(line);
}

Line *
contact_card_add(State *state, LineKind kind, const char *label, const char *value)
{
  Line *line = g_new0(Line, 1);
  line->kind = kind;
  line->field = N_CONTACT_FIELDS;
  line->label = g_strdup(label);
  line->value = g_strdup(value ? value : "");
  line->id = g_strdup_printf("%d %s", (int) kind, label);
  g_ptr_array_add(state->list.shown, line);
  return line;
}

static void
add_time(State *state, const char *label, gint64 when)
{
  g_autofree char *text = timestamp_to_local(when, "%d %b %Y %H:%M");
  if (*text)
    contact_card_add(state, LINE_FACT, label, text);
}

static void
add_opt_out(State *state)
{
  const Contact *contact = state->contact;
  gboolean here = (contact->flags & CONTACT_UNSUBSCRIBED_FROM_LIST) != 0;
  g_autofree char *when = timestamp_to_local(contact->unsubscribed_at, "%d %b %Y");
  g_autofree char *text =
      contact->flags & CONTACT_UNSUBSCRIBED
          ? g_strdup_printf("of the whole directory %s%s", when, here ? ", and of this list" : "")
      : here ? g_strdup("of this list")
             : NULL;
  if (text)
    contact_card_add(state, LINE_FACT, "opted out", text);
}

static void
add_facts(State *state)
{
  const Contact *contact = state->contact;
  contact_card_add(state, LINE_FACT, "ID", contact->fields[CONTACT_FIELD_ID]);
  add_opt_out(state);
  add_time(state, "created", contact->created);
  add_time(state, "changed", contact->modified);
}

static void
add_lists(State *state)
{
  GPtrArray *memberships = state->contact->memberships;
  if (!memberships || memberships->len == 0)
    return;
  contact_card_add(state, LINE_HEADING, "Mailing lists", NULL);
  for (guint i = 0; i < memberships->len; i++) {
    const Membership *membership = g_ptr_array_index(memberships, i);
    contact_card_add(state, LINE_FACT, membership->name ? membership->name : membership->list_id,
                     membership->unsubscribed ? "opted out" : "");
  }
}

void
contact_card_show(State *state)
{
  g_ptr_array_set_size(state->list.shown, 0);
  if (state->contact) {
    g_free(state->title);
    state->title = contact_title(state->contact);
    contact_card_add(state, LINE_HEADING, "Contact", NULL);
    for (int field = 0; field < N_CONTACT_EDITABLE; field++)
      contact_card_add(state, LINE_FIELD, contact_field_word((ContactField) field),
                       state->contact->fields[field])
          ->field = (ContactField) field;
    add_facts(state);
    contact_card_add(state, LINE_HEADING, "Embedded data", NULL);
    if (state->contact->embedded->len == 0)
      contact_card_add(state, LINE_FACT, "none", "n makes the first");
    for (guint i = 0; i < state->contact->embedded->len; i++) {
      const EmbeddedField *embedded = g_ptr_array_index(state->contact->embedded, i);
      contact_card_add(state, LINE_EMBEDDED, embedded->name, embedded->value);
    }
    add_lists(state);
    contact_card_history_show(state);
  }
  table_rows_changed(state->list.table);
  pane_invalidate(state->pane);
}

Line *
contact_card_find(State *state, const char *id)
{
  for (guint i = 0; id && i < state->list.shown->len; i++) {
    Line *line = g_ptr_array_index(state->list.shown, i);
    if (g_str_equal(line->id, id))
      return line;
  }
  return NULL;
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  const Line *line = g_ptr_array_index(state->list.shown, row);
  return line->id;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  State *state = data;
  const Line *line = g_ptr_array_index(state->list.shown, row);
  if (line->kind == LINE_HEADING) {
    *style = column == 0 ? STYLE_HEADER | STYLE_BOLD : STYLE_DIM;
    g_string_append(text, column == 0 ? line->label : line->value);
    return;
  }
  if (column == 0) {
    g_string_append_printf(text, "  %s", line->label);
    *style = STYLE_DIM;
  } else if (line->event) {
    g_autofree char *words = contact_card_history_words(state, line);
    g_string_append(text, words);
  } else
    g_string_append(text, line->value);
}

static char *
rows_check(gpointer data, guint column, const char *value)
{
  State *state = data;
  const Line *line = contact_card_find(state, state->edited);
  if (column != 1 || !line)
    return NULL;
  if (line->kind == LINE_EMBEDDED)
    return g_strdup(contact_check_embedded(line->label, value));
  return line->kind == LINE_FIELD ? g_strdup(contact_check_field(line->field, value)) : NULL;
}

static const TableRows rows = {
    .count = pane_list_count, .cell = rows_cell, .check = rows_check, .id = rows_id};

static const Column columns[] = {
    {"field", "Field", 14, 22, 1, ALIGN_LEFT, FALSE, FALSE},
    {"value", "Value", 20, 40, 3, ALIGN_LEFT, TRUE, FALSE},
};

/* Asking */

static void
on_contact(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Contact *contact = contact_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  state->loading = FALSE;
  if (error) {
    table_set_empty_text(state->list.table, "Not loaded: r tries again");
    say_failed(state->pane, state->title, error);
    return;
  }
  contact_free(state->contact);
  state->contact = contact;
  contact_card_show(state);
  if (table_cursor(state->list.table) == 0)
    table_set_cursor(state->list.table, 1);
}

static void
refresh(State *state)
{
  renew_cancellable(&state->cancellable);
  if (!state->services->client || !state->contact_id)
    return;
  state->loading = TRUE;
  table_set_empty_text(state->list.table, "Loading…");
  ContactPlace place = {state->directory_id, state->list_id};
  contact_get_async(state->services->client, &place, state->contact_id, state->cancellable, on_contact,
                    state);
  contact_card_history_refresh(state);
}

/* The pane */

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, NULL);
  g_ptr_array_set_free_func(state->list.shown, line_free);
  state->cancellable = g_cancellable_new();
  state->open = g_cancellable_new();
  contact_card_history_init(state);
}

static void
done(gpointer data)
{
  State *state = data;
  drop_cancellable(&state->cancellable);
  drop_cancellable(&state->open);
  pane_list_clear(&state->list);
  contact_card_history_done(state);
  contact_free(state->contact);
  edit_in_place_clear(&state->edit);
  g_free(state->edited);
  g_free(state->dropping);
  g_free(state->directory_id);
  g_free(state->list_id);
  g_free(state->place_name);
  g_free(state->contact_id);
  g_free(state->title);
}

static void
point_at(gpointer data, gconstpointer subject)
{
  State *state = data;
  const CardSubject *card = subject;
  state->directory_id = g_strdup(card->place->directory_id);
  state->list_id = g_strdup(card->place->list_id);
  state->place_name = g_strdup(card->place->name ? card->place->name : "");
  state->contact_id = g_strdup(card->contact_id);
  state->title = g_strdup(card->title);
  refresh(state);
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = state->loading ? g_strdup("loading") : NULL;
  return g_strdup_printf("Contact · %s · %s%s%s", state->title ? state->title : "",
                         state->list_id ? "on the list" : "in the directory", *state->place_name ? " " : "",
                         state->place_name);
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  const Line *line = pane_list_current(&state->list);
  gboolean value = line && (line->kind == LINE_FIELD || line->kind == LINE_EMBEDDED);
  if (action == ACT_EDIT && !value)
    return g_strdup("This line cannot be changed");
  if (action == ACT_OPT_OUT && !state->contact)
    return g_strdup("The contact has not come yet");
  if (action == ACT_DELETE && !(line && line->kind == LINE_EMBEDDED))
    return g_strdup("Only embedded data is dropped here");
  return NULL;
}

static void
copy(State *state)
{
  const Line *line = pane_list_current(&state->list);
  const char *list_id = state->list_id;
  CopyMenu *menu = copy_menu_new(state->pane, state->services);
  g_autofree char *path =
      g_strdup_printf("/directories/%s%s%s/contacts/%s", state->directory_id, list_id ? "/mailinglists/" : "",
                      list_id ? list_id : "", state->contact_id);
  g_autofree char *words = line && line->event ? contact_card_history_words(state, line) : NULL;
  copy_menu_add(menu, 'v', "value", words ? words : line ? line->value : NULL);
  copy_menu_add(menu, 'e', "email", state->contact ? state->contact->fields[CONTACT_FIELD_EMAIL] : NULL);
  copy_menu_add(menu, 'i', "contact ID", state->contact_id);
  if (line && line->event) {
    copy_menu_add(menu, 's', "survey ID", line->event->survey_id);
    copy_menu_add(menu, 'd', "distribution ID", line->event->distribution_id);
    copy_menu_add(menu, 'r', "response ID", line->event->response_id);
  }
  copy_menu_add_call(menu, path);
  copy_menu_show(menu);
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_EDIT:
    contact_card_edit(state);
    return TRUE;
  case ACT_EDIT_EXTERNALLY:
    contact_card_edit_externally(state);
    return TRUE;
  case ACT_OPT_OUT:
    contact_card_opt_out(state);
    return TRUE;
  case ACT_REFRESH:
    refresh(state);
    return TRUE;
  case ACT_NEW:
    contact_card_new_value(state);
    return TRUE;
  case ACT_DELETE:
    contact_card_drop_value(state);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  default:
    return pane_list_act(&state->list, action);
  }
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  if (!table_is_editing(state->list.table)) {
    char *reason = pressed->code == K_ENTER ? refuse(state, ACT_EDIT) : g_strdup("");
    gboolean opens = !reason && !state->services->read_only;
    g_free(reason);
    if (opens)
      contact_card_edit(state);
    return opens;
  }
  return contact_card_edit_key(state, pressed);
}

static const char *
hint(gpointer data)
{
  State *state = data;
  return table_is_editing(state->list.table) ? "Enter save  Esc throw away" : NULL;
}

void
contact_card_pane_contact(Pane *pane, char **contact_id, char **title)
{
  State *state = pane_state(pane);
  *contact_id = g_strdup(state->contact_id);
  *title = g_strdup(state->title);
}

const PaneClass pane_contact_card = {
    .name = "contact-card",
    .title = "Contact",
    .place = PLACE_CARD,
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
    .table = pane_list_table,
};
