/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sub-commands share: waiting for an asynchronous call, saying what went wrong, parsing options, clean
 * output.
 */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

#include "src/command/command.h"

/* A call that is waited for: begin it with wait_callback and the Wait, then wait_for gives its result (owned
 * by the Wait until wait_clear). The default main context runs meanwhile. */
typedef struct {
  GMainLoop *loop;
  GAsyncResult *result;
} Wait;
void wait_callback(GObject *source, GAsyncResult *result, gpointer wait);
GAsyncResult *wait_for(Wait *wait);
void wait_clear(Wait *wait);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Wait, wait_clear)

/* "canvass: ..." on standard error. */
void complain(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Complains of @error and returns the exit status that it stands for. */
int fail_with(const GError *error);

/* Parses the options of a sub-command; what is left stays in argv from 1 on. @usage is what follows the
 * sub-command's name. Where it opens a connection, @context takes the -c and --read-only that stand after it;
 * else it is NULL. FALSE: complained, the status is EXIT_BAD_USAGE. --help prints and ends the program. */
gboolean parse_options(CommandContext *context, const GOptionEntry *entries, const char *usage,
                       const char *summary, int *argc, char ***argv);

/* The --help of an option context whose own is switched off: GLib's looks away when it can't be written. */
#define HELP_ENTRY(help)                                         \
  {                                                              \
    "help", 'h', 0, G_OPTION_ARG_NONE, (help), "Show this", NULL \
  }
int print_help(GOptionContext *options);

/* All of a file, or of standard input ("-"), unless that is more than @most bytes. @bytes is new and ends in
 * a NUL; @length may be NULL. LOCAL_ERROR_FILE. */
gboolean read_input(const char *path, gsize most, char **bytes, gsize *length, GError **error);

/* "--since": TIMESTAMP_NONE for NULL; FALSE, complained, when it is no time. */
gboolean parse_since(const char *text, gint64 *since);

/* Asks on the controlling terminal, wherever the standard streams go; new, without the newline, "" when
 * nothing was typed. NULL: there is no terminal. */
char *ask_on_terminal(const char *question);

/* Writes text that came from a server to a terminal or a file: control characters and bidi marks become
 * U+FFFD. */
void print_clean(FILE *out, const char *text);

/* The same for JSON, which stays the same JSON: they become \uXXXX. */
void print_json(FILE *out, const char *json);

/* Flushes standard output; EXIT_REFUSED with a complaint when that fails (a full disk; without one where
 * nobody reads on), else @status. */
int finish_output(FILE *out, int status);
