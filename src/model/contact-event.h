/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing in the history of a contact: a mail that it was sent, or a response that it gave.
 */
#pragma once

#include <glib.h>

typedef enum { CONTACT_MAILS, CONTACT_RESPONSES, N_CONTACT_HISTORIES } ContactHistory;

typedef struct {
  ContactHistory kind;
  char *survey_id, *distribution_id;
  gint64 when; /* the mail left; the response was completed, or else begun */
  /* Of a mail */
  char *type, *result; /* Invite, Reminder, ThankYou; Success, HardBounce, ...: as they came */
  char *bounce;        /* why it came back, in the words of the server that refused it; or NULL */
  gboolean read;
  /* Of a response */
  char *response_id;
  gboolean finished;
} ContactEvent;

ContactEvent *contact_event_new(ContactHistory kind);
void contact_event_free(ContactEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactEvent, contact_event_free)

/* For g_ptr_array_sort: the newest first, those of an unknown time last. */
gint contact_event_newest_first(gconstpointer a, gconstpointer b);

/* "reminder · hard bounce: no such user", "finished", without the survey. New. */
char *contact_event_words(const ContactEvent *event);
