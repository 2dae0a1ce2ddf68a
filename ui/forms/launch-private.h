/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the launch form (launch.c) and its review (launch-review.c) share. */
#pragma once

#include "ui/form.h"
#include "ui/forms/launch.h"
#include "ui/forms/recipients.h"

typedef struct LaunchDraft {
  const PaneHost *host;
  Services *services;
  Form *form;
  char *directory_id;
  char *survey_name;
  GPtrArray *marked; /* of char *: contact IDs */
  char *lookup_id, *start_list_id;
  char *own_text;     /* HTML from the editor */
  char *library_text; /* HTML of the chosen library message */
  GCancellable *cancellable;
  GCancellable *reading;  /* the message that is being read */
  Recipients *recipients; /* the last count */
  gboolean sending;       /* a send cannot be cancelled: the draft outlives its form until it has ended */
  gboolean gone;          /* the form is gone meanwhile */
  Launch *launch;         /* what the review shows and the yes sends */
} LaunchDraft;

void launch_draft_free(gpointer draft);
/* The text that would go out now, or NULL. */
const char *launch_draft_text(const LaunchDraft *draft);
/* "now", or a time on this machine's clock ("2026-11-24 16:00"), as server time; FALSE if it is neither. */
gboolean launch_draft_when(LaunchDraft *draft, const char *typed, gint64 *when);

/* launch-review.c: counts, shows, asks for the number, sends. */
void launch_review(Form *form, const char *name, gpointer data);
