/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every request and how it ended, the newest at the top. Enter shows one whole.
 */
#include <string.h>

#include "src/model/timestamp.h"
#include "ui/dialog.h"
#include "ui/panes/pane-list.h"
#include "ui/panes/panes.h"

typedef struct {
  PaneList list;
  Pane *pane;
  Services *services;
  GArray *entries; /* of guint: which of the log the rows are, the newest first */
  char id[24];     /* that rows_id() gave last */
} State;

static RequestLog *
log_of(State *state)
{
  return state->services->client ? fetcher_log(api_client_fetcher(state->services->client)) : NULL;
}

static guint
rows_count(gpointer data)
{
  State *state = data;
  return state->entries->len;
}

static const RequestLogEntry *
entry_at(State *state, guint row)
{
  return request_log_nth(log_of(state), g_array_index(state->entries, guint, row));
}

static const char *
state_word(RequestState state)
{
  static const char *const words[] = {"running", "again", "done", "failed", "cancelled"};
  return words[state];
}

static gboolean
matches(const ListFilter *filter, const RequestLogEntry *entry)
{
  g_autofree char *status = g_strdup_printf("%u", entry->status);
  const FilterPart parts[] = {{"method", entry->method, FALSE},
                              {"status", status, TRUE},
                              {"state", state_word(entry->state), FALSE},
                              {"target", entry->target, FALSE},
                              {"error", entry->text, FALSE}};
  return list_filter_matches_parts(filter, parts, G_N_ELEMENTS(parts));
}

/* The log grows by itself, so this is done for each picture. */
static void
choose_shown(gpointer data)
{
  State *state = data;
  RequestLog *log = log_of(state);
  guint length = log ? request_log_length(log) : 0;
  g_array_set_size(state->entries, 0);
  for (guint i = length; i > 0; i--) {
    guint number = i - 1;
    if (matches(&state->list.filter, request_log_nth(log, number)))
      g_array_append_val(state->entries, number);
  }
  table_set_empty_text(state->list.table,
                       list_filter_is_empty(&state->list.filter) ? "Nothing has been asked yet" : "None");
  table_rows_changed(state->list.table);
}

/* What differs between two asks stands at the end of long paths: an ID is cut to its kind and a few letters.
 * The whole is one Enter away. */
static void
append_target(GString *text, const char *target)
{
  static const char root[] = "/API/v3/";
  enum { KEPT = 4 };
  const char *p = g_str_has_prefix(target, root) ? target + strlen(root) : target;
  while (*p) {
    gsize length = strcspn(p, "/?&=");
    const char *kind = memchr(p, '_', length);
    gsize shown = kind && g_ascii_isupper(*p) ? (gsize) (kind - p) + 1 + KEPT : length;
    g_string_append_len(text, p, (gssize) MIN(shown, length));
    if (shown < length)
      g_string_append(text, "…");
    p += length;
    if (*p)
      g_string_append_c(text, *p++);
  }
}

static void
rows_cell(gpointer data, guint row, guint column, GString *text, Style *style)
{
  const RequestLogEntry *entry = entry_at(data, row);
  g_autofree char *when = NULL;
  if (entry->state == REQUEST_FAILED)
    *style = STYLE_ERROR;
  switch (column) {
  case 0:
    when = timestamp_to_local(entry->when, "%H:%M:%S");
    g_string_append(text, when);
    break;
  case 1:
    g_string_append(text, entry->method);
    break;
  case 2:
    if (entry->status)
      g_string_append_printf(text, "%u", entry->status);
    break;
  case 3:
    g_string_append_printf(text, "%" G_GINT64_FORMAT " ms", entry->ms);
    break;
  case 4:
    g_string_append(text, state_word(entry->state));
    break;
  case 5:
    append_target(text, entry->target);
    break;
  default:
    g_string_append(text, entry->text ? entry->text : "");
    break;
  }
}

static const char *
rows_id(gpointer data, guint row)
{
  State *state = data;
  g_snprintf(state->id, sizeof state->id, "%" G_GUINT64_FORMAT, entry_at(state, row)->id);
  return state->id;
}

static const TableRows rows = {.count = rows_count, .cell = rows_cell, .id = rows_id};

static const Column columns[] = {
    {"when", "When", 8, 8, 0, ALIGN_LEFT, FALSE, FALSE},
    {"method", "Method", 6, 6, 0, ALIGN_LEFT, FALSE, FALSE},
    {"status", "Status", 6, 6, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"time", "Time", 8, 9, 0, ALIGN_RIGHT, FALSE, FALSE},
    {"state", "State", 9, 9, 0, ALIGN_LEFT, FALSE, FALSE},
    {"target", "Target", 20, 40, 3, ALIGN_LEFT, FALSE, FALSE},
    {"text", "Error", 10, 20, 1, ALIGN_LEFT, FALSE, FALSE},
};

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->entries = g_array_new(FALSE, FALSE, sizeof(guint));
  pane_list_init(&state->list, columns, G_N_ELEMENTS(columns), &rows, choose_shown);
}

static void
done(gpointer data)
{
  State *state = data;
  pane_list_clear(&state->list);
  g_array_unref(state->entries);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  choose_shown(data);
  pane_list_draw(data, canvas, rect, focused);
}

static void
show(State *state)
{
  const RequestLogEntry *entry = entry_at(state, (guint) pane_list_row(&state->list));
  g_autofree char *when = timestamp_to_local(entry->when, "%d %b %Y %H:%M:%S");
  g_autofree char *text = g_strdup_printf(
      "%s %s\n\nwhen        %s\nstatus      %u, %s\ntries       %u\ntime        %" G_GINT64_FORMAT
      " ms\nbytes       %" G_GSIZE_FORMAT "\nrequest ID  %s\n\n%s",
      entry->method, entry->target, when, entry->status, state_word(entry->state), entry->tries, entry->ms,
      entry->bytes, entry->request_id ? entry->request_id : "–", entry->text ? entry->text : "");
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_view("Request", text));
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  choose_shown(state);
  if ((action == ACT_OPEN || action == ACT_COPY) && !pane_list_has_row(state))
    return TRUE;
  if (action == ACT_OPEN) {
    show(state);
    return TRUE;
  }
  if (action == ACT_COPY) {
    const RequestLogEntry *entry = entry_at(state, (guint) pane_list_row(&state->list));
    state->services->copy(state->services->app, entry->request_id ? entry->request_id : entry->target);
    pane_say(state->pane, MESSAGE_OK, "Copied %s", entry->request_id ? entry->request_id : entry->target);
    return TRUE;
  }
  return pane_list_act(&state->list, action);
}

static char *
refuse(gpointer data G_GNUC_UNUSED, ActionId action)
{
  return action == ACT_SORT ? g_strdup("The newest stands first; / filters") : NULL;
}

static char *
frame_title(gpointer data, char **right)
{
  State *state = data;
  *right = pane_list_filter_words(&state->list);
  return g_strdup("Request log");
}

static Table *
table(gpointer data)
{
  State *state = data;
  choose_shown(state);
  return state->list.table;
}

const PaneClass pane_request_log = {
    .name = "request-log",
    .title = "Request log",
    .place = PLACE_REQUEST_LOG,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .frame_title = frame_title,
    .draw = draw,
    .has_row = pane_list_has_row,
    .refuse = refuse,
    .act = act,
    .key = pane_list_key,
    .hint = pane_list_hint,
    .table = table,
    .filter = pane_list_filter,
};
