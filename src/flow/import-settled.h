/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch whose answer was lost, and of which a person has said that it came. Qualtrics may have refused some
 * of its rows all the same, so who of them is not on the list is looked for, by everything that tells people
 * apart. They are not sent again by the program: a batch may still be growing onto its list.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/model/import-plan.h"

/* Reads all of the list. */
void import_settled_async(ApiClient *client, const ContactPlace *list, const ImportPlan *plan,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The settled rows of the plan that are not on the list: a GArray of guint, ascending. */
GArray *import_settled_finish(GAsyncResult *result, GError **error);
