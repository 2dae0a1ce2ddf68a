/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offset 0 of the bytes means NULL: the run begins with one byte that is nobody's. While a page is made its
 * three runs grow apart; sealing puts them into one block that is exactly as large as they are.
 */
#include "src/model/contact-page.h"

#include <string.h>

#include "src/model/text-fold.h"

typedef struct {
  guint32 fields[N_CONTACT_FIELDS];
  guint32 folded;
  guint32 flags;
} Record;

/* What a page is made in. */
typedef struct {
  GArray *records;
  GString *bytes;
  GString *folded;
} Draft;

struct ContactPage {
  Draft *draft;   /* NULL: sealed */
  gpointer block; /* of a sealed page: records, bytes, folded */
  gsize size;     /* of the block */
  guint length;
  const Record *records;
  const char *bytes;
  const char *folded;
  char *next;
};

ContactPage *
contact_page_new(void)
{
  ContactPage *page = g_new0(ContactPage, 1);
  page->draft = g_new0(Draft, 1);
  page->draft->records = g_array_new(FALSE, FALSE, sizeof(Record));
  page->draft->bytes = g_string_sized_new(1024);
  page->draft->folded = g_string_new(NULL);
  g_string_append_c(page->draft->bytes, '\0');
  return page;
}

static void
drop_draft(ContactPage *page)
{
  if (page->draft == NULL)
    return;
  g_array_unref(page->draft->records);
  g_string_free(page->draft->bytes, TRUE);
  g_string_free(page->draft->folded, TRUE);
  g_clear_pointer(&page->draft, g_free);
}

void
contact_page_free(ContactPage *page)
{
  if (page == NULL)
    return;
  drop_draft(page);
  g_free(page->block);
  g_free(page->next);
  g_free(page);
}

static void
look_at_draft(ContactPage *page)
{
  page->length = page->draft->records->len;
  page->records = (const Record *) (gconstpointer) page->draft->records->data;
  page->bytes = page->draft->bytes->str;
}

void
contact_page_add(ContactPage *page, const char *const fields[N_CONTACT_FIELDS], guint flags)
{
  g_return_if_fail(page->draft != NULL);
  GString *bytes = page->draft->bytes;
  Record record = {.flags = flags};
  for (guint i = 0; i < N_CONTACT_FIELDS; i++) {
    if (fields[i] == NULL)
      continue;
    record.fields[i] = (guint32) bytes->len;
    g_string_append_len(bytes, fields[i], (gssize) strlen(fields[i]) + 1);
  }
  g_array_append_val(page->draft->records, record);
  look_at_draft(page);
}

static const char *
string_at(const ContactPage *page, guint32 offset)
{
  return offset != 0 ? page->bytes + offset : NULL;
}

static void
fold(const ContactPage *page, Record *record)
{
  GString *folded = page->draft->folded;
  record->folded = (guint32) folded->len;
  for (guint field = 0; field < N_CONTACT_EDITABLE; field++) {
    const char *text = string_at(page, record->fields[field]);
    if (text != NULL)
      text_fold_append(folded, text);
    g_string_append_c(folded, '\x1f');
  }
  g_string_append_c(folded, '\0');
}

void
contact_page_seal(ContactPage *page)
{
  Draft *draft = page->draft;
  if (draft == NULL)
    return;
  for (guint i = 0; i < page->length; i++)
    fold(page, &g_array_index(draft->records, Record, i));
  gsize records = page->length * sizeof(Record);
  page->size = records + draft->bytes->len + draft->folded->len;
  char *block = g_malloc(page->size);
  if (records > 0)
    memcpy(block, draft->records->data, records);
  memcpy(block + records, draft->bytes->str, draft->bytes->len);
  memcpy(block + records + draft->bytes->len, draft->folded->str, draft->folded->len);
  page->block = block;
  page->records = page->block;
  page->bytes = block + records;
  page->folded = page->bytes + draft->bytes->len;
  drop_draft(page);
}

guint
contact_page_length(const ContactPage *page)
{
  return page->length;
}

const char *
contact_page_field(const ContactPage *page, guint index, ContactField field)
{
  return string_at(page, page->records[index].fields[field]);
}

guint
contact_page_flags(const ContactPage *page, guint index)
{
  return page->records[index].flags;
}

const char *
contact_page_folded(const ContactPage *page, guint index)
{
  return page->folded + page->records[index].folded;
}

void
contact_page_set_next(ContactPage *page, const char *next)
{
  char *copy = g_strdup(next);
  g_free(page->next);
  page->next = copy;
}

const char *
contact_page_next(const ContactPage *page)
{
  return page->next;
}

gsize
contact_page_size(const ContactPage *page)
{
  return sizeof *page + page->size + (page->next != NULL ? strlen(page->next) + 1 : 0);
}
