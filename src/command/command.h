/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program without a screen: `canvass WORD ...`. A sub-command is a file and a row of the table in
 * command.c. Results go to standard output, everything else to standard error.
 */
#pragma once

#include <glib.h>

#include "src/local/paths.h"

/* The exit statuses, a contract with scripts. */
enum {
  EXIT_DONE = 0,
  EXIT_REFUSED = 1, /* the server or the network said no */
  EXIT_BAD_USAGE = 2,
  EXIT_NO_CONNECTION = 3, /* or no keyring */
  EXIT_UNKNOWN = 4,       /* a write went out and its outcome is not known */
};

/* What stood before the sub-command; -c and --read-only may stand after it, too. Borrowed but the name. */
typedef struct {
  char *connection_name; /* -c NAME, or NULL; owned by who made this */
  const char *server;    /* from the environment, together with token, or NULL */
  const char *token;
  gboolean read_only;
  const Paths *paths;
} CommandContext;

/* Whether @word names a sub-command. */
gboolean command_exists(const char *word);

/* Runs argv[0], a sub-command, with its arguments; returns the exit status. */
int command_run(CommandContext *context, int argc, char **argv);

/* The lines of --help about the sub-commands. New. */
char *command_summary(void);
