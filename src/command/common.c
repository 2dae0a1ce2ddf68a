/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/command/common.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/api/api-error.h"
#include "src/local/local-error.h"
#include "src/model/timestamp.h"

void
wait_callback(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;
  wait->result = g_object_ref(result);
  if (wait->loop)
    g_main_loop_quit(wait->loop);
}

GAsyncResult *
wait_for(Wait *wait)
{
  wait->loop = g_main_loop_new(NULL, FALSE);
  if (!wait->result)
    g_main_loop_run(wait->loop);
  return wait->result;
}

void
wait_clear(Wait *wait)
{
  g_clear_pointer(&wait->loop, g_main_loop_unref);
  g_clear_object(&wait->result);
}

void
complain(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fputs("canvass: ", stderr);
  print_clean(stderr, text);
  fputc('\n', stderr);
}

int
fail_with(const GError *error)
{
  complain("%s", error->message);
  if (error->domain != LOCAL_ERROR)
    return error->domain == API_ERROR && error->code == API_ERROR_BAD_SERVER ? EXIT_BAD_USAGE : EXIT_REFUSED;
  switch (error->code) {
  case LOCAL_ERROR_NO_KEYRING:
  case LOCAL_ERROR_KEYRING_LOCKED:
  case LOCAL_ERROR_KEYRING_TIMEOUT:
  case LOCAL_ERROR_NOT_FOUND:
  case LOCAL_ERROR_COMMAND:
    return EXIT_NO_CONNECTION;
  case LOCAL_ERROR_BAD_NAME:
  case LOCAL_ERROR_CONFIG:
    return EXIT_BAD_USAGE;
  default:
    return EXIT_REFUSED;
  }
}

int
print_help(GOptionContext *options)
{
  g_autofree char *text = g_option_context_get_help(options, TRUE, NULL);
  fputs(text, stdout);
  return finish_output(stdout, EXIT_DONE);
}

gboolean
parse_options(CommandContext *context, const GOptionEntry *entries, const char *usage, const char *summary,
              int *argc, char ***argv)
{
  g_autofree char *program = g_strconcat("canvass ", (*argv)[0], NULL);
  g_set_prgname(program);
  gboolean help = FALSE, read_only = FALSE;
  g_autofree char *name = NULL;
  const GOptionEntry own[] = {HELP_ENTRY(&help), G_OPTION_ENTRY_NULL};
  const GOptionEntry connecting[] = {
      {"connection", 'c', 0, G_OPTION_ARG_STRING, &name, "Use this connection", "NAME"},
      {"read-only", 0, 0, G_OPTION_ARG_NONE, &read_only, "Refuse every write", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) options = g_option_context_new(usage);
  g_option_context_add_main_entries(options, entries, NULL);
  if (context)
    g_option_context_add_main_entries(options, connecting, NULL);
  g_option_context_add_main_entries(options, own, NULL);
  g_option_context_set_help_enabled(options, FALSE);
  g_option_context_set_summary(options, summary);
  g_autoptr(GError) error = NULL;
  gboolean parsed = g_option_context_parse(options, argc, argv, &error);
  if (help)
    exit(print_help(options));
  if (parsed && context)
    context->read_only |= read_only;
  if (parsed && name) {
    g_free(context->connection_name);
    context->connection_name = g_steal_pointer(&name);
  }
  if (parsed)
    return TRUE;
  complain("%s; see %s --help", error->message, program);
  return FALSE;
}

gboolean
read_input(const char *path, gsize most, char **bytes, gsize *length, GError **error)
{
  gboolean is_stdin = strcmp(path, "-") == 0;
  FILE *file = is_stdin ? stdin : fopen(path, "re");
  if (!file)
    return local_error_set_errno(error, errno, "cannot read", path);
  g_autoptr(GString) text = g_string_new(NULL);
  char block[65536];
  for (size_t got; text->len <= most && (got = fread(block, 1, sizeof block, file)) > 0;)
    g_string_append_len(text, block, (gssize) got);
  int saved = ferror(file) ? errno : 0;
  if (!is_stdin)
    fclose(file);
  if (saved)
    return local_error_set_errno(error, saved, "cannot read", path);
  if (text->len > most) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE, "%s has more than %" G_GSIZE_FORMAT " MB", path,
                most / 1000 / 1000);
    return FALSE;
  }
  if (length)
    *length = text->len;
  *bytes = g_string_free(g_steal_pointer(&text), FALSE);
  return TRUE;
}

gboolean
parse_since(const char *text, gint64 *since)
{
  *since = TIMESTAMP_NONE;
  if (!text || timestamp_parse(text, since))
    return TRUE;
  complain("--since is a time like 2026-11-24T08:30:00Z, or a day like 2026-11-24");
  return FALSE;
}

char *
ask_on_terminal(const char *question)
{
  int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0)
    return NULL;
  char answer[64] = "";
  gboolean asked = write(terminal, question, strlen(question)) > 0;
  gssize length = asked ? read(terminal, answer, sizeof answer - 1) : 0;
  close(terminal);
  return g_strstrip(g_strndup(answer, (gsize) MAX(length, 0)));
}

/* C0 but tab and newline, DEL, C1, and the marks that turn the direction of what follows. */
static gboolean
is_harmful(gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e ||
         c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* All of these characters are in the basic plane, so one escape holds each. */
static void
print_filtered(FILE *out, const char *text, gboolean as_json)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *at = valid; *at;) {
    const char *next = g_utf8_next_char(at);
    gunichar c = g_utf8_get_char(at);
    if (!is_harmful(c))
      fwrite(at, 1, (size_t) (next - at), out);
    else if (!as_json)
      fputs("\xef\xbf\xbd", out);
    else if (c != '\r') /* of the harmful ones only this may stand between JSON's values */
      fprintf(out, "\\u%04x", c);
    at = next;
  }
}

void
print_clean(FILE *out, const char *text)
{
  print_filtered(out, text, FALSE);
}

void
print_json(FILE *out, const char *json)
{
  print_filtered(out, json, TRUE);
}

int
finish_output(FILE *out, int status)
{
  if (fflush(out) == 0 && !ferror(out))
    return status;
  if (errno != EPIPE) /* who reads has had enough: head */
    complain("cannot write the output: %s", g_strerror(errno));
  return EXIT_REFUSED;
}
