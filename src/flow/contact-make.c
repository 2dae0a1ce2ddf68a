/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intent, POST, read back; or intent, POST, no answer, search, read each candidate at its place until one is
 * what was asked for.
 */
#include "src/flow/contact-make.h"

#include "src/flow/making.h"

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *server; /* the client may be gone when the last word is written */
  char *directory_id, *list_id;
  MergeRule rule;
  Contact *contact;
  gboolean looked;       /* it is known who was there before */
  GHashTable *before;    /* their IDs */
  gboolean merges;       /* one of them may be what the POST changed */
  Contact *made;         /* the answer: IDs only */
  GPtrArray *candidates; /* of char *: found by the search, not looked at yet */
  Making *making;        /* its intent */
} Make;

static void
make_free(gpointer data)
{
  Make *make = data;
  g_free(make->server);
  g_free(make->directory_id);
  g_free(make->list_id);
  contact_free(make->contact);
  g_hash_table_unref(make->before);
  contact_free(make->made);
  g_clear_pointer(&make->candidates, g_ptr_array_unref);
  making_free(make->making);
  g_free(make);
}

void
contact_made_free(ContactMade *made)
{
  if (made == NULL)
    return;
  contact_free(made->contact);
  g_free(made->reason);
  g_clear_error(&made->error);
  g_free(made);
}

static ContactPlace
place_of(const Make *make)
{
  return (ContactPlace){make->directory_id, make->list_id};
}

/* Ends */

static void
note(const Make *make, JournalKind kind, const char *contact_id, const char *request_id, const char *outcome)
{
  making_end(make->journal, make->server, make->making, kind, contact_id, request_id, outcome, NULL);
}

static void
end_made(GTask *task, Contact *contact /* taken */, gboolean searched)
{
  const Make *make = g_task_get_task_data(task);
  const char *id = contact->fields[CONTACT_FIELD_ID];
  ContactMade *made = g_new0(ContactMade, 1);
  made->fate = WRITE_DONE;
  made->contact = contact;
  made->merged = g_hash_table_contains(make->before, id);
  made->searched = searched;
  note(make, JOURNAL_CREATE, id, NULL, made->merged ? "merged with the contact that was there" : "created");
  g_task_return_pointer(task, made, (GDestroyNotify) contact_made_free);
}

static void
end_otherwise(GTask *task, WriteFate fate, const GError *error, const char *reason)
{
  const Make *make = g_task_get_task_data(task);
  ContactMade *made = g_new0(ContactMade, 1);
  made->fate = fate;
  made->reason = g_strdup(reason);
  made->error = error != NULL ? g_error_copy(error) : NULL;
  g_autofree char *outcome = g_strdup_printf("%s: %s", fate == WRITE_REFUSED ? "refused" : "unknown", reason);
  note(make, fate == WRITE_REFUSED ? JOURNAL_CREATE_REFUSED : JOURNAL_CREATE_UNKNOWN, NULL,
       error != NULL ? api_error_request_id(error) : NULL, outcome);
  g_task_return_pointer(task, made, (GDestroyNotify) contact_made_free);
}

/* Nothing is sent: an earlier one is not known to have been made or not, or there is no journal to have it
 * in.
 */
static void
end_unsent(GTask *task, gboolean held, const char *reason)
{
  ContactMade *made = g_new0(ContactMade, 1);
  made->fate = held ? WRITE_UNKNOWN : WRITE_REFUSED;
  made->held = held;
  made->reason = g_strdup(reason);
  g_task_return_pointer(task, made, (GDestroyNotify) contact_made_free);
}

static gboolean
is_leaving(GTask *task, GError *error)
{
  if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_task_return_error(task, g_error_copy(error));
  return TRUE;
}

/* Reading back */

static void
on_read_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Make *make = g_task_get_task_data(task);
  Contact *now = contact_get_finish(NULL, result, NULL);
  if (now == NULL) {
    now = contact_copy(make->contact);
    contact_set(now, CONTACT_FIELD_ID, make->made->fields[CONTACT_FIELD_ID]);
  }
  if (now->fields[CONTACT_FIELD_LOOKUP_ID] == NULL)
    contact_set(now, CONTACT_FIELD_LOOKUP_ID, make->made->fields[CONTACT_FIELD_LOOKUP_ID]);
  end_made(task, now, FALSE);
}

/* The search after a lost answer */

/* Has @now everything that was asked for? The server may write an address in its own way. */
static gboolean
is_as_asked(const Contact *asked, const Contact *now)
{
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++) {
    if (asked->fields[i] == NULL || *asked->fields[i] == '\0')
      continue;
    g_autofree char *one = g_utf8_casefold(asked->fields[i], -1);
    g_autofree char *other = g_utf8_casefold(now->fields[i] != NULL ? now->fields[i] : "", -1);
    if (g_strcmp0(g_strstrip(one), g_strstrip(other)) != 0)
      return FALSE;
  }
  for (guint i = 0; i < asked->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(asked->embedded, i);
    if (g_strcmp0(contact_embedded(now, field->name), field->value) != 0)
      return FALSE;
  }
  return TRUE;
}

static void look_at_next(GTask *task);

static void
on_candidate(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const Make *make = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) now = contact_get_finish(NULL, result, &error);
  if (is_leaving(task, error))
    return;
  if (now != NULL && is_as_asked(make->contact, now))
    end_made(task, g_steal_pointer(&now), TRUE);
  else
    look_at_next(g_steal_pointer(&task));
}

/* Takes the task. */
static void
look_at_next(GTask *task)
{
  Make *make = g_task_get_task_data(task);
  if (make->candidates->len == 0) {
    end_otherwise(
        task, WRITE_UNKNOWN, NULL,
        "No clear answer came, and the contact is not found. It may still appear: look again before you "
        "create it a second time.");
    g_object_unref(task);
    return;
  }
  g_autofree char *id = g_ptr_array_steal_index(make->candidates, 0);
  ContactPlace place = place_of(make);
  contact_get_async(make->client, &place, id, NULL, on_candidate, task);
}

static void
on_searched(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Make *make = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactMatch) match = contact_match_finish(NULL, result, &error);
  if (is_leaving(task, error))
    return;
  if (match == NULL) {
    g_autofree char *reason =
        g_strdup_printf("No clear answer came, and the contact cannot be looked for: %s", error->message);
    end_otherwise(task, WRITE_UNKNOWN, NULL, reason);
    return;
  }
  make->candidates = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < match->contacts->len; i++) {
    const Contact *contact = g_ptr_array_index(match->contacts, i);
    const char *id = contact->fields[CONTACT_FIELD_ID];
    if (make->merges || !g_hash_table_contains(make->before, id))
      g_ptr_array_add(make->candidates, g_strdup(id));
  }
  look_at_next(g_steal_pointer(&task));
}

/* Takes the task. */
static void
look(GTask *task)
{
  const Make *make = g_task_get_task_data(task);
  if (make->looked) {
    contact_match_async(make->client, make->directory_id, make->rule, make->contact, NULL, on_searched, task);
    return;
  }
  end_otherwise(
      task, WRITE_UNKNOWN, NULL,
      "No clear answer came, and it is not known who was there before: look for the contact before you "
      "create it again.");
  g_object_unref(task);
}

/* Making */

static void
on_created(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Make *make = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_UNANSWERED;
  make->made = contact_create_finish(NULL, result, &progress, &error);
  ContactPlace place = place_of(make);
  if (make->made != NULL)
    contact_get_async(make->client, &place, make->made->fields[CONTACT_FIELD_ID], NULL, on_read_back,
                      g_steal_pointer(&task));
  else if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error(task, g_steal_pointer(&error)); /* open: the next start looks for it */
  else if (write_was_refused(progress, error))
    end_otherwise(task, WRITE_REFUSED, error, error->message);
  else
    look(g_steal_pointer(&task));
}

/* The contact as the journal knows it. */
static Making *
making_of(const ContactPlace *place, MergeRule rule, const Contact *contact, const ContactMatch *match)
{
  g_autofree char *mark = making_contact_mark(contact_match_fields(rule, contact), contact);
  g_autofree char *title = contact_title(contact);
  Making *making = making_new(merge_rule_applies(rule, contact) ? MAKING_MERGE : MAKING_CONTACT,
                              place->directory_id, place->list_id, mark, title);
  making->before = match != NULL ? g_strdup("") : NULL;
  for (guint i = 0; match != NULL && i < match->contacts->len; i++)
    making_add_before(making,
                      ((const Contact *) g_ptr_array_index(match->contacts, i))->fields[CONTACT_FIELD_ID]);
  return making;
}

static void
know_before(Make *make)
{
  g_auto(GStrv) ids = g_strsplit(make->making->before != NULL ? make->making->before : "", " ", -1);
  g_hash_table_remove_all(make->before);
  make->looked = make->making->before != NULL;
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add(make->before, g_strdup(ids[i]));
}

static GTask *
task_new(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
         const Contact *contact, const ContactMatch *match, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, contact_make_async);
  Make *make = g_new0(Make, 1);
  make->client = client;
  make->journal = journal;
  make->server = g_strdup(api_client_server(client));
  make->directory_id = g_strdup(place->directory_id);
  make->list_id = g_strdup(place->list_id);
  make->rule = rule;
  make->contact = contact_copy(contact);
  make->merges = match != NULL && match->merges;
  make->making = making_of(place, rule, contact, match);
  make->before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  know_before(make);
  g_task_set_task_data(task, make, make_free);
  return task;
}

void
contact_make_async(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                   const Contact *contact, const ContactMatch *match, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr(GTask) task = task_new(client, journal, place, rule, contact, match, callback, user_data);
  const Make *make = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autofree char *held = NULL;
  if (making_begin(journal, make->server, make->making, "about to create a contact", &held, &error))
    contact_create_async(client, place, contact, NULL, on_created, g_steal_pointer(&task));
  else
    end_unsent(task, held != NULL, held != NULL ? held : error->message);
}

void
contact_make_look_async(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                        const Contact *contact, const ContactMatch *match, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = task_new(client, journal, place, rule, contact, match, callback, user_data);
  Make *make = g_task_get_task_data(task);
  making_resume(journal, make->server, make->making);
  know_before(make);
  look(task);
}

gboolean
contact_make_let_go(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                    const Contact *contact, GError **error)
{
  g_autoptr(Making) making = making_of(place, rule, contact, NULL);
  return making_let_go(journal, api_client_server(client), making, error);
}

ContactMade *
contact_make_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, contact_make_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
