/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvass export contacts|distributions: a whole list into a file, page by page. */
#include <stdio.h>
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/api/distributions.h"
#include "src/api/mailing-lists.h"
#include "src/command/commands.h"
#include "src/command/common.h"
#include "src/command/open.h"
#include "src/local/out-file.h"
#include "src/local/rows.h"
#include "src/model/timestamp.h"

static const char *const contact_columns[] = {
    "contactId", "lookupId", "email", "firstName",    "lastName",
    "language",  "extRef",   "phone", "unsubscribed", NULL,
};

static const char *const distribution_columns[] = {
    "id",        "requestType", "requestStatus", "sendDate", "createdDate", "fromName",
    "fromEmail", "subject",     "listId",        "lookupId", "sent",        "failed",
    "opened",    "started",     "finished",      "bounced",  NULL,
};

/* The directory that holds the list; new, or NULL and an error. A person knows the list's ID only. */
static char *
find_directory(ApiClient *client, const char *list_id, GError **error)
{
  g_auto(Wait) asked = {0};
  directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, NULL, wait_callback, &asked);
  g_autoptr(Page) page = directories_list_finish(client, wait_for(&asked), error);
  for (guint i = 0; page && i < page->items->len; i++) {
    const Directory *directory = page->items->pdata[i];
    g_auto(Wait) wait = {0};
    g_autoptr(GError) cause = NULL;
    mailing_list_get_async(client, FETCH_VISIBLE, directory->id, list_id, NULL, wait_callback, &wait);
    g_autoptr(MailingList) list = mailing_list_get_finish(client, wait_for(&wait), &cause);
    if (list)
      return g_strdup(directory->id);
    if (!g_error_matches(cause, API_ERROR, API_ERROR_NOT_FOUND)) {
      g_propagate_error(error, g_steal_pointer(&cause));
      return NULL;
    }
  }
  if (page)
    g_set_error(error, API_ERROR, API_ERROR_NOT_FOUND, "no directory has a list %s", list_id);
  return NULL;
}

static void
add_contacts(Rows *rows, const ContactPage *page)
{
  for (guint i = 0; i < contact_page_length(page); i++) {
    const char *const values[] = {contact_page_field(page, i, CONTACT_FIELD_ID),
                                  contact_page_field(page, i, CONTACT_FIELD_LOOKUP_ID),
                                  contact_page_field(page, i, CONTACT_FIELD_EMAIL),
                                  contact_page_field(page, i, CONTACT_FIELD_FIRST_NAME),
                                  contact_page_field(page, i, CONTACT_FIELD_LAST_NAME),
                                  contact_page_field(page, i, CONTACT_FIELD_LANGUAGE),
                                  contact_page_field(page, i, CONTACT_FIELD_EXT_REF),
                                  contact_page_field(page, i, CONTACT_FIELD_PHONE),
                                  contact_page_flags(page, i) ? "true" : "false"};
    rows_add(rows, values);
  }
}

static gboolean
export_contacts(ApiClient *client, const char *list_id, Rows *rows, GError **error)
{
  g_autofree char *directory_id = find_directory(client, list_id, error);
  if (!directory_id)
    return FALSE;
  const ContactPlace place = {.directory_id = directory_id, .list_id = list_id};
  g_autofree char *next = NULL;
  do {
    g_auto(Wait) wait = {0};
    contacts_list_async(client, &place, FETCH_VISIBLE, next, NULL, wait_callback, &wait);
    g_autoptr(ContactPage) page = contacts_list_finish(client, wait_for(&wait), error);
    if (!page)
      return FALSE;
    add_contacts(rows, page);
    g_free(next);
    next = g_strdup(contact_page_next(page));
  } while (next);
  return TRUE;
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

static gboolean
export_distributions(ApiClient *client, const char *survey_id, Rows *rows, GError **error)
{
  g_autofree char *next = NULL;
  do {
    g_auto(Wait) wait = {0};
    distributions_list_async(client, FETCH_VISIBLE, survey_id, NULL, TIMESTAMP_NONE, TIMESTAMP_NONE, next,
                             NULL, wait_callback, &wait);
    g_autoptr(Page) page = distributions_list_finish(client, wait_for(&wait), error);
    if (!page)
      return FALSE;
    for (guint i = 0; i < page->items->len; i++)
      add_distribution(rows, page->items->pdata[i]);
    g_free(next);
    next = g_strdup(page->next);
  } while (next);
  return TRUE;
}

static const struct {
  const char *name;
  const char *const *columns;
  gboolean (*write)(ApiClient *client, const char *id, Rows *rows, GError **error);
} kinds[] = {
    {"contacts", contact_columns, export_contacts},
    {"distributions", distribution_columns, export_distributions},
};

static int
write_kind(const CommandContext *context, gsize kind, const char *id, gboolean json, FILE *out)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Desk) desk = desk_open(context, &error);
  g_autoptr(ApiClient) client = desk ? desk_connect(desk, context->connection_name, &error) : NULL;
  if (!client)
    return fail_with(error);
  Rows *rows = rows_new(out, json, kinds[kind].columns);
  gboolean written = kinds[kind].write(client, id, rows, &error);
  rows_end(rows);
  warn_of_notice(client);
  return written ? EXIT_DONE : fail_with(error);
}

static int export(const CommandContext *context, gsize kind, const char *id, gboolean json, const char *path)
{
  if (!path)
    return finish_output(stdout, write_kind(context, kind, id, json, stdout));
  g_autoptr(GError) error = NULL;
  OutFile *file = out_file_open(path, &error);
  if (!file)
    return fail_with(error);
  int status = write_kind(context, kind, id, json, out_file_stream(file));
  if (status != EXIT_DONE)
    out_file_drop(file);
  else if (!out_file_keep(file, &error))
    return fail_with(error);
  return status;
}

int
command_export(const CommandContext *context, int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
      {"format", 0, 0, G_OPTION_ARG_STRING, &format, "csv (default) or json", "FORMAT"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "Write to a file, whole or not at all", "FILE"},
      G_OPTION_ENTRY_NULL,
  };
  if (!parse_options(entries, "contacts LIST_ID | distributions SURVEY_ID", "Writes a whole list.", &argc,
                     &argv))
    return EXIT_BAD_USAGE;
  if (format && strcmp(format, "csv") != 0 && strcmp(format, "json") != 0) {
    complain("--format is csv or json");
    return EXIT_BAD_USAGE;
  }
  for (gsize i = 0; argc == 3 && i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, argv[1]) == 0)
      return export(context, i, argv[2], g_strcmp0(format, "json") == 0, path);
  complain("what? canvass export contacts LIST_ID, or distributions SURVEY_ID");
  return EXIT_BAD_USAGE;
}
