/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass watch SURVEY_ID: each new response as a line of JSON, until it is stopped or nobody reads any more.
 * What was written counts as told; the next start goes on after it. */
#include "src/flow/watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/open.h"

typedef struct {
  GMainLoop *loop;
  int status;
} Session;

static void
end_with(Session *session, int status)
{
  session->status = status;
  g_main_loop_quit(session->loop);
}

/* A reader that has what it wants goes away, as "head" does: that is no error. */
static gboolean
write_line(const Response *response, int *status)
{
  print_json(stdout, response->json);
  fputc('\n', stdout);
  if (fflush(stdout) == 0 && !ferror(stdout))
    return TRUE;
  *status = errno == EPIPE ? EXIT_DONE : EXIT_REFUSED;
  if (errno != EPIPE)
    complain("cannot write the output: %s", g_strerror(errno));
  return FALSE;
}

static guint
on_responses(const GPtrArray *responses, gpointer data)
{
  int status;
  for (guint i = 0; i < responses->len; i++)
    if (!write_line(g_ptr_array_index(responses, i), &status)) {
      end_with(data, status);
      return i;
    }
  return responses->len;
}

static void
on_looked(guint pause_ms G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
}

static void
on_trouble(const GError *error, gboolean is_over, gpointer data)
{
  if (is_over)
    end_with(data, fail_with(error));
  else
    complain("%s (still watching)", error->message);
}

static gboolean
on_signal(gpointer data)
{
  end_with(data, EXIT_DONE);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_reader_gone(gint fd G_GNUC_UNUSED, GIOCondition condition G_GNUC_UNUSED, gpointer data)
{
  end_with(data, EXIT_DONE);
  return G_SOURCE_REMOVE;
}

static int
run(const CommandContext *context, ApiClient *client, const char *survey_id, gint64 since)
{
  g_autoptr(GError) error = NULL;
  const WatchOptions options = {.survey_id = survey_id, .since = since, .paths = context->paths};
  const WatchEvents events = {on_responses, on_looked, on_trouble};
  Session session = {.loop = g_main_loop_new(NULL, FALSE), .status = EXIT_DONE};
  guint sources[] = {g_unix_signal_add(SIGINT, on_signal, &session),
                     g_unix_signal_add(SIGTERM, on_signal, &session),
                     g_unix_signal_add(SIGHUP, on_signal, &session),
                     g_unix_fd_add(STDOUT_FILENO, G_IO_ERR | G_IO_HUP, on_reader_gone, &session)};
  signal(SIGPIPE, SIG_IGN);
  Watch *watch = watch_new(client, &options, &events, &session, &error);
  if (watch)
    g_main_loop_run(session.loop);
  else
    session.status = fail_with(error);
  watch_free(watch);
  for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
    if (g_main_context_find_source_by_id(NULL, sources[i]))
      g_source_remove(sources[i]);
  g_main_loop_unref(session.loop);
  return session.status;
}

int
command_watch(CommandContext *context, int argc, char **argv)
{
  g_autofree char *text = NULL;
  const GOptionEntry entries[] = {
      {"since", 0, 0, G_OPTION_ARG_STRING, &text, "From then on, whatever was told before", "TIME"},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(context, entries, "SURVEY_ID",
                     "Writes each new response as a line of JSON, until it is stopped.", &argc, &argv))
    return EXIT_BAD_USAGE;
  gint64 since;
  if (!parse_since(text, &since))
    return EXIT_BAD_USAGE;
  if (argc != 2 || !*argv[1]) {
    complain("which survey? canvass watch SURVEY_ID");
    return EXIT_BAD_USAGE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, context->connection_name, &error) : NULL;
  if (!client)
    return fail_with(error);
  return run(context, client, argv[1], since);
}
