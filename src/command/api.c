/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass api METHOD PATH: any call. The reply's JSON goes to standard output, one document a page,
 * everything else to standard error. */
#include "src/api/raw.h"

#include <stdio.h>
#include <string.h>

#include "src/api/endpoints.h"
#include "src/api/json-layout.h"
#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/open.h"
#include "src/flow/refusal.h"
#include "src/local/journal.h"

typedef struct {
  char **query;
  char *data;
  gboolean all, yes, endpoints;
} CallOptions;

static void
call_options_clear(CallOptions *options)
{
  g_strfreev(options->query);
  g_free(options->data);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CallOptions, call_options_clear)

/* Qualtrics takes less. */
#define LARGEST_BODY ((gsize) 64 * 1000 * 1000)

/* -d JSON, @FILE or -. What is no JSON never goes out. */
static gboolean
read_body(const char *data, char **body, GError **error)
{
  *body = NULL;
  if (!data)
    return TRUE;
  gboolean is_stdin = strcmp(data, "-") == 0;
  if (!is_stdin && data[0] != '@')
    *body = g_strdup(data);
  else if (!read_input(is_stdin ? data : data + 1, LARGEST_BODY, body, NULL, error)) {
    g_prefix_error(error, "the body: ");
    return FALSE;
  }
  if (json_layout_check(*body, error))
    return TRUE;
  g_prefix_error(error, "the body: ");
  g_clear_pointer(body, g_free);
  return FALSE;
}

/* Asks on the terminal, since standard input may be the body. Only "y" is a yes. */
static gboolean
confirm(const char *method, const char *path, const char *server)
{
  g_autofree char *question = g_strdup_printf("%s %s on %s? [y/N] ", method, path, server);
  g_autofree char *answer = ask_on_terminal(question);
  if (answer && (answer[0] == 'y' || answer[0] == 'Y'))
    return TRUE;
  if (!answer)
    complain("a write needs a yes, and there is no terminal to ask on; use -y");
  else
    complain("nothing was sent");
  return FALSE;
}

static int
show(const RawReply *reply)
{
  gboolean is_json = json_layout_check(reply->body, NULL);
  if (is_json) {
    print_json(stdout, reply->body);
    putchar('\n');
  } else if (*reply->body)
    complain("the reply is not JSON but %s", reply->content_type ? reply->content_type : "of no type");
  return is_json || !*reply->body ? EXIT_DONE : EXIT_REFUSED;
}

/* A write that may have been done although no answer came is "unknown", never "refused". */
static int
fail_call(gboolean write, FetchProgress progress, const GError *error)
{
  int status = fail_with(error);
  if (!write || write_was_refused(progress, error))
    return status;
  complain("whether it was done is not known: look before you try again");
  return EXIT_UNKNOWN;
}

/* What is called, and whether it may change something: then it goes into the journal. */
typedef struct {
  ApiClient *client;
  Journal *journal; /* NULL: it only reads */
  const char *connection;
  FetchMethod method;
  const char *path;
} RawCall;

static gboolean
note(const RawCall *call, const char *what, const char *request_id, GError **error)
{
  return journal_append_call(call->journal, call->connection, api_client_server(call->client),
                             fetch_method_name(call->method), call->path, what, request_id, error);
}

static void
record(const RawCall *call, FetchProgress progress, const RawReply *reply, const GError *failed)
{
  g_autoptr(GError) error = NULL;
  if (!call->journal)
    return;
  g_autofree char *ended = failed == NULL ? g_strdup("done")
                           : write_was_refused(progress, failed)
                               ? g_strdup(failed->message)
                               : g_strdup_printf("not known: %s", failed->message);
  if (!note(call, ended, failed ? api_error_request_id(failed) : reply->request_id, &error))
    complain("%s", error->message);
}

static int
call_pages(const RawCall *call, const CallOptions *options, const char *body)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  int status;
  do {
    g_autoptr(GError) error = NULL;
    g_auto(Wait) wait = {0};
    FetchProgress progress = FETCH_NOT_SENT;
    if (call->journal && !note(call, "about to be sent", NULL, &error))
      return fail_with(error);
    raw_call_async(call->client, call->method, next ? next : call->path,
                   next ? NULL : (const char *const *) options->query, body, NULL, wait_callback, &wait);
    g_autoptr(RawReply) reply = raw_call_finish(call->client, wait_for(&wait), &progress, &error);
    record(call, progress, reply, error);
    if (!reply)
      return fail_call(call->journal != NULL, progress, error);
    status = show(reply);
    g_free(next);
    next = options->all && status == EXIT_DONE ? g_strdup(reply->next) : NULL;
    if (next && !g_hash_table_add(seen, g_strdup(next))) {
      complain("the server gives the same next page twice; stopped");
      return EXIT_REFUSED;
    }
  } while (next);
  warn_of_notice(call->client);
  int ended = finish_output(stdout, status);
  /* A script that takes it for refused would do it again. */
  return ended != status && call->journal ? EXIT_UNKNOWN : ended;
}

/* The token goes along by itself, in a header; in the call it would end in logs. */
static gboolean
holds_token(const ApiClient *client, const char *path, char **query, const char *body)
{
  gboolean found = api_client_token_is_in(client, path) || api_client_token_is_in(client, body);
  for (; query && *query; query++)
    found |= api_client_token_is_in(client, *query);
  if (found)
    complain("the token stands in the call; nothing was sent");
  return found;
}

static int
call(const CommandContext *context, FetchMethod method, const char *path, const CallOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *body = NULL;
  if (!read_body(options->data, &body, &error)) {
    complain("%s", error->message);
    return EXIT_BAD_USAGE;
  }
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, context->connection_name, &error) : NULL;
  if (!client)
    return fail_with(error);
  gboolean writes = endpoint_writes(method, path);
  if (writes && api_client_is_read_only(client)) {
    complain("this connection is read-only; nothing was sent");
    return EXIT_REFUSED;
  }
  if (holds_token(client, path, options->query, body))
    return EXIT_BAD_USAGE;
  if (writes && !options->yes && !confirm(fetch_method_name(method), path, api_client_server(client)))
    return EXIT_BAD_USAGE;
  g_autoptr(Journal) journal = writes ? journal_open(context->paths, &error) : NULL;
  if (writes && !journal)
    return fail_with(error);
  const RawCall raw = {client, journal, context->connection_name, method, path};
  return call_pages(&raw, options, body);
}

/* A line for each call that is known by heart: method, path, what it does; only those of @method (may be
 * NULL) whose path can begin with @begun (may be NULL), which is what the shells complete. */
static int
list_endpoints(const char *method, const char *begun)
{
  guint n;
  const Endpoint *endpoints = endpoints_all(&n);
  FetchMethod wanted = FETCH_GET;
  if (method && !endpoint_method(method, &wanted)) {
    complain("which method? GET, POST, PUT or DELETE");
    return EXIT_BAD_USAGE;
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *path = endpoint_complete(&endpoints[i], begun ? begun : "");
    if (path && (!method || endpoints[i].method == wanted))
      printf("%s\t%s\t%s\n", fetch_method_name(endpoints[i].method), path, endpoints[i].help);
  }
  return finish_output(stdout, EXIT_DONE);
}

int
command_api(CommandContext *context, int argc, char **argv)
{
  g_auto(CallOptions) options = {0};
  const GOptionEntry entries[] = {
      {"query", 'q', 0, G_OPTION_ARG_STRING_ARRAY, &options.query, "A query parameter", "KEY=VALUE"},
      {"data", 'd', 0, G_OPTION_ARG_STRING, &options.data, "The body: JSON, @FILE, or - for standard input",
       "JSON"},
      {"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "Follow nextPage; one document a page", NULL},
      {"yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, "Do not ask before a write", NULL},
      {"endpoints", 0, 0, G_OPTION_ARG_NONE, &options.endpoints, "List the calls that are known", NULL},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(context, entries, "METHOD PATH",
                     "Makes any call; the reply's JSON goes to standard output.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (options.endpoints && argc <= 3)
    return list_endpoints(argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL);
  FetchMethod method;
  if (argc != 3 || !endpoint_method(argv[1], &method) || argv[2][0] != '/') {
    complain("which call? canvass api GET|POST|PUT|DELETE /PATH");
    return EXIT_BAD_USAGE;
  }
  if (options.all && endpoint_writes(method, argv[2])) {
    complain("--all is for calls that only read");
    return EXIT_BAD_USAGE;
  }
  return call(context, method, argv[2], &options);
}
