/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/call-back.h"

#include "src/flow/launch-ledger.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/dialog.h"

typedef struct {
  PaneHost host; /* the program's, not the pane's: that may be closed before the answer is there */
  Services *services;
  LaunchKind kind;
  char *distribution_id, *survey_id;
  gint64 send_at;
} CallBack;

static void
call_free(CallBack *call)
{
  g_free(call->distribution_id);
  g_free(call->survey_id);
  g_free(call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CallBack, call_free)

static void
on_called_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(CallBack) call = data;
  const PaneHost *host = &call->host;
  g_autoptr(GError) error = NULL;
  gboolean gone = launch_call_back_finish(NULL, result, &error);
  call->services->calls_back--;
  if (was_cancelled(error))
    return;
  host->say(host->app, gone ? MESSAGE_OK : MESSAGE_ERROR,
            gone ? "Called back: nothing was sent" : error->message);
  host->open(host->app, NULL, gone ? "distribution-gone" : "distribution-stays", call->distribution_id);
}

/* Takes @call. */
static void
begin(CallBack *call)
{
  call->services->calls_back++;
  launch_call_back_async(call->services->desk, call->kind, call->distribution_id, call->survey_id,
                         call->send_at, on_called_back, call);
}

static void
on_answer(gboolean yes, gpointer data)
{
  CallBack *call = data;
  if (yes && call->services->desk)
    begin(call);
  else
    call_free(call);
}

static CallBack *
call_new(const PaneHost *host, Services *services, LaunchKind kind, const char *distribution_id,
         const char *survey_id, gint64 send_at)
{
  CallBack *call = g_new0(CallBack, 1);
  *call = (CallBack){*host, services, kind, g_strdup(distribution_id), g_strdup(survey_id), send_at};
  return call;
}

void
call_back(const PaneHost *host, Services *services, LaunchKind kind, const char *distribution_id,
          const char *survey_id, gint64 send_at)
{
  begin(call_new(host, services, kind, distribution_id, survey_id, send_at));
}

char *
call_back_refuse(const Services *services, const Distribution *distribution)
{
  if (!services->desk)
    return g_strdup("The journal cannot be written");
  gint64 left = distribution->sends - api_client_server_now(services->client);
  if (distribution->sends == TIMESTAMP_NONE || left <= 0)
    return g_strdup("It has left already");
  return api_client_knows_time(services->client) && left < LAUNCH_CALL_BACK_MS
             ? g_strdup("It leaves in less than 30 seconds, too soon to be called back")
             : NULL;
}

void
call_back_ask(const PaneHost *host, Services *services, const Distribution *distribution,
              const char *survey_id, const char *question)
{
  LaunchKind kind = distribution->is_sms ? LAUNCH_SMS : LAUNCH_EMAIL;
  CallBack *call = call_new(host, services, kind, distribution->id, survey_id, distribution->sends);
  Overlay *dialog = dialog_confirm("Cancel a send", question, on_answer, call);
  host->overlay(host->app, dialog_with_orphan(dialog, (GDestroyNotify) call_free));
}
