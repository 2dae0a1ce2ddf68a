/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The launch desk. A send goes through: may it (held list, lock, second) -> intent in the journal -> one POST
 * -> its end in the journal. When the POST has no answer that can be trusted, the send searches: it looks
 * (launch-wire.c) again and again, until it is there or its time is over.
 */
#include "src/flow/launch.h"

#include "src/api/passing.h"
#include "src/flow/launch-ledger.h"
#include "src/flow/launch-private.h"
#include "src/flow/launch-wire.h"
#include "src/flow/refusal.h"
#include "src/model/timestamp.h"

/* One send under way, or one of an earlier run that is being looked for (then without task and launch). */
typedef struct {
  LaunchDesk *desk; /* a reference */
  GTask *task;
  Launch *launch;
  LaunchPending *what;
  gboolean is_locked;
  gint64 search_until; /* server time, ms; 0: from the first answer on, which tells the server's clock */
  guint wait_seconds;
  gint64 refused_since; /* server time, ms: every search since then was refused; 0: the last one was not */
  guint unanswered;     /* searches in a row that the network took */
  guint timer;
} Send;

/* With a quarter of a minute between them; a machine that sleeps makes none. */
enum { MOST_UNANSWERED = 60 };

static void send_search(Send *send);

static void
desk_clear(gpointer data)
{
  LaunchDesk *desk = data;
  g_object_unref(desk->closing);
  g_clear_pointer(&desk->pending, g_ptr_array_unref);
  g_ptr_array_unref(desk->sends);
  g_ptr_array_unref(desk->calls);
}

void
launch_desk_release(LaunchDesk *desk)
{
  g_rc_box_release_full(desk, desk_clear);
}

void
launch_desk_reload(LaunchDesk *desk)
{
  if (g_cancellable_is_cancelled(desk->closing))
    return;
  GPtrArray *pending = launch_ledger_read(desk->journal, api_client_server(desk->client),
                                          api_client_server_now(desk->client), NULL);
  if (pending != NULL) {
    g_clear_pointer(&desk->pending, g_ptr_array_unref);
    desk->pending = pending;
  }
  if (desk->changed != NULL)
    desk->changed(desk->changed_data);
}

/* What an earlier run left was looked at before there was a reply, by a clock of this machine that may be
 * wrong by hours. With the first reply it is looked at again, and when the server's clock was put back: what
 * had left by then waits still. */
static void
desk_learn_time(LaunchDesk *desk, gint64 now)
{
  gboolean is_first = !desk->by_server_time && api_client_knows_time(desk->client);
  gboolean was_put_back = now < desk->looked_at;
  desk->looked_at = now;
  desk->by_server_time |= is_first;
  if (is_first || was_put_back)
    launch_desk_reload(desk);
}

/* The lock is the process's: another copy sends nothing meanwhile, this one may send to another list. */
static gboolean
send_take_lock(Send *send, GError **error)
{
  LaunchDesk *desk = send->desk;
  if (desk->lock == NULL)
    desk->lock = send_lock_take(desk->paths, error);
  if (desk->lock == NULL)
    return FALSE;
  send->is_locked = TRUE;
  desk->lock_users++;
  return TRUE;
}

static void
send_give_lock(Send *send)
{
  if (send->is_locked && --send->desk->lock_users == 0)
    send_lock_release(g_steal_pointer(&send->desk->lock));
  send->is_locked = FALSE;
}

/* Ends */

void
launch_result_free(LaunchResult *result)
{
  if (result == NULL)
    return;
  g_free(result->distribution_id);
  g_free(result->reason);
  g_free(result);
}

static void
send_free(Send *send)
{
  g_ptr_array_remove(send->desk->sends, send);
  send_give_lock(send);
  launch_free(send->launch);
  launch_pending_free(send->what);
  g_clear_object(&send->task);
  launch_desk_release(send->desk);
  g_free(send);
}

static LaunchResult *
result_new(LaunchOutcome outcome, const LaunchPending *what, const char *reason)
{
  LaunchResult *result = g_new0(LaunchResult, 1);
  result->outcome = outcome;
  result->distribution_id = outcome == LAUNCH_DONE ? g_strdup(what->distribution_id) : NULL;
  result->send_at = what->send_at;
  result->reason = g_strdup(reason);
  return result;
}

/* Tells the caller, writes the journal's last word on it, forgets the send. */
static void
send_end(Send *send, LaunchOutcome outcome, const char *request_id, const char *reason)
{
  static const JournalKind kinds[] = {[LAUNCH_DONE] = JOURNAL_SEND_DONE,
                                      [LAUNCH_REFUSED] = JOURNAL_SEND_REFUSED,
                                      [LAUNCH_UNKNOWN] = JOURNAL_SEND_UNKNOWN};
  LaunchDesk *desk = send->desk;
  /* When this can't be written the intent stays open: the next start looks for it, which is safe. */
  launch_ledger_note(desk->journal, kinds[outcome], send->what, request_id, reason, NULL);
  if (send->task != NULL)
    g_task_return_pointer(send->task, result_new(outcome, send->what, reason),
                          (GDestroyNotify) launch_result_free);
  g_rc_box_acquire(desk);
  send_free(send);
  launch_desk_reload(desk);
  launch_desk_release(desk);
}

/* The program ends while this send has no end: its intent stays open in the journal. */
static void
send_leave(Send *send)
{
  if (send->task != NULL)
    g_task_return_pointer(send->task,
                          result_new(LAUNCH_UNKNOWN, send->what,
                                     "It was left before the answer came. Whether it was sent is looked for "
                                     "when its connection is opened "
                                     "again."),
                          (GDestroyNotify) launch_result_free);
  send_free(send);
}

/* Search */

static gboolean
on_search_again(gpointer data)
{
  Send *send = data;
  send->timer = 0;
  send_search(send);
  return G_SOURCE_REMOVE;
}

/* From now until its second has passed, and two minutes at least. */
static void
set_search_until(Send *send)
{
  gint64 now = api_client_server_now(send->desk->client);
  send->search_until = MAX(now + LAUNCH_SEARCH_MS, send->what->send_at + 1000);
}

/* Whether the search is over, by what it failed with, or by having read that it is not there (@error NULL).
 * One that is always refused (a permission, a proxy, a server in trouble) is over in time, or its list were
 * held for good. The network comes back by itself and is waited for much longer: the launch is found then,
 * and nobody has to look for it. */
static gboolean
search_is_over(Send *send, const GError *error)
{
  gint64 now = api_client_server_now(send->desk->client);
  gboolean is_network = error != NULL && error->domain == FETCH_ERROR && error_is_passing(error);
  if (send->search_until == 0)
    set_search_until(send);
  send->unanswered = is_network ? send->unanswered + 1 : 0;
  if (error == NULL || is_network)
    send->refused_since = 0;
  else if (send->refused_since == 0 || send->refused_since > now)
    send->refused_since = now;
  if (error == NULL)
    return now >= send->search_until;
  return is_network ? send->unanswered >= MOST_UNANSWERED : now - send->refused_since >= LAUNCH_SEARCH_MS;
}

/* Nobody knows: it is never said that nothing was sent. */
static void
send_end_unknown(Send *send, const GError *error)
{
  static const char *const not_there =
      "The answer was lost, and the launch is not among the distributions. It may have been sent: look at it "
      "in Qualtrics before you send again.";
  g_autofree char *reason =
      error != NULL ? g_strdup_printf("The answer was lost, and the launch can't be looked for. It may have "
                                      "been sent: look at it in Qualtrics before you send again. %s",
                                      error->message)
                    : g_strdup(not_there);
  send_end(send, LAUNCH_UNKNOWN, api_error_request_id(error), reason);
}

static void
on_searched(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Send *send = user_data;
  LaunchDesk *desk = send->desk;
  if (g_cancellable_is_cancelled(desk->closing)) {
    send_leave(send);
    return;
  }
  char *id = NULL;
  g_autoptr(GError) error = NULL;
  launch_wire_find_finish(result, &id, &error);
  if (id != NULL) {
    send->what->distribution_id = id;
    send_end(send, LAUNCH_DONE, NULL, "The answer was lost; found among the distributions.");
    return;
  }
  if (search_is_over(send, error)) {
    send_end_unknown(send, error);
    return;
  }
  send->timer = g_timeout_add_seconds(send->wait_seconds, on_search_again, send);
  send->wait_seconds = MIN(send->wait_seconds * 2, 15);
}

static void
send_search(Send *send)
{
  launch_wire_find_async(send->desk->client, send->what, send->desk->closing, on_searched, send);
}

static void
send_begin_search(Send *send)
{
  send->wait_seconds = 1;
  send_search(send);
}

/* Sending */

static void
on_created(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Send *send = user_data;
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_UNANSWERED;
  send->what->distribution_id = launch_wire_post_finish(send->desk->client, result, &progress, &error);
  if (send->what->distribution_id != NULL)
    send_end(send, LAUNCH_DONE, NULL, NULL);
  else if (write_was_refused(progress, error))
    send_end(send, LAUNCH_REFUSED, api_error_request_id(error), error->message);
  else if (g_cancellable_is_cancelled(send->desk->closing))
    send_leave(send);
  else {
    set_search_until(send);
    send_begin_search(send);
    launch_desk_reload(send->desk); /* its list is held now */
  }
}

static Send *
send_new(LaunchDesk *desk)
{
  Send *send = g_new0(Send, 1);
  send->desk = g_rc_box_acquire(desk);
  g_ptr_array_add(desk->sends, send);
  return send;
}

/* What one launch at a time is made to. */
static const char *
target_of(const Launch *launch)
{
  if (launch->parent_id != NULL)
    return launch->parent_id;
  return launch->list_id != NULL ? launch->list_id : launch->batch_id;
}

/* "A launch to this list (“x”), made over fra1.qualtrics.com, may have been sent ...". A list is the same by
 * whatever name of the server it is reached; what was sent over another one is settled there. */
static char *
refusal_words(const LaunchDesk *desk, const LaunchPending *open)
{
  gboolean is_follow_up = open->kind == LAUNCH_REMINDER || open->kind == LAUNCH_THANK_YOU;
  gboolean is_ours = g_strcmp0(open->server, api_client_server(desk->client)) == 0;
  g_autofree char *over = is_ours ? NULL : g_strdup_printf(", made over %s,", open->server);
  const char *fate = "is under way or looked for; it is not known yet whether it was sent";
  if (!is_ours)
    fate = "may have been sent; open that connection, and settle it there first";
  else if (open->unknown)
    fate = "may have been sent and was not found; settle that one first (u)";
  return g_strdup_printf("%s (\xe2\x80\x9c%s\xe2\x80\x9d)%s %s.",
                         is_follow_up ? "A follow-up of this distribution" : "A launch to this list",
                         open->subject != NULL ? open->subject : "without a subject",
                         over != NULL ? over : "", fate);
}

/* Why nothing may go to @target, by what is in @launches; or NULL. New. Links mail nobody: what became of
 * some holds no mail, and the other way round. */
static char *
refusal(const LaunchDesk *desk, const GPtrArray *launches, const char *target, gboolean is_links)
{
  for (guint i = 0; i < launches->len; i++) {
    const LaunchPending *open = g_ptr_array_index(launches, i);
    if (open->distribution_id == NULL && g_strcmp0(open->list_id, target) == 0 &&
        (open->kind == LAUNCH_LINKS) == is_links)
      return refusal_words(desk, open);
  }
  return NULL;
}

/* By the journal as it is now, which other copies and connections write as well. Only with the lock is it
 * sure that none of them adds anything before our own intent stands there. */
static gboolean
is_free(LaunchDesk *desk, const Launch *launch, GError **error)
{
  g_autoptr(GPtrArray) launches =
      launch_ledger_read(desk->journal, NULL, api_client_server_now(desk->client), error);
  if (launches == NULL) {
    g_prefix_error(error, "Nothing is sent: ");
    return FALSE;
  }
  g_autofree char *held = refusal(desk, launches, target_of(launch), launch->kind == LAUNCH_LINKS);
  if (held == NULL)
    return TRUE;
  launch_desk_recover(desk); /* what a copy that has ended left open is looked for here from now on */
  g_set_error_literal(error, API_ERROR, API_ERROR_REFUSED, held);
  return FALSE;
}

/* A form that came back after a crash, or was open twice, is sent once. @tries: how often it was tried. */
static gboolean
form_is_unsent(LaunchDesk *desk, const char *form_id, guint *tries, GError **error)
{
  static const char *const words[] = {
      [FORM_OPEN] = "What this form sent before may have left: it is looked for, or settled with u.",
      [FORM_SENT] = "What stands in this form was sent already; a new form sends it once more."};
  const GPtrArray *entries = journal_intents(desk->journal, error);
  if (entries == NULL)
    return FALSE;
  FormFate fate = launch_ledger_form_fate(entries, form_id, tries);
  if (fate != FORM_UNSENT)
    g_set_error_literal(error, API_ERROR, API_ERROR_REFUSED, words[fate]);
  return fate == FORM_UNSENT;
}

void
launch_desk_review(LaunchDesk *desk, Launch *launch)
{
  const GPtrArray *entries = journal_intents(desk->journal, NULL);
  g_free(launch->reviewed);
  launch->reviewed =
      entries != NULL ? launch_ledger_last_send(entries, launch->survey_id, target_of(launch)) : NULL;
}

/* Somebody who reads a review and types its number has not seen what another copy sent meanwhile. */
static gboolean
is_as_reviewed(LaunchDesk *desk, const Launch *launch, GError **error)
{
  const GPtrArray *entries = launch->reviewed != NULL ? journal_intents(desk->journal, error) : NULL;
  if (entries == NULL)
    return launch->reviewed == NULL;
  g_autofree char *last = launch_ledger_last_send(entries, launch->survey_id, target_of(launch));
  if (g_str_equal(last, launch->reviewed))
    return TRUE;
  g_set_error(
      error, API_ERROR, API_ERROR_REFUSED,
      "Another copy of canvass has sent this survey to %s since the review was made: look at the review "
      "again.",
      launch->parent_id != NULL ? "these people" : "this list, or some of it,");
  return FALSE;
}

static gboolean
may_send(LaunchDesk *desk, const Launch *launch, guint *tries, GError **error)
{
  return is_free(desk, launch, error) &&
         (launch->form_id == NULL || form_is_unsent(desk, launch->form_id, tries, error));
}

/* Takes the second of its own, and what it is known again by. */
static gboolean
send_take_second(Send *send, GError **error)
{
  LaunchDesk *desk = send->desk;
  Launch *launch = send->launch;
  gint64 earliest = launch->send_at;
  launch->send_at = launch_ledger_free_second(desk->journal, target_of(launch), launch->survey_id, earliest);
  if (launch->send_at == TIMESTAMP_NONE) {
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_FILE,
                        "The journal can't be read, so nothing is sent.");
    return FALSE;
  }
  if (launch->link_expires != TIMESTAMP_NONE) /* moves along, so that it is a second of its own as well */
    launch->link_expires += launch->send_at - earliest;
  launch_wire_mark(launch, send->what->intent_id);
  return TRUE;
}

/* Everything that must hold before the POST; the intent is on the disk when this says TRUE. */
static gboolean
send_prepare(Send *send, GError **error)
{
  LaunchDesk *desk = send->desk;
  const Launch *launch = send->launch;
  guint tries = 0;
  if (launch->kind == LAUNCH_LINKS && launch->link_expires == TIMESTAMP_NONE) {
    g_set_error_literal(error, API_ERROR, API_ERROR_REFUSED, "Links need a day on which they expire.");
    return FALSE;
  }
  if (!send_take_lock(send, error) || !may_send(desk, launch, &tries, error) ||
      !is_as_reviewed(desk, launch, error))
    return FALSE;
  send->what->intent_id =
      launch->form_id != NULL ? launch_ledger_intent_id(launch->form_id, tries) : journal_new_intent_id();
  if (!send_take_second(send, error))
    return FALSE;
  send->what->server = g_strdup(api_client_server(desk->client));
  send->what->kind = launch->kind;
  send->what->mark = g_strdup(launch->mark);
  send->what->survey_id = g_strdup(launch->survey_id);
  send->what->list_id = g_strdup(target_of(launch));
  send->what->batch_id = g_strdup(launch->batch_id);
  send->what->subject = g_strdup(launch->subject);
  send->what->send_at = launch->send_at;
  return launch_ledger_note(desk->journal, JOURNAL_SEND_INTENT, send->what, NULL, NULL, error);
}

void
launch_send_async(LaunchDesk *desk, const Launch *launch, GAsyncReadyCallback callback, gpointer user_data)
{
  Send *send = send_new(desk);
  send->task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(send->task, launch_send_async);
  send->launch = launch_copy(launch);
  send->what = g_new0(LaunchPending, 1);
  g_autoptr(GError) error = NULL;
  if (!send_prepare(send, &error)) {
    g_task_return_pointer(send->task, result_new(LAUNCH_REFUSED, send->what, error->message),
                          (GDestroyNotify) launch_result_free);
    send_free(send);
    return;
  }
  launch_wire_post_async(desk->client, send->launch, on_created, send);
}

LaunchResult *
launch_send_finish(LaunchDesk *desk G_GNUC_UNUSED, GAsyncResult *result)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, launch_send_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), NULL);
}

/* The desk */

LaunchDesk *
launch_desk_new(ApiClient *client, Journal *journal, const Paths *paths, LaunchDeskChanged changed,
                gpointer data)
{
  LaunchDesk *desk = g_rc_box_new0(LaunchDesk);
  desk->client = client;
  desk->paths = paths;
  desk->journal = journal;
  desk->closing = g_cancellable_new();
  desk->sends = g_ptr_array_new();
  desk->calls = g_ptr_array_new();
  desk->pending = g_ptr_array_new();
  desk->changed = changed;
  desk->changed_data = data;
  return desk;
}

void
launch_desk_free(LaunchDesk *desk)
{
  if (desk == NULL)
    return;
  desk->changed = NULL;
  desk->told = NULL;
  g_cancellable_cancel(desk->closing);
  for (guint i = desk->sends->len; i > 0; i--) {
    Send *send = g_ptr_array_index(desk->sends, i - 1);
    if (send->timer != 0) {
      g_source_remove(send->timer);
      send_leave(send);
    }
  }
  launch_desk_release(desk);
}

static gboolean
is_under_way(const LaunchDesk *desk, const char *intent_id)
{
  for (guint i = 0; i < desk->sends->len; i++) {
    const Send *send = g_ptr_array_index(desk->sends, i);
    if (g_strcmp0(send->what->intent_id, intent_id) == 0)
      return TRUE;
  }
  return FALSE;
}

void
launch_desk_recover(LaunchDesk *desk)
{
  launch_desk_reload(desk);
  for (guint i = 0; i < desk->pending->len; i++) {
    const LaunchPending *open = g_ptr_array_index(desk->pending, i);
    if (open->calling)
      launch_desk_look_after_call(desk, open);
    if (open->distribution_id != NULL || open->unknown || is_under_way(desk, open->intent_id))
      continue;
    Send *send = send_new(desk);
    send->what = launch_pending_copy(open);
    send_begin_search(send);
  }
}

const GPtrArray *
launch_desk_pending(LaunchDesk *desk)
{
  gint64 now = api_client_server_now(desk->client);
  desk_learn_time(desk, now);
  for (guint i = desk->pending->len; i > 0; i--) {
    const LaunchPending *pending = g_ptr_array_index(desk->pending, i - 1);
    if (pending->distribution_id != NULL && pending->send_at <= now)
      g_ptr_array_remove_index(desk->pending, i - 1); /* which frees it */
  }
  return desk->pending;
}

const LaunchPending *
launch_desk_under_way(const LaunchDesk *desk, guint n)
{
  return n < desk->sends->len ? ((const Send *) g_ptr_array_index(desk->sends, n))->what : NULL;
}

gboolean
launch_desk_waits(LaunchDesk *desk, const char *survey_id, const char *list_id)
{
  const GPtrArray *pending = desk ? launch_desk_pending(desk) : NULL;
  for (guint i = 0; pending && i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    if ((!survey_id || g_strcmp0(launch->survey_id, survey_id) == 0) &&
        (!list_id || g_strcmp0(launch->list_id, list_id) == 0))
      return TRUE;
  }
  return FALSE;
}

char *
launch_desk_refuse(LaunchDesk *desk, const Launch *launch)
{
  g_autoptr(GError) error = NULL;
  guint tries;
  return may_send(desk, launch, &tries, &error) ? NULL : g_strdup(error->message);
}

gboolean
launch_desk_settle(LaunchDesk *desk, const char *intent_id, gboolean was_sent, GError **error)
{
  LaunchPending settled = {.intent_id = (char *) intent_id,
                           .server = (char *) api_client_server(desk->client)};
  gboolean written = launch_ledger_note(desk->journal, was_sent ? JOURNAL_SEND_DONE : JOURNAL_SEND_REFUSED,
                                        &settled, NULL, "settled by hand", error);
  launch_desk_reload(desk);
  return written;
}
