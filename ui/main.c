/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program starts and ends: the options, then either a sub-command or the screen.
 */
#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "src/api/client.h"
#include "src/command/command.h"
#include "src/command/common.h"
#include "src/local/connections.h"
#include "src/local/harden.h"
#include "src/local/secret-text.h"
#include "ui/app.h"
#include "ui/demo.h"

typedef struct {
  char *connection_name;
  char *server; /* --server, else CANVASS_SERVER; normalized before use */
  char *token;  /* in secret memory */
  gboolean read_only;
  gboolean demo;
  int contacts;
  int idle_fd;
  gboolean no_mouse;
  gboolean version;
  gboolean help; /* was printed, with this status */
  int help_status;
} Options;

static void
options_clear(Options *options)
{
  g_free(options->connection_name);
  g_free(options->server);
  secret_text_free(options->token);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static int
bad_usage(const char *what)
{
  fprintf(stderr, "canvass: %s; see canvass --help\n", what);
  return EXIT_BAD_USAGE;
}

/* Options end at the first word that is none, so that a sub-command has its own. */
static gboolean
parse(Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
      {"connection", 'c', 0, G_OPTION_ARG_STRING, &options->connection_name, "Open this connection", "NAME"},
      {"read-only", 0, 0, G_OPTION_ARG_NONE, &options->read_only, "Refuse every write", NULL},
      {"server", 0, 0, G_OPTION_ARG_STRING, &options->server,
       "Use this server and the token in CANVASS_TOKEN", "SERVER"},
      {"demo", 0, 0, G_OPTION_ARG_NONE, &options->demo, "Work in a private sandbox with invented people",
       NULL},
      {"contacts", 0, 0, G_OPTION_ARG_INT, &options->contacts, "How many people the demo has", "N"},
      {"no-mouse", 0, 0, G_OPTION_ARG_NONE, &options->no_mouse, "Leave the mouse to the terminal", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Show the version", NULL},
      HELP_ENTRY(&options->help),
      {"idle-fd", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->idle_fd, NULL, NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new("[COMMAND ...]");
  g_autofree char *commands = command_summary();
  g_option_context_set_summary(context, "Works a Qualtrics account from the terminal.");
  g_option_context_set_description(context, commands);
  g_option_context_set_strict_posix(context, TRUE);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  gboolean parsed = g_option_context_parse(context, argc, argv, error);
  if (parsed && *argc == 2 && g_str_equal((*argv)[1], "help"))
    options->help = TRUE;
  if (options->help)
    options->help_status = print_help(context);
  return parsed;
}

/* Puts right what was given as the server; without a server or without a token there is nothing given. */
static gboolean
settle_server(Options *options, GError **error)
{
  if (options->token && !options->server)
    fputs("canvass: CANVASS_TOKEN is set and CANVASS_SERVER is not; the token is not used\n", stderr);
  if (!options->server || !options->token) {
    g_clear_pointer(&options->server, g_free);
    secret_text_clear(&options->token);
    return TRUE;
  }
  char *normalized = server_address_normalize(options->server, error);
  g_free(options->server);
  options->server = normalized;
  return normalized != NULL;
}

static int
run_command(const Options *options, const Paths *paths, int argc, char **argv)
{
  CommandContext context = {.connection_name = g_strdup(options->connection_name),
                            .server = options->server,
                            .token = options->token,
                            .read_only = options->read_only,
                            .paths = paths};
  int status = command_run(&context, argc, argv);
  g_free(context.connection_name);
  return status;
}

static int
run_screen(const Options *options, const Paths *paths, const char *no_memory)
{
  const AppOptions app = {.server = options->server,
                          .token = options->token,
                          .connection_name = options->connection_name,
                          .read_only = options->read_only,
                          .demo = options->demo,
                          .idle_fd = options->idle_fd,
                          .no_mouse = options->no_mouse,
                          .paths = paths,
                          .no_memory = no_memory,
                          .state_dir = paths->state};
  return app_run(&app);
}

/* The demo stands in for a given server; its folders must be set before paths_new looks. */
static gboolean
use_demo(Options *options, Demo **demo, GError **error)
{
  if (!options->demo)
    return TRUE;
  *demo = demo_start(options->contacts, error);
  if (!*demo)
    return FALSE;
  g_free(options->server);
  secret_text_free(options->token);
  options->server = g_strdup(demo_url(*demo));
  options->token = secret_text_new(demo_token(*demo), -1);
  g_clear_pointer(&options->connection_name, g_free);
  return TRUE;
}

static int
run(Options *options, int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Demo) demo = NULL;
  g_autoptr(Paths) paths = NULL;
  gboolean ready = use_demo(options, &demo, &error) && settle_server(options, &error);
  if (ready)
    paths = paths_new(&error);
  /* The screen goes on where nothing can be kept (a read-only home); what needs a memory says so. */
  if (ready && !paths && argc <= 0)
    paths = paths_unmade();
  if (!paths) {
    fprintf(stderr, "canvass: %s\n", error->message);
    return error->domain == API_ERROR ? EXIT_BAD_USAGE : EXIT_REFUSED;
  }
  return argc > 0 ? run_command(options, paths, argc, argv)
                  : run_screen(options, paths, error ? error->message : NULL);
}

/* Where the shell closed one of the three (>&-) the next file to be opened would take its number, and what is
 * printed would go into the journal. What stands there instead can't be read or written, so that is said. */
static void
fill_standard_descriptors(void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0)
      (void) !open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int
main(int argc, char **argv)
{
  g_auto(Options) options = {.idle_fd = -1};
  g_autofree char *server = NULL;
  fill_standard_descriptors();
  harden_process();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  setlocale(LC_ALL, "");
  environment_take_token(&server, &options.token);
  g_autoptr(GError) error = NULL;
  gboolean parsed = parse(&options, &argc, &argv, &error);
  if (options.help)
    return options.help_status;
  if (!parsed)
    return bad_usage(error->message);
  if (!options.server)
    options.server = g_steal_pointer(&server);
  if (options.version) {
    puts(PACKAGE_STRING);
    return finish_output(stdout, EXIT_DONE);
  }
  if (options.contacts && (!options.demo || options.contacts < 0))
    return bad_usage("--contacts takes a number above 0, and belongs to --demo");
  if (options.demo && argc > 1)
    return bad_usage("--demo is for the screen");
  if (argc > 1 && !command_exists(argv[1])) {
    complain("there is no command \"%s\"; see canvass --help", argv[1]);
    return EXIT_BAD_USAGE;
  }
  if (options.idle_fd >= 0)
    (void) fcntl(options.idle_fd, F_SETFD, FD_CLOEXEC);
  return run(&options, argc - 1, argv + 1);
}
