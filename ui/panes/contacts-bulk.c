/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marked contacts edited at once: a form says what, all are read, a preview says from what to what and
 * how many, the number is typed, then they are saved one after the other. Esc stops; what failed is listed.
 */
#include "src/flow/contacts-edit.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/panes/contacts-private.h"
#include "ui/panes/panes.h"
#include "ui/saver.h"
#include "ui/text.h"

#define SHOWN_GROUPS 10
#define SET_EMBEDDED "set"
#define DROP_EMBEDDED "drop"

struct Bulk {
  State *state; /* NULL: the pane is gone */
  Services *services;
  char *directory_id, *list_id, *name;
  GCancellable *stop;
  const char *doing;              /* NULL: its question is open */
  gboolean only_here, everywhere; /* an opt-out: of the list, of the directory */
  guint done, total;
  GPtrArray *edits; /* of ContactEdit: the plan */
};

static void
bulk_free(Bulk *bulk)
{
  if (bulk->state)
    bulk->state->bulk = NULL;
  g_free(bulk->directory_id);
  g_free(bulk->list_id);
  g_free(bulk->name);
  g_object_unref(bulk->stop);
  g_clear_pointer(&bulk->edits, g_ptr_array_unref);
  g_free(bulk);
}

char *
contacts_bulk_words(State *state)
{
  const Bulk *bulk = state->bulk;
  return bulk && bulk->doing
             ? g_strdup_printf("%s %u of %u · Esc stops", bulk->doing, bulk->done + 1, bulk->total)
             : NULL;
}

gboolean
contacts_bulk_stop(State *state)
{
  if (!state->bulk || !state->bulk->doing || g_cancellable_is_cancelled(state->bulk->stop))
    return FALSE;
  g_cancellable_cancel(state->bulk->stop);
  pane_say(state->pane, MESSAGE_INFO, "Stops after the one that is under way");
  return TRUE;
}

void
contacts_bulk_leave(State *state)
{
  Bulk *bulk = state->bulk;
  if (!bulk)
    return;
  state->bulk = NULL;
  bulk->state = NULL;
  g_cancellable_cancel(bulk->stop);
  if (!bulk->doing)
    bulk_free(bulk);
}

static void
on_progress(guint done, guint total, gpointer data)
{
  Bulk *bulk = data;
  bulk->done = done;
  bulk->total = total;
  if (bulk->state)
    pane_invalidate(bulk->state->pane);
}

static void
append_failures(State *state, GString *text, const GPtrArray *failed)
{
  for (guint i = 0; i < failed->len; i++) {
    const ContactFailure *failure = g_ptr_array_index(failed, i);
    g_autofree char *who = contacts_who(state, failure->contact_id);
    g_string_append_printf(text, "%s\n  %s\n", who, failure->reason);
  }
}

/* Saving */

static void
tell_edited(Bulk *bulk, const ContactsEdited *edited)
{
  State *state = bulk->state;
  contacts_pane_take_contacts(state->pane, edited->now);
  g_autofree char *failed = edited->failed->len ? g_strdup_printf("; %u failed", edited->failed->len) : NULL;
  g_autofree char *left = edited->left ? g_strdup_printf("; %u not touched", edited->left) : NULL;
  pane_say(state->pane, failed || left ? MESSAGE_WARNING : MESSAGE_OK, "%u of %u contacts changed%s%s%s",
           edited->edits->len, bulk->edits->len, failed ? failed : "", left ? left : "",
           edited->edits->len ? "; u takes back" : "");
  if (!edited->failed->len)
    return;
  g_autoptr(GString) text = g_string_new(NULL);
  append_failures(state, text, edited->failed);
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_view("These were not changed", text->str));
}

static void
on_edited(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Bulk *bulk = data;
  Services *services = bulk->services;
  services->saves--;
  g_autoptr(ContactsEdited) edited = contacts_edit_finish(result, NULL);
  if (edited && bulk->state) {
    tell_edited(bulk, edited);
    ContactPlace place = {bulk->directory_id, bulk->list_id};
    if (edited->edits->len)
      services->edited_many(services->app, &place, edited->edits);
  }
  bulk_free(bulk);
}

static void
on_answer(gboolean yes, gpointer data)
{
  Bulk *bulk = data;
  if (!yes) {
    pane_say(bulk->state->pane, MESSAGE_INFO, "Nothing was changed");
    bulk_free(bulk);
    return;
  }
  g_object_unref(bulk->stop);
  bulk->stop = g_cancellable_new();
  bulk->doing = "changing";
  bulk->done = 0;
  bulk->services->saves++;
  ContactPlace place = {bulk->directory_id, bulk->list_id};
  contacts_edit_async(bulk->services->client, bulk->services->journal, &place, bulk->edits, bulk->stop,
                      on_progress, on_edited, bulk);
  pane_invalidate(bulk->state->pane);
}

/* The preview */

/* "language it -> fr: 31 contacts", a line a kind, in the order in which they were met. */
static void
append_groups(GString *text, const GPtrArray *edits)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < edits->len; i++) {
    char *kind = contact_edit_describe(g_ptr_array_index(edits, i));
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, kind));
    if (count == 0)
      g_ptr_array_add(kinds, kind);
    g_hash_table_insert(counts, kind, GUINT_TO_POINTER(count + 1));
    if (count > 0)
      g_free(kind);
  }
  guint told = 0;
  for (guint i = 0; i < MIN(kinds->len, SHOWN_GROUPS); i++) {
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, g_ptr_array_index(kinds, i)));
    g_autofree char *counted = text_counted(count, "contact");
    g_string_append_printf(text, "%s: %s\n", (const char *) g_ptr_array_index(kinds, i), counted);
    told += count;
  }
  if (kinds->len <= SHOWN_GROUPS)
    return;
  g_autofree char *rest = text_counted(kinds->len - SHOWN_GROUPS, "more kind");
  g_autofree char *others = text_counted(edits->len - told, "contact");
  g_string_append_printf(text, "and %s: %s\n", rest, others);
}

static void
ask(Bulk *bulk, const ContactsEdited *plan)
{
  g_autoptr(GString) text = g_string_new(NULL);
  append_groups(text, plan->edits);
  if (plan->same)
    g_string_append_printf(text, "%u are so already and stay untouched.\n", plan->same);
  if (plan->failed->len) {
    g_string_append_printf(text, "%u could not be read and stay untouched.\n", plan->failed->len);
    append_failures(bulk->state, text, plan->failed);
  }
  g_string_append(
      text, bulk->only_here ? "Only what is sent through this list is meant; other lists stay as they are."
            : bulk->everywhere
                ? "The whole directory is meant: it overrides every list."
                : "The contact itself is changed, wherever it is listed; who was changed meanwhile is "
                  "left alone.");
  if (launch_desk_waits(bulk->services->desk, NULL, bulk->list_id))
    g_string_append(text, " A launch is waiting to leave.");
  g_autofree char *number = g_strdup_printf("%u", plan->edits->len);
  const PaneHost *host = pane_host(bulk->state->pane);
  host->overlay(host->app,
                dialog_type("Change marked contacts", text->str, number, "change them", on_answer, bulk));
}

static void
on_planned(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Bulk *bulk = data;
  g_autoptr(ContactsEdited) plan = contacts_edit_finish(result, NULL);
  if (!plan || !bulk->state) {
    bulk_free(bulk);
    return;
  }
  bulk->doing = NULL;
  bulk->edits = g_ptr_array_ref(plan->edits);
  State *state = bulk->state;
  pane_invalidate(state->pane);
  if (plan->left == 0 && plan->edits->len) {
    ask(bulk, plan);
    return;
  }
  if (plan->left)
    pane_say(state->pane, MESSAGE_INFO, "Stopped; nothing was changed");
  else if (plan->failed->len)
    pane_say(state->pane, MESSAGE_ERROR, "Nothing was changed: %u could not be read: %s", plan->failed->len,
             ((ContactFailure *) g_ptr_array_index(plan->failed, 0))->reason);
  else
    pane_say(state->pane, MESSAGE_INFO, "All of them are so already; nothing was changed");
  bulk_free(bulk);
}

/* The form */

static gboolean
is_embedded(const char *what)
{
  return g_str_equal(what, SET_EMBEDDED) || g_str_equal(what, DROP_EMBEDDED);
}

static void
on_change(Form *form, const char *name G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  const char *what = form_get(form, "what");
  form_set_hidden(form, "key", !is_embedded(what));
  form_set_hidden(form, "value", g_str_equal(what, DROP_EMBEDDED));
}

static char *
check_key(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return g_strdup(contact_check_embedded(value, ""));
}

static char *
check_value(Form *form, const char *value, gpointer data G_GNUC_UNUSED)
{
  const char *what = form_get(form, "what");
  if (is_embedded(what))
    return g_strdup(contact_check_embedded("key", value));
  return g_strdup(contact_check_field((ContactField) (what[0] - '0'), value));
}

void
contacts_bulk_plan(State *state, const ContactChange *change)
{
  Bulk *bulk = state->bulk = g_new0(Bulk, 1);
  bulk->state = state;
  bulk->services = state->services;
  bulk->directory_id = g_strdup(state->place.directory_id);
  bulk->list_id = g_strdup(state->place.list_id);
  bulk->stop = g_cancellable_new();
  bulk->doing = "reading";
  bulk->only_here = change->field == CONTACT_OPT_OUT_LIST;
  bulk->everywhere = change->field == CONTACT_OPT_OUT_DIRECTORY;
  g_autoptr(GPtrArray) ids = contact_table_marked_ids(state->contacts);
  bulk->total = ids->len;
  ContactPlace place = {bulk->directory_id, bulk->list_id};
  contacts_edit_plan_async(bulk->services->client, &place, ids, change, bulk->stop, on_progress, on_planned,
                           bulk);
  pane_invalidate(state->pane);
}

static void
on_go(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  const char *what = form_get(form, "what");
  ContactChange change = {.field = N_CONTACT_FIELDS};
  if (is_embedded(what))
    change.embedded = (char *) form_get(form, "key");
  else
    change.field = (ContactField) (what[0] - '0');
  change.after = g_str_equal(what, DROP_EMBEDDED) ? NULL : (char *) form_get(form, "value");
  contacts_bulk_plan(data, &change);
  form_close(form);
}

void
contacts_bulk(State *state)
{
  g_autofree char *count = text_counted(contact_table_mark_count(state->contacts), "marked contact");
  g_autofree char *title = g_strdup_printf("Change %s", count);
  Form *form = form_new(title, state);
  form_add_choice(form, "what", "What", 0, NULL);
  for (int field = CONTACT_FIELD_FIRST_NAME; field < N_CONTACT_EDITABLE; field++) {
    char value[2] = {(char) ('0' + field), '\0'};
    form_add_option(form, "what", value, contact_field_word((ContactField) field));
  }
  form_add_option(form, "what", SET_EMBEDDED, "embedded data: set");
  form_add_option(form, "what", DROP_EMBEDDED, "embedded data: drop");
  form_add_text(form, "key", "Key", "", FORM_REQUIRED, check_key);
  form_add_text(form, "value", "Becomes", "", 0, check_value);
  form_add_button(form, "go", "Preview", TRUE, on_go);
  form_on_change(form, on_change);
  char language[2] = {(char) ('0' + CONTACT_FIELD_LANGUAGE), '\0'};
  form_set(form, "what", language);
  on_change(form, "what", state);
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, form_overlay(form, NULL));
}
