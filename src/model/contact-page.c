/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offset 0 of the bytes means NULL: the run begins with one byte that is nobody's.
 */
#include "src/model/contact-page.h"

#include "src/model/text-fold.h"

typedef struct {
  guint32 fields[N_CONTACT_FIELDS];
  guint32 folded;
  guint32 flags;
} Record;

struct ContactPage {
  GArray *records;
  GString *bytes;
  GString *folded;
  char *next;
};

ContactPage *
contact_page_new(void)
{
  ContactPage *page = g_new0(ContactPage, 1);
  page->records = g_array_new(FALSE, FALSE, sizeof(Record));
  page->bytes = g_string_sized_new(1024);
  g_string_append_c(page->bytes, '\0');
  return page;
}

void
contact_page_free(ContactPage *page)
{
  if (page == NULL)
    return;
  g_array_unref(page->records);
  g_string_free(page->bytes, TRUE);
  if (page->folded != NULL)
    g_string_free(page->folded, TRUE);
  g_free(page->next);
  g_free(page);
}

void
contact_page_add(ContactPage *page, const char *const fields[N_CONTACT_FIELDS], guint flags)
{
  g_return_if_fail(page->folded == NULL);
  Record record = {.flags = flags};
  for (guint i = 0; i < N_CONTACT_FIELDS; i++) {
    if (fields[i] == NULL)
      continue;
    record.fields[i] = (guint32) page->bytes->len;
    g_string_append(page->bytes, fields[i]);
    g_string_append_c(page->bytes, '\0');
  }
  g_array_append_val(page->records, record);
}

static const char *
string_at(const ContactPage *page, guint32 offset)
{
  return offset != 0 ? page->bytes->str + offset : NULL;
}

void
contact_page_seal(ContactPage *page)
{
  page->folded = g_string_sized_new(page->bytes->len);
  for (guint i = 0; i < page->records->len; i++) {
    Record *record = &g_array_index(page->records, Record, i);
    record->folded = (guint32) page->folded->len;
    for (guint field = 0; field < N_CONTACT_EDITABLE; field++) {
      const char *text = string_at(page, record->fields[field]);
      if (text != NULL)
        text_fold_append(page->folded, text);
      g_string_append_c(page->folded, '\x1f');
    }
    g_string_append_c(page->folded, '\0');
  }
}

guint
contact_page_length(const ContactPage *page)
{
  return page->records->len;
}

const char *
contact_page_field(const ContactPage *page, guint index, ContactField field)
{
  return string_at(page, g_array_index(page->records, Record, index).fields[field]);
}

guint
contact_page_flags(const ContactPage *page, guint index)
{
  return g_array_index(page->records, Record, index).flags;
}

const char *
contact_page_folded(const ContactPage *page, guint index)
{
  return page->folded->str + g_array_index(page->records, Record, index).folded;
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
  return sizeof *page + page->records->len * sizeof(Record) + page->bytes->len +
         (page->folded != NULL ? page->folded->len : 0);
}
