/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass journal: what was written from this machine, as a table or as JSON lines. */
#include "src/local/journal.h"

#include "src/command/commands.h"
#include "src/command/common.h"

static char *
local_time(gint64 ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(ms / 1000);
  return time ? g_date_time_format(time, "%Y-%m-%d %H:%M:%S") : g_strdup("-");
}

/* What the record is about, in the fewest words: the place, then what was said of it. */
static void
print_row(const JournalEntry *entry)
{
  g_autofree char *when = local_time(entry->when);
  printf("%s  %-14s  ", when, journal_kind_name(entry->kind));
  const char *const parts[] = {entry->sending,         entry->connection, entry->survey_id,  entry->list_id,
                               entry->lookup_id,       entry->batch_id,   entry->contact_id, entry->subject,
                               entry->distribution_id, entry->outcome};
  const char *between = "";
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i] && *parts[i]) {
      fputs(between, stdout);
      print_clean(stdout, parts[i]);
      between = " · ";
    }
  if (entry->send_at) {
    g_autofree char *leaves = local_time(entry->send_at);
    printf("%sleaves %s", between, leaves);
  }
  putchar('\n');
}

static void
print_record(const JournalEntry *entry)
{
  g_autofree char *json = journal_entry_to_json(entry);
  print_json(stdout, json);
  putchar('\n');
}

int
command_journal(CommandContext *context, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {{"json", 0, 0, G_OPTION_ARG_NONE, &json, "JSON lines", NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!parse_options(NULL, entries, NULL,
                     "Shows what was written to Qualtrics from this machine, oldest first.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (argc > 1) {
    complain("journal takes no arguments");
    return EXIT_BAD_USAGE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Journal) journal = journal_open(context->paths, &error);
  g_autoptr(GPtrArray) records = journal ? journal_read(journal, &error) : NULL;
  if (!records)
    return fail_with(error);
  for (guint i = 0; i < records->len; i++)
    (json ? print_record : print_row)(records->pdata[i]);
  return finish_output(stdout, EXIT_DONE);
}
