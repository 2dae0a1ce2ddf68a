/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/recipients.h"

#include <string.h>

#include "src/model/contact-table.h"

enum { NAMED = 500 };

typedef struct {
  ApiClient *client;
  char *directory_id, *list_id, *lookup_id;
  GHashTable *only;   /* contact IDs, or NULL */
  GHashTable *emails; /* folded addresses that were counted */
  Recipients *recipients;
  gboolean by_phone;
  RecipientsProgress progress;
  gpointer data;
} Count;

void
recipients_free(Recipients *recipients)
{
  if (!recipients)
    return;
  contact_free(recipients->example);
  g_ptr_array_unref(recipients->named);
  g_ptr_array_unref(recipients->doubled);
  g_free(recipients);
}

static void
count_free(gpointer data)
{
  Count *count = data;
  g_free(count->directory_id);
  g_free(count->list_id);
  g_free(count->lookup_id);
  g_clear_pointer(&count->only, g_hash_table_unref);
  g_hash_table_unref(count->emails);
  recipients_free(count->recipients);
  g_free(count);
}

static void
name(GPtrArray *names, const ContactPage *page, guint i, const char *why)
{
  if (names->len >= NAMED)
    return;
  const char *first = contact_page_field(page, i, CONTACT_FIELD_FIRST_NAME);
  const char *last = contact_page_field(page, i, CONTACT_FIELD_LAST_NAME);
  const char *email = contact_page_field(page, i, CONTACT_FIELD_EMAIL);
  g_autofree char *name = g_strstrip(g_strdup_printf("%s %s", first ? first : "", last ? last : ""));
  const char *known = *name ? name : email && *email ? email : contact_page_field(page, i, CONTACT_FIELD_ID);
  g_ptr_array_add(names, why ? g_strdup_printf("%s (%s)", known, why) : g_strdup(known));
}

static Contact *
contact_of(const ContactPage *page, guint i)
{
  Contact *contact = contact_new();
  for (int field = 0; field < N_CONTACT_FIELDS; field++)
    contact_set(contact, (ContactField) field, contact_page_field(page, i, (ContactField) field));
  return contact;
}

static void
look_at(Count *count, const ContactPage *page, guint i)
{
  const char *id = contact_page_field(page, i, CONTACT_FIELD_ID);
  if (count->only && !g_hash_table_contains(count->only, id))
    return;
  if (count->lookup_id &&
      g_strcmp0(count->lookup_id, contact_page_field(page, i, CONTACT_FIELD_LOOKUP_ID)) != 0)
    return;
  Recipients *recipients = count->recipients;
  const char *address =
      contact_page_field(page, i, count->by_phone ? CONTACT_FIELD_PHONE : CONTACT_FIELD_EMAIL);
  recipients->looked_at++;
  if (contact_page_flags(page, i) & (CONTACT_UNSUBSCRIBED | CONTACT_UNSUBSCRIBED_FROM_LIST)) {
    recipients->opted_out++;
    name(recipients->named, page, i, "opted out");
    return;
  }
  if (!address || !*address) {
    recipients->no_address++;
    name(recipients->named, page, i, count->by_phone ? "no phone" : "no address");
    return;
  }
  if (!count->by_phone && !g_hash_table_add(count->emails, g_utf8_casefold(address, -1))) {
    recipients->twice++;
    name(recipients->doubled, page, i, NULL);
    return;
  }
  recipients->reached++;
  if (!recipients->example)
    recipients->example = contact_of(page, i);
}

static void ask(GTask *task, const char *next);

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, result, &error);
  if (error) {
    g_task_return_error(task, error);
    return;
  }
  Count *count = g_task_get_task_data(task);
  for (guint i = 0; i < contact_page_length(page); i++)
    look_at(count, page, i);
  if (count->progress && !g_cancellable_is_cancelled(g_task_get_cancellable(task)))
    count->progress(count->recipients, count->data);
  if (contact_page_next(page))
    ask(g_steal_pointer(&task), contact_page_next(page));
  else
    g_task_return_pointer(task, g_steal_pointer(&count->recipients), (GDestroyNotify) recipients_free);
}

/* Takes the task. */
static void
ask(GTask *task, const char *next)
{
  Count *count = g_task_get_task_data(task);
  ContactPlace place = {count->directory_id, count->list_id};
  contacts_list_async(count->client, &place, FETCH_VISIBLE, next, g_task_get_cancellable(task), on_page,
                      task);
}

static void
begin(gboolean by_phone, ApiClient *client, const ContactPlace *place, const GPtrArray *only,
      const char *lookup_id, GCancellable *cancellable, RecipientsProgress progress,
      GAsyncReadyCallback callback, gpointer user_data)
{
  Count *count = g_new0(Count, 1);
  count->client = client;
  count->directory_id = g_strdup(place->directory_id);
  count->list_id = g_strdup(place->list_id);
  count->lookup_id = g_strdup(lookup_id);
  count->emails = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  count->recipients = g_new0(Recipients, 1);
  count->recipients->named = g_ptr_array_new_with_free_func(g_free);
  count->recipients->doubled = g_ptr_array_new_with_free_func(g_free);
  count->by_phone = by_phone;
  count->progress = progress;
  count->data = user_data;
  if (only)
    count->only = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; only && i < only->len; i++)
    g_hash_table_add(count->only, g_strdup(g_ptr_array_index(only, i)));
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, recipients_count_async);
  g_task_set_task_data(task, count, count_free);
  ask(task, NULL);
}

void
recipients_count_async(ApiClient *client, const ContactPlace *place, const GPtrArray *only,
                       const char *lookup_id, GCancellable *cancellable, RecipientsProgress progress,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  begin(FALSE, client, place, only, lookup_id, cancellable, progress, callback, user_data);
}

void
recipients_count_phones_async(ApiClient *client, const ContactPlace *place, const GPtrArray *only,
                              const char *lookup_id, GCancellable *cancellable, RecipientsProgress progress,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  begin(TRUE, client, place, only, lookup_id, cancellable, progress, callback, user_data);
}

Recipients *
recipients_count_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}
