/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass export contacts|distributions|history|responses: a whole list into a file, page by page. */
#include <stdio.h>
#include <string.h>

#include "src/api/distributions.h"
#include "src/api/sms.h"
#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/export-responses.h"
#include "src/command/find-list.h"
#include "src/command/open.h"
#include "src/flow/list-export.h"
#include "src/flow/recipient-names.h"
#include "src/local/out-file.h"
#include "src/local/rows.h"
#include "src/model/timestamp.h"

static const char *const distribution_columns[] = {
    "id",        "requestType", "requestStatus", "sendDate", "createdDate", "fromName",
    "fromEmail", "subject",     "listId",        "lookupId", "sent",        "failed",
    "opened",    "started",     "finished",      "bounced",  NULL,
};

static const char *const history_columns[] = {
    "contactId", "lookupId", "email",     "firstName",   "lastName",   "status",
    "sentAt",    "openedAt", "startedAt", "completedAt", "responseId", NULL,
};

static const char *const link_columns[] = {
    "contactId", "email", "firstName", "lastName", "extRef", "link", "linkExpiration", "unsubscribed", NULL,
};

/* What is asked for. */
typedef struct {
  gsize kind;
  const char *id;
  const char *survey_id; /* of a history, or NULL */
  const char *path;      /* NULL: standard output */
  gint64 since;          /* of responses */
  gboolean json, labels;
} Export;

/* A table of its own, like responses: which columns of embedded data there are is known at the end. */
static gboolean
export_contacts(ApiClient *client, const Export *export, FILE *out, GError **error)
{
  gboolean whole = g_str_has_prefix(export->id, "POOL_"); /* a directory */
  g_autoptr(FoundList) list = whole ? NULL : find_list(client, export->id, error);
  if (!whole && !list)
    return FALSE;
  const ContactPlace place = {.directory_id = whole ? export->id : list->directory_id,
                              .list_id = whole ? NULL : export->id};
  g_auto(Wait) wait = {0};
  list_export_to_async(client, &place, out, export->json, NULL, NULL, wait_callback, &wait);
  return list_export_finish(client, wait_for(&wait), error) >= 0;
}

static void
add_distribution(Rows *rows, const Distribution *distribution)
{
  const DistributionStats *stats = &distribution->stats;
  const gint64 counts[] = {stats->sent,    stats->failed,   stats->opened,
                           stats->started, stats->finished, stats->bounced};
  char texts[G_N_ELEMENTS(counts)][24];
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    g_snprintf(texts[i], sizeof texts[i], "%" G_GINT64_FORMAT, counts[i]);
  g_autofree char *sends =
      distribution->sends == TIMESTAMP_NONE ? NULL : timestamp_to_api(distribution->sends);
  g_autofree char *created =
      distribution->created == TIMESTAMP_NONE ? NULL : timestamp_to_api(distribution->created);
  const char *values[] = {distribution->id,
                          distribution->request_type,
                          distribution->request_status,
                          sends,
                          created,
                          distribution->from_name,
                          distribution->from_email,
                          distribution->subject,
                          distribution->list_id,
                          distribution->lookup_id,
                          texts[0],
                          texts[1],
                          texts[2],
                          texts[3],
                          texts[4],
                          texts[5]};
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    if (counts[i] < 0) /* unknown */
      values[G_N_ELEMENTS(values) - G_N_ELEMENTS(counts) + i] = NULL;
  rows_add(rows, values);
}

/* A page of the mails, or of the SMS, which the list of distributions has not. */
static Page *
ask_distributions(ApiClient *client, gboolean sms, const char *survey_id, const char *next, GError **error)
{
  g_auto(Wait) wait = {0};
  if (sms) {
    sms_list_async(client, FETCH_VISIBLE, survey_id, next, NULL, wait_callback, &wait);
    return sms_list_finish(client, wait_for(&wait), error);
  }
  distributions_list_async(client, FETCH_VISIBLE, survey_id, NULL, TIMESTAMP_NONE, TIMESTAMP_NONE, next, NULL,
                           wait_callback, &wait);
  return distributions_list_finish(client, wait_for(&wait), error);
}

static gboolean
add_distributions(ApiClient *client, gboolean sms, const char *survey_id, Rows *rows, GError **error)
{
  g_autofree char *next = NULL;
  do {
    g_autoptr(Page) page = ask_distributions(client, sms, survey_id, next, error);
    if (!page)
      return FALSE;
    for (guint i = 0; i < page->items->len; i++)
      add_distribution(rows, page->items->pdata[i]);
    g_free(next);
    next = g_strdup(page->next);
  } while (next);
  return TRUE;
}

static gboolean
export_distributions(ApiClient *client, const Export *export, Rows *rows, GError **error)
{
  g_autoptr(GError) none = NULL;
  if (!add_distributions(client, FALSE, export->id, rows, error))
    return FALSE;
  if (add_distributions(client, TRUE, export->id, rows, &none))
    return TRUE;
  guint status = api_error_http_status(none);
  if (status >= 400 && status < 500 && status != 429) { /* an account without SMS is no failure */
    complain("without SMS: %s", none->message);
    return TRUE;
  }
  g_propagate_error(error, g_steal_pointer(&none));
  return FALSE;
}

/* With the survey the distribution can be read, and with it its list: that gives the names. NULL: no names.
 */
static RecipientNames *
names_of(ApiClient *client, const char *distribution_id, const char *survey_id, GError **error)
{
  g_auto(Wait) wait = {0};
  distribution_get_async(client, FETCH_VISIBLE, survey_id, distribution_id, NULL, wait_callback, &wait);
  g_autoptr(Distribution) distribution = distribution_get_finish(client, wait_for(&wait), error);
  return distribution ? recipient_names_new(client, distribution->list_id, NULL, NULL) : NULL;
}

static void
add_entry(Rows *rows, const DistributionEntry *entry, RecipientNames *names)
{
  const RecipientName *name = names ? recipient_names_get(names, entry->contact_id) : NULL;
  g_autofree char *sent = timestamp_to_api(entry->sent), *opened = timestamp_to_api(entry->opened);
  g_autofree char *started = timestamp_to_api(entry->started),
                  *completed = timestamp_to_api(entry->completed);
  const char *const values[] = {entry->contact_id,
                                entry->lookup_id,
                                name ? name->email : NULL,
                                name ? name->first_name : NULL,
                                name ? name->last_name : NULL,
                                entry->status,
                                sent,
                                opened,
                                started,
                                completed,
                                entry->response_id};
  rows_add(rows, values);
}

/* A page at a time; those of it who are not on the list are asked for before it is written. */
static void
add_entries(Rows *rows, const Page *page, RecipientNames *names)
{
  for (guint i = 0; names && i < page->items->len; i++)
    recipient_names_want(names, ((const DistributionEntry *) page->items->pdata[i])->contact_id);
  while (names && !recipient_names_is_idle(names))
    g_main_context_iteration(NULL, TRUE);
  for (guint i = 0; i < page->items->len; i++)
    add_entry(rows, page->items->pdata[i], names);
}

static gboolean
export_history(ApiClient *client, const Export *export, Rows *rows, GError **error)
{
  g_autoptr(RecipientNames) names =
      export->survey_id ? names_of(client, export->id, export->survey_id, error) : NULL;
  g_autofree char *next = NULL;
  if (export->survey_id && !names)
    return FALSE;
  do {
    g_auto(Wait) wait = {0};
    distribution_history_async(client, FETCH_VISIBLE, export->id, next, NULL, wait_callback, &wait);
    g_autoptr(Page) page = distribution_history_finish(client, wait_for(&wait), error);
    if (!page)
      return FALSE;
    add_entries(rows, page, names);
    g_free(next);
    next = g_strdup(page->next);
  } while (next);
  return TRUE;
}

static void
add_link(Rows *rows, const DistributionEntry *entry)
{
  g_autofree char *expires = timestamp_to_api(entry->link_expires);
  const char *const values[] = {
      entry->contact_id, entry->email, entry->first_name, entry->last_name,
      entry->ext_ref,    entry->link,  expires,           entry->unsubscribed ? "true" : "false"};
  rows_add(rows, values);
}

/* Of what was mailed this would reset what Qualtrics knows of the mails: such links are not asked for. */
static gboolean
is_link_set(ApiClient *client, const Export *export, GError **error)
{
  g_auto(Wait) wait = {0};
  distribution_get_async(client, FETCH_VISIBLE, export->survey_id, export->id, NULL, wait_callback, &wait);
  g_autoptr(Distribution) distribution = distribution_get_finish(client, wait_for(&wait), error);
  if (distribution && !distribution_is_link_set(distribution))
    g_set_error(error, API_ERROR, API_ERROR_REFUSED,
                "%s was mailed; reading its links would reset when its mails were sent and their states",
                export->id);
  return distribution && distribution_is_link_set(distribution);
}

static gboolean
export_links(ApiClient *client, const Export *export, Rows *rows, GError **error)
{
  g_autofree char *next = NULL;
  if (!is_link_set(client, export, error))
    return FALSE;
  do {
    g_auto(Wait) wait = {0};
    distribution_links_async(client, FETCH_VISIBLE, export->survey_id, export->id, next, NULL, wait_callback,
                             &wait);
    g_autoptr(Page) page = distribution_links_finish(client, wait_for(&wait), error);
    if (!page)
      return FALSE;
    for (guint i = 0; i < page->items->len; i++)
      add_link(rows, page->items->pdata[i]);
    g_free(next);
    next = g_strdup(page->next);
  } while (next);
  return TRUE;
}

static const struct {
  const char *name;
  const char *const *columns;
  gboolean (*write)(ApiClient *client, const Export *export, Rows *rows, GError **error);
} kinds[] = {
    {"contacts", NULL, NULL}, /* these two have columns of their own */
    {"distributions", distribution_columns, export_distributions},
    {"history", history_columns, export_history},
    {"links", link_columns, export_links},
    {"responses", NULL, NULL},
};

static gboolean
write_list(ApiClient *client, const Export *export, FILE *out, GError **error)
{
  const ResponseTable table = {export->id, export->since, export->json, export->labels};
  if (strcmp(kinds[export->kind].name, "contacts") == 0)
    return export_contacts(client, export, out, error);
  if (!kinds[export->kind].write)
    return export_responses(client, &table, out, error);
  Rows *rows = rows_new(out, export->json, kinds[export->kind].columns);
  gboolean written = kinds[export->kind].write(client, export, rows, error);
  rows_end(rows);
  return written;
}

static int
write_rows(const CommandContext *context, const Export *export, FILE *out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, context->connection_name, &error) : NULL;
  if (!client)
    return fail_with(error);
  gboolean written = write_list(client, export, out, &error);
  warn_of_notice(client);
  return written ? EXIT_DONE : fail_with(error);
}

static int
write_export(const CommandContext *context, const Export *export)
{
  if (!export->path)
    return finish_output(stdout, write_rows(context, export, stdout));
  g_autoptr(GError) error = NULL;
  OutFile *file = out_file_open(export->path, &error);
  if (!file)
    return fail_with(error);
  int status = write_rows(context, export, out_file_stream(file));
  if (status != EXIT_DONE)
    out_file_drop(file);
  else if (!out_file_keep(file, &error))
    return fail_with(error);
  return status;
}

int
command_export(CommandContext *context, int argc, char **argv)
{
  static const char usage[] = "contacts LIST_ID|DIRECTORY_ID | distributions SURVEY_ID | history "
                              "DISTRIBUTION_ID | links DISTRIBUTION_ID | "
                              "responses SURVEY_ID";
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  g_autofree char *survey = NULL;
  g_autofree char *since = NULL;
  gboolean labels = FALSE;
  const GOptionEntry entries[] = {
      {"format", 0, 0, G_OPTION_ARG_STRING, &format, "csv (default) or json", "FORMAT"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "Write to a file, whole or not at all", "FILE"},
      {"survey", 0, 0, G_OPTION_ARG_STRING, &survey,
       "The survey of the distribution: joins the names to a history; links need it", "SURVEY_ID"},
      {"since", 0, 0, G_OPTION_ARG_STRING, &since, "Only responses recorded then or later", "TIME"},
      {"labels", 0, 0, G_OPTION_ARG_NONE, &labels,
       "Responses as people read them: texts, not keys and numbers", NULL},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(context, entries, usage, "Writes a whole list.", &argc, &argv))
    return EXIT_BAD_USAGE;
  if (format && strcmp(format, "csv") != 0 && strcmp(format, "json") != 0) {
    complain("--format is csv or json");
    return EXIT_BAD_USAGE;
  }
  Export export = {
      .survey_id = survey, .path = path, .json = g_strcmp0(format, "json") == 0, .labels = labels};
  if (!parse_since(since, &export.since))
    return EXIT_BAD_USAGE;
  if (argc > 1 && strcmp(argv[1], "links") == 0 && !survey) {
    complain("export links needs --survey SURVEY_ID");
    return EXIT_BAD_USAGE;
  }
  for (; argc == 3 && *argv[2] && export.kind < G_N_ELEMENTS(kinds); export.kind++)
    if (strcmp(kinds[export.kind].name, argv[1]) == 0) {
      export.id = argv[2];
      return write_export(context, &export);
    }
  complain("what? canvass export %s", usage);
  return EXIT_BAD_USAGE;
}
