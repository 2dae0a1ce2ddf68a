/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The output is read into secret memory directly, never into a growing buffer that leaves copies behind. It
 * is read while the program is waited for: what the program left behind (an agent) may hold its output open
 * for ever, so the reading ends soon after the program.
 */
#include "src/local/token-command.h"

#include <string.h>

#include "src/local/local-error.h"
#include "src/local/secret-text.h"

#define OUTPUT_MOST 4096
/* The output of a program that has ended is there already. */
#define LATE_MILLISECONDS 500

typedef struct {
  GTask *task; /* owned */
  GSubprocess *process;
  GCancellable *inner;   /* of waiting for the program */
  GCancellable *reading; /* of reading what it prints */
  gulong outer_handler;
  GSource *clock, *late;
  char *output; /* OUTPUT_MOST bytes of secret memory */
  gsize length;
  gboolean has_ended, has_read;
  const char *failure; /* what came first */
} Run;

static void
stop_source(GSource **source)
{
  if (*source)
    g_source_destroy(*source);
  g_clear_pointer(source, g_source_unref);
}

static void
run_free(Run *run)
{
  stop_source(&run->clock);
  stop_source(&run->late);
  if (run->outer_handler)
    g_cancellable_disconnect(g_task_get_cancellable(run->task), run->outer_handler);
  /* Whatever ended the walk, no program of ours stays behind. */
  g_subprocess_force_exit(run->process);
  g_object_unref(run->process);
  g_object_unref(run->inner);
  g_object_unref(run->reading);
  g_object_unref(run->task);
  secret_text_free(run->output);
  g_free(run);
}

static void
fail(Run *run, const char *what)
{
  if (!g_task_return_error_if_cancelled(run->task))
    g_task_return_new_error(run->task, LOCAL_ERROR, LOCAL_ERROR_COMMAND,
                            "token-command %s; run it by hand to see what it says", what);
}

static void
finish(Run *run)
{
  const char *stop = memchr(run->output, '\n', run->length);
  gsize length = stop ? (gsize) (stop - run->output) : run->length;
  while (length > 0 && g_ascii_isspace(run->output[length - 1]))
    length--;
  if (run->failure)
    fail(run, run->failure);
  else if (length == 0)
    fail(run, "printed nothing");
  else
    g_task_return_pointer(run->task, secret_text_new(run->output, (gssize) length),
                          (GDestroyNotify) secret_text_free);
  run_free(run);
}

static void
note_failure(Run *run, const char *what)
{
  if (!run->failure)
    run->failure = what;
}

static gboolean
on_late(gpointer data)
{
  Run *run = data;
  g_cancellable_cancel(run->reading);
  return G_SOURCE_REMOVE;
}

static GSource *
call_in(Run *run, guint milliseconds, GSourceFunc function)
{
  GSource *source = g_timeout_source_new(milliseconds);
  g_source_set_callback(source, function, run, NULL);
  g_source_attach(source, g_task_get_context(run->task));
  return source;
}

static void
on_ended(GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  run->has_ended = TRUE;
  if (!g_subprocess_wait_finish(G_SUBPROCESS(source), result, NULL))
    note_failure(run, "took too long");
  else if (!g_subprocess_get_successful(run->process))
    note_failure(run, "failed");
  if (run->has_read)
    finish(run);
  else if (run->failure)
    g_cancellable_cancel(run->reading);
  else
    run->late = call_in(run, LATE_MILLISECONDS, on_late);
}

static void
on_read(GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  run->has_read = TRUE;
  /* What was read before the reading was stopped counts. */
  g_input_stream_read_all_finish(G_INPUT_STREAM(source), result, &run->length, NULL);
  if (run->length >= OUTPUT_MOST) {
    note_failure(run, "printed too much");
    g_subprocess_force_exit(run->process);
  }
  if (run->has_ended)
    finish(run);
}

static gboolean
on_out_of_time(gpointer data)
{
  Run *run = data;
  g_cancellable_cancel(run->inner);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled(GCancellable *outer G_GNUC_UNUSED, gpointer inner)
{
  g_cancellable_cancel(inner);
}

static GSubprocess *
start(const char *command, GError **error)
{
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) cause = NULL;
  GSubprocess *process = NULL;
  if (g_shell_parse_argv(command, NULL, &words, &cause))
    process = g_subprocess_newv((const char *const *) words,
                                G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &cause);
  if (!process)
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_COMMAND, "token-command does not start: %s", cause->message);
  return process;
}

void
token_command_run_async(const char *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  GError *error = NULL;
  GSubprocess *process = start(command, &error);
  if (!process) {
    g_task_return_error(task, error);
    return;
  }
  Run *run = g_new0(Run, 1);
  run->task = g_steal_pointer(&task);
  run->process = process;
  run->inner = g_cancellable_new();
  run->reading = g_cancellable_new();
  run->output = secret_text_reserve(OUTPUT_MOST);
  if (cancellable)
    run->outer_handler = g_cancellable_connect(cancellable, G_CALLBACK(on_outer_cancelled),
                                               g_object_ref(run->inner), g_object_unref);
  run->clock = call_in(run, TOKEN_COMMAND_SECONDS * 1000, on_out_of_time);
  g_input_stream_read_all_async(g_subprocess_get_stdout_pipe(process), run->output, OUTPUT_MOST,
                                G_PRIORITY_DEFAULT, run->reading, on_read, run);
  g_subprocess_wait_async(process, run->inner, on_ended, run);
}

char *
token_command_run_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}
