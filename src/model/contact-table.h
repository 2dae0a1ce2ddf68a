/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contact table: a million contacts, a page of them appended at a time; sorted, filtered, marked, one row
 * edited; by index in constant time. Rows are counted in visible order (after sort and filter). Long work
 * (sort, filter) goes in slices: whoever changed something calls contact_table_work() until it says FALSE.
 * Main thread.
 */
#pragma once

#include "src/model/contact-page.h"

typedef struct ContactTable ContactTable;

ContactTable *contact_table_new(void);
void contact_table_free(ContactTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactTable, contact_table_free)

/* Forgets all rows; marks stay with their IDs, so that a list that is fetched again has them again. */
void contact_table_clear(ContactTable *table);

/* Appends a sealed page, taken (read its next address before). A contact that is there already (its ID) is
 * replaced at its place. */
void contact_table_take_page(ContactTable *table, ContactPage *page);

/* All rows, and the visible ones. */
guint contact_table_length(const ContactTable *table);
guint contact_table_visible(const ContactTable *table);

/* Of the visible row @row. NULL: the server did not say. Valid until the table changes. */
const char *contact_table_field(const ContactTable *table, guint row, ContactField field);
const char *contact_table_id(const ContactTable *table, guint row);
guint contact_table_flags(const ContactTable *table, guint row);

/* The visible row of that contact, or -1: not there, or filtered away. O(1) to know it is there; a scan of
 * the row numbers to say where. */
gint64 contact_table_find_id(const ContactTable *table, const char *id);

/* The same for any row there is, filtered or not: a field of the contact @id, NULL when unknown. */
const char *contact_table_field_of(const ContactTable *table, const char *id, ContactField field);

/* Changes a contact at its place (it does not move until the next sort). FALSE when it is not there. */
gboolean contact_table_update(ContactTable *table, const char *id, const char *const fields[N_CONTACT_FIELDS],
                              guint flags);

/* Takes a contact out. FALSE when it is not there. */
gboolean contact_table_remove_id(ContactTable *table, const char *id);
/* Many of them in one go. FALSE when none is there. */
gboolean contact_table_remove_ids(ContactTable *table, const char *const *ids, guint n_ids);

/* Sorting by a field. The old order is shown until the new one is there. */
void contact_table_sort(ContactTable *table, ContactField field, gboolean descending);

/* Filtering, see contact-filter.h; "" shows all. */
void contact_table_filter(ContactTable *table, const char *text);

/* Sorts and filters for about @budget microseconds; TRUE while there is more to do. */
gboolean contact_table_work(ContactTable *table, gint64 budget);
gboolean contact_table_has_work(const ContactTable *table);

/* Marks. They belong to the contact, whatever is sorted or filtered. */
gboolean contact_table_is_marked(const ContactTable *table, guint row);
void contact_table_mark(ContactTable *table, guint row, gboolean on);
void contact_table_mark_range(ContactTable *table, guint from, guint to, gboolean on);
void contact_table_invert_marks(ContactTable *table); /* of the visible rows */
void contact_table_clear_marks(ContactTable *table);
/* By its ID; one that has not come yet comes marked. */
void contact_table_mark_id(ContactTable *table, const char *id);
guint contact_table_mark_count(const ContactTable *table);
/* How many marked ones have not come (again) yet, and their IDs, appended to @ids (of char *, new). */
guint contact_table_marks_to_come(const ContactTable *table);
void contact_table_add_marks_to_come(const ContactTable *table, GPtrArray *ids);
/* The IDs of the marked contacts in order of arrival; free with g_ptr_array_unref; the strings are owned by
 * it. */
GPtrArray *contact_table_marked_ids(const ContactTable *table);

/* Bytes that the table takes. */
gsize contact_table_size(const ContactTable *table);
