/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of contacts as the fetch thread makes it: one run of bytes, one record of offsets a contact, and
 * beside it one run of folded text for the filter. Nothing is allocated for a single contact. Sealed, then
 * handed over.
 */
#pragma once

#include <glib.h>

typedef enum {
  CONTACT_FIELD_EMAIL,
  CONTACT_FIELD_FIRST_NAME,
  CONTACT_FIELD_LAST_NAME,
  CONTACT_FIELD_LANGUAGE,
  CONTACT_FIELD_EXT_REF,
  CONTACT_FIELD_PHONE,
  N_CONTACT_EDITABLE,                    /* what a person may change stands before this */
  CONTACT_FIELD_ID = N_CONTACT_EDITABLE, /* CID_ */
  CONTACT_FIELD_LOOKUP_ID,               /* CGC_, in lists only */
  N_CONTACT_FIELDS,
  /* Nothing that a page has, but what is changed like a field: "yes" or "no", see contact_get(). */
  CONTACT_OPT_OUT_LIST,      /* of the list that the contact was read through */
  CONTACT_OPT_OUT_DIRECTORY, /* of everything */
  N_CONTACT_CHANGEABLE
} ContactField;

typedef enum {
  CONTACT_UNSUBSCRIBED = 1 << 0,           /* the whole directory, as far as the reply says */
  CONTACT_UNSUBSCRIBED_FROM_LIST = 1 << 1, /* this list */
  CONTACT_HAS_LIST_DATA = 1 << 2,          /* embedded data of this list alone; only from GET one */
} ContactFlags;

typedef struct ContactPage ContactPage;

ContactPage *contact_page_new(void);
void contact_page_free(ContactPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactPage, contact_page_free)

/* Adds a contact; strings are clean UTF-8, copied; NULL (not said) and "" stay apart. */
void contact_page_add(ContactPage *page, const char *const fields[N_CONTACT_FIELDS], guint flags);

/* Makes the folded text and puts all into one block. Nothing is added after it. */
void contact_page_seal(ContactPage *page);

/* Of a sealed page too; @index counts in the order of adding. A field that the server did not say is NULL. */
guint contact_page_length(const ContactPage *page);
const char *contact_page_field(const ContactPage *page, guint index, ContactField field);
guint contact_page_flags(const ContactPage *page, guint index);

/* The folded fields of a contact, N_CONTACT_EDITABLE of them, each ended by '\x1f', the whole by NUL. */
const char *contact_page_folded(const ContactPage *page, guint index);

/* The opaque address of the next page; NULL on the last one. Copied. */
void contact_page_set_next(ContactPage *page, const char *next);
const char *contact_page_next(const ContactPage *page);

/* Bytes that the sealed page takes. */
gsize contact_page_size(const ContactPage *page);
