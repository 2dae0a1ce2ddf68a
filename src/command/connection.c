/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass connection add|list|test|remove. */
#include "src/local/connections.h"

#include <string.h>

#include "src/api/whoami.h"
#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/open.h"
#include "src/command/token-input.h"
#include "src/flow/connection-check.h"
#include "src/local/secret-text.h"

static const char *
source_name(const Connection *connection)
{
  static const char *const names[] = {[CONNECTION_KEYRING] = "keyring",
                                      [CONNECTION_COMMAND] = "token-command",
                                      [CONNECTION_ENVIRONMENT] = "environment"};
  return names[connection->source];
}

/* Asks the server who the token belongs to, and says it; FALSE when it says no. */
static gboolean
introduce(ApiClient *client, const char *name, GError **error)
{
  g_auto(Wait) wait = {0};
  identity_get_async(client, NULL, wait_callback, &wait);
  g_autoptr(Identity) identity = identity_get_finish(client, wait_for(&wait), error);
  if (!identity)
    return FALSE;
  g_autofree char *text = g_strdup_printf(
      "%s: %s %s, %s, brand %s, on %s\n", name, identity->first_name ? identity->first_name : "",
      identity->last_name ? identity->last_name : "",
      identity->user_name ? identity->user_name : identity->user_id,
      identity->brand_id ? identity->brand_id : "unknown", api_client_server(client));
  print_clean(stdout, text);
  warn_of_notice(client);
  return TRUE;
}

typedef struct {
  char *server;
  gboolean token_stdin, read_only, make_default;
} AddOptions;

static void
add_options_clear(AddOptions *options)
{
  g_free(options->server);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AddOptions, add_options_clear)

/* Tries @token on @connection, and only then stores it. */
static gboolean
try_and_store(Desk *desk, Connection *connection, const char *token, GError **error)
{
  const ApiClientOptions options = {.server = connection->server, .token = token, .read_only = TRUE};
  g_autoptr(ApiClient) client = api_client_new(&options);
  if (!introduce(client, connection->name, error))
    return FALSE;
  connection->is_default |= settings_default_connection(desk->settings) == NULL;
  g_auto(Wait) wait = {0};
  connection_store_async(desk->connections, connection, token, NULL, wait_callback, &wait);
  return connection_store_finish(desk->connections, wait_for(&wait), error);
}

static int
add(const CommandContext *context, const char *name, const AddOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *server = server_address_normalize(options->server, &error);
  g_autoptr(Desk) desk = server && connection_name_check(name, &error) ? desk_open(context, &error) : NULL;
  if (!desk)
    return fail_with(error);
  char *token = options->token_stdin ? token_from_stdin(&error) : token_from_terminal("API token: ", &error);
  if (!token) {
    complain("%s", error->message);
    return EXIT_BAD_USAGE;
  }
  g_autoptr(Connection) connection =
      connection_new(name, server, options->read_only || context->read_only, CONNECTION_KEYRING);
  connection->is_default = options->make_default;
  gboolean stored = try_and_store(desk, connection, token, &error);
  secret_text_free(token);
  if (!stored)
    return fail_with(error);
  complain("\"%s\" is kept in the keyring%s", name, connection->is_default ? ", as the default" : "");
  return finish_output(stdout, EXIT_DONE);
}

static int
run_add(CommandContext *context, int argc, char **argv)
{
  g_auto(AddOptions) options = {0};
  const GOptionEntry entries[] = {
      {"server", 0, 0, G_OPTION_ARG_STRING, &options.server, "The data centre or the host", "S"},
      {"token-stdin", 0, 0, G_OPTION_ARG_NONE, &options.token_stdin, "Read the token from standard input",
       NULL},
      {"read-only", 0, 0, G_OPTION_ARG_NONE, &options.read_only, "Refuse every write on this connection",
       NULL},
      {"default", 0, 0, G_OPTION_ARG_NONE, &options.make_default, "Make it the default", NULL},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(NULL, entries, "NAME --server S",
                     "Tries a token and keeps it in the keyring. It is typed unseen.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (argc == 2 && options.server)
    return add(context, argv[1], &options);
  complain("which connection, where? canvass connection add NAME --server S");
  return EXIT_BAD_USAGE;
}

/* A line a finding: what, and how it is. */
static void
on_finding(CheckKind kind, const char *what, const char *text, gpointer data G_GNUC_UNUSED)
{
  static const char *const marks[] = {"ok", "note", "no"};
  g_autofree char *line = g_strdup_printf("  %-4s  %-14s  %s\n", marks[kind], what, text);
  print_clean(stdout, line);
}

/* The token first, by itself: an area that is refused does not make the connection a bad one. */
static int
test_areas(ApiClient *client)
{
  g_auto(Wait) wait = {0};
  g_autoptr(GError) error = NULL;
  connection_check_async(client, NULL, on_finding, wait_callback, &wait);
  if (!connection_check_finish(wait_for(&wait), &error))
    return fail_with(error);
  return finish_output(stdout, EXIT_DONE);
}

static int
run_test(CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(context, entries, "[NAME]",
                     "Asks the server whose token it is, and what it is good for.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (argc > 2) {
    complain("one connection at a time");
    return EXIT_BAD_USAGE;
  }
  const char *name = argc == 2 ? argv[1] : context->connection_name;
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, name, &error) : NULL;
  if (!client || !introduce(client, name ? name : "connection", &error))
    return fail_with(error);
  return test_areas(client);
}

static int
run_list(CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(NULL, entries, NULL, "Lists the connections; * marks the default.", &argc, &argv))
    return EXIT_BAD_USAGE;
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(GPtrArray) list = desk ? desk_list(desk, &error) : NULL;
  if (!list)
    return fail_with(error);
  for (guint i = 0; i < list->len; i++) {
    const Connection *connection = list->pdata[i];
    printf("%c %-16s  %-40s  %-13s  %s\n", connection->is_default ? '*' : ' ', connection->name,
           connection->server, source_name(connection), connection->read_only ? "read-only" : "");
  }
  if (list->len == 0)
    complain("no connections yet; \"canvass connection add NAME --server S\" makes one");
  return finish_output(stdout, EXIT_DONE);
}

static int
run_remove(CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(NULL, entries, "NAME", "Takes a connection and its token out of the keyring.", &argc,
                     &argv))
    return EXIT_BAD_USAGE;
  if (argc != 2) {
    complain("which connection? canvass connection remove NAME");
    return EXIT_BAD_USAGE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  if (!desk)
    return fail_with(error);
  g_auto(Wait) wait = {0};
  connection_remove_async(desk->connections, argv[1], NULL, wait_callback, &wait);
  if (!connection_remove_finish(desk->connections, wait_for(&wait), &error))
    return fail_with(error);
  complain("\"%s\" is removed", argv[1]);
  return EXIT_DONE;
}

static const struct {
  const char *name, *full; /* by which the help calls it */
  int (*run)(CommandContext *context, int argc, char **argv);
} verbs[] = {
    {"add", "connection add", run_add},
    {"list", "connection list", run_list},
    {"test", "connection test", run_test},
    {"remove", "connection remove", run_remove},
};

int
command_connection(CommandContext *context, int argc, char **argv)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS(verbs); i++)
    if (strcmp(argv[1], verbs[i].name) == 0) {
      argv[1] = (char *) verbs[i].full;
      return verbs[i].run(context, argc - 1, argv + 1);
    }
  gboolean is_asked = argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0);
  fputs("Usage: canvass connection add NAME --server S [--token-stdin] [--read-only] [--default]\n"
        "       canvass connection list\n"
        "       canvass connection test [NAME]\n"
        "       canvass connection remove NAME\n",
        is_asked ? stdout : stderr);
  return is_asked ? finish_output(stdout, EXIT_DONE) : EXIT_BAD_USAGE;
}
