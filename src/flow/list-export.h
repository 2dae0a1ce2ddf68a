/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everyone of a list (or of a directory) into a file, with a column for each name of embedded data. Which
 * columns there are is known when the last page is, so all of them are held until then.
 */
#pragma once

#include <stdio.h>

#include "src/api/contacts.h"

/* How many contacts have been read. */
typedef void (*ListExportProgress)(guint done, gpointer user_data);

/* GET all pages, then writes @path whole or not at all: JSON when it ends in .json, else CSV, in which
 * nothing is a formula. */
void
list_export_async(ApiClient *client, const ContactPlace *place, const char *path, ListExportProgress progress,
                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same of some: @only is a set of contact IDs, copied; NULL: everyone. */
void list_export_some_async(ApiClient *client, const ContactPlace *place, GHashTable *only, const char *path,
                            ListExportProgress progress, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* The same into @out, which is borrowed and written to when the last page is there. */
void list_export_to_async(ApiClient *client, const ContactPlace *place, FILE *out, gboolean json,
                          ListExportProgress progress, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* How many rows there are; -1 and an error. */
gssize list_export_finish(ApiClient *client, GAsyncResult *result, GError **error);
