/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who would get a reminder or a thank-you: those of a distribution who did not finish, or did. Counted from
 * its history, because that is what Qualtrics goes by; one person alone can't be chosen.
 */
#pragma once

#include "src/api/client.h"
#include "src/model/distribution.h"

typedef struct {
  guint64 looked_at; /* all in the history */
  guint64 reached;   /* of them, who would get it */
  guint64 failed;    /* never had the mail: bounced, failed, skipped, blocked */
  char example[40];  /* CID_ of the first who would get it, or "" */
} FollowUpCount;

/* After each page. */
typedef void (*FollowUpProgress)(const FollowUpCount *so_far, gpointer data);

/* @progress (may be NULL) gets @user_data too. Cancelled: G_IO_ERROR_CANCELLED. */
void follow_up_count_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                           GCancellable *cancellable, FollowUpProgress progress, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean follow_up_count_finish(GAsyncResult *result, FollowUpCount *count, GError **error);
