/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leaving while something is under way: q asks first; and whatever ended the program, what is not known then
 * is said to the shell, when it has its terminal back, and what waits to leave.
 */
#include "src/flow/launch-ledger.h"
#include "src/model/timestamp.h"
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/text.h"

G_GNUC_PRINTF(2, 3)
static void
add(GPtrArray *lines, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

static void
add_launches(const App *app, GPtrArray *lines)
{
  const LaunchPending *launch;
  for (guint i = 0; (launch = launch_desk_under_way(app->services.desk, i)) != NULL; i++)
    add(lines,
        "ended while \u201c%s\u201d was on its way: it may have been sent. The next start looks for it; "
        "nothing is sent twice.",
        launch->subject ? launch->subject : "a launch");
}

/* What waits leaves without the program; who wants it back needs to know until when. */
static void
add_waiting(const App *app, GPtrArray *lines)
{
  const GPtrArray *pending = launch_desk_pending(app->services.desk);
  gint64 now = api_client_server_now(app->services.client);
  for (guint i = 0; i < pending->len; i++) {
    const LaunchPending *launch = g_ptr_array_index(pending, i);
    if (!launch->distribution_id || launch->send_at <= now)
      continue;
    gint64 until = launch->send_at - LAUNCH_CALL_BACK_MS;
    g_autofree char *leaves = timestamp_to_local(launch->send_at, "%d %b %H:%M:%S");
    g_autofree char *last = timestamp_to_local(until, "%d %b %H:%M:%S");
    g_autofree char *undo = until > now ? g_strdup_printf(" Until %s u calls it back.", last) : NULL;
    add(lines, "\u201c%s\u201d leaves at %s, with canvass or without.%s",
        launch->subject ? launch->subject : "a launch", leaves, undo ? undo : "");
  }
}

/* What is made says its name; of all other writes it is known how many there are. */
static void
add_saves(const App *app, GPtrArray *lines)
{
  const char *server = api_client_server(app->services.client);
  g_autoptr(GPtrArray) makings = app->journal ? making_read(app->journal, server, NULL) : NULL;
  guint others = app->services.saves;
  for (guint i = 0; makings && i < makings->len; i++) {
    const Making *making = g_ptr_array_index(makings, i);
    gboolean is_open = making->state == MAKING_OPEN || making->state == MAKING_TAKEN;
    if (!is_open || making->began < app->began)
      continue;
    others -= others > 0;
    add(lines, "ended while %s was on its way: it may have been made. The next start looks for it.",
        making->title ? making->title : "something new");
  }
  if (others > 0)
    add(lines, "ended while %s on its way: look whether it was saved before you write it again.",
        others == 1 ? "a change was" : "changes were");
}

GPtrArray *
app_left_open(const App *app)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  if (app->options->demo) /* which ends with all that was in it */
    return lines;
  if (app->services.desk)
    add_launches(app, lines);
  if (app->services.calls_back > 0)
    add(lines,
        "ended while %s called back: it may leave all the same. The next start says whether it is gone.",
        app->services.calls_back == 1 ? "a send was being" : "sends were being");
  else if (app->services.desk && app->services.client && api_client_knows_time(app->services.client))
    add_waiting(app, lines);
  if (app->services.client && app->services.saves > 0)
    add_saves(app, lines);
  return lines;
}

static void
on_quit_anyway(gboolean yes, gpointer data)
{
  App *app = data;
  app->quitting = FALSE;
  if (yes)
    loop_quit(app->loop);
}

/* What was typed and is on no disk. New, or NULL. */
static char *
drafts_to_lose(const App *app)
{
  guint n = drafts_in_memory_only(app->services.drafts);
  g_autofree char *count = text_counted(n, "draft");
  return n ? g_strdup_printf("%s (d shows %s) %s in memory only and lost when the program ends. Quit?", count,
                             n == 1 ? "it" : "them", n == 1 ? "is" : "are")
           : NULL;
}

/* Why somebody may want to wait: new, or NULL. */
static char *
reason_to_stay(const App *app)
{
  if (app->services.desk && launch_desk_under_way(app->services.desk, 0))
    return g_strdup("A launch is under way, and its answer is not here yet. What became of it is looked for "
                    "at the next start. Quit?");
  if (app->services.calls_back > 0)
    return g_strdup("A send is being called back. Quit without knowing whether it leaves?");
  return app->services.saves > 0 ? g_strdup("A change is on its way to the server. Quit without its answer?")
                                 : drafts_to_lose(app);
}

void
app_quit(App *app)
{
  g_autofree char *reason = app->quitting ? NULL : reason_to_stay(app);
  if (!reason) {
    loop_quit(app->loop);
    return;
  }
  app->quitting = TRUE;
  app_overlay(app, dialog_confirm("Quit", reason, on_quit_anyway, app));
}
