/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of sub-commands. */
#include "src/command/command.h"

#include <stdio.h>
#include <string.h>

#include "src/command/commands.h"
#include "src/command/common.h"

static const struct {
  const char *name;
  const char *summary;
  int (*run)(CommandContext *context, int argc, char **argv);
} commands[] = {
    {"api", "make any call; the reply is JSON on standard output", command_api},
    {"connection", "add, list, test and remove connections", command_connection},
    {"export", "write a whole list as CSV or JSON", command_export},
    {"help", "tell more of a command, as its --help", command_help},
    {"import", "bring the contacts of a CSV file onto a mailing list", command_import},
    {"journal", "show what was written to Qualtrics from this machine", command_journal},
    {"watch", "write each new response of a survey as a line of JSON", command_watch},
};

gboolean
command_exists(const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i].name, word) == 0)
      return TRUE;
  return FALSE;
}

int
command_run(CommandContext *context, int argc, char **argv)
{
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i].name, argv[0]) == 0)
      return commands[i].run(context, argc, argv);
  g_return_val_if_reached(EXIT_BAD_USAGE); /* command_exists was asked before */
}

int
command_help(CommandContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  if (!parse_options(NULL, entries, "COMMAND", "Tells more of a command, as its --help.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (argc < 2 || !command_exists(argv[1])) {
    complain("help with which command? canvass help COMMAND; canvass --help lists them");
    return EXIT_BAD_USAGE;
  }
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (int i = 1; i < argc; i++)
    g_ptr_array_add(words, argv[i]);
  g_ptr_array_add(words, (gpointer) "--help");
  g_ptr_array_add(words, NULL);
  return command_run(context, (int) words->len - 1, (char **) words->pdata);
}

char *
command_summary(void)
{
  g_autoptr(GString) text = g_string_new("Commands (each has its own --help):\n");
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    g_string_append_printf(text, "  %-11s %s\n", commands[i].name, commands[i].summary);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
