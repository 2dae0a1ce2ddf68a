/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A new contact, made at most once: the intent in the journal, one POST; when its answer is lost the contact
 * is searched for, and nothing is ever repeated here. While it is not known whether one was made, no second
 * one like it is. What became of it is a value, so that nobody takes "unknown" for "failed".
 */
#pragma once

#include "src/api/contacts.h"
#include "src/flow/contact-match.h"
#include "src/flow/refusal.h"
#include "src/local/journal.h"

typedef struct {
  WriteFate fate;
  Contact *contact;  /* WRITE_DONE: as read back, else as it was asked for, with its ID; NULL otherwise */
  gboolean merged;   /* it was there before, and was changed */
  gboolean searched; /* the answer was lost; the search found it */
  gboolean held;     /* WRITE_UNKNOWN because of an earlier one; nothing was sent now */
  char *reason;      /* WRITE_REFUSED, WRITE_UNKNOWN: a line for a person */
  GError *error;     /* WRITE_REFUSED: the answer that says no; NULL otherwise */
} ContactMade;

void contact_made_free(ContactMade *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactMade, contact_made_free)

/* @match: who was there before, from contact_match_async(); NULL when that could not be found out, and then a
 * lost answer stays unknown. Without a @journal nothing is sent. Contact, place and match are copied. It
 * cannot be cancelled: once begun it is written in the journal how it ended. */
void contact_make_async(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                        const Contact *contact, const ContactMatch *match, GAsyncReadyCallback callback,
                        gpointer user_data);

/* After WRITE_UNKNOWN, with the same arguments: looks for it once more and writes nothing to the server. */
void contact_make_look_async(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                             const Contact *contact, const ContactMatch *match, GAsyncReadyCallback callback,
                             gpointer user_data);

/* A person looked, and wants it made although an earlier one is unknown: that one holds it no longer. */
gboolean contact_make_let_go(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                             const Contact *contact, GError **error);

/* For both. NULL and G_IO_ERROR_CANCELLED when the client went away meanwhile. */
ContactMade *contact_make_finish(ApiClient *client, GAsyncResult *result, GError **error);
