/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What distributions.c and distributions-fetch.c share: the state of pane 4. */
#pragma once

#include "src/model/distribution.h"
#include "ui/asks.h"
#include "ui/panes/pane-list.h"
#include "ui/services.h"

/* The columns, in their order. */
enum {
  DISTRIBUTION_WHEN,
  DISTRIBUTION_KIND,
  DISTRIBUTION_RECIPIENTS,
  DISTRIBUTION_SENT,
  DISTRIBUTION_OPENED,
  DISTRIBUTION_STARTED,
  DISTRIBUTION_DONE,
  DISTRIBUTION_STATE,
  DISTRIBUTION_SUBJECT
};

typedef struct {
  PaneList list; /* of Distribution, the newest first until a column is chosen */
  Pane *pane;
  Services *services;
  GPtrArray *all;    /* of Distribution */
  GHashTable *names; /* list ID to name, or to "" while it is asked for */
  GCancellable *cancellable;
  char *survey_id, *survey_name;
  AskAgain asked;
  GPtrArray *coming; /* of Distribution: pages of a refresh, shown when complete */
  gboolean sms_forbidden;
  gboolean no_sms; /* this account may not read them: they are not asked for again */
} State;

/* The rows are others: filters, sorts and paints them. */
void distributions_show(gpointer state);

/* "invite", "reminder", "sms"; the name of the list or what else it went to. Borrowed. */
const char *distributions_kind(const Distribution *distribution);
const char *distributions_recipients(State *state, const Distribution *distribution);

/* distributions-rows.c */

/* Sorts what is shown. */
void distributions_sort_rows(State *state);
/* Writes what is shown to a file that is asked for. */
void distributions_export(State *state);

/* distributions-fetch.c */

/* Asks for everything anew; what is shown stays until the answer is complete. */
void distributions_refresh(State *state);
/* Cancels what a person waits for. FALSE: there is nothing. */
gboolean distributions_stop(State *state);
/* Asks for the names of lists that are not known yet. */
void distributions_ask_names(State *state);
