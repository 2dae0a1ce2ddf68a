/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A save goes on when the form is left; then the message line says what came of it. */
#include "ui/forms/edit.h"

#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/saver.h"

typedef struct {
  PaneHost host;
  Services *services;
  Form *form;
  EditDraft *draft;
  char *held;         /* see drafts_take */
  GCancellable *open; /* cancelled when the form is gone */
} Typed;

static void
typed_free(gpointer data)
{
  Typed *typed = data;
  g_cancellable_cancel(typed->open);
  g_object_unref(typed->open);
  drafts_let_go(typed->services->drafts, typed->held);
  edit_draft_free(typed->draft);
  g_free(typed);
}

static const ContactChange *
change_at(const Typed *typed, guint i)
{
  return g_ptr_array_index(typed->draft->edit->changes, i);
}

static char *
field_name(guint i)
{
  return g_strdup_printf("change %u", i);
}

/* What the form says now: the changes of the draft, with other ends. */
static ContactEdit *
read_form(const Typed *typed)
{
  const ContactEdit *was = typed->draft->edit;
  ContactEdit *edit = contact_edit_new(was->contact_id);
  for (guint i = 0; i < was->changes->len; i++) {
    const ContactChange *change = change_at(typed, i);
    g_autofree char *name = field_name(i);
    g_autoptr(Contact) base = contact_new();
    const char *value = change->after ? form_get(typed->form, name) : NULL;
    if (change->embedded) {
      contact_set_embedded(base, change->embedded, change->before);
      contact_edit_set_embedded(edit, base, change->embedded, value);
    } else {
      contact_set(base, change->field, change->before);
      contact_edit_set(edit, base, change->field, value);
    }
  }
  return edit;
}

static void
on_edit(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *typed = data;
  const EditDraft *draft = typed->draft;
  if (form_is_busy(form) || form_is_closing(form))
    return;
  g_autoptr(ContactEdit) edit = read_form(typed);
  EditDraft now = {draft->directory_id, draft->list_id, draft->title, draft->reason, FALSE, edit};
  edit_draft_keep(typed->services->drafts, &now);
}

static void
on_leave(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *typed = data;
  const char *text = form_is_busy(form) ? "Still being saved; this line will say what came of it"
                                        : "The edit is kept as it is: d shows it";
  typed->host.say(typed->host.app, MESSAGE_INFO, text);
}

static char *
check(Form *form, const char *value, gpointer data)
{
  Typed *typed = data;
  for (guint i = 0; i < typed->draft->edit->changes->len; i++) {
    const ContactChange *change = change_at(typed, i);
    g_autofree char *name = field_name(i);
    if (form_get(form, name) == value)
      return g_strdup(change->embedded ? contact_check_embedded(change->embedded, value)
                                       : contact_check_field(change->field, value));
  }
  return NULL;
}

static void
close_form(Typed *typed)
{
  PaneHost host = typed->host; /* it goes with the form */
  form_close(typed->form);
  host.reap(host.app);
}

static void
on_saved(const Saver *saver, const Contact *now, const char *reason, gpointer data)
{
  Typed *typed = data;
  if (now || saver_waits(saver)) {
    close_form(typed);
    return;
  }
  form_set_busy(typed->form, NULL);
  form_set_status(typed->form, reason ? reason : "Nothing was written", reason != NULL);
  typed->host.invalidate(typed->host.app);
}

static void
on_save(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *typed = data;
  g_autoptr(ContactEdit) edit = read_form(typed);
  if (contact_edit_is_empty(edit)) {
    form_set_status(form, "Nothing is changed", FALSE);
    return;
  }
  form_set_status(form, NULL, FALSE);
  form_set_busy(form, "Saving…");
  ContactPlace place = {typed->draft->directory_id, typed->draft->list_id};
  saver_start(&typed->host, typed->services, &place, g_steal_pointer(&edit), typed->draft->title, typed->open,
              on_saved, typed);
}

static void
on_thrown(gboolean yes, gpointer data)
{
  Typed *typed = data;
  if (!yes)
    return;
  drafts_drop(typed->services->drafts, DRAFT_EDIT, typed->draft->edit->contact_id);
  close_form(typed);
}

static void
on_throw(Form *form G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *typed = data;
  g_autofree char *what = contact_edit_describe(typed->draft->edit);
  g_autofree char *text = g_strdup_printf("Throw away what was typed into %s: %s? It cannot be undone.",
                                          typed->draft->title, what);
  typed->host.overlay(typed->host.app, dialog_confirm("Throw away a draft", text, on_thrown, typed));
}

static void
add_change(Typed *typed, guint i)
{
  const ContactChange *change = change_at(typed, i);
  g_autofree char *name = field_name(i);
  const char *label = change->embedded ? change->embedded : contact_field_word(change->field);
  g_autofree char *note =
      change->before && *change->before ? g_strdup_printf("was %s", change->before) : g_strdup("was empty");
  form_add_text(typed->form, name, label, change->after ? change->after : "(dropped)",
                change->after ? 0 : FORM_READ_ONLY, change->after ? check : NULL);
  form_set_note(typed->form, name, note);
}

Overlay *
edit_form_new(const PaneHost *host, Services *services, EditDraft *draft)
{
  Typed *typed = g_new0(Typed, 1);
  typed->host = *host;
  typed->services = services;
  typed->draft = draft;
  typed->held = drafts_take(services->drafts, DRAFT_EDIT, draft->edit->contact_id);
  typed->open = g_cancellable_new();
  g_autofree char *title = g_strdup_printf("Not saved yet: %s", draft->title);
  typed->form = form_new(title, typed);
  for (guint i = 0; i < draft->edit->changes->len; i++)
    add_change(typed, i);
  form_add_button(typed->form, "save", "Save", TRUE, on_save);
  form_add_button(typed->form, "throw", "Throw it away", FALSE, on_throw);
  form_set_status(typed->form, draft->reason, TRUE);
  form_on_edit(typed->form, on_edit);
  form_on_leave(typed->form, on_leave);
  return form_overlay(typed->form, typed_free);
}
