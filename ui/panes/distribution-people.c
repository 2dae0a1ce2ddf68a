/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A history is a snapshot: its pages are shown when all of them are there, but for the first
 * time, when every page is. */
#include "ui/panes/distribution-people.h"

#include <string.h>

#include "src/api/distributions.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/forms/export.h"
#include "ui/text.h"

enum { FRESH_SECONDS = 5, FEW = 500 };

/* What a cell shows. */
typedef enum {
  CELL_STATE,
  CELL_NAME,
  CELL_EMAIL,
  CELL_OPENED,
  CELL_FINISHED,
  CELL_SENT,
  CELL_STARTED,
  CELL_RESPONSE,
  CELL_LINK,
  CELL_EXPIRES,
} CellKind;

/* The two moments that say least stand at the right end. */
static const Column columns[] = {
    {"state", "State", 11, 15, 0, ALIGN_LEFT, FALSE, FALSE},
    {"name", "Name", 14, 22, 2, ALIGN_LEFT, FALSE, FALSE, 32},
    {"email", "Email", 18, 28, 2, ALIGN_LEFT, FALSE, FALSE, 46},
    {"opened", "Opened", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"finished", "Finished", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"sent", "Sent", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"started", "Started", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
    {"response", "Response", 10, 19, 0, ALIGN_LEFT, FALSE, FALSE},
};

static const Column link_columns[] = {
    {"name", "Name", 14, 22, 1, ALIGN_LEFT, FALSE, FALSE},
    {"email", "Email", 18, 28, 1, ALIGN_LEFT, FALSE, FALSE},
    {"link", "Link", 20, 40, 3, ALIGN_LEFT, FALSE, FALSE},
    {"expires", "Expires", 12, 12, 0, ALIGN_LEFT, FALSE, FALSE},
};

static CellKind
kind_of(const People *people, int column)
{
  static const CellKind links[] = {CELL_NAME, CELL_EMAIL, CELL_LINK, CELL_EXPIRES};
  return people->is_links ? links[column] : (CellKind) column;
}

static const char *
or_empty(const char *text)
{
  return text ? text : "";
}

/* As the links say it, or as the list does. Borrowed. */
static RecipientName
who(const People *people, const DistributionEntry *entry)
{
  if (people->is_links)
    return (RecipientName){entry->first_name, entry->last_name, entry->email};
  const RecipientName *name = people->names ? recipient_names_get(people->names, entry->contact_id) : NULL;
  return name ? *name : (RecipientName){NULL, NULL, NULL};
}

static gint64
time_of(const DistributionEntry *entry, CellKind kind)
{
  switch (kind) {
  case CELL_SENT:
    return entry->sent;
  case CELL_OPENED:
    return entry->opened;
  case CELL_STARTED:
    return entry->started;
  case CELL_FINISHED:
    return entry->completed;
  case CELL_EXPIRES:
    return entry->link_expires;
  default:
    return TIMESTAMP_NONE;
  }
}

/* The text of a cell, as it is sorted and filtered by. New. */
static char *
cell_text(const People *people, const DistributionEntry *entry, CellKind kind)
{
  RecipientName name = who(people, entry);
  switch (kind) {
  case CELL_STATE:
    return g_strdup(distribution_status_word(entry->status));
  case CELL_NAME:
    return recipient_name_whole(&name);
  case CELL_EMAIL:
    return g_strdup(or_empty(name.email));
  case CELL_RESPONSE:
    return g_strdup(or_empty(entry->response_id));
  case CELL_LINK:
    return g_strdup(or_empty(entry->link));
  default:
    return timestamp_to_local(time_of(entry, kind), "%d %b %H:%M");
  }
}

/* Order and filter */

static int
by_column(gconstpointer a, gconstpointer b, gpointer data)
{
  const People *people = data;
  const DistributionEntry *left = *(DistributionEntry *const *) a, *right = *(DistributionEntry *const *) b;
  CellKind kind = kind_of(people, people->list.sort.column);
  gint64 one = time_of(left, kind), other = time_of(right, kind);
  int order = (one > other) - (one < other);
  if (order == 0) {
    g_autofree char *text = cell_text(people, left, kind);
    g_autofree char *against = cell_text(people, right, kind);
    order = g_utf8_collate(text, against);
  }
  return people->list.sort.descending ? -order : order;
}

static void
show(gpointer data)
{
  People *people = data;
  g_ptr_array_set_size(people->list.shown, 0);
  for (guint i = 0; i < people->all->len; i++) {
    DistributionEntry *entry = g_ptr_array_index(people->all, i);
    RecipientName name = who(people, entry);
    g_autofree char *whole = recipient_name_whole(&name);
    const FilterPart parts[] = {{"state", distribution_status_word(entry->status), FALSE},
                                {"name", whole, FALSE},
                                {"email", name.email, FALSE},
                                {"id", entry->contact_id, FALSE}};
    if (list_filter_matches_parts(&people->list.filter, parts, G_N_ELEMENTS(parts)))
      g_ptr_array_add(people->list.shown, entry);
  }
  if (people->list.sort.column >= 0)
    g_ptr_array_sort_with_data(people->list.shown, by_column, people);
  table_rows_changed(people->list.table);
  pane_invalidate(people->pane);
}

/* The rows */

static Style
style_of(const DistributionEntry *entry)
{
  static const char *const bad[] = {"HardBounce", "SoftBounce", "Failure", "Error", "Complaint"};
  for (gsize i = 0; entry->status && i < G_N_ELEMENTS(bad); i++)
    if (g_ascii_strcasecmp(entry->status, bad[i]) == 0)
      return STYLE_ERROR;
  return entry->completed != TIMESTAMP_NONE ? STYLE_OK : STYLE_NORMAL;
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  const People *people = data;
  const DistributionEntry *entry = g_ptr_array_index(people->list.shown, row);
  CellKind kind = kind_of(people, (int) column);
  g_autofree char *cell = cell_text(people, entry, kind);
  g_string_append(text, cell);
  if (kind == CELL_STATE)
    *style = style_of(entry);
  if (kind == CELL_NAME && !*cell) {
    g_string_append(text, or_empty(entry->contact_id));
    *style = STYLE_DIM;
  }
}

static const char *
rows_id(gpointer data, guint row)
{
  const People *people = data;
  const DistributionEntry *entry = g_ptr_array_index(people->list.shown, row);
  return entry->lookup_id ? entry->lookup_id : entry->contact_id;
}

static const TableRows rows = {.count = pane_list_count, .cell = rows_cell, .id = rows_id};

/* Asking */

/* Names of those who are not on the list: of all when they are few, else of those that are seen. */
static void
want_names(People *people)
{
  guint first = 0, count = people->list.shown->len;
  if (count > FEW)
    table_visible(people->list.table, &first, &count);
  for (guint i = first;
       people->names && !people->is_links && i < first + count && i < people->list.shown->len; i++) {
    const DistributionEntry *entry = g_ptr_array_index(people->list.shown, i);
    recipient_names_want(people->names, entry->contact_id);
  }
}

static void
on_names(gpointer data)
{
  People *people = data;
  if (!list_filter_is_empty(&people->list.filter) || people->list.sort.column >= 0)
    show(people);
  pane_invalidate(people->pane);
}

static void ask(People *people, const char *next);

static void
take_complete(People *people)
{
  g_autoptr(GPtrArray) former = people->coming ? people->all : NULL;
  if (former)
    people->all = g_steal_pointer(&people->coming);
  people->loading = FALSE;
  people->is_whole = TRUE;
  if (former)
    table_hold_row(people->list.table);
  people->answered = seconds_now();
  show(people);
  want_names(people);
}

static void
on_history(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = g_async_result_is_tagged(result, distribution_links_async)
                             ? distribution_links_finish(NULL, result, &error)
                             : distribution_history_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  People *people = data;
  if (error) {
    people->loading = FALSE;
    people->answered = seconds_now();
    table_set_empty_text(people->list.table, "Not loaded: r tries again");
    say_failed(people->pane, "Who got it", error);
    return;
  }
  /* Walking the list costs a request for every 50 on it: not before there is somebody to name. Links have
   * their names, and need the directory only. */
  if (page->items->len && !people->names)
    people->names = recipient_names_new(people->services->client, people->is_links ? NULL : people->list_id,
                                        on_names, people);
  while (page->items->len)
    g_ptr_array_add(people->coming ? people->coming : people->all, g_ptr_array_steal_index(page->items, 0));
  people->pages++;
  table_set_empty_text(people->list.table,
                       people->is_links ? "No links yet: making them takes Qualtrics minutes" : "Nobody yet");
  if (page->next)
    ask(people, page->next);
  else
    take_complete(people);
  if (!people->is_whole)
    show(people);
}

static void
ask(People *people, const char *next)
{
  ApiClient *client = people->services->client;
  FetchPriority priority = next ? FETCH_NEXT : FETCH_VISIBLE;
  if (people->is_links)
    distribution_links_async(client, priority, people->survey_id, people->distribution_id, next,
                             people->cancellable, on_history, people);
  else
    distribution_history_async(client, priority, people->distribution_id, next, people->cancellable,
                               on_history, people);
}

void
people_refresh(People *people, const Distribution *distribution)
{
  renew_cancellable(&people->cancellable);
  if (!people->services->client || distribution->is_sms)
    return;
  g_free(people->distribution_id);
  people->distribution_id = g_strdup(distribution->id);
  g_free(people->list_id);
  people->list_id = g_strdup(distribution->lookup_id ? NULL : distribution->list_id);
  g_clear_pointer(&people->coming, g_ptr_array_unref);
  if (people->is_whole)
    people->coming = g_ptr_array_new_with_free_func((GDestroyNotify) distribution_entry_free);
  else
    g_ptr_array_set_size(people->all, 0);
  show(people);
  people->loading = TRUE;
  people->pages = 0;
  ask(people, NULL);
}

guint
people_due(const People *people)
{
  gint64 due = people->answered + MAX(FRESH_SECONDS, people->pages * 5) - seconds_now();
  return people->answered && due > 0 ? (guint) due : 0;
}

void
people_forget(People *people)
{
  people->answered = 0;
}

/* The list */

void
people_init(People *people, Pane *pane, Services *services)
{
  people->pane = pane;
  people->services = services;
  people->all = g_ptr_array_new_with_free_func((GDestroyNotify) distribution_entry_free);
  pane_list_init(&people->list, columns, G_N_ELEMENTS(columns), &rows, show);
  people->cancellable = g_cancellable_new();
  table_set_empty_text(people->list.table, "Loading…");
}

void
people_show_links(People *people, const char *survey_id)
{
  renew_cancellable(&people->cancellable);
  people->is_links = TRUE;
  people->loading = people->is_whole = FALSE;
  people->answered = 0;
  people->list.sort.column = -1;
  people->survey_id = g_strdup(survey_id);
  g_ptr_array_set_size(people->list.shown, 0);
  g_ptr_array_set_size(people->all, 0);
  table_free(people->list.table);
  people->list.table = table_new(link_columns, G_N_ELEMENTS(link_columns), &rows, people);
  table_set_empty_text(people->list.table, "Loading…");
}

void
people_clear(People *people)
{
  drop_cancellable(&people->cancellable);
  recipient_names_free(people->names);
  g_free(people->list_id);
  pane_list_clear(&people->list);
  g_ptr_array_unref(people->all);
  g_clear_pointer(&people->coming, g_ptr_array_unref);
  g_free(people->distribution_id);
  g_free(people->survey_id);
}

gboolean
people_act(People *people, ActionId action)
{
  switch (action) {
  case ACT_SORT:
    pane_list_sort(&people->list, people->pane, -1);
    return TRUE;
  case ACT_BACK:
    return pane_list_act(&people->list, action);
  default:
    if (!pane_list_act(&people->list, action))
      return FALSE;
    want_names(people);
    return TRUE;
  }
}

/* Export */

static const char *const exported[] = {"contactId", "lookupId",    "email",      "firstName",
                                       "lastName",  "status",      "sentAt",     "openedAt",
                                       "startedAt", "completedAt", "responseId", NULL};

static const char *const exported_links[] = {
    "contactId", "email", "firstName", "lastName", "extRef", "link", "linkExpiration", "unsubscribed", NULL};

static void
write_entry(Rows *to, const People *people, const DistributionEntry *entry)
{
  RecipientName name = who(people, entry);
  g_autofree char *sent = timestamp_to_api(entry->sent), *opened = timestamp_to_api(entry->opened);
  g_autofree char *started = timestamp_to_api(entry->started),
                  *completed = timestamp_to_api(entry->completed);
  const char *const values[] = {entry->contact_id,
                                entry->lookup_id,
                                name.email,
                                name.first_name,
                                name.last_name,
                                entry->status,
                                sent,
                                opened,
                                started,
                                completed,
                                entry->response_id};
  rows_add(to, values);
}

static void
write_link(Rows *to, const DistributionEntry *entry)
{
  g_autofree char *expires = timestamp_to_api(entry->link_expires);
  const char *const values[] = {
      entry->contact_id, entry->email, entry->first_name, entry->last_name,
      entry->ext_ref,    entry->link,  expires,           entry->unsubscribed ? "true" : "false"};
  rows_add(to, values);
}

static guint
write_rows(Rows *to, gpointer data)
{
  const People *people = data;
  for (guint i = 0; i < people->list.shown->len; i++) {
    if (people->is_links)
      write_link(to, g_ptr_array_index(people->list.shown, i));
    else
      write_entry(to, people, g_ptr_array_index(people->list.shown, i));
  }
  return people->list.shown->len;
}

const char *
people_refuse_export(const People *people)
{
  if (people->loading || (people->names && !recipient_names_is_idle(people->names)))
    return "It is still being read";
  return people->list.shown->len ? NULL : "There is nobody to write";
}

void
people_export(People *people)
{
  g_autofree char *name =
      g_strdup_printf("%s-%s.csv", people->distribution_id, people->is_links ? "links" : "recipients");
  export_ask(pane_host(people->pane), name, people->is_links ? exported_links : exported, write_rows, people);
}
