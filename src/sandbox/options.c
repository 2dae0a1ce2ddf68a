/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/options.h"

static gboolean
check(const Options *options, int argc, GError **error)
{
  const char *wrong = argc > 1                                     ? "unexpected argument"
                      : options->port < 0 || options->port > 65535 ? "--port must be 0 to 65535"
                      : options->contacts < 0 || options->contacts > 50000000
                          ? "--contacts must be 0 to 50000000"
                      : options->latency < 0  ? "--latency must not be negative"
                      : options->speed < 0    ? "--speed must not be negative"
                      : options->arrivals < 0 ? "--arrivals must not be negative"
                                              : NULL;
  if (wrong)
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return !wrong;
}

gboolean
options_read(Options *options, int *argc, char ***argv, GError **error)
{
  *options = (Options){.contacts = 12408, .seed = 1, .rate_limit = 3000, .speed = 1};
  const GOptionEntry entries[] = {
      {"port", 0, 0, G_OPTION_ARG_INT, &options->port, "Listen on 127.0.0.1:N; 0 is any free port", "N"},
      {"contacts", 0, 0, G_OPTION_ARG_INT64, &options->contacts, "People on the first mailing list (12408)",
       "N"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "Another world (1)", "N"},
      {"latency", 0, 0, G_OPTION_ARG_INT, &options->latency, "Wait before each answer", "MS"},
      {"rate-limit", 0, 0, G_OPTION_ARG_INT, &options->rate_limit, "Requests a minute (3000); 0 is no limit",
       "N"},
      {"token", 0, 0, G_OPTION_ARG_STRING, &options->token, "The only token that is right", "T"},
      {"fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->faults, "METHOD PATH-GLOB ACTION[=ARG] [xCOUNT]",
       "SPEC"},
      {"outbox", 0, 0, G_OPTION_ARG_FILENAME, &options->outbox, "Folder for the mails that are sent", "DIR"},
      {"speed", 0, 0, G_OPTION_ARG_DOUBLE, &options->speed, "How many times faster people answer (1)", "X"},
      {"arrivals", 0, 0, G_OPTION_ARG_INT, &options->arrivals,
       "Somebody answers a survey every N seconds (0: nobody)", "N"},
      {"proxied-host", 0, 0, G_OPTION_ARG_STRING, &options->proxied_host,
       "Say that this host is the right one", "HOST"},
      {"exit-with-parent", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_parent, "End when the parent ends",
       NULL},
      {NULL},
  };
  g_autoptr(GOptionContext) context = g_option_context_new("- Qualtrics on a desk");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, argc, argv, error) || !check(options, *argc, error))
    return FALSE;
  if (!options->token)
    options->token = g_strdup(g_getenv("CANVASS_SANDBOX_TOKEN"));
  return TRUE;
}

void
options_clear(Options *options)
{
  g_free(options->token);
  g_free(options->outbox);
  g_free(options->proxied_host);
  g_strfreev(options->faults);
}
