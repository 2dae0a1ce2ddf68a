/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the body of a draft the group "edit" says whose edit it is; each change is a group of its own. */
#include "ui/edit-drafts.h"

#define GROUP "edit"

/* As files name them; the order of the fields may change. */
static const char *const names[N_CONTACT_CHANGEABLE] = {
    [CONTACT_FIELD_EMAIL] = "email",         [CONTACT_FIELD_FIRST_NAME] = "first-name",
    [CONTACT_FIELD_LAST_NAME] = "last-name", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "ext-ref",     [CONTACT_FIELD_PHONE] = "phone",
    [CONTACT_OPT_OUT_LIST] = "opt-out",      [CONTACT_OPT_OUT_DIRECTORY] = "directory-opt-out",
};

void
edit_draft_free(EditDraft *draft)
{
  if (!draft)
    return;
  g_free(draft->directory_id);
  g_free(draft->list_id);
  g_free(draft->title);
  g_free(draft->reason);
  contact_edit_free(draft->edit);
  g_free(draft);
}

/* Reading */

static void
read_change(GKeyFile *file, const char *group, ContactEdit *edit)
{
  g_autofree char *field = g_key_file_get_string(file, group, "field", NULL);
  g_autofree char *embedded = g_key_file_get_string(file, group, "embedded", NULL);
  g_autofree char *before = g_key_file_get_string(file, group, "before", NULL);
  g_autofree char *after = g_key_file_get_string(file, group, "after", NULL);
  guint found = 0;
  while (field && found < N_CONTACT_CHANGEABLE && g_strcmp0(names[found], field) != 0)
    found++;
  g_autoptr(Contact) base = contact_new();
  if (embedded) {
    contact_set_embedded(base, embedded, before);
    contact_edit_set_embedded(edit, base, embedded, after);
  } else if (field && found < N_CONTACT_CHANGEABLE) {
    contact_set(base, found, before);
    contact_edit_set(edit, base, found, after);
  }
}

EditDraft *
edit_draft_read(const Draft *draft)
{
  if (!draft || draft->kind != DRAFT_EDIT)
    return NULL;
  g_autoptr(EditDraft) read = g_new0(EditDraft, 1);
  read->directory_id = g_key_file_get_string(draft->body, GROUP, "directory-id", NULL);
  read->list_id = g_key_file_get_string(draft->body, GROUP, "list-id", NULL);
  read->title = g_key_file_get_string(draft->body, GROUP, "title", NULL);
  read->reason = g_strdup(draft->reason);
  read->waits = g_key_file_get_boolean(draft->body, GROUP, "waits", NULL);
  read->edit = contact_edit_new(draft->id);
  g_auto(GStrv) groups = g_key_file_get_groups(draft->body, NULL);
  for (char **group = groups; *group; group++)
    if (g_str_has_prefix(*group, "change "))
      read_change(draft->body, *group, read->edit);
  if (!read->directory_id || !read->title || contact_edit_is_empty(read->edit))
    return NULL;
  return g_steal_pointer(&read);
}

EditDraft *
edit_draft_find(const Drafts *drafts, const char *contact_id)
{
  return edit_draft_read(drafts_find(drafts, DRAFT_EDIT, contact_id));
}

/* Keeping */

static void
write_change(GKeyFile *file, guint number, const ContactChange *change)
{
  g_autofree char *group = g_strdup_printf("change %u", number);
  if (change->embedded)
    g_key_file_set_string(file, group, "embedded", change->embedded);
  else
    g_key_file_set_string(file, group, "field", names[change->field]);
  if (change->before)
    g_key_file_set_string(file, group, "before", change->before);
  if (change->after)
    g_key_file_set_string(file, group, "after", change->after);
}

void
edit_draft_keep(Drafts *drafts, const EditDraft *draft)
{
  const ContactEdit *edit = draft->edit;
  if (contact_edit_is_empty(edit)) {
    drafts_drop(drafts, DRAFT_EDIT, edit->contact_id);
    return;
  }
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, GROUP, "directory-id", draft->directory_id);
  if (draft->list_id)
    g_key_file_set_string(file, GROUP, "list-id", draft->list_id);
  g_key_file_set_string(file, GROUP, "title", draft->title);
  g_key_file_set_boolean(file, GROUP, "waits", draft->waits);
  for (guint i = 0; i < edit->changes->len; i++)
    write_change(file, i, g_ptr_array_index(edit->changes, i));
  g_autofree char *title = g_strdup_printf("an edit of %s", draft->title);
  drafts_keep(drafts, DRAFT_EDIT, edit->contact_id, title, draft->reason, file);
}

/* Changes */

static void
add_change(ContactEdit *edit, const ContactChange *change)
{
  g_autoptr(Contact) base = contact_new();
  if (change->embedded) {
    contact_set_embedded(base, change->embedded, change->before);
    contact_edit_set_embedded(edit, base, change->embedded, change->after);
  } else {
    contact_set(base, change->field, change->before);
    contact_edit_set(edit, base, change->field, change->after);
  }
}

/* @fields and @embedded go out of @edit. */
static void
take_out(ContactEdit *edit, guint fields, const char *embedded)
{
  for (guint i = edit->changes->len; i > 0; i--) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i - 1);
    gboolean meant =
        change->embedded ? g_strcmp0(change->embedded, embedded) == 0 : (fields & (1u << change->field)) != 0;
    if (meant)
      g_ptr_array_remove_index(edit->changes, i - 1);
  }
}

static void
take_out_edit(ContactEdit *edit, const ContactEdit *what)
{
  for (guint i = 0; i < what->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(what->changes, i);
    take_out(edit, change->embedded ? 0 : 1u << change->field, change->embedded);
  }
}

static void
add_edit(ContactEdit *edit, const ContactEdit *what)
{
  for (guint i = 0; i < what->changes->len; i++)
    add_change(edit, g_ptr_array_index(what->changes, i));
}

void
edit_draft_type(Drafts *drafts, const EditDraft *before, const ContactPlace *place, const char *title,
                guint fields, const char *embedded, const ContactEdit *typed)
{
  ContactEdit *edit = before ? contact_edit_copy(before->edit) : contact_edit_new(typed->contact_id);
  take_out(edit, fields, embedded);
  add_edit(edit, typed);
  EditDraft draft = {(char *) place->directory_id,
                     (char *) place->list_id,
                     (char *) title,
                     before ? before->reason : NULL,
                     FALSE,
                     edit};
  edit_draft_keep(drafts, &draft);
  contact_edit_free(edit);
}

void
edit_draft_leave(Drafts *drafts, const char *contact_id, const EditDraft *before)
{
  if (before)
    edit_draft_keep(drafts, before);
  else
    drafts_drop(drafts, DRAFT_EDIT, contact_id);
}

static ContactChange *
find_change(const ContactEdit *edit, const ContactChange *like)
{
  for (guint i = 0; i < edit->changes->len; i++) {
    ContactChange *change = g_ptr_array_index(edit->changes, i);
    if (change->field == like->field && g_strcmp0(change->embedded, like->embedded) == 0)
      return change;
  }
  return NULL;
}

void
edit_draft_settle(EditDraft *draft, const ContactEdit *edit)
{
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *done = g_ptr_array_index(edit->changes, i);
    ContactChange *change = find_change(draft->edit, done);
    if (change && g_strcmp0(change->after, done->after) == 0)
      g_ptr_array_remove(draft->edit->changes, change);
    else if (change) {
      g_free(change->before);
      change->before = g_strdup(done->after);
    }
  }
}

void
edit_draft_take_out(Drafts *drafts, const ContactEdit *edit)
{
  g_autoptr(EditDraft) draft = edit_draft_find(drafts, edit->contact_id);
  if (!draft)
    return;
  edit_draft_settle(draft, edit);
  edit_draft_keep(drafts, draft);
}

void
edit_draft_failed(Drafts *drafts, const ContactPlace *place, const char *title, const ContactEdit *edit,
                  const char *reason, gboolean waits)
{
  g_autoptr(EditDraft) before = edit_draft_find(drafts, edit->contact_id);
  g_autoptr(ContactEdit) all = before ? contact_edit_copy(before->edit) : contact_edit_new(edit->contact_id);
  take_out_edit(all, edit);
  add_edit(all, edit);
  EditDraft draft = {
      (char *) place->directory_id, (char *) place->list_id, (char *) title, (char *) reason, waits, all};
  edit_draft_keep(drafts, &draft);
}
