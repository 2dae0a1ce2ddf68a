/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question after the other, so that the account's pace is not touched. The areas that need an ID take the
 * first one that was found.
 */
#include "src/flow/connection-check.h"

#include <string.h>

#include "src/api/directories.h"
#include "src/api/endpoints.h"
#include "src/api/raw.h"
#include "src/api/surveys.h"
#include "src/api/whoami.h"

enum { CLOCK_NOISE_S = 2 };

typedef struct {
  const char *what;
  const char *path;    /* with the parts in braces that are known by then */
  const char *without; /* what is said when one is not */
} Probe;

static const Probe probes[] = {
    {"mailing lists", "/directories/{directory}/mailinglists?pageSize=1", "not tried: no directory"},
    {"contacts", "/directories/{directory}/contacts?pageSize=1", "not tried: no directory"},
    {"questions", "/survey-definitions/{survey}", "not tried: no survey"},
    {"distributions", "/distributions?surveyId={survey}&pageSize=1", "not tried: no survey"},
    {"SMS", "/distributions/sms?surveyId={survey}&pageSize=1", "not tried: no survey"},
    {"libraries", "/libraries", ""},
};

/* The task's data. */
typedef struct {
  ApiClient *client;
  CheckLine line;
  gpointer data;
  char *directory_id, *survey_id;
  guint probe;
} Check;

static void
check_free(Check *check)
{
  g_free(check->directory_id);
  g_free(check->survey_id);
  g_free(check);
}

static void G_GNUC_PRINTF(4, 5) say(Check *check, CheckKind kind, const char *what, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  check->line(kind, what, text, check->data);
}

static const char *
code_of(const GError *error)
{
  const char *code = api_error_code(error);
  return code != NULL ? code : "";
}

/* A refusal of an area is no fault of the connection: what it means is said, with the code. */
static void
say_refused(Check *check, const char *what, const GError *error)
{
  guint status = api_error_http_status(error);
  if (g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN))
    say(check, CHECK_BAD, what,
        "not allowed: this account's permission or its licence does not cover it (%u %s)", status,
        code_of(error));
  else if (g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND))
    say(check, CHECK_BAD, what, "not there: this licence does not have it (%u %s)", status, code_of(error));
  else
    say(check, CHECK_BAD, what, "%s", error->message);
}

static gboolean
is_not_licensed(const GError *error)
{
  return g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN) ||
         g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND);
}

static gboolean
was_cancelled(const GError *error)
{
  return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What whoami tells beside the name */

static void
say_host(Check *check, const Identity *identity)
{
  const char *server = api_client_server(check->client), *notice = api_client_notice_host(check->client);
  if (notice != NULL)
    say(check, CHECK_BAD, "host",
        "%s only passes on: this account lives at %s. Nothing is written until it is changed", server,
        notice);
  else
    say(check, CHECK_GOOD, "host", "%s%s%s%s", server, identity->datacenter ? " (data centre " : "",
        identity->datacenter ? identity->datacenter : "", identity->datacenter ? ")" : "");
}

static void
say_clock(Check *check)
{
  gint64 ahead = (api_client_server_now(check->client) - g_get_real_time() / 1000) / 1000;
  if (ABS(ahead) <= CLOCK_NOISE_S)
    say(check, CHECK_GOOD, "clock", "this machine and the server agree");
  else
    say(check, CHECK_NOTE, "clock",
        "the server is %" G_GINT64_FORMAT " s %s this machine; launches go by the server's clock", ABS(ahead),
        ahead > 0 ? "ahead of" : "behind");
}

/* curl's own order. What may stand before the host is a password. */
static void
say_proxy(Check *check)
{
  static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  const char *proxy = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(names) && (proxy == NULL || *proxy == '\0'); i++)
    proxy = g_getenv(names[i]);
  if (g_str_has_prefix(api_client_server(check->client), "http:"))
    say(check, CHECK_GOOD, "proxy", "none: the server is on this machine");
  else if (proxy == NULL || *proxy == '\0')
    say(check, CHECK_GOOD, "proxy", "none is set");
  else
    say(check, CHECK_NOTE, "proxy", "goes through %s, unless no_proxy says otherwise",
        strrchr(proxy, '@') != NULL ? strrchr(proxy, '@') + 1 : proxy);
}

/* Which of the two directories was bought shows in whether all its contacts can be listed. */
static void
say_licence(Check *check, const GError *error)
{
  if (error == NULL)
    say(check, CHECK_GOOD, "licence", "XM Directory: whole directories can be listed and searched");
  else if (is_not_licensed(error))
    say(check, CHECK_NOTE, "licence",
        "the light directory (XM Directory Lite), or no permission for the whole one: no listing, search or "
        "opt-out of a whole directory");
  else
    say(check, CHECK_NOTE, "licence", "not known");
}

/* What a test does not touch. */
static void
say_untried(Check *check)
{
  say(check, CHECK_NOTE, "responses", "not tried: reading them starts an export");
  say(check, CHECK_NOTE, "writing", "%s",
      api_client_is_read_only(check->client) ? "not tried: a test only reads"
                                             : "not tried: a test only reads, but writes are allowed here");
}

/* The areas */

static void next_probe(GTask *task);

static void
on_probe(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RawReply) reply = raw_call_finish(NULL, result, NULL, &error);
  if (was_cancelled(error)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  Check *check = g_task_get_task_data(task);
  const char *what = probes[check->probe].what;
  if (reply != NULL)
    say(check, CHECK_GOOD, what, "can be read");
  else if (strcmp(what, "contacts") == 0 && is_not_licensed(error))
    say(check, CHECK_NOTE, what, "only those of mailing lists");
  else
    say_refused(check, what, error);
  if (strcmp(what, "contacts") == 0)
    say_licence(check, error);
  check->probe++;
  next_probe(g_steal_pointer(&task));
}

static char *
known(const char *kind, gpointer data)
{
  const Check *check = data;
  return g_strdup(strcmp(kind, "directory") == 0 ? check->directory_id : check->survey_id);
}

/* Takes @task. */
static void
next_probe(GTask *task)
{
  Check *check = g_task_get_task_data(task);
  while (check->probe < G_N_ELEMENTS(probes)) {
    const Probe *probe = &probes[check->probe];
    g_autofree char *path = endpoint_fill(probe->path, known, check);
    if (strchr(path, '{') == NULL) {
      raw_call_async(check->client, FETCH_GET, path, NULL, NULL, g_task_get_cancellable(task), on_probe,
                     task);
      return;
    }
    say(check, CHECK_NOTE, probe->what, "%s", probe->without);
    check->probe++;
  }
  say_untried(check);
  g_task_return_boolean(task, TRUE);
  g_object_unref(task);
}

static void
on_surveys(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = surveys_list_finish(NULL, result, &error);
  if (was_cancelled(error)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  Check *check = g_task_get_task_data(task);
  if (error != NULL)
    say_refused(check, "surveys", error);
  else if (page->items->len == 0)
    say(check, CHECK_NOTE, "surveys", "can be read, but there are none");
  else
    say(check, CHECK_GOOD, "surveys", "can be read");
  if (error == NULL && page->items->len > 0)
    check->survey_id = g_strdup(((Survey *) page->items->pdata[0])->id);
  next_probe(g_steal_pointer(&task));
}

static void
on_directories(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  if (was_cancelled(error)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  Check *check = g_task_get_task_data(task);
  if (error != NULL)
    say_refused(check, "directories", error);
  else if (page->items->len == 0)
    say(check, CHECK_BAD, "directories", "none: this account may not use the directory, or has none");
  else
    say(check, CHECK_GOOD, "directories", "can be read");
  for (guint i = 0; error == NULL && i < page->items->len; i++) {
    const Directory *directory = page->items->pdata[i];
    if (check->directory_id == NULL || directory->is_default) {
      g_free(check->directory_id);
      check->directory_id = g_strdup(directory->id);
    }
  }
  GCancellable *cancellable = g_task_get_cancellable(task);
  surveys_list_async(check->client, FETCH_VISIBLE, NULL, cancellable, on_surveys, g_steal_pointer(&task));
}

static void
on_identity(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  Identity *identity = identity_get_finish(NULL, result, &error);
  if (was_cancelled(error)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  Check *check = g_task_get_task_data(task);
  if (identity == NULL) {
    gboolean answered = error->domain == API_ERROR;
    say(check, CHECK_BAD, answered ? "token" : "host", "%s", error->message);
    say_proxy(check);
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  const char *user = identity->user_name ? identity->user_name : identity->user_id;
  say(check, CHECK_GOOD, "token", "is %s %s's: %s, brand %s",
      identity->first_name ? identity->first_name : "", identity->last_name ? identity->last_name : "",
      user ? user : "?", identity->brand_id ? identity->brand_id : "?");
  say_host(check, identity);
  say_clock(check);
  say_proxy(check);
  identity_free(identity);
  GCancellable *cancellable = g_task_get_cancellable(task);
  directories_list_async(check->client, FETCH_VISIBLE, FALSE, NULL, cancellable, on_directories,
                         g_steal_pointer(&task));
}

void
connection_check_async(ApiClient *client, GCancellable *cancellable, CheckLine line,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  Check *check = g_new0(Check, 1);
  check->client = client;
  check->line = line;
  check->data = user_data;
  g_task_set_task_data(task, check, (GDestroyNotify) check_free);
  identity_get_async(client, cancellable, on_identity, task);
}

gboolean
connection_check_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}
