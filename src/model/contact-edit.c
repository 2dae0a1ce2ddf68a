/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person changed of a contact, and how that meets what the contact has become meanwhile.
 */
#include "src/model/contact-edit.h"

#include <string.h>

static void
change_free(gpointer data)
{
  ContactChange *change = data;
  g_free(change->embedded);
  g_free(change->before);
  g_free(change->after);
  g_free(change);
}

static ContactChange *
change_new(ContactField field, const char *embedded, const char *before, const char *after)
{
  ContactChange *change = g_new0(ContactChange, 1);
  change->field = field;
  change->embedded = g_strdup(embedded);
  change->before = g_strdup(before);
  change->after = g_strdup(after);
  return change;
}

static GPtrArray *
changes_new(void)
{
  return g_ptr_array_new_with_free_func(change_free);
}

ContactEdit *
contact_edit_new(const char *contact_id)
{
  ContactEdit *edit = g_new0(ContactEdit, 1);
  edit->contact_id = g_strdup(contact_id);
  edit->changes = changes_new();
  return edit;
}

ContactEdit *
contact_edit_copy(const ContactEdit *edit)
{
  ContactEdit *copy = contact_edit_new(edit->contact_id);
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    g_ptr_array_add(copy->changes,
                    change_new(change->field, change->embedded, change->before, change->after));
  }
  return copy;
}

void
contact_edit_free(ContactEdit *edit)
{
  if (edit == NULL)
    return;
  g_free(edit->contact_id);
  g_ptr_array_unref(edit->changes);
  g_free(edit);
}

/* NULL and "" of a core field are the same to a person, and the server is not sure which it sends. */
static gboolean
same_value(const ContactChange *change, const char *one, const char *other)
{
  if (change->embedded == NULL)
    return g_strcmp0(one != NULL ? one : "", other != NULL ? other : "") == 0;
  return g_strcmp0(one, other) == 0;
}

static const char *
value_in(const ContactChange *change, const Contact *contact)
{
  return change->embedded != NULL ? contact_embedded(contact, change->embedded)
                                  : contact_get(contact, change->field);
}

static void
set_change(ContactEdit *edit, ContactField field, const char *embedded, const char *before, const char *after)
{
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *old = g_ptr_array_index(edit->changes, i);
    if (old->field == field && g_strcmp0(old->embedded, embedded) == 0) {
      g_ptr_array_remove_index(edit->changes, i);
      break;
    }
  }
  ContactChange *change = change_new(field, embedded, before, after);
  if (same_value(change, before, after))
    change_free(change);
  else
    g_ptr_array_add(edit->changes, change);
}

void
contact_edit_set(ContactEdit *edit, const Contact *base, ContactField field, const char *value)
{
  g_return_if_fail(field != N_CONTACT_FIELDS);
  set_change(edit, field, NULL, contact_get(base, field), value);
}

void
contact_edit_set_embedded(ContactEdit *edit, const Contact *base, const char *name, const char *value)
{
  set_change(edit, N_CONTACT_FIELDS, name, contact_embedded(base, name), value);
}

gboolean
contact_edit_is_empty(const ContactEdit *edit)
{
  return edit->changes->len == 0;
}

GPtrArray *
contact_edit_conflicts(const ContactEdit *edit, const Contact *now)
{
  GPtrArray *conflicts = changes_new();
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    const char *is = value_in(change, now);
    if (!same_value(change, is, change->before) && !same_value(change, is, change->after))
      g_ptr_array_add(conflicts, change_new(change->field, change->embedded, is, change->after));
  }
  return conflicts;
}

void
contact_edit_begin_after(ContactEdit *edit, const GPtrArray *written)
{
  for (guint i = 0; i < edit->changes->len; i++)
    for (guint j = 0; j < written->len; j++) {
      ContactChange *change = g_ptr_array_index(edit->changes, i);
      const ContactChange *own = g_ptr_array_index(written, j);
      if (change->field != own->field || g_strcmp0(change->embedded, own->embedded) != 0 ||
          !same_value(change, change->before, own->before))
        continue;
      g_free(change->before);
      change->before = g_strdup(own->after);
    }
}

void
contact_edit_apply(const ContactEdit *edit, Contact *contact)
{
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    if (change->embedded != NULL)
      contact_set_embedded(contact, change->embedded, change->after);
    else
      contact_set(contact, change->field, change->after);
  }
}

GPtrArray *
contact_edit_differences(const ContactEdit *edit, const Contact *now)
{
  GPtrArray *differences = changes_new();
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    const char *is = value_in(change, now);
    if (!same_value(change, is, change->after))
      g_ptr_array_add(differences, change_new(change->field, change->embedded, change->after, is));
  }
  return differences;
}

ContactEdit *
contact_edit_reverse(const ContactEdit *edit)
{
  ContactEdit *reverse = contact_edit_new(edit->contact_id);
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    /* A core field is never null in a write: what was not there is cleared. */
    const char *back = change->before == NULL && change->embedded == NULL ? "" : change->before;
    g_ptr_array_add(reverse->changes, change_new(change->field, change->embedded, change->after, back));
  }
  return reverse;
}

static gboolean
is_email(const char *value)
{
  const char *at = strrchr(value, '@');
  const char *dot = at != NULL ? strrchr(at, '.') : NULL;
  return at != NULL && at != value && dot != NULL && dot > at + 1 && dot[1] != '\0' &&
         strpbrk(value, " \t,;<>()\"") == NULL && strchr(value, '@') == at;
}

/* Two or three letters, and maybe where it is spoken: "en", "pt-br", "zh-s", "mya". A word ("klingon") is a
 * language that no mail and no survey has. */
static gboolean
is_language(const char *value)
{
  gsize length = strlen(value), head = 0;
  while (g_ascii_isalpha(value[head]))
    head++;
  if (head < 2 || head > 3 || length > 10)
    return FALSE;
  for (gsize i = head; i < length; i++)
    if (!g_ascii_isalnum(value[i]) && value[i] != '-' && value[i] != '_')
      return FALSE;
  return TRUE;
}

const char *
contact_check_field(ContactField field, const char *value)
{
  if (field > N_CONTACT_FIELDS)
    return g_strcmp0(value, "yes") == 0 || g_strcmp0(value, "no") == 0 ? NULL : "This is yes or no.";
  if (value == NULL || *value == '\0')
    return NULL;
  if (field == CONTACT_FIELD_EMAIL && !is_email(value))
    return "This is no email address; it needs a name, an @ and a domain.";
  if (field == CONTACT_FIELD_LANGUAGE && !is_language(value))
    return "A language is a code of Qualtrics such as en, pt-br or zh-s.";
  if (field == CONTACT_FIELD_ID || field == CONTACT_FIELD_LOOKUP_ID)
    return "Qualtrics gives this ID; it can't be changed.";
  if (g_utf8_strlen(value, -1) > 255)
    return "At most 255 characters fit here.";
  return NULL;
}

const char *
contact_check_embedded(const char *name, const char *value)
{
  static const char *const reserved[] = {"points",   "firstname", "lastname",  "email",       "phone",
                                         "language", "extref",    "contactid", "unsubscribed"};
  if (name == NULL || *name == '\0')
    return "Embedded data needs a name.";
  if (g_utf8_strlen(name, -1) > 200)
    return "The name of embedded data has at most 200 characters.";
  for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
    if (g_ascii_strcasecmp(name, reserved[i]) == 0)
      return "This name is reserved by Qualtrics; choose another.";
  if (value != NULL && g_utf8_strlen(value, -1) > 1024)
    return "Embedded data holds at most 1024 characters.";
  return NULL;
}

static const char *
field_word(ContactField field)
{
  static const char *const words[N_CONTACT_FIELDS] = {
      [CONTACT_FIELD_EMAIL] = "email",         [CONTACT_FIELD_FIRST_NAME] = "first name",
      [CONTACT_FIELD_LAST_NAME] = "last name", [CONTACT_FIELD_LANGUAGE] = "language",
      [CONTACT_FIELD_EXT_REF] = "ext ref",     [CONTACT_FIELD_PHONE] = "phone",
  };
  return field < N_CONTACT_FIELDS && words[field] != NULL ? words[field] : "field";
}

/* An opt-out is no value that becomes another. */
static const char *
opt_out_words(const ContactChange *change)
{
  gboolean out = g_strcmp0(change->after, "yes") == 0;
  if (change->embedded != NULL)
    return NULL;
  if (change->field == CONTACT_OPT_OUT_LIST)
    return out ? "opted out of the list" : "opted back into the list";
  if (change->field == CONTACT_OPT_OUT_DIRECTORY)
    return out ? "opted out of the whole directory" : "opted back into the whole directory";
  return NULL;
}

char *
contact_edit_describe_again(const ContactEdit *edit)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    const char *name = change->embedded != NULL ? change->embedded : field_word(change->field);
    const char *value = change->after != NULL && *change->after != '\0'     ? change->after
                        : change->after == NULL && change->embedded != NULL ? "gone"
                                                                            : "empty";
    const char *words = opt_out_words(change);
    if (words != NULL)
      g_string_append_printf(text, "%s%s%s", i > 0 ? ", " : "", words,
                             g_strcmp0(change->after, "yes") == 0 ? " again" : "");
    else
      g_string_append_printf(text, "%s%s is %s again", i > 0 ? ", " : "", name, value);
  }
  return g_string_free(text, FALSE);
}

char *
contact_edit_describe(const ContactEdit *edit)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    const char *before = change->before != NULL && *change->before != '\0' ? change->before : "nothing";
    const char *after = change->after != NULL && *change->after != '\0' ? change->after : "nothing";
    const char *words = opt_out_words(change);
    if (words != NULL)
      g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", words);
    else
      g_string_append_printf(text, "%s%s %s \xe2\x86\x92 %s", i > 0 ? ", " : "",
                             change->embedded != NULL ? change->embedded : field_word(change->field), before,
                             after);
  }
  return g_string_free(text, FALSE);
}
