/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way back onto a list: the rule, then for each contact: may it, does exactly this one match, POST. When
 * the answer is lost the list is asked whether the contact is on it.
 */
#include "src/flow/contact-match.h"
#include "src/flow/contacts-move-private.h"
#include "src/flow/refusal.h"

const char *
contact_put_back_refusal(MergeRule rule, const Contact *contact)
{
  if (contact->flags & CONTACT_HAS_LIST_DATA)
    return "It had data of this list alone, which went with its place on the list.";
  if (rule == 0)
    return "This directory merges nothing: putting it back would make a second person.";
  if (!merge_rule_applies(rule, contact))
    return "It lacks what this directory tells people apart by: putting it back would make a second person.";
  return NULL;
}

static const Contact *
current(const Move *move)
{
  return g_ptr_array_index(move->contacts, move->at);
}

static void
fail(GTask *task, const char *reason)
{
  g_autoptr(GError) error = g_error_new_literal(API_ERROR, API_ERROR_REFUSED, reason);
  move_failed(task, error);
}

/* Whatever became of the POST: the list says. */
static void
on_checked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;
  Contact *now = contact_get_finish(NULL, result, &error);
  if (move_left(task, error, "unknown: the connection was left before the answer came"))
    return;
  if (now != NULL)
    move_done(task, now, "put back on the list");
  else
    move_failed(task, error);
}

static void
on_created(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Move *move = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_UNANSWERED;
  g_autoptr(Contact) made = contact_create_finish(NULL, result, &progress, &error);
  if (move_left(task, error, "unknown: the connection was left before the answer came"))
    return;
  if (error != NULL && write_was_refused(progress, error)) {
    move_failed(task, error);
    return;
  }
  if (made != NULL && g_strcmp0(made->fields[CONTACT_FIELD_ID], move_id(move)) != 0) {
    g_autofree char *reason = g_strdup_printf("Another contact was made instead: %s. Look at it, and delete "
                                              "it if it is one too many.",
                                              made->fields[CONTACT_FIELD_ID]);
    fail(task, reason);
    return;
  }
  ContactPlace place = move_place(move);
  contact_get_async(move->client, &place, move_id(move), NULL, on_checked, task);
}

static void
on_match(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Move *move = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactMatch) match = contact_match_finish(NULL, result, &error);
  if (move_left(task, error, NULL))
    return;
  if (match == NULL) {
    move_failed(task, error);
    return;
  }
  if (match->contacts->len != 1 || !contact_match_has(match, move_id(move))) {
    fail(task,
         match->contacts->len > 1
             ? "Several people match it now: it cannot be said which one would be put on the list."
             : "It is no longer in the directory as it was: putting it back would make a second person.");
    return;
  }
  const Contact *before = current(move);
  g_autoptr(Contact) bare = contact_new();
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (move->rule & 1u << i)
      contact_set(bare, i, before->fields[i]);
  bare->flags = before->flags & CONTACT_UNSUBSCRIBED_FROM_LIST;
  ContactPlace place = move_place(move);
  contact_create_async(move->client, &place, bare, NULL, on_created, task);
}

static void
put_back_one(GTask *task, Move *move)
{
  contact_match_async(move->client, move->directory_id, move->rule, current(move), NULL, on_match, task);
}

static void
on_rule(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Move *move = g_task_get_task_data(task);
  GError *error = NULL;
  if (!merge_rule_read_finish(NULL, result, &move->rule, &error)) {
    g_task_return_error(task, error);
    g_object_unref(task);
    return;
  }
  for (guint i = move->contacts->len; i > 0; i--) {
    const char *refusal = contact_put_back_refusal(move->rule, g_ptr_array_index(move->contacts, i - 1));
    if (refusal != NULL)
      move_refuse(move, i - 1, refusal);
  }
  move_next(task);
}

void
contacts_put_back_async(ApiClient *client, Journal *journal, const ContactPlace *place,
                        const GPtrArray *contacts, GAsyncReadyCallback callback, gpointer user_data)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  for (guint i = 0; i < contacts->len; i++)
    g_ptr_array_add(copies, contact_copy(g_ptr_array_index(contacts, i)));
  GTask *task = move_new(client, journal, place, copies, callback, user_data);
  Move *move = g_task_get_task_data(task);
  move->step = put_back_one;
  move->kind = JOURNAL_CREATE;
  merge_rule_read_async(client, place->directory_id, NULL, on_rule, task);
}
