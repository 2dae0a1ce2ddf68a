/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How each kind of launch goes over the wire, and by what it is known again when its answer was lost:
 *
 *   email                 its second, among the distributions of the survey, at its list; it has no parent
 *   reminder, thank-you   its second, and its parent (the mark)
 *   (these all            and no other subject, where that is plain text on both sides)
 *   links                 the second in which they expire (the mark), at their list
 *   sms                   its name, which ends in letters that no other has (the mark)
 *
 * When to post, to look again and to give up is launch.c's.
 */
#pragma once

#include "src/flow/launch.h"

/* Gives the launch its mark, once its second is known. @intent_id is what makes an SMS's name its own. */
void launch_wire_mark(Launch *launch, const char *intent_id);

/* The one POST. */
void launch_wire_post_async(ApiClient *client, const Launch *launch, GAsyncReadyCallback callback,
                            gpointer user_data);
/* The new ID, or NULL and an error. */
char *
launch_wire_post_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);

/* Looks once through what the server has. @what must be there until the callback. */
void launch_wire_find_async(ApiClient *client, const LaunchPending *what, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: the server could not be read, nothing is known. TRUE: @id is the new ID, or NULL where it is not. */
gboolean launch_wire_find_finish(GAsyncResult *result, char **id, GError **error);

/* Looks for one that the server has told the ID of. FALSE without an error: it is not there, by
 * Qualtrics' own word, or cancelled. */
void launch_wire_is_there_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                                const char *survey_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean launch_wire_is_there_finish(GAsyncResult *result, GError **error);

/* Calls it back. */
void launch_wire_delete_async(ApiClient *client, LaunchKind kind, const char *distribution_id,
                              const char *survey_id, GAsyncReadyCallback callback, gpointer user_data);
gboolean launch_wire_delete_finish(ApiClient *client, GAsyncResult *result, GError **error);
