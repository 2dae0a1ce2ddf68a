/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass import LIST_ID FILE: what the key I does, without a screen. How the columns are taken, and what
 * merging does, is said before the number has to be typed. */
#include "src/flow/import.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/find-list.h"
#include "src/command/import-earlier.h"
#include "src/command/open.h"
#include "src/flow/import-resume.h"
#include "src/flow/merge-rule.h"

typedef struct {
  const char *list_id, *path, *rejects, *settled;
  char **columns;
  gboolean yes, dry_run, all;
} ImportOptions;

#define LARGEST_FILE ((gsize) 500 * 1000 * 1000)

static CsvTable *
read_table(const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;
  return read_input(path, LARGEST_FILE, &bytes, &length, error) ? csv_read(bytes, length, error) : NULL;
}

/* --column 'Given Name=firstName' */
static gboolean
set_columns(ImportPlan *plan, char **columns)
{
  for (; columns && *columns; columns++) {
    const char *end = strrchr(*columns, '=');
    g_autofree char *header = end ? g_strndup(*columns, (gsize) (end - *columns)) : g_strdup(*columns);
    int column = import_plan_find(plan, header);
    guint target;
    if (!end || column < 0) {
      complain("--column %s: the file has no column %s", *columns, header);
      return FALSE;
    }
    if (!import_target_parse(end + 1, &target)) {
      complain("--column %s: it can be email, firstName, lastName, language, extRef, phone, unsubscribed, "
               "embedded or skip",
               *columns);
      return FALSE;
    }
    plan->targets[column] = target;
  }
  return TRUE;
}

/* The plan as it is, on standard error; FALSE when nothing can be imported that way. */
static gboolean
show_plan(const ImportPlan *plan)
{
  for (guint i = 0; i < plan->table->n_columns; i++) {
    g_autofree char *line = import_plan_line(plan, i);
    fprintf(stderr, "  %s\n", line);
  }
  g_autofree char *refusal = import_plan_refusal(plan);
  if (!refusal && import_plan_count(plan) == 0)
    refusal = g_strdup_printf("No row can be imported: %s.", import_plan_row_refusal(plan, 0));
  if (refusal)
    complain("%s", refusal);
  return !refusal;
}

/* What would happen, in a sentence or two. */
static char *
intent(ApiClient *client, const FoundList *list, const ImportPlan *plan, GError **error)
{
  g_auto(Wait) wait = {0};
  MergeRule rule = 0;
  merge_rule_read_async(client, list->directory_id, NULL, wait_callback, &wait);
  if (!merge_rule_read_finish(client, wait_for(&wait), &rule, error))
    return NULL;
  guint rows = plan->table->rows->len - import_plan_sent(plan), count = import_plan_count(plan);
  g_autofree char *merging = merge_rule_explain(rule, list->directory_name ? list->directory_name : "");
  g_autofree char *out =
      count < rows ? g_strdup_printf(" %u of its rows can't be, and are kept apart.", rows - count) : NULL;
  g_autofree char *batches = import_batches_words(count);
  return g_strdup_printf("%u contact%s onto the list %s%s.%s %s It can't be undone.", count,
                         count == 1 ? " comes" : "s come", list->name ? list->name : "", batches,
                         out ? out : "", merging);
}

static gboolean
confirm(const ImportPlan *plan)
{
  g_autofree char *count = g_strdup_printf("%u", import_plan_count(plan));
  g_autofree char *question = g_strdup_printf("Type %s to import: ", count);
  g_autofree char *answer = ask_on_terminal(question);
  if (!answer)
    complain("the number has to be typed, and there is no terminal to ask on; use -y");
  else if (strcmp(answer, count) != 0)
    complain("nothing was sent");
  return answer && strcmp(answer, count) == 0;
}

/* A POST that is under way can't be called back; the journal has it, so nothing is lost by ending here. */
static gboolean
on_signal(gpointer data G_GNUC_UNUSED)
{
  complain("stopped: canvass journal says what was sent; look at the list before you import it again");
  _exit(EXIT_UNKNOWN);
}

static ImportOutcome *
run(ApiClient *client, Journal *journal, const ContactPlace *place, const ImportPlan *plan, GError **error)
{
  g_auto(Wait) wait = {0};
  guint sources[] = {g_unix_signal_add(SIGINT, on_signal, NULL), g_unix_signal_add(SIGTERM, on_signal, NULL)};
  contacts_import_async(client, journal, place, plan, NULL, NULL, wait_callback, &wait);
  ImportOutcome *outcome = contacts_import_finish(client, wait_for(&wait), error);
  for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
    g_source_remove(sources[i]);
  return outcome;
}

/* The rows that did not come go into their file, with the reasons; EXIT_UNKNOWN when any of them may have. */
static int
report(const CommandContext *context, const ImportOptions *options, const ImportPlan *plan,
       const ImportOutcome *outcome)
{
  gboolean unknown = FALSE;
  g_autoptr(GError) error = NULL;
  printf("%" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT
         " merged with who was there, %u row%s not imported\n",
         outcome->added, outcome->updated, outcome->rejects->len, outcome->rejects->len == 1 ? "" : "s");
  for (guint i = 0; i < outcome->notes->len; i++)
    complain("%s", (const char *) g_ptr_array_index(outcome->notes, i));
  /* What can't be told is not taken for a no: a script would send it all again. */
  gboolean told = finish_output(stdout, EXIT_DONE) == EXIT_DONE;
  if (outcome->rejects->len == 0)
    return told ? EXIT_DONE : EXIT_UNKNOWN;
  for (guint i = 0; i < outcome->rejects->len; i++)
    unknown |= ((const ImportReject *) g_ptr_array_index(outcome->rejects, i))->unknown;
  g_autofree char *path = options->rejects ? g_strdup(options->rejects)
                                           : import_keep_rejects(plan, outcome, context->paths, &error);
  if (options->rejects)
    import_write_rejects(plan, outcome, path, &error);
  if (error)
    complain("the rows that did not come could not be kept: %s", error->message);
  else
    complain("the rows that did not come, with the reasons, are in %s", path);
  return unknown || !told ? EXIT_UNKNOWN : EXIT_REFUSED;
}

/* What an import of this file that was cut off has sent already. FALSE: that was all of it, and it came. */
static gboolean
leave_out_sent(Journal *journal, ApiClient *client, const ImportOptions *options, ImportPlan *plan)
{
  guint sent =
      options->all ? 0 : import_leave_out_sent(journal, api_client_server(client), options->list_id, plan);
  if (sent > 0)
    complain(
        "%u row%s of this file %s sent to this list before the import of it was cut off, and %s left out; "
        "--all sends %s again",
        sent, sent == 1 ? "" : "s", sent == 1 ? "was" : "were", sent == 1 ? "is" : "are",
        sent == 1 ? "it" : "them");
  return sent == 0 || import_plan_count(plan) > 0 || import_plan_settled(plan) > 0;
}

static void
on_journal_lost(const char *line, gpointer data G_GNUC_UNUSED)
{
  complain("%s", line);
}

static int
import_rows(const CommandContext *context, const ImportOptions *options, ImportPlan *plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, context->connection_name, &error) : NULL;
  if (!client)
    return fail_with(error);
  if (api_client_is_read_only(client) && !options->dry_run) {
    complain("this connection is read-only; nothing was sent");
    return EXIT_REFUSED;
  }
  g_autoptr(Journal) journal = journal_open(context->paths, &error);
  if (!journal)
    return fail_with(error);
  journal_set_lost(journal, on_journal_lost, NULL);
  int held =
      options->dry_run ? EXIT_DONE : import_earlier(client, journal, options->list_id, options->settled);
  if (held != EXIT_DONE)
    return held;
  if (!leave_out_sent(journal, client, options, plan))
    return EXIT_DONE;
  g_autoptr(FoundList) list = find_list(client, options->list_id, &error);
  g_autofree char *sentence = list ? intent(client, list, plan, &error) : NULL;
  if (!sentence)
    return fail_with(error);
  print_clean(stderr, sentence);
  fputc('\n', stderr);
  if (options->dry_run)
    return EXIT_DONE;
  if (!options->yes && import_plan_count(plan) > 0 && !confirm(plan))
    return EXIT_BAD_USAGE;
  if (options->all)
    import_begin_anew(journal, api_client_server(client), options->list_id, plan);
  const ContactPlace place = {.directory_id = list->directory_id, .list_id = options->list_id};
  g_autoptr(ImportOutcome) outcome = run(client, journal, &place, plan, &error);
  warn_of_notice(client);
  return outcome ? report(context, options, plan, outcome) : fail_with(error);
}

int
command_import(CommandContext *context, int argc, char **argv)
{
  g_auto(GStrv) columns = NULL;
  g_autofree char *rejects = NULL, *settled = NULL;
  ImportOptions options = {0};
  const GOptionEntry entries[] = {
      {"all", 0, 0, G_OPTION_ARG_NONE, &options.all,
       "The rows too that an import of this file sent before it was cut off", NULL},
      {"column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &columns,
       "What a column is: email, firstName, lastName, language, extRef, phone, unsubscribed, embedded, skip",
       "HEADER=FIELD"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "Say what would happen, and send nothing", NULL},
      {"rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects, "Where rows go that did not come, with the reason",
       "FILE"},
      {"settled", 0, 0, G_OPTION_ARG_STRING, &settled,
       "What became of what was sent to the list before, once you have looked: it came, or not", "came|not"},
      {"yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, "Do not ask for the number", NULL},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(context, entries, "LIST_ID FILE",
                     "Brings the contacts of a CSV file (- is the standard input).", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (argc != 3 || !*argv[1] || !*argv[2]) {
    complain("what? canvass import LIST_ID FILE");
    return EXIT_BAD_USAGE;
  }
  if (settled && (options.dry_run || (!g_str_equal(settled, "came") && !g_str_equal(settled, "not")))) {
    complain(options.dry_run ? "--settled and --dry-run do not go together"
                             : "--settled: it can be came, or not");
    return EXIT_BAD_USAGE;
  }
  options.settled = settled;
  options.list_id = argv[1];
  options.path = argv[2];
  options.columns = columns;
  options.rejects = rejects;
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvTable) table = read_table(options.path, &error);
  g_autoptr(ImportPlan) plan = table ? import_plan_new(table) : NULL;
  if (!plan) {
    complain("%s: %s", options.path, error->message);
    return EXIT_BAD_USAGE;
  }
  if (!set_columns(plan, options.columns) || !show_plan(plan))
    return EXIT_BAD_USAGE;
  return import_rows(context, &options, plan);
}
