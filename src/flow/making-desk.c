/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look for each that is open; each looks again after a pause until it knows, or its time is over. A look
 * holds the desk, so that it may end after it.
 */
#include "src/flow/making-desk.h"

#include "src/api/imports.h"
#include "src/api/mailing-lists.h"
#include "src/flow/contact-match.h"

#define LOOK_MS (120 * 1000)
#define LOOK_AT_JOB_MS (3600 * 1000)

struct MakingDesk {
  ApiClient *client;
  Journal *journal;
  char *server;
  GCancellable *closing;
  MakingTold told;
  gpointer data;
  GPtrArray *unknown;
  GPtrArray *looks; /* of Look, not owned */
};

typedef struct {
  MakingDesk *desk; /* a reference */
  Making *making;
  gint64 until; /* server time, ms; 0: not known yet */
  guint wait_seconds;
  guint timer;
} Look;

static void look(Look *look);

static void
desk_clear(gpointer data)
{
  MakingDesk *desk = data;
  g_object_unref(desk->closing);
  g_ptr_array_unref(desk->unknown);
  g_ptr_array_unref(desk->looks);
  g_free(desk->server);
}

static void
look_free(Look *look)
{
  g_ptr_array_remove(look->desk->looks, look);
  making_free(look->making);
  g_rc_box_release_full(look->desk, desk_clear);
  g_free(look);
}

/* Ends */

/* What a person calls it; new. */
static char *
title_of(const Making *making)
{
  const char *title = making->title != NULL ? making->title : "(no name)";
  return making->kind == MAKING_IMPORT ? g_strdup_printf("Import of %s", title) : g_strdup(title);
}

/* Tells it, and is over. */
static void
end(Look *look, WriteFate fate, const char *words)
{
  MakingDesk *desk = g_rc_box_acquire(look->desk);
  g_autofree char *title = title_of(look->making);
  g_autofree char *text = g_strdup_printf("%s: %s", title, words);
  if (desk->told != NULL)
    desk->told(look->making, fate, text, desk->data);
  look_free(look);
  making_desk_reload(desk);
  g_rc_box_release_full(desk, desk_clear);
}

static void
end_found(Look *look, const char *id)
{
  making_end(look->desk->journal, look->desk->server, look->making, JOURNAL_CREATE, id, NULL,
             "created; the program ended first, and it was found", NULL);
  end(look, WRITE_DONE, "created (the program ended before the answer came)");
}

static void
end_unknown(Look *look, const char *reason)
{
  g_autofree char *outcome = g_strdup_printf("unknown: %s", reason);
  making_end(look->desk->journal, look->desk->server, look->making, JOURNAL_CREATE_UNKNOWN, NULL, NULL,
             outcome, NULL);
  g_autofree char *words = g_strdup_printf("made or not, nobody knows: %s", reason);
  end(look, WRITE_UNKNOWN, words);
}

static gboolean
on_again(gpointer data)
{
  Look *again = data;
  again->timer = 0;
  look(again);
  return G_SOURCE_REMOVE;
}

static void
look_later(Look *look)
{
  look->timer = g_timeout_add_seconds(look->wait_seconds, on_again, look);
  look->wait_seconds = MIN(look->wait_seconds * 2, 15);
}

/* Its time begins with the first answer, which tells the server's clock. */
static gboolean
is_late(Look *look)
{
  gint64 now = api_client_server_now(look->desk->client);
  if (look->until == 0)
    look->until = now + (look->making->state == MAKING_TAKEN ? LOOK_AT_JOB_MS : LOOK_MS);
  return now >= look->until;
}

/* TRUE: the desk was left, and so is the look. */
static gboolean
is_left(Look *look)
{
  if (!g_cancellable_is_cancelled(look->desk->closing))
    return FALSE;
  look_free(look);
  return TRUE;
}

/* What was looked at was read and did not have it, or could not be read (@error). */
static void
not_found(Look *look, const GError *error)
{
  g_autofree char *reason = NULL;
  if (!is_late(look)) {
    look_later(look);
    return;
  }
  if (error != NULL)
    reason = g_strdup_printf("it cannot be looked for: %s", error->message);
  else if (look->making->kind == MAKING_MERGE)
    reason =
        g_strdup("the program ended before the answer came, and it was there before. Look at it; creating it "
                 "again makes no second one.");
  else
    reason =
        g_strdup("the program ended before the answer came, and it is not there. Look before you create it a "
                 "second time.");
  end_unknown(look, reason);
}

/* A contact */

static void
on_matched(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactMatch) match = contact_match_finish(NULL, result, &error);
  if (is_left(look))
    return;
  for (guint i = 0; match != NULL && i < match->contacts->len; i++) {
    const Contact *contact = g_ptr_array_index(match->contacts, i);
    const char *id = contact->fields[CONTACT_FIELD_ID];
    if (!making_was_before(look->making, id)) {
      end_found(look, id);
      return;
    }
  }
  not_found(look, error);
}

static void
look_for_contact(Look *look)
{
  MergeRule fields;
  g_autoptr(Contact) contact = making_marked_contact(look->making, &fields);
  if (look->making->before == NULL || fields == 0) {
    end_unknown(look,
                "the program ended before the answer came, and it can't be told from who was there before. "
                "Look before you create it a second time.");
    return;
  }
  contact_match_async(look->desk->client, look->making->directory_id, fields, contact, look->desk->closing,
                      on_matched, look);
}

/* A list */

static void
on_lists(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, result, &error);
  if (is_left(look))
    return;
  for (guint i = 0; page != NULL && i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    if (g_strcmp0(list->name, look->making->mark) == 0 && !making_was_before(look->making, list->id)) {
      end_found(look, list->id);
      return;
    }
  }
  if (page != NULL && page->next != NULL)
    mailing_lists_list_async(look->desk->client, FETCH_VISIBLE, look->making->directory_id, FALSE, page->next,
                             look->desk->closing, on_lists, look);
  else
    not_found(look, error);
}

/* An import. Whether a batch without an answer came cannot be seen: the count of its list is all there is. */

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, NULL);
  if (is_left(look))
    return;
  if (!is_late(look)) { /* it may still come */
    look_later(look);
    return;
  }
  gint64 count = list != NULL ? list->contact_count : -1;
  g_autofree char *now =
      count >= 0 ? g_strdup_printf(" The list has %" G_GINT64_FORMAT " contacts now.", count) : g_strdup("");
  g_autofree char *reason =
      g_strdup_printf("the program ended before the answer came.%s Look whether lines %s of "
                      "the file are on the list.",
                      now, look->making->lines);
  end_unknown(look, reason);
}

/* It was taken, so it holds nothing; when it does not end the next start asks once more. */
static void
job_goes_on(Look *look)
{
  if (!is_late(look)) {
    look_later(look);
    return;
  }
  g_autofree char *words =
      g_strdup_printf("Qualtrics took it (job %s); how that ended is not known", look->making->job_id);
  end(look, WRITE_UNKNOWN, words);
}

static void
job_ended(Look *look, const ImportStatus *status)
{
  gboolean did_something = status->added + status->updated + status->failed > 0;
  g_autofree char *counts =
      did_something ? g_strdup_printf("%" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT
                                      " merged with who was there, %" G_GINT64_FORMAT " failed",
                                      status->added, status->updated, status->failed)
                    : g_strdup("Qualtrics says that it did nothing: the list or the directory may be gone");
  making_job_ended(look->desk->journal, look->desk->server, look->making, counts);
  g_autofree char *words =
      g_strdup_printf("%s; lines %s of the file. The program ended first: import the file "
                      "again to go on with the rest of it",
                      counts, look->making->lines);
  end(look, did_something ? WRITE_DONE : WRITE_UNKNOWN, words);
}

static void
on_status(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  g_autoptr(GError) error = NULL;
  g_autofree ImportStatus *status = import_status_finish(NULL, result, &error);
  if (is_left(look))
    return;
  if (status == NULL || !status->complete)
    job_goes_on(look);
  else
    job_ended(look, status);
}

static void
look_at_import(Look *look)
{
  const Making *making = look->making;
  const ContactPlace list = {making->directory_id, making->list_id};
  if (making->state == MAKING_TAKEN)
    import_status_async(look->desk->client, &list, making->job_id, look->desk->closing, on_status, look);
  else
    mailing_list_get_async(look->desk->client, FETCH_VISIBLE, making->directory_id, making->list_id,
                           look->desk->closing, on_counted, look);
}

static void
look(Look *look)
{
  if (look->making->kind == MAKING_LIST)
    mailing_lists_list_async(look->desk->client, FETCH_VISIBLE, look->making->directory_id, FALSE, NULL,
                             look->desk->closing, on_lists, look);
  else if (look->making->kind == MAKING_IMPORT)
    look_at_import(look);
  else
    look_for_contact(look);
}

/* The desk */

MakingDesk *
making_desk_new(ApiClient *client, Journal *journal, MakingTold told, gpointer data)
{
  MakingDesk *desk = g_rc_box_new0(MakingDesk);
  desk->client = client;
  desk->journal = journal;
  desk->server = g_strdup(api_client_server(client));
  desk->closing = g_cancellable_new();
  desk->told = told;
  desk->data = data;
  desk->unknown = g_ptr_array_new_with_free_func((GDestroyNotify) making_free);
  desk->looks = g_ptr_array_new();
  return desk;
}

void
making_desk_free(MakingDesk *desk)
{
  if (desk == NULL)
    return;
  desk->told = NULL;
  g_cancellable_cancel(desk->closing);
  for (guint i = desk->looks->len; i > 0; i--) {
    Look *look = g_ptr_array_index(desk->looks, i - 1);
    if (look->timer != 0) {
      g_source_remove(look->timer);
      look_free(look);
    }
  }
  g_rc_box_release_full(desk, desk_clear);
}

void
making_desk_reload(MakingDesk *desk)
{
  if (g_cancellable_is_cancelled(desk->closing))
    return;
  g_autoptr(GPtrArray) makings = making_read(desk->journal, desk->server, NULL);
  g_ptr_array_set_size(desk->unknown, 0);
  for (guint i = 0; makings != NULL && i < makings->len;) {
    const Making *making = g_ptr_array_index(makings, i);
    if (making->state == MAKING_UNKNOWN)
      g_ptr_array_add(desk->unknown, g_ptr_array_steal_index(makings, i));
    else
      i++;
  }
}

/* NULL: all. */
static gboolean
is_looked_for(const Making *making, const char *list_id)
{
  if (list_id == NULL)
    return making->state == MAKING_OPEN || making->state == MAKING_TAKEN;
  return making->state == MAKING_OPEN && making->kind == MAKING_IMPORT &&
         g_strcmp0(making->list_id, list_id) == 0;
}

static void
recover(MakingDesk *desk, const char *list_id)
{
  g_autoptr(GPtrArray) makings = making_read(desk->journal, desk->server, NULL);
  for (guint i = 0; makings != NULL && i < makings->len;) {
    if (!is_looked_for(g_ptr_array_index(makings, i), list_id)) {
      i++;
      continue;
    }
    Look *one = g_new0(Look, 1);
    one->desk = g_rc_box_acquire(desk);
    one->wait_seconds = 1;
    one->making = g_ptr_array_steal_index(makings, i);
    g_ptr_array_add(desk->looks, one);
    look(one);
  }
  making_desk_reload(desk);
}

void
making_desk_recover(MakingDesk *desk)
{
  recover(desk, NULL);
}

void
making_desk_recover_imports(MakingDesk *desk, const char *list_id)
{
  recover(desk, list_id);
}

const GPtrArray *
making_desk_unknown(const MakingDesk *desk)
{
  return desk->unknown;
}

gboolean
making_desk_settle(MakingDesk *desk, const char *intent_id, gboolean was_made, GError **error)
{
  g_autoptr(GPtrArray) makings = making_read(desk->journal, desk->server, error);
  gboolean written = makings != NULL;
  for (guint i = 0; makings != NULL && i < makings->len; i++) {
    const Making *making = g_ptr_array_index(makings, i);
    if (g_strcmp0(making->intent_id, intent_id) == 0)
      written =
          making_end(desk->journal, desk->server, making, was_made ? JOURNAL_CREATE : JOURNAL_CREATE_REFUSED,
                     NULL, NULL, "settled by hand", error);
  }
  making_desk_reload(desk);
  return written;
}
