/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. It belongs to no pane, so that it goes on when one is closed. */
#include "ui/panes/survey-switcher.h"

#include "src/flow/survey-switch.h"
#include "ui/asks.h"
#include "ui/dialog.h"

typedef struct {
  PaneHost host; /* the program's, not the pane's: that may be closed before the answer is there */
  Services *services;
  char *id, *name;
  gboolean active; /* what it becomes */
} Switcher;

static void
switcher_free(Switcher *switcher)
{
  g_free(switcher->id);
  g_free(switcher->name);
  g_free(switcher);
}

static void
say(const Switcher *switcher, MessageKind kind, const char *what, const char *more)
{
  g_autofree char *text = g_strdup_printf("%s: %s%s", switcher->name, what, more);
  switcher->host.say(switcher->host.app, kind, text);
}

static void
on_switched(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Switcher *switcher = data;
  g_autoptr(GError) error = NULL;
  gboolean was_so = FALSE;
  switcher->services->saves--;
  g_autoptr(Survey) now = survey_switch_finish(NULL, result, &was_so, &error);
  if (now) {
    const char *state = now->is_active ? "active" : "inactive";
    gboolean differs = now->is_active != switcher->active;
    say(switcher, differs ? MESSAGE_WARNING : MESSAGE_OK, state,
        differs  ? " still, although the server took the change"
        : was_so ? " already; nothing was changed"
                 : " now");
    switcher->services->survey_changed(switcher->services->app, now);
    if (!was_so && !differs)
      switcher->services->survey_switched(switcher->services->app, now);
  } else if (!was_cancelled(error)) {
    refusals_note(switcher->services->refusals, ACT_ACTIVATE, switcher->id, error);
    say(switcher, MESSAGE_ERROR, error->message, "");
  }
  switcher_free(switcher);
}

static void
on_answer(gboolean yes, gpointer data)
{
  Switcher *switcher = data;
  Services *services = switcher->services;
  if (!yes || !services->client) {
    switcher_free(switcher);
    return;
  }
  services->saves++;
  say(switcher, MESSAGE_INFO, switcher->active ? "activating…" : "deactivating…", "");
  survey_switch_async(services->client, services->journal, switcher->id, switcher->active, on_switched,
                      switcher);
}

void
survey_switcher_ask(const PaneHost *host, Services *services, const Survey *survey)
{
  Switcher *switcher = g_new0(Switcher, 1);
  switcher->host = *host;
  switcher->services = services;
  switcher->id = g_strdup(survey->id);
  switcher->name = g_strdup(survey->name);
  switcher->active = !survey->is_active;
  g_autofree char *text =
      switcher->active
          ? g_strdup_printf(
                "Activate %s? Who opens one of its links can answer from then on. u takes it back.",
                switcher->name)
          : g_strdup_printf(
                "Deactivate %s? Who opens one of its links can answer no more. u takes it back.%s",
                switcher->name,
                launch_desk_waits(services->desk, survey->id, NULL)
                    ? " A launch of this survey is waiting to leave, and would lead nowhere."
                    : "");
  host->overlay(host->app, dialog_with_orphan(dialog_confirm(switcher->active ? "Activate the survey"
                                                                              : "Deactivate the survey",
                                                             text, on_answer, switcher),
                                              (GDestroyNotify) switcher_free));
}
