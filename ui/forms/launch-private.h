/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the launch form (launch.c) and its review (launch-review.c) share. */
#pragma once

#include "ui/form.h"
#include "ui/forms/launch.h"
#include "ui/forms/recipients.h"

/* Values of the field "recipients" that are no list. */
#define LAUNCH_TO_MARKED "marked"
#define LAUNCH_TO_CONTACT "contact"

typedef struct LaunchDraft {
  const PaneHost *host;
  Services *services;
  Form *form;
  char *directory_id;
  char *survey_name;
  GPtrArray *marked; /* of char *: contact IDs */
  char *lookup_id, *contact_title, *start_list_id, *place_name, *directory_name;
  gint64 place_count;
  gboolean contact_first;
  char *offered_subject;                 /* what stands there until another one is typed */
  char *own_text;                        /* HTML from the editor */
  char *library_text;                    /* HTML of the chosen library message */
  gboolean resumed;                      /* as it was left earlier (launch-kept.c) */
  char *kept_id;                         /* the ID of its draft */
  char *kept_text;                       /* what was kept last */
  char *kept_reason;                     /* why it was not taken when it was sent; NULL: it never was */
  char *wanted_library, *wanted_message; /* to be chosen once they have come; then NULL */
  GCancellable *cancellable;
  GCancellable *reading;  /* the message that is being read */
  GCancellable *listing;  /* the messages of the library that are being listed */
  Recipients *recipients; /* the last count */
  gint64 reviewed_at;     /* server time, ms: when it was shown */
  gboolean sending;       /* a send cannot be cancelled: the draft outlives its form until it has ended */
  gboolean gone;          /* the form is gone meanwhile */
  Launch *launch;         /* what the review shows and the yes sends */
} LaunchDraft;

void launch_draft_free(gpointer draft);
/* Under which the subject of a survey is remembered; to be freed. */
char *launch_subject_field(const char *survey_id);
/* The text that would go out now, or NULL. */
const char *launch_draft_text(const LaunchDraft *draft);
/* "now", or a time on this machine's clock ("2026-11-24 16:00"), as server time; FALSE if it is neither. */
gboolean launch_draft_when(LaunchDraft *draft, const char *typed, gint64 *when);

/* launch-kept.c */

/* What a LaunchStart borrows of it. */
typedef struct LaunchKeptAim {
  GPtrArray *marked;
  char *lookup_id, *title;
} LaunchKeptAim;
void launch_kept_aim_clear(LaunchKeptAim *aim);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LaunchKeptAim, launch_kept_aim_clear)
/* To whom it was, unless @start itself says so (marked ones, the contact of a card). */
void launch_kept_aim(GKeyFile *kept, LaunchStart *start, LaunchKeptAim *aim);
/* Fills the new form in. Libraries and messages are chosen as they come. */
void launch_restore(LaunchDraft *draft, GKeyFile *kept);
/* A FormCall: a key was taken; what was typed is kept. */
void launch_keep(Form *form, const char *name, gpointer data);
/* A FormCall: the form is left; that it is kept is said. */
void launch_say_kept(Form *form, const char *name, gpointer data);
/* It was tried to send, and this is how far it came. */
void launch_keep_reason(LaunchDraft *draft, const char *reason);
void launch_drop_kept(LaunchDraft *draft);

/* launch-review.c: counts, shows, asks for the number, sends. */
void launch_review(Form *form, const char *name, gpointer data);
