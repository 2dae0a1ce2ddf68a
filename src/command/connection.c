/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass connection add|list|test|remove. */
#include "src/local/connections.h"

#include <string.h>

#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/open.h"

static const char *
source_name(const Connection *connection)
{
  static const char *const names[] = {[CONNECTION_KEYRING] = "keyring",
                                      [CONNECTION_COMMAND] = "token-command",
                                      [CONNECTION_ENVIRONMENT] = "environment"};
  return names[connection->source];
}

static int
run_list(const CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(entries, NULL, "Lists the connections; * marks the default.", &argc, &argv))
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
run_remove(const CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(entries, "NAME", "Takes a connection and its token out of the keyring.", &argc, &argv))
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
  const char *name;
  int (*run)(const CommandContext *context, int argc, char **argv);
} verbs[] = {
    {"list", run_list},
    {"remove", run_remove},
};

int
command_connection(const CommandContext *context, int argc, char **argv)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS(verbs); i++)
    if (strcmp(argv[1], verbs[i].name) == 0) {
      argv[1] = (char *) "connection"; /* so that the help names it */
      return verbs[i].run(context, argc - 1, argv + 1);
    }
  fputs("Usage: canvass connection add NAME --server S [--token-stdin] [--read-only] [--default]\n"
        "       canvass connection list\n"
        "       canvass connection test NAME\n"
        "       canvass connection remove NAME\n",
        argc > 1 && strcmp(argv[1], "--help") == 0 ? stdout : stderr);
  return argc > 1 && strcmp(argv[1], "--help") == 0 ? EXIT_DONE : EXIT_BAD_USAGE;
}
