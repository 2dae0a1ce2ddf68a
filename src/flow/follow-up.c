/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/follow-up.h"

#include <string.h>

#include "src/api/distributions.h"
#include "src/model/timestamp.h"

typedef struct {
  ApiClient *client;
  LaunchKind kind;
  char *distribution_id;
  FollowUpCount count;
  FollowUpProgress progress;
  gpointer data;
} Count;

static void
count_free(gpointer data)
{
  Count *count = data;
  g_free(count->distribution_id);
  g_free(count);
}

static gboolean
never_had_it(const DistributionEntry *entry)
{
  static const char *const statuses[] = {"Error",   "Failure",    "Skipped",   "Blocked",
                                         "Unknown", "SoftBounce", "HardBounce"};
  for (guint i = 0; entry->status != NULL && i < G_N_ELEMENTS(statuses); i++)
    if (g_ascii_strcasecmp(entry->status, statuses[i]) == 0)
      return TRUE;
  return entry->sent == TIMESTAMP_NONE;
}

/* Whether this one would get a follow-up of that kind. */
static gboolean
reaches(LaunchKind kind, const DistributionEntry *entry)
{
  gboolean is_finished = entry->completed != TIMESTAMP_NONE ||
                         (entry->status != NULL && g_ascii_strcasecmp(entry->status, "SurveyFinished") == 0);
  return kind == LAUNCH_THANK_YOU ? is_finished : !is_finished && !never_had_it(entry);
}

static void ask(GTask *task, const char *next);

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Count *count = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(Page) page = distribution_history_finish(count->client, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const DistributionEntry *entry = g_ptr_array_index(page->items, i);
    count->count.looked_at++;
    gboolean reached = reaches(count->kind, entry);
    if (reached && entry->contact_id && !*count->count.example)
      g_strlcpy(count->count.example, entry->contact_id, sizeof count->count.example);
    count->count.reached += reached;
    count->count.failed += never_had_it(entry);
  }
  if (page->next == NULL) {
    g_task_return_boolean(task, TRUE);
    return;
  }
  if (count->progress != NULL && !g_cancellable_is_cancelled(g_task_get_cancellable(task)))
    count->progress(&count->count, count->data);
  ask(g_steal_pointer(&task), page->next);
}

/* Takes @task. */
static void
ask(GTask *task, const char *next)
{
  Count *count = g_task_get_task_data(task);
  distribution_history_async(count->client, next != NULL ? FETCH_NEXT : FETCH_VISIBLE, count->distribution_id,
                             next, g_task_get_cancellable(task), on_page, task);
}

void
follow_up_count_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                      GCancellable *cancellable, FollowUpProgress progress, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, follow_up_count_async);
  Count *count = g_new0(Count, 1);
  count->client = client;
  count->kind = kind;
  count->distribution_id = g_strdup(distribution_id);
  count->progress = progress;
  count->data = user_data;
  g_task_set_task_data(task, count, count_free);
  ask(task, NULL);
}

gboolean
follow_up_count_finish(GAsyncResult *result, FollowUpCount *count, GError **error)
{
  const Count *counted = g_task_get_task_data(G_TASK(result));
  *count = counted->count;
  return g_task_propagate_boolean(G_TASK(result), error);
}
