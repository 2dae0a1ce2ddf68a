/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts who would get a launch: walks the list page by page and takes off, by name, who opted out or has no
 * address. An address that stands there twice is one that is reached; Qualtrics may mail it twice all the
 * same.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/model/contact.h"

typedef struct Recipients {
  guint64 looked_at, reached, opted_out, no_address, twice;
  Contact *example;   /* the first who is reached, as far as the list knows them; NULL: nobody is */
  GPtrArray *named;   /* of char *: "Ada Rossi (opted out)", the first few who get nothing */
  GPtrArray *doubled; /* of char *: the first few whose address was there before */
} Recipients;
void recipients_free(Recipients *recipients);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recipients, recipients_free)

/* After each page, with what is counted so far. */
typedef void (*RecipientsProgress)(const Recipients *so_far, gpointer data);

/* @only: contact IDs (char *) to which it is limited, or NULL; @lookup_id: one contact, or NULL. Copied. The
 * callback's result is taken with recipients_count_finish; cancelled: G_IO_ERROR_CANCELLED. */
void recipients_count_async(ApiClient *client, const ContactPlace *place, const GPtrArray *only,
                            const char *lookup_id, GCancellable *cancellable, RecipientsProgress progress,
                            GAsyncReadyCallback callback, gpointer user_data);
/* The same for an SMS: no_address counts those without a phone, and a number that two have is not left out.
 */
void
recipients_count_phones_async(ApiClient *client, const ContactPlace *place, const GPtrArray *only,
                              const char *lookup_id, GCancellable *cancellable, RecipientsProgress progress,
                              GAsyncReadyCallback callback, gpointer user_data);
Recipients *recipients_count_finish(GAsyncResult *result, GError **error);
