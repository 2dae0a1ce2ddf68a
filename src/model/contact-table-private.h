/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three runs of row numbers, each made from the one before:
 *
 *   arrival order (rows) -> order of the sort (sort's rows, or arrival itself) -> visible (what the filter
 *   leaves)
 *
 * `visible` is filled as far as `scanned` of its source. The old order is shown until the new one is there,
 * and a new order or a page that arrives does not ask the filter again about rows it has judged. An edited
 * row points to a page of its own. IDs are found through an open hash of row numbers; the hash of an ID
 * stands in its row, so that the table of slots grows without reading a million strings.
 */
#pragma once

#include "src/model/contact-filter.h"
#include "src/model/contact-sort.h"
#include "src/model/contact-table.h"

typedef struct {
  guint32 page;
  guint32 index : 30;
  guint32 marked : 1;
  guint32 gone : 1;
  guint32 hash; /* of the ID */
} Row;

struct ContactTable {
  GPtrArray *pages;
  GArray *rows; /* of Row, by arrival */
  guint32 *slots;
  guint32 n_slots; /* a power of two */
  guint gone, marked;
  GHashTable *kept_marks; /* IDs that were marked before contact_table_clear */

  ContactSort *sort; /* what is shown; NULL: order of arrival */
  ContactSort *next; /* what will be shown when it is through; NULL: none */
  ContactField sort_field;
  gboolean sort_descending, sorting;

  ContactFilter *filter; /* NULL: none */
  char *filter_text;
  GArray *visible; /* of guint32 */
  GArray *source;  /* of guint32: what a narrowing filter looks through; NULL: the order */
  guint scanned;
  gboolean stale; /* a row changed since the filter judged it */
};

static inline guint
source_length(const ContactTable *table)
{
  if (table->source != NULL)
    return table->source->len;
  return table->sort != NULL ? contact_sort_rows(table->sort)->len : table->rows->len;
}

static inline guint32
source_row(const ContactTable *table, guint i)
{
  if (table->source != NULL)
    return g_array_index(table->source, guint32, i);
  return table->sort != NULL ? g_array_index(contact_sort_rows(table->sort), guint32, i) : i;
}

static inline const Row *
row_at(const ContactTable *table, guint32 arrival)
{
  return &g_array_index(table->rows, Row, arrival);
}

static inline const char *
row_field(const ContactTable *table, guint32 arrival, ContactField field)
{
  const Row *row = row_at(table, arrival);
  return contact_page_field(g_ptr_array_index(table->pages, row->page), row->index, field);
}

/* Without a filter and gaps the order itself is what is seen; nothing is copied. */
static inline gboolean
shows_all(const ContactTable *table)
{
  return table->filter == NULL && table->gone == 0;
}

/* contact-table-order.c */

/* All rows are gone: the sort starts anew, too. */
void contact_table_restart_order(ContactTable *table);
/* The filter looks through the order from its beginning. */
void contact_table_restart_filter(ContactTable *table);
/* From now on the visible rows are listed: the first gap is there. */
void contact_table_list_all(ContactTable *table);
