/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/survey-switch.h"

#include "src/api/surveys.h"
#include "src/flow/refusal.h"

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *server; /* the client may be gone when the last word is written */
  char *survey_id;
  gboolean active, was_so;
  Survey *before;
  GError *doubt; /* what the PUT failed with that may have been done; NULL: it was taken */
} Switch;

static void
switch_free(gpointer data)
{
  Switch *job = data;
  g_free(job->server);
  g_free(job->survey_id);
  survey_free(job->before);
  g_clear_error(&job->doubt);
  g_free(job);
}

/* @error: it was not done, or nobody knows. */
static void
note(const Switch *job, const GError *error)
{
  if (job->journal == NULL)
    return;
  const char *what = job->active ? "activated" : "deactivated";
  g_autofree char *outcome =
      error != NULL ? g_strdup_printf("not %s: %s", what, error->message) : g_strdup(what);
  JournalEntry entry = {.kind = JOURNAL_EDIT,
                        .server = job->server,
                        .survey_id = job->survey_id,
                        .request_id = error != NULL ? api_error_request_id(error) : NULL,
                        .outcome = outcome};
  journal_append(job->journal, &entry, NULL);
}

static void
fail(GTask *task, gboolean is_known, GError *error /* taken */)
{
  const Switch *job = g_task_get_task_data(task);
  g_autofree char *prefix =
      g_strdup_printf("%s%s%s", is_known ? "not " : "", job->active ? "activated" : "deactivated",
                      is_known ? "" : " or not, nobody knows, look again (r)");
  write_fail(task, prefix, error);
}

/* It can't be read back. When the server took it, what was asked for is what we believe. */
static void
end_unseen(GTask *task)
{
  Switch *job = g_task_get_task_data(task);
  note(job, job->doubt);
  if (job->doubt != NULL) {
    fail(task, FALSE, g_steal_pointer(&job->doubt));
    return;
  }
  Survey *now = g_steal_pointer(&job->before);
  now->is_active = job->active;
  g_task_return_pointer(task, now, (GDestroyNotify) survey_free);
}

static void
on_read_back(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Switch *job = g_task_get_task_data(task);
  g_autoptr(Survey) now = survey_get_finish(NULL, result, NULL);
  if (now == NULL) {
    end_unseen(task);
    return;
  }
  gboolean is_done = now->is_active == job->active;
  note(job, is_done ? NULL : job->doubt);
  if (is_done || job->doubt == NULL)
    g_task_return_pointer(task, g_steal_pointer(&now), (GDestroyNotify) survey_free);
  else
    fail(task, TRUE, g_steal_pointer(&job->doubt));
}

static void
on_written(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Switch *job = g_task_get_task_data(task);
  GError *error = NULL;
  survey_set_active_finish(NULL, result, &error);
  if (error != NULL && !write_is_doubtful(error)) {
    note(job, error);
    fail(task, TRUE, error);
    return;
  }
  job->doubt = error;
  survey_get_async(job->client, job->survey_id, NULL, on_read_back, g_steal_pointer(&task));
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Switch *job = g_task_get_task_data(task);
  GError *error = NULL;
  job->before = survey_get_finish(NULL, result, &error);
  job->was_so = job->before != NULL && job->before->is_active == job->active;
  if (job->before == NULL)
    fail(task, TRUE, error);
  else if (job->was_so)
    g_task_return_pointer(task, g_steal_pointer(&job->before), (GDestroyNotify) survey_free);
  else
    survey_set_active_async(job->client, job->survey_id, job->active, NULL, on_written,
                            g_steal_pointer(&task));
}

void
survey_switch_async(ApiClient *client, Journal *journal, const char *survey_id, gboolean active,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, NULL, callback, user_data);
  g_task_set_source_tag(task, survey_switch_async);
  Switch *job = g_new0(Switch, 1);
  job->client = client;
  job->journal = journal;
  job->server = g_strdup(api_client_server(client));
  job->survey_id = g_strdup(survey_id);
  job->active = active;
  g_task_set_task_data(task, job, switch_free);
  survey_get_async(client, survey_id, NULL, on_read, task);
}

Survey *
survey_switch_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, gboolean *was_so, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, survey_switch_async), NULL);
  if (was_so != NULL)
    *was_so = ((const Switch *) g_task_get_task_data(G_TASK(result)))->was_so;
  return g_task_propagate_pointer(G_TASK(result), error);
}
