/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One contact, whole.
 */
#include "src/model/contact.h"

#include "src/model/timestamp.h"

static void
membership_free(gpointer data)
{
  Membership *membership = data;
  g_free(membership->list_id);
  g_free(membership->lookup_id);
  g_free(membership->name);
  g_free(membership);
}

static void
embedded_field_free(gpointer data)
{
  EmbeddedField *field = data;
  g_free(field->name);
  g_free(field->value);
  g_free(field->raw_name);
  g_free(field->raw_value);
  g_free(field);
}

Contact *
contact_new(void)
{
  Contact *contact = g_new0(Contact, 1);
  contact->created = contact->modified = contact->unsubscribed_at = TIMESTAMP_NONE;
  contact->embedded = g_ptr_array_new_with_free_func(embedded_field_free);
  contact->memberships = g_ptr_array_new_with_free_func(membership_free);
  return contact;
}

Contact *
contact_copy(const Contact *contact)
{
  Contact *copy = contact_new();
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    copy->fields[i] = g_strdup(contact->fields[i]);
  copy->flags = contact->flags;
  copy->created = contact->created;
  copy->modified = contact->modified;
  copy->unsubscribed_at = contact->unsubscribed_at;
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    contact_add_embedded(copy, field->name, field->value, field->raw_name, field->raw_value);
  }
  for (guint i = 0; i < contact->memberships->len; i++) {
    const Membership *m = g_ptr_array_index(contact->memberships, i);
    contact_add_membership(copy, m->list_id, m->lookup_id, m->name, m->unsubscribed, m->unsubscribed_at);
  }
  return copy;
}

void
contact_free(Contact *contact)
{
  if (contact == NULL)
    return;
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    g_free(contact->fields[i]);
  g_ptr_array_unref(contact->embedded);
  g_ptr_array_unref(contact->memberships);
  g_free(contact);
}

static guint
opt_out_flag(ContactField field)
{
  return field == CONTACT_OPT_OUT_LIST ? CONTACT_UNSUBSCRIBED_FROM_LIST : CONTACT_UNSUBSCRIBED;
}

const char *
contact_get(const Contact *contact, ContactField field)
{
  if (field < N_CONTACT_FIELDS)
    return contact->fields[field];
  return contact->flags & opt_out_flag(field) ? "yes" : "no";
}

void
contact_set(Contact *contact, ContactField field, const char *value)
{
  g_return_if_fail(field < N_CONTACT_CHANGEABLE && field != N_CONTACT_FIELDS);
  if (field > N_CONTACT_FIELDS) {
    guint flag = opt_out_flag(field);
    contact->flags = g_strcmp0(value, "yes") == 0 ? contact->flags | flag : contact->flags & ~flag;
    return;
  }
  char *copy = g_strdup(value); /* first: @value may be the old one */
  g_free(contact->fields[field]);
  contact->fields[field] = copy;
}

static guint
embedded_index(const Contact *contact, const char *name)
{
  guint i = 0;
  while (i < contact->embedded->len &&
         g_strcmp0(((const EmbeddedField *) g_ptr_array_index(contact->embedded, i))->name, name) != 0)
    i++;
  return i;
}

const char *
contact_embedded(const Contact *contact, const char *name)
{
  guint i = embedded_index(contact, name);
  return i < contact->embedded->len ? ((const EmbeddedField *) g_ptr_array_index(contact->embedded, i))->value
                                    : NULL;
}

void
contact_set_embedded(Contact *contact, const char *name, const char *value)
{
  guint i = embedded_index(contact, name);
  if (value == NULL) {
    if (i < contact->embedded->len)
      g_ptr_array_remove_index(contact->embedded, i);
    return;
  }
  if (i == contact->embedded->len) {
    contact_add_embedded(contact, name, value, NULL, NULL);
    return;
  }
  EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
  char *copy = g_strdup(value); /* first: @value may be the old one */
  g_free(field->value);
  field->value = copy;
  g_clear_pointer(&field->raw_value, g_free);
}

void
contact_add_embedded(Contact *contact, const char *name, const char *value, const char *raw_name,
                     const char *raw_value)
{
  EmbeddedField *field = g_new0(EmbeddedField, 1);
  field->name = g_strdup(name);
  field->value = g_strdup(value);
  field->raw_name = g_strcmp0(raw_name, name) != 0 ? g_strdup(raw_name) : NULL;
  field->raw_value = g_strcmp0(raw_value, value) != 0 ? g_strdup(raw_value) : NULL;
  g_ptr_array_add(contact->embedded, field);
}

void
contact_add_membership(Contact *contact, const char *list_id, const char *lookup_id, const char *name,
                       gboolean unsubscribed, gint64 unsubscribed_at)
{
  Membership *membership = g_new0(Membership, 1);
  membership->list_id = g_strdup(list_id);
  membership->lookup_id = g_strdup(lookup_id);
  membership->name = g_strdup(name);
  membership->unsubscribed = unsubscribed;
  membership->unsubscribed_at = unsubscribed_at;
  g_ptr_array_add(contact->memberships, membership);
}

static gboolean
is_given(const char *text)
{
  return text != NULL && *text != '\0';
}

char *
contact_title(const Contact *contact)
{
  const char *first = contact->fields[CONTACT_FIELD_FIRST_NAME];
  const char *last = contact->fields[CONTACT_FIELD_LAST_NAME];
  if (is_given(first) && is_given(last))
    return g_strdup_printf("%s %s", first, last);
  if (is_given(first) || is_given(last))
    return g_strdup(is_given(first) ? first : last);
  if (is_given(contact->fields[CONTACT_FIELD_EMAIL]))
    return g_strdup(contact->fields[CONTACT_FIELD_EMAIL]);
  return g_strdup(contact->fields[CONTACT_FIELD_ID]);
}
