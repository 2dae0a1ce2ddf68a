/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marked contacts edited at once: a form says what, all are read, a preview says from what to what and
 * how many, the number is typed, then they are saved one after the other. Esc stops; what failed is listed.
 * What the form says is a draft, with the IDs of the contacts, until all of them are so.
 */
#include <string.h>

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
  gboolean unread;  /* some of them could not be read */
  GPtrArray *edits; /* of ContactEdit: the plan */
  char *held;       /* its draft, see drafts_take; or NULL */
};

/* The form, which says what becomes of these contacts. */
typedef struct {
  State *state;
  char *directory_id, *list_id, *name;
  GPtrArray *ids;   /* of char *, sorted */
  char *id, *held;  /* of the draft */
  gboolean touched; /* there is something to be kept */
  gboolean going;   /* the plan has the draft now */
} BulkForm;

static void
bulk_free(Bulk *bulk)
{
  if (bulk->state)
    bulk->state->bulk = NULL;
  g_free(bulk->directory_id);
  g_free(bulk->list_id);
  g_free(bulk->name);
  g_object_unref(bulk->stop);
  drafts_let_go(bulk->services->drafts, bulk->held);
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

/* All of them are as the form says. */
static void
drop_draft(const Bulk *bulk)
{
  if (bulk->held)
    drafts_drop_name(bulk->services->drafts, bulk->held);
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
  if (edited && !edited->failed->len && !edited->left && !bulk->unread)
    drop_draft(bulk);
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
  bulk->unread = plan->failed->len > 0;
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
  else {
    drop_draft(bulk);
    pane_say(state->pane, MESSAGE_INFO, "All of them are so already; nothing was changed");
  }
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

/* What becomes of @ids, and @held, its draft, is the plan's from now on (NULL: it has none). */
static void
plan(State *state, const ContactPlace *place, const GPtrArray *ids, const ContactChange *change, char *held)
{
  Bulk *bulk = state->bulk = g_new0(Bulk, 1);
  bulk->state = state;
  bulk->services = state->services;
  bulk->directory_id = g_strdup(place->directory_id);
  bulk->list_id = g_strdup(place->list_id);
  bulk->held = held;
  bulk->stop = g_cancellable_new();
  bulk->doing = "reading";
  bulk->only_here = change->field == CONTACT_OPT_OUT_LIST;
  bulk->everywhere = change->field == CONTACT_OPT_OUT_DIRECTORY;
  bulk->total = ids->len;
  contacts_edit_plan_async(bulk->services->client, place, (GPtrArray *) ids, change, bulk->stop, on_progress,
                           on_planned, bulk);
  pane_invalidate(state->pane);
}

void
contacts_bulk_plan(State *state, const ContactChange *change)
{
  g_autoptr(GPtrArray) ids = contact_table_marked_ids(state->contacts);
  const ContactPlace place = {state->place.directory_id, state->place.list_id};
  plan(state, &place, ids, change, NULL);
}

static void
bulk_form_free(gpointer data)
{
  BulkForm *bulk = data;
  drafts_let_go(bulk->state->services->drafts, bulk->held);
  g_free(bulk->directory_id);
  g_free(bulk->list_id);
  g_free(bulk->name);
  g_free(bulk->id);
  g_ptr_array_unref(bulk->ids);
  g_free(bulk);
}

static void
on_go(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  BulkForm *bulk = data;
  const char *what = form_get(form, "what");
  ContactChange change = {.field = N_CONTACT_FIELDS};
  if (is_embedded(what))
    change.embedded = (char *) form_get(form, "key");
  else
    change.field = (ContactField) (what[0] - '0');
  change.after = g_str_equal(what, DROP_EMBEDDED) ? NULL : (char *) form_get(form, "value");
  const ContactPlace place = {bulk->directory_id, bulk->list_id};
  bulk->going = TRUE;
  plan(bulk->state, &place, bulk->ids, &change, g_steal_pointer(&bulk->held));
  form_close(form);
}

/* The draft. It is of these contacts: the same key on others is another one. */

static const char *const kept[] = {"what", "key", "value"};

static gint
compare_ids(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static char *
draft_id(const BulkForm *bulk)
{
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint i = 0; i < bulk->ids->len; i++) {
    const char *id = g_ptr_array_index(bulk->ids, i);
    g_checksum_update(sum, (const guchar *) id, (gssize) strlen(id) + 1);
  }
  char *text = g_strdup_printf("%s %.16s", bulk->list_id ? bulk->list_id : bulk->directory_id,
                               g_checksum_get_string(sum));
  g_checksum_free(sum);
  return text;
}

static void
keep(Form *form, const char *field G_GNUC_UNUSED, gpointer data)
{
  BulkForm *bulk = data;
  for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
    bulk->touched |= form_changed(form, kept[i]);
  if (!bulk->touched || bulk->going)
    return;
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, "place", "directory-id", bulk->directory_id);
  if (bulk->list_id)
    g_key_file_set_string(file, "place", "list-id", bulk->list_id);
  g_key_file_set_string(file, "place", "name", bulk->name);
  g_key_file_set_string_list(file, "place", "contacts", (const char *const *) bulk->ids->pdata,
                             bulk->ids->len);
  for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
    g_key_file_set_string(file, "form", kept[i], form_get(form, kept[i]));
  g_autofree char *count = text_counted(bulk->ids->len, "contact");
  g_autofree char *title = g_strdup_printf("an edit of %s of %s", count, bulk->name);
  drafts_keep(bulk->state->services->drafts, DRAFT_BULK, bulk->id, title, NULL, file);
}

static void
say_kept(Form *form, const char *field, gpointer data)
{
  BulkForm *bulk = data;
  keep(form, field, data);
  if (bulk->touched)
    pane_say(bulk->state->pane, MESSAGE_INFO, "The form is kept as it is: e on the same contacts, or d");
}

static void
restore(BulkForm *bulk, Form *form)
{
  Drafts *drafts = bulk->state->services->drafts;
  bulk->held = drafts_take(drafts, DRAFT_BULK, bulk->id);
  const Draft *draft = drafts_find_name(drafts, bulk->held);
  for (gsize i = 0; draft && i < G_N_ELEMENTS(kept); i++) {
    g_autofree char *value = g_key_file_get_string(draft->body, "form", kept[i], NULL);
    if (value)
      form_set(form, kept[i], value);
  }
  bulk->touched = draft != NULL;
  if (draft && draft->reason)
    form_set_status(form, draft->reason, TRUE);
}

/* Takes @bulk, of which place and contacts are known. */
static void
open_form(BulkForm *bulk)
{
  g_autofree char *count = text_counted(bulk->ids->len, "marked contact");
  g_autofree char *title = g_strdup_printf("Change %s", count);
  Form *form = form_new(title, bulk);
  g_ptr_array_sort(bulk->ids, compare_ids);
  bulk->id = draft_id(bulk);
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
  form_on_edit(form, keep);
  form_on_leave(form, say_kept);
  char language[2] = {(char) ('0' + CONTACT_FIELD_LANGUAGE), '\0'};
  form_set(form, "what", language);
  restore(bulk, form);
  on_change(form, "what", bulk);
  const PaneHost *host = pane_host(bulk->state->pane);
  host->overlay(host->app, form_overlay(form, bulk_form_free));
}

void
contacts_bulk(State *state)
{
  BulkForm *bulk = g_new0(BulkForm, 1);
  bulk->state = state;
  bulk->directory_id = g_strdup(state->place.directory_id);
  bulk->list_id = g_strdup(state->place.list_id);
  bulk->name = g_strdup(state->place.name ? state->place.name : "");
  bulk->ids = contact_table_marked_ids(state->contacts);
  open_form(bulk);
}

void
contacts_pane_resume_bulk(Pane *pane, const Draft *draft)
{
  State *state = pane_state(pane);
  gsize count = 0;
  g_autofree char *directory_id = g_key_file_get_string(draft->body, "place", "directory-id", NULL);
  g_auto(GStrv) ids = g_key_file_get_string_list(draft->body, "place", "contacts", &count, NULL);
  if (state->bulk || !directory_id || !ids) {
    pane_say(pane, MESSAGE_WARNING,
             state->bulk ? "Contacts are being changed already: when that is done"
                         : "This draft can't be read");
    return;
  }
  BulkForm *bulk = g_new0(BulkForm, 1);
  bulk->state = state;
  bulk->directory_id = g_steal_pointer(&directory_id);
  bulk->list_id = g_key_file_get_string(draft->body, "place", "list-id", NULL);
  bulk->name = g_key_file_get_string(draft->body, "place", "name", NULL);
  bulk->ids = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < count; i++)
    g_ptr_array_add(bulk->ids, g_strdup(ids[i]));
  open_form(bulk);
}
