/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. The steps are the order of the parts below: the rule, the match, the question, the making.
 * A POST under way cannot be taken back, so the draft outlives its form until the answer is there.
 */
#include "ui/forms/contact.h"

#include <string.h>

#include "src/flow/contact-make.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/form.h"

typedef struct {
  PaneHost host; /* the program's, not the pane's: that may be closed before the answer is there */
  Services *services;
  Form *form;
  char *directory_id, *list_id, *name, *directory_name;
  MergeRule rule;
  gboolean rule_known;
  char *unlooked;      /* why it is not known who is there; creating goes on all the same */
  Contact *contact;    /* what the form said when it was last pressed */
  ContactMatch *match; /* who was there then; NULL: not known */
  gboolean unknown;    /* a POST went out and nobody knows what came of it */
  gboolean writing;    /* it cannot be cancelled */
  gboolean gone;       /* the form is gone meanwhile */
  char *held;          /* its draft, see drafts_take */
  char *kept;          /* what was kept last, as text */
  char *kept_reason;   /* why it was not taken when it was tried; NULL: it never was */
  GCancellable *cancellable;
} Typed;

static const struct {
  const char *name, *label;
  ContactField field;
} fields[] = {
    {"email", "Email", CONTACT_FIELD_EMAIL},
    {"first", "First name", CONTACT_FIELD_FIRST_NAME},
    {"last", "Last name", CONTACT_FIELD_LAST_NAME},
    {"language", "Language", CONTACT_FIELD_LANGUAGE},
    {"ext-ref", "External reference", CONTACT_FIELD_EXT_REF},
    {"phone", "Phone", CONTACT_FIELD_PHONE},
};

/* The fields above and the embedded data. */
#define N_FORM_FIELDS (G_N_ELEMENTS(fields) + 1)

static void
draft_free(gpointer data)
{
  Typed *draft = data;
  g_cancellable_cancel(draft->cancellable);
  if (draft->writing) {
    draft->gone = TRUE;
    return;
  }
  g_object_unref(draft->cancellable);
  drafts_let_go(draft->services->drafts, draft->held);
  g_free(draft->directory_id);
  g_free(draft->list_id);
  g_free(draft->name);
  g_free(draft->directory_name);
  g_free(draft->unlooked);
  g_free(draft->kept);
  g_free(draft->kept_reason);
  contact_free(draft->contact);
  contact_match_free(draft->match);
  g_free(draft);
}

static ContactPlace
place_of(const Typed *draft)
{
  return (ContactPlace){draft->directory_id, draft->list_id};
}

/* Checks */

static char *
check_field(Form *form, const char *value, gpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (form_get(form, fields[i].name) == value)
      return g_strdup(contact_check_field(fields[i].field, value));
  return NULL;
}

/* "site=north; visits=3" into @contact (may be NULL: only checked). The reason, new, when it is not so. */
static char *
take_embedded(const char *text, Contact *contact)
{
  g_auto(GStrv) parts = g_strsplit(text, ";", -1);
  for (char **part = parts; *part; part++) {
    if (!*g_strstrip(*part))
      continue;
    char *equals = strchr(*part, '=');
    if (!equals)
      return g_strdup_printf("Write each as name=value, with ; between them: “%s” has no =", *part);
    *equals = '\0';
    const char *name = g_strchomp(*part), *value = g_strchug(equals + 1);
    const char *reason = contact_check_embedded(name, value);
    if (reason)
      return g_strdup_printf("%s: %s", name, reason);
    if (contact)
      contact_set_embedded(contact, name, value);
  }
  return NULL;
}

static char *
check_embedded(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return take_embedded(value, NULL);
}

static Contact *
read_form(const Form *form)
{
  Contact *contact = contact_new();
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
    g_autofree char *value = g_strstrip(g_strdup(form_get(form, fields[i].name)));
    if (*value)
      contact_set(contact, fields[i].field, value);
  }
  g_free(take_embedded(form_get(form, "embedded"), contact));
  return contact;
}

/* A form that is half-filled: kept under its place, and brought back by the next n there */

static const char *
kept_id(const Typed *draft)
{
  return draft->list_id ? draft->list_id : draft->directory_id;
}

static GKeyFile *
as_key_file(const Typed *draft, gboolean *typed)
{
  GKeyFile *file = g_key_file_new();
  *typed = FALSE;
  for (gsize i = 0; i < N_FORM_FIELDS; i++) {
    const char *name = i < G_N_ELEMENTS(fields) ? fields[i].name : "embedded";
    const char *value = form_get(draft->form, name);
    g_key_file_set_string(file, "contact", name, value);
    *typed |= *value != '\0';
  }
  g_key_file_set_string(file, "place", "directory-id", draft->directory_id);
  g_key_file_set_string(file, "place", "directory-name", draft->directory_name);
  g_key_file_set_string(file, "place", "name", draft->name);
  if (draft->list_id)
    g_key_file_set_string(file, "place", "list-id", draft->list_id);
  return file;
}

static void
keep(Typed *draft)
{
  gboolean typed = FALSE;
  g_autoptr(GKeyFile) file = as_key_file(draft, &typed);
  g_autofree char *text = g_key_file_to_data(file, NULL, NULL);
  g_autofree char *title = g_strdup_printf("a new contact for %s", draft->name);
  Drafts *drafts = draft->services->drafts;
  if (!typed)
    drafts_drop(drafts, DRAFT_NEW_CONTACT, kept_id(draft));
  else if (g_strcmp0(text, draft->kept) != 0)
    drafts_keep(drafts, DRAFT_NEW_CONTACT, kept_id(draft), title, draft->kept_reason, g_key_file_ref(file));
  g_free(draft->kept);
  draft->kept = typed ? g_steal_pointer(&text) : NULL;
}

static void
restore(Typed *draft)
{
  const Draft *kept = drafts_find(draft->services->drafts, DRAFT_NEW_CONTACT, kept_id(draft));
  if (!kept)
    return;
  for (gsize i = 0; i < N_FORM_FIELDS; i++) {
    const char *name = i < G_N_ELEMENTS(fields) ? fields[i].name : "embedded";
    g_autofree char *value = g_key_file_get_string(kept->body, "contact", name, NULL);
    form_set(draft->form, name, value ? value : "");
  }
  draft->kept_reason = g_strdup(kept->reason);
  gboolean typed = FALSE;
  g_autoptr(GKeyFile) file = as_key_file(draft, &typed);
  draft->kept = typed ? g_key_file_to_data(file, NULL, NULL) : NULL; /* to look at it is no change */
}

/* It is tried now, or this came of it. */
static void
keep_reason(Typed *draft, const char *reason)
{
  Drafts *drafts = draft->services->drafts;
  g_free(draft->kept_reason);
  draft->kept_reason = g_strdup(reason);
  if (!draft->gone)
    keep(draft);
  drafts_set_reason(drafts, DRAFT_NEW_CONTACT, kept_id(draft), reason);
  drafts_flush(drafts);
}

static void
drop_kept(const Typed *draft)
{
  drafts_drop(draft->services->drafts, DRAFT_NEW_CONTACT, kept_id(draft));
}

static void
on_edit(Form *form G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  keep(data);
}

static void
on_leave(Form *form G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *draft = data;
  if (draft->writing)
    draft->host.say(draft->host.app, MESSAGE_INFO, "Still on its way; this line will say what came of it");
  keep(draft);
  if (draft->kept && !draft->writing)
    draft->host.say(draft->host.app, MESSAGE_INFO, "The form is kept as it is: n brings it back");
}

/* Making */

static void
show(Typed *draft, const char *text, gboolean error)
{
  form_set_busy(draft->form, NULL);
  form_set_status(draft->form, text, error);
  draft->host.invalidate(draft->host.app);
}

static void
say_made(Typed *draft, const ContactMade *made)
{
  g_autofree char *title = contact_title(made->contact);
  g_autofree char *text =
      g_strdup_printf("%s: %s %s%s", title,
                      !made->merged    ? "created in"
                      : draft->list_id ? "was there already; changed, and on"
                                       : "was there already; changed in",
                      draft->name, made->searched ? " (the answer was lost, and it was found)" : "");
  draft->host.say(draft->host.app, MESSAGE_OK, text);
}

/* The unknown one can be looked for again; creating it anew is then the second choice, and asks. */
static void
show_unknown(Typed *draft, const char *reason)
{
  draft->unknown = TRUE;
  form_set_hidden(draft->form, "look", draft->match == NULL);
  show(draft, reason, TRUE);
  form_focus(draft->form, "look");
}

static void
end_without_form(Typed *draft, const ContactMade *made)
{
  if (made->fate != WRITE_DONE) {
    g_autofree char *title = contact_title(draft->contact);
    g_autofree char *text = g_strdup_printf(
        "%s: %s: %s", title, made->fate == WRITE_REFUSED ? "not created" : "created or not, nobody knows",
        made->reason);
    draft->host.say(draft->host.app, MESSAGE_ERROR, text);
  }
  draft_free(draft);
}

static void
on_made(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactMade) made = contact_make_finish(NULL, result, &error);
  Typed *draft = data;
  draft->writing = FALSE;
  draft->services->saves--;
  if (draft->services->making)
    making_desk_reload(draft->services->making);
  if (!made) {
    if (draft->gone)
      draft_free(draft);
    return;
  }
  if (made->fate == WRITE_DONE) {
    ContactPlace place = place_of(draft);
    say_made(draft, made);
    drop_kept(draft);
    g_clear_pointer(&draft->kept, g_free);
    draft->services->came(draft->services->app, &place, made->contact, !made->merged);
  }
  refusals_note(draft->services->refusals, ACT_NEW, kept_id(draft), made->error);
  if (made->fate != WRITE_DONE)
    keep_reason(draft, made->reason);
  if (draft->gone) {
    end_without_form(draft, made);
    return;
  }
  if (made->fate == WRITE_DONE) {
    PaneHost host = draft->host; /* the draft goes with its form */
    form_close(draft->form);
    host.reap(host.app);
  } else if (made->fate == WRITE_UNKNOWN)
    show_unknown(draft, made->reason);
  else
    show(draft, made->reason, TRUE);
}

static void
make(Typed *draft)
{
  ContactPlace place = place_of(draft);
  form_set_status(draft->form, NULL, FALSE);
  form_set_busy(draft->form, "Creating…");
  draft->unknown = FALSE;
  draft->writing = TRUE;
  draft->services->saves++;
  form_set_hidden(draft->form, "look", TRUE);
  keep_reason(draft, "It was being created when the program ended: see whether it is there");
  contact_make_async(draft->services->client, draft->services->journal, &place, draft->rule, draft->contact,
                     draft->match, on_made, draft);
}

static void
on_look(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *draft = data;
  ContactPlace place = place_of(draft);
  form_set_status(form, NULL, FALSE);
  form_set_busy(form, "Looking for it…");
  draft->writing = TRUE;
  draft->services->saves++;
  contact_make_look_async(draft->services->client, draft->services->journal, &place, draft->rule,
                          draft->contact, draft->match, on_made, draft);
}

/* The question */

static void
on_answer(gboolean yes, gpointer data)
{
  Typed *draft = data;
  if (yes)
    make(draft);
  else
    show(draft, "Nothing was created", FALSE);
}

static void
append_changes(GString *text, const Contact *there, const Contact *wanted)
{
  g_autoptr(ContactEdit) edit = contact_edit_new(there->fields[CONTACT_FIELD_ID]);
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (wanted->fields[i])
      contact_edit_set(edit, there, i, wanted->fields[i]);
  g_autofree char *changes = contact_edit_describe(edit);
  g_string_append_printf(text, " Changes: %s%s.", contact_edit_is_empty(edit) ? "none" : changes,
                         wanted->embedded->len ? ", and the embedded data given" : "");
}

static void
ask(Typed *draft)
{
  const GPtrArray *there = draft->match->contacts;
  const Contact *first = g_ptr_array_index(there, 0);
  g_autofree char *title = contact_title(first);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s (%s)", title, first->fields[CONTACT_FIELD_ID]);
  if (there->len > 1)
    g_string_append_printf(text, " and %u more are", there->len - 1);
  else
    g_string_append(text, " is");
  g_string_append_printf(text, " in %s already.", draft->directory_name);
  if (draft->match->merges) {
    g_autofree char *words = merge_rule_words(draft->rule);
    g_string_append_printf(text, " It has the same %s, so that contact is changed and no second one is made.",
                           words);
    append_changes(text, first, draft->contact);
  } else
    g_string_append(text, " This directory merges nothing here: a second contact is made; u does not take it "
                          "back, D removes it.");
  g_string_append(text, draft->match->merges ? " u can't take that back. Go on?" : " Go on?");
  draft->host.overlay(draft->host.app,
                      dialog_confirm(draft->match->merges ? "It will be merged" : "It will be a duplicate",
                                     text->str, on_answer, draft));
  g_string_free(text, TRUE);
}

/* The match */

static void
on_match(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  ContactMatch *match = contact_match_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  Typed *draft = data;
  draft->match = match;
  if (error) {
    g_free(draft->unlooked);
    draft->unlooked = g_strdup(error->message);
    g_autofree char *text = g_strdup_printf(
        "It cannot be said who is there already: %s Create presses on without knowing.", error->message);
    show(draft, text, TRUE);
  } else if (match->contacts->len)
    ask(draft);
  else
    make(draft);
}

static void
look_then_make(Typed *draft)
{
  contact_free(draft->contact);
  draft->contact = read_form(draft->form);
  g_clear_pointer(&draft->match, contact_match_free);
  if (draft->unlooked) {
    make(draft);
    return;
  }
  form_set_status(draft->form, NULL, FALSE);
  form_set_busy(draft->form, "Looking whether it is there already…");
  contact_match_async(draft->services->client, draft->directory_id, draft->rule, draft->contact,
                      draft->cancellable, on_match, draft);
}

static void
on_again(gboolean yes, gpointer data)
{
  Typed *draft = data;
  if (!yes)
    return;
  g_autoptr(GError) error = NULL;
  ContactPlace place = place_of(draft);
  if (contact_make_let_go(draft->services->client, draft->services->journal, &place, draft->rule,
                          draft->contact, &error))
    look_then_make(draft);
  else
    show(draft, error->message, TRUE);
}

static void
on_create(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *draft = data;
  g_autoptr(Contact) typed = read_form(form);
  gboolean empty = typed->embedded->len == 0;
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    empty &= typed->fields[i] == NULL;
  if (empty)
    form_set_status(form, "Fill in at least one field", TRUE);
  else if (!draft->rule_known)
    form_set_status(form, "Wait until it is known whether this directory merges", TRUE);
  else if (draft->unknown)
    draft->host.overlay(draft->host.app,
                        dialog_confirm("Create it again",
                                       "The first one got no answer and may still appear; then there would "
                                       "be two. Create it again?",
                                       on_again, draft));
  else
    look_then_make(draft);
}

/* The rule */

static void
on_rule(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  MergeRule rule = 0;
  gboolean read = merge_rule_read_finish(NULL, result, &rule, &error);
  if (was_cancelled(error))
    return;
  Typed *draft = data;
  draft->rule = rule;
  draft->rule_known = TRUE;
  g_autofree char *words = merge_rule_words(rule);
  g_autofree char *text = NULL;
  if (!read) {
    draft->unlooked = g_strdup(error->message);
    text = g_strdup_printf("Whether a match is merged or doubled is not known: %s", error->message);
  } else if (rule)
    text = g_strdup_printf("A contact of %s with the same %s is changed (merged), not doubled",
                           draft->directory_name, words);
  else
    text = g_strdup_printf("%s merges nothing: a match becomes a duplicate", draft->directory_name);
  form_set_note(draft->form, "embedded", "name=value; name=value");
  if (draft->kept_reason) {
    char *both = g_strdup_printf("%s. %s", draft->kept_reason, text);
    g_free(text);
    text = both;
  }
  form_set_status(draft->form, text, !read || draft->kept_reason);
  draft->host.invalidate(draft->host.app);
}

Overlay *
contact_form_new(const PaneHost *host, Services *services, const ListPlace *place)
{
  Typed *draft = g_new0(Typed, 1);
  draft->host = *host;
  draft->services = services;
  draft->directory_id = g_strdup(place->directory_id);
  draft->list_id = g_strdup(place->list_id);
  draft->name = g_strdup(place->name ? place->name : "(no name)");
  draft->directory_name = g_strdup(place->directory_name ? place->directory_name : "the directory");
  draft->cancellable = g_cancellable_new();
  g_autofree char *title = g_strdup_printf(place->list_id ? "New contact on the list %s"
                                                          : "New contact in the directory %s, on no list",
                                           draft->name);
  Form *form = form_new(title, draft);
  draft->form = form;
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    form_add_text(form, fields[i].name, fields[i].label, "", 0, check_field);
  form_add_text(form, "embedded", "Embedded data", "", 0, check_embedded);
  form_set_note(form, "embedded", "name=value; name=value");
  form_add_button(form, "look", "Look for it again", FALSE, on_look);
  form_add_button(form, "create", "Create", TRUE, on_create);
  form_set_note(form, "create", "u does not take it back; D removes it");
  form_set_hidden(form, "look", TRUE);
  form_on_edit(form, on_edit);
  form_on_leave(form, on_leave);
  draft->held = drafts_take(services->drafts, DRAFT_NEW_CONTACT, kept_id(draft));
  restore(draft);
  form_set_status(form, "Reading what this directory does with a match…", FALSE);
  merge_rule_read_async(services->client, draft->directory_id, draft->cancellable, on_rule, draft);
  return form_overlay(form, draft_free);
}
