/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who got a distribution and what they did with it: the list below its numbers, with which the State of that
 * pane begins. A row is what the history says of one recipient, joined with the name, which the history does
 * not have.
 */
#pragma once

#include "src/flow/recipient-names.h"
#include "src/model/distribution.h"
#include "ui/panes/pane-list.h"
#include "ui/services.h"

typedef struct {
  PaneList list; /* of DistributionEntry */
  Pane *pane;
  Services *services;
  GPtrArray *all; /* of DistributionEntry: what came last, whole */
  GPtrArray *coming;
  GCancellable *cancellable;
  RecipientNames *names; /* NULL until the distribution is known */
  char *distribution_id;
  char *survey_id;   /* of links */
  gboolean is_links; /* not the history, but each one's link */
  char *list_id;     /* whose names are looked for; NULL: it went to no list, or to one contact */
  gboolean loading;
  gboolean is_whole; /* all of one answer is in all */
  gint64 answered;   /* when the last answer came; monotonic, in seconds */
  guint pages;       /* that it took */
} People;

void people_init(People *people, Pane *pane, Services *services);
/* From now on the links are asked for and shown, not the history. Of what was mailed that has side effects in
 * Qualtrics. */
void people_show_links(People *people, const char *survey_id);
void people_clear(People *people);
/* Asks for everything anew; what is shown stays until the answer is complete. */
void people_refresh(People *people, const Distribution *distribution);
/* In how many seconds the history is old enough to be asked for again; the longer it is, the later. */
guint people_due(const People *people);
/* A person wants it anew, now. */
void people_forget(People *people);
/* FALSE if the action is none of the list's. */
gboolean people_act(People *people, ActionId action);
/* Writes the rows that are shown to a file that is asked for; first ask why not yet (static, NULL: it may).
 */
const char *people_refuse_export(const People *people);
void people_export(People *people);
