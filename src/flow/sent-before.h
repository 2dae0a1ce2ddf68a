/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a list got a survey before: the same invitation twice is mostly one too many. Qualtrics is asked,
 * because another person, another machine or the website may have sent it.
 */
#pragma once

#include "src/api/client.h"

typedef struct {
  gint64 at;    /* when the last invitation left, or will; TIMESTAMP_NONE: there was none */
  gint64 mails; /* as Qualtrics counts them by now */
} SentBefore;

/* Looks for invitations by email to this list, or to some of it. @lookup_id: one contact of it is meant, and
 * what went to another one alone does not count; NULL: the list. Cancelled: G_IO_ERROR_CANCELLED. */
void sent_before_async(ApiClient *client, const char *survey_id, const char *list_id, const char *lookup_id,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: it is not known, and @error says why. */
gboolean sent_before_finish(GAsyncResult *result, SentBefore *last, GError **error);
