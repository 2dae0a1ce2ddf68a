/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/contact-match.h"

typedef struct {
  ApiClient *client;
  char *directory_id;
  Contact *contact;
  guint fields; /* of 1 << ContactField: what is searched by */
  ContactMatch *match;
} Search;

static void
search_free(gpointer data)
{
  Search *search = data;
  g_free(search->directory_id);
  contact_free(search->contact);
  contact_match_free(search->match);
  g_free(search);
}

void
contact_match_free(ContactMatch *match)
{
  if (match == NULL)
    return;
  g_ptr_array_unref(match->contacts);
  g_free(match);
}

gboolean
contact_match_has(const ContactMatch *match, const char *contact_id)
{
  for (guint i = 0; i < match->contacts->len; i++) {
    const Contact *contact = g_ptr_array_index(match->contacts, i);
    if (g_strcmp0(contact->fields[CONTACT_FIELD_ID], contact_id) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has(const Contact *contact, ContactField field)
{
  return contact->fields[field] != NULL && *contact->fields[field] != '\0';
}

guint
contact_match_fields(MergeRule rule, const Contact *contact)
{
  static const ContactField rest[] = {CONTACT_FIELD_FIRST_NAME, CONTACT_FIELD_LAST_NAME, CONTACT_FIELD_PHONE,
                                      CONTACT_FIELD_LANGUAGE};
  if (merge_rule_applies(rule, contact))
    return rule;
  if (has(contact, CONTACT_FIELD_EMAIL))
    return 1u << CONTACT_FIELD_EMAIL;
  if (has(contact, CONTACT_FIELD_EXT_REF))
    return 1u << CONTACT_FIELD_EXT_REF;
  guint fields = 0;
  for (guint i = 0; i < G_N_ELEMENTS(rest); i++)
    if (has(contact, rest[i]))
      fields |= 1u << rest[i];
  return fields;
}

static void
take_page(ContactMatch *match, const ContactPage *page)
{
  for (guint i = 0; i < contact_page_length(page); i++) {
    Contact *contact = contact_new();
    for (guint field = 0; field < N_CONTACT_FIELDS; field++)
      contact_set(contact, field, contact_page_field(page, i, field));
    contact->flags = contact_page_flags(page, i);
    g_ptr_array_add(match->contacts, contact);
  }
}

static void ask(GTask *task, const char *next);

static void
on_found(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(ContactPage) page = contact_search_finish(NULL, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  Search *search = g_task_get_task_data(task);
  take_page(search->match, page);
  if (contact_page_next(page) != NULL)
    ask(g_steal_pointer(&task), contact_page_next(page));
  else
    g_task_return_pointer(task, g_steal_pointer(&search->match), (GDestroyNotify) contact_match_free);
}

/* Takes the task. */
static void
ask(GTask *task, const char *next)
{
  const Search *search = g_task_get_task_data(task);
  ContactCondition conditions[N_CONTACT_EDITABLE];
  guint n = 0;
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (search->fields & 1u << i)
      conditions[n++] = (ContactCondition){i, search->contact->fields[i]};
  contact_search_async(search->client, search->directory_id, conditions, n, next,
                       g_task_get_cancellable(task), on_found, task);
}

void
contact_match_async(ApiClient *client, const char *directory_id, MergeRule rule, const Contact *contact,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, contact_match_async);
  Search *search = g_new0(Search, 1);
  search->client = client;
  search->directory_id = g_strdup(directory_id);
  search->contact = contact_copy(contact);
  search->fields = contact_match_fields(rule, contact);
  search->match = g_new0(ContactMatch, 1);
  search->match->merges = merge_rule_applies(rule, contact);
  search->match->contacts = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  g_task_set_task_data(task, search, search_free);
  if (search->fields != 0) {
    ask(task, NULL);
    return;
  }
  g_task_return_pointer(task, g_steal_pointer(&search->match), (GDestroyNotify) contact_match_free);
  g_object_unref(task);
}

ContactMatch *
contact_match_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, contact_match_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
