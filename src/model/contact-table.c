/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the contact table and their marks; see contact-table-private.h for the whole picture. */
#include "src/model/contact-table-private.h"

#include <string.h>

#define NO_ROW G_MAXUINT32

/* IDs */

static guint32
hash_id(const char *id)
{
  return g_str_hash(id != NULL ? id : "");
}

static void
slots_insert(ContactTable *table, guint32 arrival)
{
  guint32 slot = row_at(table, arrival)->hash & (table->n_slots - 1);
  while (table->slots[slot] != NO_ROW)
    slot = (slot + 1) & (table->n_slots - 1);
  table->slots[slot] = arrival;
}

static void
slots_make_room(ContactTable *table)
{
  if (table->n_slots > 0 && table->rows->len < table->n_slots / 4 * 3)
    return;
  table->n_slots = MAX(1024, table->n_slots * 2);
  g_free(table->slots);
  table->slots = g_new(guint32, table->n_slots);
  memset(table->slots, 0xff, table->n_slots * sizeof(guint32));
  for (guint32 i = 0; i < table->rows->len; i++)
    slots_insert(table, i);
}

static guint32
slots_find(const ContactTable *table, const char *id, guint32 hash)
{
  if (table->n_slots == 0 || id == NULL)
    return NO_ROW;
  guint32 slot = hash & (table->n_slots - 1);
  for (; table->slots[slot] != NO_ROW; slot = (slot + 1) & (table->n_slots - 1)) {
    guint32 arrival = table->slots[slot];
    const Row *row = row_at(table, arrival);
    if (row->hash == hash && !row->gone && g_strcmp0(row_field(table, arrival, CONTACT_FIELD_ID), id) == 0)
      return arrival;
  }
  return NO_ROW;
}

static guint32
find_arrival(const ContactTable *table, const char *id)
{
  return slots_find(table, id, hash_id(id));
}

/* Making */

ContactTable *
contact_table_new(void)
{
  ContactTable *table = g_new0(ContactTable, 1);
  table->pages = g_ptr_array_new_with_free_func((GDestroyNotify) contact_page_free);
  table->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  table->visible = g_array_new(FALSE, FALSE, sizeof(guint32));
  table->kept_marks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  table->filter_text = g_strdup("");
  return table;
}

void
contact_table_free(ContactTable *table)
{
  if (table == NULL)
    return;
  contact_sort_free(table->sort);
  contact_sort_free(table->next);
  contact_filter_free(table->filter);
  g_free(table->filter_text);
  g_ptr_array_unref(table->pages);
  g_array_unref(table->rows);
  g_array_unref(table->visible);
  if (table->source != NULL)
    g_array_unref(table->source);
  g_hash_table_unref(table->kept_marks);
  g_free(table->slots);
  g_free(table);
}

void
contact_table_clear(ContactTable *table)
{
  for (guint32 i = 0; i < table->rows->len; i++)
    if (row_at(table, i)->marked && !row_at(table, i)->gone)
      g_hash_table_add(table->kept_marks, g_strdup(row_field(table, i, CONTACT_FIELD_ID)));
  g_array_set_size(table->rows, 0);
  g_ptr_array_set_size(table->pages, 0);
  g_clear_pointer(&table->slots, g_free);
  table->n_slots = table->gone = table->marked = 0;
  contact_table_restart_order(table);
}

/* Rows */

static void
append_row(ContactTable *table, guint32 page, guint32 index, guint32 hash)
{
  Row row = {.page = page, .index = index, .hash = hash};
  guint32 arrival = table->rows->len;
  slots_make_room(table);
  g_array_append_val(table->rows, row);
  slots_insert(table, arrival);
  const char *id = row_field(table, arrival, CONTACT_FIELD_ID);
  if (id != NULL && g_hash_table_size(table->kept_marks) > 0 && g_hash_table_remove(table->kept_marks, id)) {
    g_array_index(table->rows, Row, arrival).marked = TRUE;
    table->marked++;
  }
  ContactSort *sort = table->next != NULL ? table->next : table->sort;
  if (sort != NULL) {
    contact_sort_add(sort, arrival);
    table->sorting = TRUE;
  }
}

void
contact_table_take_page(ContactTable *table, ContactPage *page)
{
  guint32 number = table->pages->len;
  contact_page_seal(page);
  contact_page_set_next(page, NULL); /* nobody reads it again */
  g_ptr_array_add(table->pages, page);
  for (guint i = 0; i < contact_page_length(page); i++) {
    const char *id = contact_page_field(page, i, CONTACT_FIELD_ID);
    guint32 hash = hash_id(id), there = slots_find(table, id, hash);
    if (there != NO_ROW) {
      g_array_index(table->rows, Row, there).page = number;
      g_array_index(table->rows, Row, there).index = i;
      table->stale = TRUE;
    } else {
      append_row(table, number, i, hash);
    }
  }
  /* A filter that is half through narrowing does not come past the new rows. */
  if (table->source != NULL)
    contact_table_restart_filter(table);
}

guint
contact_table_length(const ContactTable *table)
{
  return table->rows->len - table->gone;
}

guint
contact_table_visible(const ContactTable *table)
{
  return shows_all(table) ? source_length(table) : table->visible->len;
}

static guint32
visible_row(const ContactTable *table, guint row)
{
  return shows_all(table) ? source_row(table, row) : g_array_index(table->visible, guint32, row);
}

const char *
contact_table_field(const ContactTable *table, guint row, ContactField field)
{
  return row_field(table, visible_row(table, row), field);
}

const char *
contact_table_id(const ContactTable *table, guint row)
{
  return contact_table_field(table, row, CONTACT_FIELD_ID);
}

guint
contact_table_flags(const ContactTable *table, guint row)
{
  const Row *at = row_at(table, visible_row(table, row));
  return contact_page_flags(g_ptr_array_index(table->pages, at->page), at->index);
}

gint64
contact_table_find_id(const ContactTable *table, const char *id)
{
  guint32 arrival = find_arrival(table, id);
  if (arrival == NO_ROW)
    return -1;
  if (shows_all(table) && table->sort == NULL)
    return arrival;
  guint visible = contact_table_visible(table);
  for (guint i = 0; i < visible; i++)
    if (visible_row(table, i) == arrival)
      return i;
  return -1;
}

const char *
contact_table_field_of(const ContactTable *table, const char *id, ContactField field)
{
  guint32 arrival = find_arrival(table, id);
  return arrival != NO_ROW ? row_field(table, arrival, field) : NULL;
}

gboolean
contact_table_update(ContactTable *table, const char *id, const char *const fields[N_CONTACT_FIELDS],
                     guint flags)
{
  guint32 arrival = find_arrival(table, id);
  if (arrival == NO_ROW)
    return FALSE;
  const char *copy[N_CONTACT_FIELDS];
  memcpy(copy, fields, sizeof copy);
  copy[CONTACT_FIELD_ID] = id; /* whatever they say: it is found by this one */
  ContactPage *page = contact_page_new();
  contact_page_add(page, copy, flags);
  contact_page_seal(page);
  g_array_index(table->rows, Row, arrival).page = table->pages->len;
  g_array_index(table->rows, Row, arrival).index = 0;
  g_ptr_array_add(table->pages, page);
  table->stale = TRUE;
  return TRUE;
}

static gboolean
take_out(ContactTable *table, const char *id)
{
  guint32 arrival = find_arrival(table, id);
  if (arrival == NO_ROW)
    return FALSE;
  Row *row = &g_array_index(table->rows, Row, arrival);
  row->gone = TRUE;
  table->marked -= row->marked;
  row->marked = FALSE;
  table->gone++;
  return TRUE;
}

gboolean
contact_table_remove_ids(ContactTable *table, const char *const *ids, guint n_ids)
{
  gboolean showed_all = shows_all(table), any = FALSE;
  for (guint i = 0; i < n_ids; i++)
    any |= take_out(table, ids[i]);
  if (any && showed_all)
    contact_table_list_all(table);
  else if (any) {
    guint kept = 0;
    for (guint i = 0; i < table->visible->len; i++) {
      guint32 arrival = g_array_index(table->visible, guint32, i);
      if (!g_array_index(table->rows, Row, arrival).gone)
        g_array_index(table->visible, guint32, kept++) = arrival;
    }
    g_array_set_size(table->visible, kept);
  }
  return any;
}

gboolean
contact_table_remove_id(ContactTable *table, const char *id)
{
  return contact_table_remove_ids(table, &id, 1);
}

/* Marks */

static void
set_mark(ContactTable *table, guint32 arrival, gboolean on)
{
  Row *row = &g_array_index(table->rows, Row, arrival);
  if (row->marked == (guint) on)
    return;
  row->marked = on;
  table->marked += on ? 1 : -1;
}

gboolean
contact_table_is_marked(const ContactTable *table, guint row)
{
  return row_at(table, visible_row(table, row))->marked;
}

void
contact_table_mark(ContactTable *table, guint row, gboolean on)
{
  set_mark(table, visible_row(table, row), !!on);
}

void
contact_table_mark_range(ContactTable *table, guint from, guint to, gboolean on)
{
  for (guint i = MIN(from, to); i <= MAX(from, to) && i < contact_table_visible(table); i++)
    contact_table_mark(table, i, on);
}

void
contact_table_invert_marks(ContactTable *table)
{
  for (guint i = 0; i < contact_table_visible(table); i++)
    contact_table_mark(table, i, !contact_table_is_marked(table, i));
}

void
contact_table_clear_marks(ContactTable *table)
{
  for (guint32 i = 0; i < table->rows->len; i++)
    set_mark(table, i, FALSE);
  g_hash_table_remove_all(table->kept_marks);
}

void
contact_table_mark_id(ContactTable *table, const char *id)
{
  guint32 arrival = find_arrival(table, id);
  if (arrival == NO_ROW)
    g_hash_table_add(table->kept_marks, g_strdup(id));
  else
    set_mark(table, arrival, TRUE);
}

guint
contact_table_mark_count(const ContactTable *table)
{
  return table->marked;
}

guint
contact_table_marks_to_come(const ContactTable *table)
{
  return g_hash_table_size(table->kept_marks);
}

void
contact_table_add_marks_to_come(const ContactTable *table, GPtrArray *ids)
{
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init(&iter, table->kept_marks);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    g_ptr_array_add(ids, g_strdup(id));
}

GPtrArray *
contact_table_marked_ids(const ContactTable *table)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
  for (guint32 i = 0; i < table->rows->len; i++)
    if (row_at(table, i)->marked && !row_at(table, i)->gone)
      g_ptr_array_add(ids, g_strdup(row_field(table, i, CONTACT_FIELD_ID)));
  return ids;
}

gsize
contact_table_size(const ContactTable *table)
{
  gsize size = sizeof *table + table->rows->len * sizeof(Row) + table->n_slots * sizeof(guint32) +
               table->visible->len * sizeof(guint32);
  for (guint i = 0; i < table->pages->len; i++)
    size += contact_page_size(g_ptr_array_index(table->pages, i));
  return size;
}
