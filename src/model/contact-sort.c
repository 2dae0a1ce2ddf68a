/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows wait in `tail` and are sorted there (a bottom-up merge sort that can stop after any step), then joined
 * with the rows that were sorted before: long runs of these are copied whole, so a page that arrives late
 * costs one copy of the row numbers, not a sort.
 */
#include "src/model/contact-sort.h"

#include <string.h>

#include "src/model/text-fold.h"

typedef struct {
  guint32 row;
  guint32 key; /* offset in keys */
} Item;

struct ContactSort {
  ContactSortText text;
  gpointer data;
  gboolean descending;
  GString *keys;
  GArray *waiting;  /* of guint32: rows without a key yet */
  guint keyed;      /* of waiting */
  GArray *tail;     /* of Item, with keys, being sorted */
  GArray *spare;    /* of Item, the other side of the merge */
  gboolean merging; /* tail has its keys; nothing joins it until it is merged */
  gsize width, at, i, j;
  GArray *sorted; /* of Item */
  GArray *rows;   /* of guint32 */
};

ContactSort *
contact_sort_new(ContactSortText text, gpointer data, gboolean descending)
{
  ContactSort *sort = g_new0(ContactSort, 1);
  sort->text = text;
  sort->data = data;
  sort->descending = descending;
  sort->keys = g_string_new(NULL);
  sort->waiting = g_array_new(FALSE, FALSE, sizeof(guint32));
  sort->tail = g_array_new(FALSE, FALSE, sizeof(Item));
  sort->spare = g_array_new(FALSE, FALSE, sizeof(Item));
  sort->sorted = g_array_new(FALSE, FALSE, sizeof(Item));
  sort->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
  return sort;
}

void
contact_sort_free(ContactSort *sort)
{
  if (sort == NULL)
    return;
  g_string_free(sort->keys, TRUE);
  g_array_unref(sort->waiting);
  g_array_unref(sort->tail);
  g_array_unref(sort->spare);
  g_array_unref(sort->sorted);
  g_array_unref(sort->rows);
  g_free(sort);
}

void
contact_sort_add(ContactSort *sort, guint32 row)
{
  g_array_append_val(sort->waiting, row);
}

static gint
compare(const ContactSort *sort, const Item *one, const Item *other)
{
  const char *a = sort->keys->str + one->key, *b = sort->keys->str + other->key;
  gboolean a_empty = *a == '\0', b_empty = *b == '\0';
  if (a_empty || b_empty)
    return a_empty - b_empty; /* empty ones last, whichever way */
  return sort->descending ? strcmp(b, a) : strcmp(a, b);
}

static void
make_key(ContactSort *sort, guint32 row)
{
  Item item = {.row = row, .key = (guint32) sort->keys->len};
  const char *text = sort->text(row, sort->data);
  if (text != NULL && *text != '\0') {
    g_autofree char *key = text_sort_key(text);
    g_string_append(sort->keys, key);
  }
  g_string_append_c(sort->keys, '\0');
  g_array_append_val(sort->tail, item);
}

/* Keys for the waiting rows; a new batch begins only when the last one is joined. */
static gboolean
step_keys(ContactSort *sort, gint64 until)
{
  while (sort->keyed < sort->waiting->len) {
    make_key(sort, g_array_index(sort->waiting, guint32, sort->keyed++));
    if (sort->keyed % 64 == 0 && g_get_monotonic_time() > until)
      return TRUE;
  }
  g_array_set_size(sort->waiting, 0);
  sort->keyed = 0;
  sort->merging = TRUE;
  g_array_set_size(sort->spare, sort->tail->len);
  sort->width = 1;
  sort->at = sort->i = 0;
  sort->j = 1;
  return FALSE;
}

/* Merges runs of `width` from tail into spare, pair by pair; swaps them when a pass is through. */
static gboolean
step_merge(ContactSort *sort, gint64 until)
{
  gsize n = sort->tail->len;
  while (sort->width < n) {
    Item *from = (Item *) (gpointer) sort->tail->data, *to = (Item *) (gpointer) sort->spare->data;
    while (sort->at < n) {
      gsize low = sort->at / (2 * sort->width) * (2 * sort->width);
      gsize middle = MIN(low + sort->width, n), high = MIN(low + 2 * sort->width, n);
      if (sort->at == low) {
        sort->i = low;
        sort->j = middle;
      }
      for (guint count = 0; sort->at < high && count < 1024; count++) {
        gboolean left =
            sort->i < middle && (sort->j >= high || compare(sort, &from[sort->i], &from[sort->j]) <= 0);
        to[sort->at++] = left ? from[sort->i++] : from[sort->j++];
      }
      if (g_get_monotonic_time() > until)
        return TRUE;
    }
    GArray *swap = sort->tail;
    sort->tail = sort->spare;
    sort->spare = swap;
    sort->width *= 2;
    sort->at = 0;
  }
  return FALSE;
}

/* The first of sorted[from..] that comes after @item. */
static gsize
upper_bound(const ContactSort *sort, gsize from, const Item *item)
{
  gsize low = from, high = sort->sorted->len;
  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (compare(sort, &g_array_index(sort->sorted, Item, middle), item) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
join(ContactSort *sort)
{
  if (sort->tail->len == 0)
    return;
  GArray *joined = g_array_sized_new(FALSE, FALSE, sizeof(Item), sort->sorted->len + sort->tail->len);
  gsize from = 0;
  for (guint i = 0; i < sort->tail->len; i++) {
    const Item *item = &g_array_index(sort->tail, Item, i);
    gsize to = upper_bound(sort, from, item);
    if (to > from)
      g_array_append_vals(joined, &g_array_index(sort->sorted, Item, from), to - from);
    g_array_append_vals(joined, item, 1);
    from = to;
  }
  if (from < sort->sorted->len)
    g_array_append_vals(joined, &g_array_index(sort->sorted, Item, from), sort->sorted->len - from);
  g_array_unref(sort->sorted);
  sort->sorted = joined;
  g_array_set_size(sort->tail, 0);
  g_array_set_size(sort->rows, joined->len);
  for (guint i = 0; i < joined->len; i++)
    g_array_index(sort->rows, guint32, i) = g_array_index(joined, Item, i).row;
}

gboolean
contact_sort_step(ContactSort *sort, gint64 until)
{
  if (!sort->merging && sort->waiting->len > 0 && step_keys(sort, until))
    return TRUE;
  if (step_merge(sort, until))
    return TRUE;
  join(sort);
  sort->merging = FALSE;
  return sort->waiting->len > 0;
}

const GArray *
contact_sort_rows(const ContactSort *sort)
{
  return sort->rows;
}
