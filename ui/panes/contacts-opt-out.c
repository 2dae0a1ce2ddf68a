/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opting out and back in: in a list of this list, in a directory of everything. One contact goes through the
 * saver as any edit does; the marked ones are planned, shown and typed for as any edit of many.
 */
#include "ui/panes/contacts-private.h"
#include "ui/panes/opt-out.h"
#include "ui/panes/panes.h"
#include "ui/saver.h"
#include "ui/text.h"

/* The contact that was asked about, as it was then. */
typedef struct {
  State *state;
  Contact *contact;
  char *directory_id, *list_id;
  GCancellable *asked; /* the pane's: cancelled when its rows are others */
} OptOut;

static void
opt_out_free(OptOut *opt_out)
{
  contact_free(opt_out->contact);
  g_free(opt_out->directory_id);
  g_free(opt_out->list_id);
  g_object_unref(opt_out->asked);
  g_free(opt_out);
}

static void
on_saved(const Saver *saver, const Contact *now G_GNUC_UNUSED, const char *reason, gpointer data)
{
  State *state = data;
  if (reason && !saver_waits(saver))
    pane_say(state->pane, MESSAGE_ERROR, "Not saved: %s", reason);
}

static void
on_answer(gboolean yes, gpointer data)
{
  OptOut *opt_out = data;
  if (yes && !g_cancellable_is_cancelled(opt_out->asked)) {
    State *state = opt_out->state;
    ContactField field = opt_out_field(opt_out->list_id);
    gboolean is_out = g_str_equal(contact_get(opt_out->contact, field), "yes");
    ContactPlace place = {opt_out->directory_id, opt_out->list_id};
    ContactEdit *edit = contact_edit_new(opt_out->contact->fields[CONTACT_FIELD_ID]);
    g_autofree char *title = contact_title(opt_out->contact);
    contact_edit_set(edit, opt_out->contact, field, is_out ? "no" : "yes");
    saver_start(pane_host(state->pane), state->services, &place, edit, title, opt_out->asked, on_saved,
                state);
  }
  opt_out_free(opt_out);
}

static void
ask_one(State *state)
{
  guint row = (guint) pane_list_row(&state->list);
  OptOut *opt_out = g_new0(OptOut, 1);
  opt_out->state = state;
  opt_out->contact = contact_new();
  for (int field = 0; field < N_CONTACT_FIELDS; field++)
    contact_set(opt_out->contact, (ContactField) field,
                contact_table_field(state->contacts, row, (ContactField) field));
  opt_out->contact->flags = contact_table_flags(state->contacts, row);
  opt_out->directory_id = g_strdup(state->place.directory_id);
  opt_out->list_id = g_strdup(state->place.list_id);
  opt_out->asked = g_object_ref(state->cancellable);
  g_autofree char *title = contact_title(opt_out->contact);
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app,
                opt_out_question(title, opt_out->contact->flags, &state->place, on_answer, opt_out));
}

static void
on_direction(int choice, gpointer data)
{
  State *state = data;
  ContactChange change = {.field = opt_out_field(state->place.list_id),
                          .after = (char *) (choice == 0 ? "yes" : "no")};
  if (choice >= 0)
    contacts_bulk_plan(state, &change);
}

void
contacts_opt_out(State *state)
{
  const PaneHost *host = pane_host(state->pane);
  guint marks = contact_table_mark_count(state->contacts);
  if (!marks) {
    ask_one(state);
    return;
  }
  g_autofree char *count = text_counted(marks, "marked contact");
  g_autofree char *title =
      g_strdup_printf("%s, %s", count, state->place.list_id ? "in this list only" : "in the whole directory");
  const char *const items[] = {"opt out: nothing more is sent to them", "opt back in, as they asked for it",
                               NULL};
  host->overlay(host->app, dialog_menu(title, items, "oi", 0, on_direction, state));
}
