/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calling a launch back. That it begins is in the journal before the DELETE, so that the next start looks
 * what came of one whose end nobody saw; until that is known it is taken as waiting.
 */
#include "src/flow/calling-back.h"
#include "src/flow/launch-ledger.h"
#include "src/flow/launch-private.h"

typedef struct {
  LaunchDesk *desk;    /* a reference */
  LaunchPending *what; /* as far as it is known */
} CallBack;

static void
call_back_free(gpointer data)
{
  CallBack *call = data;
  g_ptr_array_remove(call->desk->calls, call);
  launch_desk_release(call->desk);
  launch_pending_free(call->what);
  g_free(call);
}

static CallBack *
call_back_new(LaunchDesk *desk, const LaunchPending *what)
{
  CallBack *call = g_new0(CallBack, 1);
  *call = (CallBack){g_rc_box_acquire(desk), launch_pending_copy(what)};
  g_ptr_array_add(desk->calls, call);
  return call;
}

static const LaunchPending *
find_pending(const LaunchDesk *desk, const char *distribution_id)
{
  for (guint i = 0; i < desk->pending->len; i++) {
    const LaunchPending *pending = g_ptr_array_index(desk->pending, i);
    if (g_strcmp0(pending->distribution_id, distribution_id) == 0)
      return pending;
  }
  return NULL;
}

/* Writes how it ended, unless its connection is left: then the next start looks. One that Qualtrics still has
 * waits as before; where nobody knows nothing is written. */
static void
note_end(const CallBack *call, gboolean gone, const GError *error)
{
  LaunchDesk *desk = call->desk;
  gboolean waits = !g_error_matches(error, API_ERROR, API_ERROR_SERVER) && call->what->intent_id != NULL;
  if (g_cancellable_is_cancelled(desk->closing) || !(gone || waits))
    return;
  launch_ledger_note(desk->journal, gone ? JOURNAL_SEND_CANCELLED : JOURNAL_SEND_DONE, call->what, NULL,
                     gone ? NULL : "not called back; it waits still", NULL);
  launch_desk_reload(desk);
}

static void
on_called_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gboolean gone = calling_back_finish(result, &error);
  note_end(g_task_get_task_data(task), gone, error);
  if (gone)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void
launch_call_back_async(LaunchDesk *desk, LaunchKind kind, const char *distribution_id, const char *survey_id,
                       gint64 send_at, GAsyncReadyCallback callback, gpointer user_data)
{
  const LaunchPending other = {.kind = kind,
                               .server = (char *) api_client_server(desk->client),
                               .distribution_id = (char *) distribution_id,
                               .survey_id = (char *) survey_id,
                               .send_at = send_at};
  const LaunchPending *pending = find_pending(desk, distribution_id);
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, launch_call_back_async);
  CallBack *call = call_back_new(desk, pending != NULL ? pending : &other);
  g_task_set_task_data(task, call, call_back_free);
  gint64 left = send_at - api_client_server_now(desk->client);
  if (api_client_knows_time(desk->client) && left < LAUNCH_CALL_BACK_MS) {
    g_task_return_new_error(task, API_ERROR, API_ERROR_REFUSED,
                            "Not called back: it leaves in less than 30 seconds or has left; a send under "
                            "way can't be called back.");
    g_object_unref(task);
    return;
  }
  /* Where it can't be written it is called back all the same: that sends nothing. */
  if (pending != NULL)
    launch_ledger_note(desk->journal, JOURNAL_SEND_CALLING, call->what, NULL, NULL, NULL);
  calling_back_async(desk->client, kind, distribution_id, survey_id, desk->closing, on_called_back, task);
}

gboolean
launch_call_back_finish(LaunchDesk *desk G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, launch_call_back_async), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}

/* Of an earlier run */

static void
on_looked_after(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  CallBack *call = user_data;
  LaunchDesk *desk = call->desk;
  g_autoptr(GError) error = NULL;
  gboolean gone = calling_back_finish(result, &error);
  const char *name = call->what->subject != NULL ? call->what->subject : "A launch";
  g_autofree char *line =
      gone ? g_strdup_printf("%s: called back, nothing was sent (the program ended before the answer came)",
                             name)
           : g_strdup_printf("%s: %s", name, error->message);
  note_end(call, gone, error);
  if (desk->told != NULL && !g_cancellable_is_cancelled(desk->closing))
    desk->told(gone, line, desk->told_data);
  call_back_free(call);
}

void
launch_desk_look_after_call(LaunchDesk *desk, const LaunchPending *pending)
{
  for (guint i = 0; i < desk->calls->len; i++)
    if (g_strcmp0(((CallBack *) g_ptr_array_index(desk->calls, i))->what->intent_id, pending->intent_id) == 0)
      return;
  calling_back_look_async(desk->client, pending->kind, pending->distribution_id, pending->survey_id,
                          desk->closing, on_looked_after, call_back_new(desk, pending));
}

void
launch_desk_set_told(LaunchDesk *desk, LaunchDeskTold told, gpointer data)
{
  desk->told = told;
  desk->told_data = data;
}
