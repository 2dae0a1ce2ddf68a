/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of pane 4's rows, and their way into a file. */
#include "src/model/timestamp.h"
#include "ui/forms/export.h"
#include "ui/panes/distributions-private.h"

/* Order. Without a chosen column the newest are first. */

static gint64
number_in(const Distribution *distribution, int column)
{
  const DistributionStats *stats = &distribution->stats;
  switch (column) {
  case DISTRIBUTION_WHEN:
    return distribution->sends;
  case DISTRIBUTION_SENT:
    return stats->sent;
  case DISTRIBUTION_OPENED:
    return stats->opened;
  case DISTRIBUTION_STARTED:
    return stats->started;
  case DISTRIBUTION_DONE:
    return stats->finished;
  default:
    return 0;
  }
}

static const char *
text_in(State *state, const Distribution *distribution, int column)
{
  const char *text = column == DISTRIBUTION_KIND         ? distributions_kind(distribution)
                     : column == DISTRIBUTION_RECIPIENTS ? distributions_recipients(state, distribution)
                     : column == DISTRIBUTION_STATE      ? distribution->request_status
                     : column == DISTRIBUTION_SUBJECT    ? distribution->subject
                                                         : NULL;
  return text ? text : "";
}

static int
by_column(gconstpointer a, gconstpointer b, gpointer data)
{
  State *state = data;
  const Distribution *left = *(Distribution *const *) a, *right = *(Distribution *const *) b;
  int column = state->list.sort.column;
  gint64 one = number_in(left, column), other = number_in(right, column);
  int order = (one > other) - (one < other);
  if (order == 0)
    order = g_utf8_collate(text_in(state, left, column), text_in(state, right, column));
  if (order == 0)
    return (left->sends < right->sends) - (left->sends > right->sends);
  return state->list.sort.descending ? -order : order;
}

void
distributions_sort_rows(State *state)
{
  g_ptr_array_sort_with_data(state->list.shown, by_column, state);
}

/* Export */

static const char *const exported[] = {"id",         "kind",    "status",   "sendDate", "subject", "listId",
                                       "recipients", "sent",    "failed",   "bounced",  "opened",  "started",
                                       "finished",   "credits", "segments", NULL};

static void
write_row(Rows *to, State *state, const Distribution *distribution)
{
  const DistributionStats *stats = &distribution->stats;
  const gint64 numbers[] = {stats->sent,    stats->failed,   stats->bounced, stats->opened,
                            stats->started, stats->finished, stats->credits, stats->segments};
  char texts[G_N_ELEMENTS(numbers)][24];
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
    g_snprintf(texts[i], sizeof texts[i], "%" G_GINT64_FORMAT, numbers[i]);
  g_autofree char *sends = timestamp_to_api(distribution->sends);
  const char *const values[] = {distribution->id,
                                distributions_kind(distribution),
                                distribution->request_status,
                                sends,
                                distribution->subject,
                                distribution->list_id,
                                distributions_recipients(state, distribution),
                                texts[0],
                                texts[1],
                                distribution->is_sms ? NULL : texts[2],
                                distribution->is_sms ? NULL : texts[3],
                                texts[4],
                                texts[5],
                                distribution->is_sms ? texts[6] : NULL,
                                distribution->is_sms ? texts[7] : NULL};
  rows_add(to, values);
}

static guint
write_rows(Rows *to, gpointer data)
{
  State *state = data;
  for (guint i = 0; i < state->list.shown->len; i++)
    write_row(to, state, g_ptr_array_index(state->list.shown, i));
  return state->list.shown->len;
}

void
distributions_export(State *state)
{
  g_autofree char *name = g_strdup_printf("%s-distributions.csv", state->survey_id);
  export_ask(pane_host(state->pane), name, exported, write_rows, state);
}
