/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo of sends: a launch that has not left is called back. One that an earlier run made stands in no list of
 * things done, and is called back when there is nothing else.
 */
#include "src/flow/launch-ledger.h"
#include "ui/app-private.h"
#include "ui/call-back.h"
#include "ui/panes/panes.h"

static EditDone *
sent(App *app, const char *distribution_id)
{
  EditDone *done = g_new0(EditDone, 1);
  done->sent = g_strdup(distribution_id ? distribution_id : "");
  g_ptr_array_add(app->undo, done);
  return done;
}

void
app_sent(App *app, const char *distribution_id)
{
  sent(app, distribution_id);
}

/* The launch of that ID; of "" the first that waits under an ID. */
static const LaunchPending *
find_pending(App *app, const char *id)
{
  const GPtrArray *pending = app->services.desk ? launch_desk_pending(app->services.desk) : NULL;
  for (guint i = 0; pending && i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    if (launch->distribution_id && (!*id || g_str_equal(launch->distribution_id, id)))
      return launch;
  }
  return NULL;
}

gboolean
app_send_waits(App *app, const EditDone *done)
{
  if (*done->sent)
    return find_pending(app, done->sent) != NULL;
  return app->services.desk && launch_desk_pending(app->services.desk)->len > 0;
}

gboolean
app_undo_calls_back(App *app, const LaunchPending *launch)
{
  const EditDone *next = app_next_undo(app);
  return launch->distribution_id && (!next || next->sent) &&
         find_pending(app, next ? next->sent : "") == launch;
}

const char *
app_undo_send_word(App *app, const EditDone *done)
{
  const LaunchPending *launch = find_pending(app, done ? done->sent : "");
  if (!launch)
    return app_has_to_settle(app) ? "settle" : NULL;
  const ApiClient *client = app->services.client;
  gboolean late = client && api_client_knows_time(client) &&
                  launch->send_at - api_client_server_now(client) < LAUNCH_CALL_BACK_MS;
  return late ? NULL : "undo";
}

void
app_called_back(App *app, const char *distribution_id, gboolean is_gone)
{
  for (guint i = 0; i < app->undo->len; i++) {
    EditDone *done = g_ptr_array_index(app->undo, i);
    if (g_strcmp0(done->sent, distribution_id) == 0)
      done->calling = FALSE; /* when it is there still, it can be tried again */
  }
  Pane **opened = &app->opened[SLOT_DISTRIBUTIONS];
  /* A question that lies over it may still want to answer to it. */
  if (is_gone && distribution_numbers_pane_shows(*opened, distribution_id) &&
      !overlay_stack_top(app->overlays))
    g_clear_pointer(opened, pane_free);
  pane_act(app->panes[SLOT_DISTRIBUTIONS], ACT_REFRESH);
  loop_invalidate(app->loop);
}

gboolean
app_call_back(App *app, EditDone *done)
{
  const LaunchPending *launch = find_pending(app, done ? done->sent : "");
  if (!launch)
    return app_settle(app, NULL);
  app_say(app, MESSAGE_INFO, "Calling back %s…", launch->subject ? launch->subject : "the launch");
  if (!done)
    done = sent(app, launch->distribution_id);
  if (!*done->sent) { /* its ID was not known when it was sent */
    g_free(done->sent);
    done->sent = g_strdup(launch->distribution_id);
  }
  if (!done->calling)
    call_back(&app->host, &app->services, launch->kind, launch->distribution_id, launch->survey_id,
              launch->send_at);
  done->calling = TRUE;
  return TRUE;
}
