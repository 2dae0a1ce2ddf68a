/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts that come to the list and leave it.
 */
#include "src/flow/contacts-remove.h"
#include "ui/dialog.h"
#include "ui/forms/contact.h"
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

char *
contacts_write_refuse(State *state, ActionId action)
{
  if (action == ACT_DELETE && state->removal)
    return g_strdup("Contacts are being removed; Esc stops that");
  if ((action == ACT_EDIT || action == ACT_OPT_OUT) && state->bulk &&
      contact_table_mark_count(state->contacts))
    return g_strdup("Contacts are being changed; Esc stops that");
  if (!state->services->client)
    return g_strdup("There is no connection: press C to make or choose one");
  if (!state->place.directory_id)
    return g_strdup("Choose a directory or a list first");
  const char *id = state->place.list_id ? state->place.list_id : state->place.directory_id;
  return action == ACT_NEW ? refusals_why(state->services->refusals, ACT_NEW, id) : NULL;
}

/* Coming */

void
contacts_new(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, contact_form_new(host, state->services, &state->place));
}

gboolean
contacts_pane_take_new(Pane *pane, const ContactPlace *place, const Contact *contact)
{
  State *state = pane_state(pane);
  gboolean here = g_strcmp0(place->directory_id, state->place.directory_id) == 0 &&
                  (!state->place.list_id || g_strcmp0(place->list_id, state->place.list_id) == 0);
  if (!here)
    return FALSE;
  const char *id = contact->fields[CONTACT_FIELD_ID];
  gboolean was_here = contact_table_field_of(state->contacts, id, CONTACT_FIELD_ID) != NULL;
  if (!was_here && state->view != CONTACTS_EVERYBODY)
    return FALSE; /* its mail has not come back, and whether it opted out shows the next load */
  ContactPage *page = contact_page_new();
  contact_page_add(page, (const char *const *) contact->fields, contact->flags);
  contact_page_seal(page);
  contact_table_take_page(state->contacts, page);
  table_seek_id(state->list.table, id);
  contacts_changed(state);
  return was_here;
}

/* Going */

/* It goes on when the pane is gone; then nobody is told. */
struct Removal {
  State *state; /* NULL: the pane is gone */
  Services *services;
  char *directory_id, *list_id, *name;
  char *title; /* of the one contact; NULL when there are many */
  GPtrArray *ids;
  GCancellable *stop;
  guint done;
};

static void
removal_free(Removal *removal)
{
  if (removal->state && removal->state->removal == removal)
    removal->state->removal = NULL;
  g_free(removal->directory_id);
  g_free(removal->list_id);
  g_free(removal->name);
  g_free(removal->title);
  g_ptr_array_unref(removal->ids);
  g_object_unref(removal->stop);
  g_free(removal);
}

char *
contacts_removal_words(State *state)
{
  const Removal *removal = state->removal;
  return removal && !removal->title
             ? g_strdup_printf("removing %u of %u · Esc stops", removal->done + 1, removal->ids->len)
             : NULL;
}

gboolean
contacts_removal_stop(State *state)
{
  if (!state->removal || g_cancellable_is_cancelled(state->removal->stop))
    return FALSE;
  g_cancellable_cancel(state->removal->stop);
  pane_say(state->pane, MESSAGE_INFO, "Stops after the one that is under way");
  return TRUE;
}

void
contacts_removal_leave(State *state)
{
  g_clear_pointer(&state->asked, removal_free);
  if (!state->removal)
    return;
  g_cancellable_cancel(state->removal->stop);
  state->removal->state = NULL;
}

static void
on_progress(guint done, guint total G_GNUC_UNUSED, gpointer data)
{
  Removal *removal = data;
  removal->done = done;
  if (removal->state)
    pane_invalidate(removal->state->pane);
}

/* The contact as the table knows it, shown or filtered away. */
static Contact *
known_contact(State *state, const char *id)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, id);
  for (int i = 0; i < N_CONTACT_EDITABLE; i++)
    contact_set(contact, i, contact_table_field_of(state->contacts, id, i));
  return contact;
}

static char *
title_of(State *state, const char *id)
{
  g_autoptr(Contact) contact = known_contact(state, id);
  return contact_title(contact);
}

char *
contacts_who(State *state, const char *id)
{
  g_autofree char *title = title_of(state, id);
  return g_str_equal(title, id) ? g_strdup(id) : g_strdup_printf("%s (%s)", title, id);
}

static gboolean
can_be_put_back(const GPtrArray *contacts, MergeRule rule)
{
  for (guint i = 0; i < contacts->len; i++)
    if (!contact_put_back_refusal(rule, g_ptr_array_index(contacts, i)))
      return TRUE;
  return FALSE;
}

static void
say_removed(const Removal *removal, const ContactsMoved *moved)
{
  Pane *pane = removal->state->pane;
  const char *way = removal->list_id ? "off the list" : "deleted from";
  const char *undo =
      removal->list_id && can_be_put_back(moved->done, removal->state->place.rule) ? "; u puts back" : "";
  if (moved->done->len && removal->title)
    pane_say(pane, MESSAGE_OK, "%s: %s %s%s", removal->title, way, removal->name, undo);
  else if (!removal->title) {
    g_autofree char *failed = moved->failed->len ? g_strdup_printf("; %u failed", moved->failed->len) : NULL;
    g_autofree char *left = moved->left ? g_strdup_printf("; %u not touched", moved->left) : NULL;
    pane_say(pane, failed || left ? MESSAGE_WARNING : MESSAGE_OK, "%u of %u contacts: %s %s%s%s%s",
             moved->done->len, removal->ids->len, way, removal->name, failed ? failed : "", left ? left : "",
             undo);
  }
}

/* What failed, by name, to be read at leisure. */
static void
show_failures(const Removal *removal, const ContactsMoved *moved)
{
  State *state = removal->state;
  if (moved->failed->len == 0)
    return;
  const ContactFailure *first = g_ptr_array_index(moved->failed, 0);
  if (removal->title) {
    pane_say(state->pane, MESSAGE_ERROR, "%s: stays: %s", removal->title, first->reason);
    return;
  }
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < moved->failed->len; i++) {
    const ContactFailure *failure = g_ptr_array_index(moved->failed, i);
    g_autofree char *who = contacts_who(state, failure->contact_id);
    g_string_append_printf(text, "%s\n  %s\n", who, failure->reason);
  }
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_view("These were not removed", text->str));
  g_string_free(text, TRUE);
}

static void
on_removed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Removal *removal = data;
  Services *services = removal->services;
  services->saves--;
  g_autoptr(ContactsMoved) moved = contacts_move_finish(NULL, result, NULL);
  if (moved && removal->state) {
    ContactPlace place = {removal->directory_id, removal->list_id};
    say_removed(removal, moved);
    show_failures(removal, moved);
    if (moved->done->len) {
      services->went(services->app, &place, moved->done);
      services->taken_off(services->app, &place, removal->name, moved->done);
    }
  }
  removal_free(removal);
}

/* The question. What is asked about is what is removed, whatever the pane shows by then. */

static void
on_answer(gboolean yes, gpointer data)
{
  Removal *removal = data;
  State *state = removal->state;
  state->asked = NULL;
  if (!yes) {
    pane_say(state->pane, MESSAGE_INFO, "Nothing was removed");
    removal_free(removal);
    return;
  }
  state->removal = removal;
  removal->services->saves++;
  ContactPlace place = {removal->directory_id, removal->list_id};
  contacts_remove_async(removal->services->client, removal->services->journal, &place, removal->ids,
                        removal->stop, on_progress, on_removed, removal);
  pane_invalidate(state->pane);
}

static Removal *
removal_new(State *state)
{
  Removal *removal = g_new0(Removal, 1);
  removal->state = state;
  removal->services = state->services;
  removal->directory_id = g_strdup(state->place.directory_id);
  removal->list_id = g_strdup(state->place.list_id);
  removal->name = g_strdup(state->place.name ? state->place.name : "(no name)");
  removal->stop = g_cancellable_new();
  if (contact_table_mark_count(state->contacts))
    removal->ids = contact_table_marked_ids(state->contacts);
  else {
    removal->ids = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(removal->ids,
                    g_strdup(contact_table_id(state->contacts, (guint) pane_list_row(&state->list))));
  }
  if (removal->ids->len == 1)
    removal->title = title_of(state, g_ptr_array_index(removal->ids, 0));
  return removal;
}

/* The way back onto the list, as far as it can be told from what is shown. */
static void
append_way_back(GString *text, const Removal *removal)
{
  State *state = removal->state;
  guint lacking = 0;
  for (guint i = 0; i < removal->ids->len; i++) {
    g_autoptr(Contact) contact = known_contact(state, g_ptr_array_index(removal->ids, i));
    lacking += !merge_rule_applies(state->place.rule, contact);
  }
  g_autofree char *words = merge_rule_words(state->place.rule);
  if (!state->place.rule)
    g_string_append(text,
                    "There is no way back from here: this directory merges nothing, so putting back would "
                    "make a second person.");
  else if (lacking == removal->ids->len)
    g_string_append_printf(
        text, "There is no way back from here without %s: putting back would make a second person.", words);
  else if (lacking)
    g_string_append_printf(text, "u puts back all but %u that have no %s.", lacking, words);
  else
    g_string_append(text, removal->title ? "u puts it back on the list." : "u puts them back on the list.");
}

/* What will be, told apart: off one list, or gone everywhere. */
static char *
question_text(const Removal *removal)
{
  const ListPlace *place = &removal->state->place;
  g_autofree char *who = removal->title ? contacts_who(removal->state, g_ptr_array_index(removal->ids, 0))
                                        : text_counted(removal->ids->len, "marked contact");
  const char *verb = removal->title ? "s" : "";
  GString *text = g_string_new(NULL);
  if (removal->list_id) {
    g_string_append_printf(text, "%s leave%s the list %s only, and stay%s in the directory %s. ", who, verb,
                           removal->name, verb, place->directory_name ? place->directory_name : "");
    append_way_back(text, removal);
  } else
    g_string_append_printf(text,
                           "%s %s deleted from the directory %s: gone from every list and sample, for good. "
                           "It cannot be undone.",
                           who, removal->title ? "is" : "are", removal->name);
  if (launch_desk_waits(removal->services->desk, NULL, removal->list_id))
    g_string_append(text, " A launch is waiting to leave; who is removed may still get it.");
  return g_string_free(text, FALSE);
}

void
contacts_delete(State *state)
{
  Removal *removal = state->asked = removal_new(state);
  const PaneHost *host = pane_host(state->pane);
  const char *title = removal->list_id ? "Take off the list" : "Delete from the directory";
  g_autofree char *text = question_text(removal);
  g_autofree char *number = g_strdup_printf("%u", removal->ids->len);
  if (removal->title)
    host->overlay(host->app, dialog_confirm(title, text, on_answer, removal));
  else
    host->overlay(host->app,
                  dialog_type(title, text, number, removal->list_id ? "take them off" : "delete them",
                              on_answer, removal));
}

void
contacts_pane_drop(Pane *pane, const ContactPlace *place, const GPtrArray *contacts)
{
  State *state = pane_state(pane);
  gboolean here = g_strcmp0(place->directory_id, state->place.directory_id) == 0 &&
                  (!place->list_id || g_strcmp0(place->list_id, state->place.list_id) == 0);
  g_autofree const char **ids = g_new(const char *, contacts->len);
  for (guint i = 0; i < contacts->len; i++)
    ids[i] = ((const Contact *) g_ptr_array_index(contacts, i))->fields[CONTACT_FIELD_ID];
  if (here && contact_table_remove_ids(state->contacts, ids, contacts->len))
    contacts_changed(state);
}
