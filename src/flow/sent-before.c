/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/sent-before.h"

#include "src/api/distributions.h"
#include "src/model/timestamp.h"

typedef struct {
  ApiClient *client;
  char *survey_id, *list_id, *lookup_id;
  SentBefore last;
} Search;

static void
search_free(gpointer data)
{
  Search *search = data;
  g_free(search->survey_id);
  g_free(search->list_id);
  g_free(search->lookup_id);
  g_free(search);
}

/* One contact is asked again by what went to the whole list, or to that contact. */
static gboolean
is_the_same(const Search *search, const Distribution *distribution)
{
  const char *type = distribution->request_type;
  gboolean follows = distribution->parent_id && *distribution->parent_id;
  if (distribution->sends == TIMESTAMP_NONE || follows || distribution_is_link_set(distribution) ||
      (type && g_ascii_strcasecmp(type, "Invite") != 0 && g_ascii_strcasecmp(type, "Email") != 0) ||
      g_strcmp0(distribution->list_id, search->list_id) != 0)
    return FALSE;
  return !search->lookup_id || !distribution->lookup_id ||
         g_str_equal(search->lookup_id, distribution->lookup_id);
}

static void ask(GTask *task, const char *next);

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Search *search = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(Page) page = distributions_list_finish(search->client, result, &error);
  if (!page) {
    g_task_return_error(task, error);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const Distribution *distribution = g_ptr_array_index(page->items, i);
    if (is_the_same(search, distribution) && distribution->sends > search->last.at)
      search->last = (SentBefore){distribution->sends, distribution->stats.sent};
  }
  if (page->next)
    ask(g_steal_pointer(&task), page->next);
  else
    g_task_return_boolean(task, TRUE);
}

/* Takes @task. */
static void
ask(GTask *task, const char *next)
{
  const Search *search = g_task_get_task_data(task);
  distributions_list_async(search->client, FETCH_VISIBLE, search->survey_id, search->list_id, TIMESTAMP_NONE,
                           TIMESTAMP_NONE, next, g_task_get_cancellable(task), on_page, task);
}

void
sent_before_async(ApiClient *client, const char *survey_id, const char *list_id, const char *lookup_id,
                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, sent_before_async);
  Search *search = g_new0(Search, 1);
  *search =
      (Search){client, g_strdup(survey_id), g_strdup(list_id), g_strdup(lookup_id), {TIMESTAMP_NONE, 0}};
  g_task_set_task_data(task, search, search_free);
  ask(task, NULL);
}

gboolean
sent_before_finish(GAsyncResult *result, SentBefore *last, GError **error)
{
  const Search *search = g_task_get_task_data(G_TASK(result));
  *last = search->last;
  return g_task_propagate_boolean(G_TASK(result), error);
}
