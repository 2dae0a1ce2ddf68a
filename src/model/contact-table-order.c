/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sort and filter of the contact table, in slices; what they leave is in contact-table-private.h. */
#include "src/model/contact-table-private.h"

/* As many rows are judged at once when an order changes; more than that goes in slices. */
#define JUDGED_AT_ONCE 10000

void
contact_table_restart_filter(ContactTable *table)
{
  g_array_set_size(table->visible, 0);
  g_clear_pointer(&table->source, g_array_unref);
  table->scanned = 0;
  table->stale = FALSE;
}

static const char *
sort_text(guint32 row, gpointer data)
{
  const ContactTable *table = data;
  return row_field(table, row, table->sort_field);
}

/* From now on the visible rows are listed: the first gap is there. */
void
contact_table_list_all(ContactTable *table)
{
  contact_table_restart_filter(table);
  guint length = source_length(table);
  for (; table->scanned < length; table->scanned++) {
    guint32 arrival = source_row(table, table->scanned);
    if (!row_at(table, arrival)->gone)
      g_array_append_val(table->visible, arrival);
  }
}

void
contact_table_restart_order(ContactTable *table)
{
  if (table->sort != NULL || table->next != NULL) {
    g_clear_pointer(&table->next, contact_sort_free);
    contact_sort_free(table->sort);
    table->sort = contact_sort_new(sort_text, table, table->sort_descending);
    table->sorting = FALSE;
  }
  contact_table_restart_filter(table);
}

static gboolean
passes(const ContactTable *table, guint32 arrival)
{
  const Row *row = row_at(table, arrival);
  if (row->gone)
    return FALSE;
  return table->filter == NULL ||
         contact_filter_matches(table->filter,
                                contact_page_folded(g_ptr_array_index(table->pages, row->page), row->index));
}

/* As many of the rows, by arrival, have been judged by the filter. */
static guint
judged(const ContactTable *table)
{
  if (table->source != NULL)
    return 0;
  return table->sort == NULL || table->scanned >= source_length(table) ? table->scanned : 0;
}

/* Another order, or more rows in it: what was visible stays so, and only rows from @known on are judged. */
static void
reorder(ContactTable *table, guint known)
{
  guint length = source_length(table);
  if (shows_all(table))
    return;
  if (known == 0 || length > known + JUDGED_AT_ONCE) {
    contact_table_restart_filter(table);
    return;
  }
  g_autofree guint8 *shown = g_malloc0(table->rows->len / 8 + 1);
  for (guint i = 0; i < table->visible->len; i++) {
    guint32 arrival = g_array_index(table->visible, guint32, i);
    shown[arrival / 8] |= (guint8) (1 << arrival % 8);
  }
  g_array_set_size(table->visible, 0);
  for (guint i = 0; i < length; i++) {
    guint32 arrival = source_row(table, i);
    if (arrival < known ? shown[arrival / 8] >> arrival % 8 & 1 : passes(table, arrival))
      g_array_append_val(table->visible, arrival);
  }
  table->scanned = length;
}

void
contact_table_sort(ContactTable *table, ContactField field, gboolean descending)
{
  table->sort_field = field;
  table->sort_descending = descending;
  contact_sort_free(table->next);
  table->next = contact_sort_new(sort_text, table, descending);
  for (guint32 i = 0; i < table->rows->len; i++)
    contact_sort_add(table->next, i);
  table->sorting = TRUE;
}

void
contact_table_filter(ContactTable *table, const char *text)
{
  gboolean through = table->filter != NULL && !contact_table_has_work(table);
  if (through && !table->stale && contact_filter_narrows(table->filter_text, text)) {
    if (table->source != NULL)
      g_array_unref(table->source);
    table->source = table->visible;
    table->visible = g_array_new(FALSE, FALSE, sizeof(guint32));
    table->scanned = 0;
  } else {
    contact_table_restart_filter(table);
  }
  g_free(table->filter_text);
  table->filter_text = g_strdup(text);
  contact_filter_free(table->filter);
  table->filter = contact_filter_new(text);
  if (contact_filter_is_empty(table->filter))
    g_clear_pointer(&table->filter, contact_filter_free);
  if (table->filter == NULL)
    contact_table_restart_filter(table);
}

gboolean
contact_table_has_work(const ContactTable *table)
{
  return table->sorting || (!shows_all(table) && table->scanned < source_length(table));
}

/* Returns TRUE while there is more to sort. */
static gboolean
work_on_sort(ContactTable *table, gint64 until)
{
  guint known = judged(table);
  if (table->next != NULL) {
    if (contact_sort_step(table->next, until))
      return TRUE;
    contact_sort_free(table->sort);
    table->sort = g_steal_pointer(&table->next);
    g_clear_pointer(&table->source, g_array_unref);
    reorder(table, known);
    return FALSE;
  }
  guint before = contact_sort_rows(table->sort)->len;
  gboolean more = contact_sort_step(table->sort, until);
  if (contact_sort_rows(table->sort)->len != before)
    reorder(table, known);
  return more;
}

static void
work_on_filter(ContactTable *table, gint64 until)
{
  guint length = source_length(table);
  while (table->scanned < length) {
    guint32 arrival = source_row(table, table->scanned++);
    if (passes(table, arrival))
      g_array_append_val(table->visible, arrival);
    if (table->scanned % 256 == 0 && g_get_monotonic_time() > until)
      break;
  }
  if (table->source != NULL && table->scanned >= length) {
    /* Narrowed through is as good as looked through the whole order. */
    g_clear_pointer(&table->source, g_array_unref);
    table->scanned = source_length(table);
  }
}

gboolean
contact_table_work(ContactTable *table, gint64 budget)
{
  gint64 until = g_get_monotonic_time() + budget;
  /* The order that is shown is filtered first: what is typed does not wait for the next order. */
  if (table->next != NULL && !shows_all(table)) {
    work_on_filter(table, until);
    if (table->scanned < source_length(table))
      return TRUE;
  }
  if (table->sorting)
    table->sorting = work_on_sort(table, until);
  if (!table->sorting && !shows_all(table))
    work_on_filter(table, until);
  return contact_table_has_work(table);
}
