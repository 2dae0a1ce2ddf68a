/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/launch-wire.h"

#include "src/flow/refusal.h"

#include <string.h>

#include "src/api/distributions.h"
#include "src/api/sms.h"
#include "src/model/timestamp.h"

enum { SUFFIX = 8, AROUND_MS = 60 * 1000 };
/* Not made before us, as far as clocks agree: another set may expire in the same second. */
enum { EARLIER_MS = 5 * 60 * 1000 };

/* "Nov wave 3f2a91c7": the name is cut where the whole would be too long. */
static char *
unique_name(const char *name, const char *intent_id)
{
  g_autofree char *cut = g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), SMS_NAME_MAX - SUFFIX - 1));
  g_autofree char *letters = g_compute_checksum_for_string(G_CHECKSUM_SHA256, intent_id, -1);
  return g_strdup_printf("%s %.*s", cut, SUFFIX, letters);
}

void
launch_wire_mark(Launch *launch, const char *intent_id)
{
  g_free(launch->mark);
  switch (launch->kind) {
  case LAUNCH_REMINDER:
  case LAUNCH_THANK_YOU:
    launch->mark = g_strdup(launch->parent_id);
    break;
  case LAUNCH_SMS:
    launch->mark = unique_name(launch->subject != NULL ? launch->subject : "SMS", intent_id);
    break;
  case LAUNCH_LINKS:
    launch->mark = timestamp_to_api(launch->link_expires);
    break;
  default:
    launch->mark = NULL;
    break;
  }
}

/* Posting */

void
launch_wire_post_async(ApiClient *client, const Launch *launch, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  if (launch->kind == LAUNCH_SMS)
    sms_create_async(client, launch, NULL, callback, user_data);
  else
    distribution_create_async(client, launch, NULL, callback, user_data);
}

char *
launch_wire_post_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error)
{
  if (g_async_result_is_tagged(result, sms_create_async))
    return sms_create_finish(client, result, progress, error);
  return distribution_create_finish(client, result, progress, error);
}

/* Finding */

typedef struct {
  ApiClient *client;
  const LaunchPending *what;
  char *id;
} Find;

static void
find_free(gpointer data)
{
  Find *find = data;
  g_free(find->id);
  g_free(find);
}

static gboolean
is_type(const Distribution *distribution, const char *type)
{
  return distribution->request_type != NULL && g_ascii_strcasecmp(distribution->request_type, type) == 0;
}

static gboolean
is_second(gint64 time, gint64 wanted)
{
  return time != TIMESTAMP_NONE && time / 1000 == wanted / 1000;
}

/* A reply need not name the list or the batch; where it names one, it must be ours. */
static gboolean
is_for(const Distribution *distribution, const LaunchPending *what)
{
  return (distribution->batch_id == NULL || g_strcmp0(distribution->batch_id, what->batch_id) == 0) &&
         (distribution->list_id == NULL || g_strcmp0(distribution->list_id, what->list_id) == 0);
}

/* What a subject says in plain letters, if it comes back as it went: neither the ID of a message nor piped
 * text, nothing that may come as an entity or in other letters. Else NULL. New. */
static char *
plain_subject(const char *subject)
{
  g_autoptr(GString) letters = g_string_new(NULL);
  if (subject == NULL || g_str_has_prefix(subject, "MS_"))
    return NULL;
  for (const char *p = subject; *p != '\0'; p++)
    if (g_ascii_isalnum(*p))
      g_string_append_c(letters, g_ascii_tolower(*p));
    else if (strchr(" .,:;!?()-", *p) == NULL)
      return NULL;
  return letters->len > 0 ? g_string_free(g_steal_pointer(&letters), FALSE) : NULL;
}

/* Somebody else may mail the same list with the same survey at the same full hour. Only where both subjects
 * are plain, and neither is the other one cut off, it is surely not ours: what is ours and not known again
 * would be unknown for ever. */
static gboolean
is_of_another(const Distribution *distribution, const LaunchPending *what)
{
  g_autofree char *theirs = plain_subject(distribution->subject), *ours = plain_subject(what->subject);
  return theirs != NULL && ours != NULL && !g_str_has_prefix(theirs, ours) && !g_str_has_prefix(ours, theirs);
}

static gboolean
is_it(const Distribution *distribution, const LaunchPending *what)
{
  gint64 expires;
  switch (what->kind) {
  case LAUNCH_REMINDER:
  case LAUNCH_THANK_YOU:
    return is_second(distribution->sends, what->send_at) &&
           g_strcmp0(distribution->parent_id, what->mark) == 0 &&
           !is_type(distribution, what->kind == LAUNCH_REMINDER ? "ThankYou" : "Reminder") &&
           !is_of_another(distribution, what);
  case LAUNCH_SMS:
    return g_strcmp0(distribution->subject, what->mark) == 0;
  case LAUNCH_LINKS:
    return timestamp_parse(what->mark, &expires) && is_second(distribution->link_expires, expires) &&
           is_type(distribution, "GeneratedInvite") && is_for(distribution, what) &&
           distribution->created > what->send_at - EARLIER_MS;
  default:
    return is_second(distribution->sends, what->send_at) && distribution->parent_id == NULL &&
           !is_type(distribution, "GeneratedInvite") && is_for(distribution, what) &&
           !is_of_another(distribution, what);
  }
}

static void find_ask(GTask *task, const char *next);

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Find *find = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(Page) page = g_async_result_is_tagged(result, sms_list_async)
                             ? sms_list_finish(find->client, result, &error)
                             : distributions_list_finish(find->client, result, &error);
  if (page == NULL) {
    g_task_return_error(task, error);
    return;
  }
  for (guint i = 0; find->id == NULL && i < page->items->len; i++) {
    const Distribution *distribution = g_ptr_array_index(page->items, i);
    if (is_it(distribution, find->what))
      find->id = g_strdup(distribution->id);
  }
  if (find->id == NULL && page->next != NULL)
    find_ask(g_steal_pointer(&task), page->next);
  else
    g_task_return_boolean(task, TRUE);
}

/* Takes @task. When a set of links "sends" is the server's, so it is looked for at any time. */
static void
find_ask(GTask *task, const char *next)
{
  const Find *find = g_task_get_task_data(task);
  const LaunchPending *what = find->what;
  GCancellable *cancellable = g_task_get_cancellable(task);
  gboolean at_any_time = what->kind == LAUNCH_LINKS;
  if (what->kind == LAUNCH_SMS)
    sms_list_async(find->client, FETCH_VISIBLE, what->survey_id, next, cancellable, on_page, task);
  else
    distributions_list_async(find->client, FETCH_VISIBLE, what->survey_id, NULL,
                             at_any_time ? TIMESTAMP_NONE : what->send_at - AROUND_MS,
                             at_any_time ? TIMESTAMP_NONE : what->send_at + AROUND_MS, next, cancellable,
                             on_page, task);
}

void
launch_wire_find_async(ApiClient *client, const LaunchPending *what, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, launch_wire_find_async);
  Find *find = g_new0(Find, 1);
  find->client = client;
  find->what = what;
  g_task_set_task_data(task, find, find_free);
  find_ask(task, NULL);
}

gboolean
launch_wire_find_finish(GAsyncResult *result, char **id, GError **error)
{
  Find *find = g_task_get_task_data(G_TASK(result));
  gboolean was_read = g_task_propagate_boolean(G_TASK(result), error);
  *id = was_read ? g_steal_pointer(&find->id) : NULL;
  return was_read;
}

/* Looking for one */

/* No status of one that was called back is documented; these say it themselves. */
static gboolean
is_cancelled(const Distribution *distribution)
{
  const char *status = distribution->request_status;
  return status != NULL &&
         (g_ascii_strncasecmp(status, "cancel", 6) == 0 || g_ascii_strncasecmp(status, "delete", 6) == 0);
}

static void
on_there(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(Distribution) there = g_async_result_is_tagged(result, sms_get_async)
                                      ? sms_get_finish(NULL, result, &error)
                                      : distribution_get_finish(NULL, result, &error);
  if (there != NULL)
    g_task_return_boolean(task, !is_cancelled(there));
  else if (write_finds_nothing(error)) {
    g_clear_error(&error);
    g_task_return_boolean(task, FALSE);
  } else
    g_task_return_error(task, error);
}

void
launch_wire_is_there_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                           const char *survey_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, launch_wire_is_there_async);
  if (kind == LAUNCH_SMS)
    sms_get_async(client, FETCH_VISIBLE, survey_id, distribution_id, cancellable, on_there, task);
  else
    distribution_get_async(client, FETCH_VISIBLE, survey_id, distribution_id, cancellable, on_there, task);
}

gboolean
launch_wire_is_there_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}

/* Calling back */

void
launch_wire_delete_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                         const char *survey_id, GAsyncReadyCallback callback, gpointer user_data)
{
  if (kind == LAUNCH_SMS)
    sms_delete_async(client, distribution_id, survey_id, NULL, callback, user_data);
  else
    distribution_delete_async(client, distribution_id, survey_id, NULL, callback, user_data);
}

gboolean
launch_wire_delete_finish(ApiClient *client, GAsyncResult *result, GError **error)
{
  if (g_async_result_is_tagged(result, sms_delete_async))
    return sms_delete_finish(client, result, error);
  return distribution_delete_finish(client, result, error);
}
