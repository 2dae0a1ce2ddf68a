/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/calling-back.h"

#include "src/flow/launch-wire.h"
#include "src/flow/refusal.h"

/* What was deleted may be seen for a moment still. */
enum { MOST_LOOKS = 4 };

typedef struct {
  ApiClient *client;
  LaunchKind kind;
  char *distribution_id, *survey_id;
  GError *doubt; /* what the DELETE failed with, when it may have been done; NULL: it was taken */
  guint looks;
} Calling;

static void
calling_free(gpointer data)
{
  Calling *calling = data;
  g_free(calling->distribution_id);
  g_free(calling->survey_id);
  g_clear_error(&calling->doubt);
  g_free(calling);
}

static void look(GTask *task);

static void
end_there(GTask *task)
{
  const Calling *calling = g_task_get_task_data(task);
  g_autofree char *line =
      calling->doubt == NULL
          ? g_strdup("Qualtrics took it, but the send is still there, and leaves. Try again, or delete "
                     "it in Qualtrics.")
          : g_strdup_printf("it is still there, and leaves. Try again, or delete it in Qualtrics. %s",
                            calling->doubt->message);
  write_fail(task, "Not called back", g_error_new_literal(API_ERROR, API_ERROR_REFUSED, line));
}

static void
end_unseen(GTask *task, const GError *error)
{
  const Calling *calling = g_task_get_task_data(task);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_error_copy(error));
    return;
  }
  const char *why = calling->doubt != NULL ? calling->doubt->message : error->message;
  write_fail(task, "Called back or not, nobody knows yet; try again, or look in Qualtrics",
             g_error_new_literal(API_ERROR, API_ERROR_SERVER, why));
}

static gboolean
on_look_again(gpointer data)
{
  GTask *task = data;
  if (g_task_return_error_if_cancelled(task))
    g_object_unref(task);
  else
    look(task);
  return G_SOURCE_REMOVE;
}

static void
on_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const Calling *calling = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  gboolean is_there = launch_wire_is_there_finish(result, &error);
  if (error != NULL)
    end_unseen(task, error);
  else if (!is_there)
    g_task_return_boolean(task, TRUE);
  else if (calling->looks < MOST_LOOKS)
    g_timeout_add_seconds(1u << (calling->looks - 1), on_look_again, g_steal_pointer(&task));
  else
    end_there(task);
}

/* Takes @task. */
static void
look(GTask *task)
{
  Calling *calling = g_task_get_task_data(task);
  calling->looks++;
  launch_wire_is_there_async(calling->client, calling->kind, calling->distribution_id, calling->survey_id,
                             g_task_get_cancellable(task), on_looked, task);
}

static void
on_deleted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Calling *calling = g_task_get_task_data(task);
  gboolean taken = launch_wire_delete_finish(calling->client, result, &calling->doubt);
  if (g_task_return_error_if_cancelled(task))
    return;
  if (!taken && !delete_is_doubtful(calling->doubt))
    write_fail(task, "Not called back", g_steal_pointer(&calling->doubt));
  else
    look(g_steal_pointer(&task));
}

static GTask *
calling_new(ApiClient *client, LaunchKind kind, const char *distribution_id, const char *survey_id,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, calling_back_async);
  Calling *calling = g_new0(Calling, 1);
  calling->client = client;
  calling->kind = kind;
  calling->distribution_id = g_strdup(distribution_id);
  calling->survey_id = g_strdup(survey_id);
  g_task_set_task_data(task, calling, calling_free);
  return task;
}

void
calling_back_async(ApiClient *client, LaunchKind kind, const char *distribution_id, const char *survey_id,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = calling_new(client, kind, distribution_id, survey_id, cancellable, callback, user_data);
  launch_wire_delete_async(client, kind, distribution_id, survey_id, on_deleted, task);
}

void
calling_back_look_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                        const char *survey_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = calling_new(client, kind, distribution_id, survey_id, cancellable, callback, user_data);
  Calling *calling = g_task_get_task_data(task);
  calling->doubt = g_error_new_literal(API_ERROR, API_ERROR_REFUSED,
                                       "The program ended before the answer to its call back came.");
  look(task);
}

gboolean
calling_back_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, calling_back_async), FALSE);
  return g_task_propagate_boolean(G_TASK(result), error);
}
