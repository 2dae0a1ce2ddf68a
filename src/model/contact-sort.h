/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stable sort of row numbers by a key each, in slices, so that no key press waits for it. Keys follow the
 * language's order, with numbers as numbers; empty ones come last.
 */
#pragma once

#include <glib.h>

typedef struct ContactSort ContactSort;

/* The text of row @row, or NULL. */
typedef const char *(*ContactSortText)(guint32 row, gpointer data);

ContactSort *contact_sort_new(ContactSortText text, gpointer data, gboolean descending);
void contact_sort_free(ContactSort *sort);

/* Adds a row; it is sorted in by the next contact_sort_step calls. */
void contact_sort_add(ContactSort *sort, guint32 row);

/* Works until @until (monotonic us); TRUE while there is more to do. */
gboolean contact_sort_step(ContactSort *sort, gint64 until);

/* The rows in order, as far as sorted (all of them when step said FALSE). Owned by the sort. */
const GArray *contact_sort_rows(const ContactSort *sort);
