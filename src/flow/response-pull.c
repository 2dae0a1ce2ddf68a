/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One task from step to step; a pause ends early when it is cancelled, since the client may be gone then. */
#include "src/flow/response-pull.h"

#define FIRST_PAUSE_MS 150
#define LONGEST_PAUSE_MS 5000
#define PATIENCE_US (20 * 60 * G_USEC_PER_SEC)

typedef struct {
  ApiClient *client;
  char *survey_id;
  ResponseQuery query; /* its token is ours */
  char *progress_id;
  char *token; /* the new one */
  guint pause_ms;
  gint64 began; /* monotonic, us */
} Pull;

static void
pull_free(gpointer data)
{
  Pull *pull = data;
  g_free((char *) pull->query.token);
  g_free(pull->survey_id);
  g_free(pull->progress_id);
  g_free(pull->token);
  g_free(pull);
}

void
response_pull_free(ResponsePull *pull)
{
  if (pull == NULL)
    return;
  g_ptr_array_unref(pull->responses);
  g_free(pull->token);
  g_free(pull);
}

static void
fail(GTask *task, const char *what)
{
  g_autofree char *line = g_strdup_printf("Could not export the responses: %s", what);
  g_task_return_error(task, api_error_new(API_ERROR_SERVER, 0, NULL, NULL, line));
}

static void
on_file(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Pull *pull = g_task_get_task_data(task);
  GError *error = NULL;
  GPtrArray *responses = response_export_file_finish(NULL, result, &error);
  if (responses == NULL) {
    g_task_return_error(task, error);
    return;
  }
  ResponsePull *done = g_new0(ResponsePull, 1);
  *done = (ResponsePull){responses, g_steal_pointer(&pull->token)};
  g_task_return_pointer(task, done, (GDestroyNotify) response_pull_free);
}

static void wait_a_while(GTask *task);

/* What a job says of itself, the newest token included; takes the task. */
static void
take_job(GTask *owned, const ResponseExport *job)
{
  g_autoptr(GTask) task = owned;
  Pull *pull = g_task_get_task_data(task);
  if (job->token != NULL) {
    g_free(pull->token);
    pull->token = g_strdup(job->token);
  }
  if (job->state == RESPONSE_EXPORT_FAILED)
    fail(task, "the job failed at Qualtrics; try again.");
  else if (job->state == RESPONSE_EXPORT_COMPLETE)
    response_export_file_async(pull->client, pull->survey_id, job->file_id, g_task_get_cancellable(task),
                               on_file, g_object_ref(task));
  else if (g_get_monotonic_time() - pull->began > PATIENCE_US)
    fail(task, "the job does not end; try again later.");
  else
    wait_a_while(g_steal_pointer(&task));
}

static void
on_progress(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(ResponseExport) job = response_export_progress_finish(NULL, result, &error);
  if (job != NULL)
    take_job(g_steal_pointer(&task), job);
  else
    g_task_return_error(task, error);
}

static gboolean
on_waited(gpointer user_data)
{
  GTask *task = user_data;
  Pull *pull = g_task_get_task_data(task);
  if (!g_task_return_error_if_cancelled(task))
    response_export_progress_async(pull->client, pull->survey_id, pull->progress_id,
                                   g_task_get_cancellable(task), on_progress, g_object_ref(task));
  return G_SOURCE_REMOVE;
}

/* Takes the task. */
static void
wait_a_while(GTask *task)
{
  Pull *pull = g_task_get_task_data(task);
  g_autoptr(GSource) pause = g_timeout_source_new(pull->pause_ms);
  pull->pause_ms = MIN(pull->pause_ms * 2, LONGEST_PAUSE_MS);
  if (g_task_get_cancellable(task) != NULL) {
    g_autoptr(GSource) end = g_cancellable_source_new(g_task_get_cancellable(task));
    g_source_set_dummy_callback(end);
    g_source_add_child_source(pause, end);
  }
  g_source_set_callback(pause, on_waited, task, g_object_unref);
  g_source_attach(pause, g_main_context_get_thread_default());
}

static void on_started(GObject *source, GAsyncResult *result, gpointer user_data);

/* Takes the task. */
static void
start(GTask *task)
{
  Pull *pull = g_task_get_task_data(task);
  response_export_start_async(pull->client, pull->survey_id, &pull->query, g_task_get_cancellable(task),
                              on_started, task);
}

/* Which status an expired token gets is not documented: whatever it is, asking without it tells. */
static gboolean
is_about_the_token(const Pull *pull, const GError *error)
{
  return pull->query.token != NULL && (g_error_matches(error, API_ERROR, API_ERROR_REFUSED) ||
                                       g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND));
}

static void
on_started(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ResponseExport) job = response_export_start_finish(NULL, result, &error);
  Pull *pull = g_task_get_task_data(task);
  if (job != NULL) {
    pull->progress_id = g_strdup(job->progress_id);
    take_job(g_steal_pointer(&task), job);
  } else if (is_about_the_token(pull, error)) {
    g_free((char *) pull->query.token);
    pull->query.token = NULL;
    start(g_steal_pointer(&task));
  } else
    g_task_return_error(task, g_steal_pointer(&error));
}

void
response_pull_async(ApiClient *client, const char *survey_id, const ResponseQuery *query,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, response_pull_async);
  Pull *pull = g_new0(Pull, 1);
  pull->client = client;
  pull->survey_id = g_strdup(survey_id);
  pull->query = *query;
  pull->query.token = g_strdup(query->token);
  pull->pause_ms = FIRST_PAUSE_MS;
  pull->began = g_get_monotonic_time();
  g_task_set_task_data(task, pull, pull_free);
  start(task);
}

ResponsePull *
response_pull_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, response_pull_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
