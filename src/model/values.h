/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plain values of the program: what Qualtrics calls directory, mailing list, contact, survey, library
 * message and distribution. All strings are clean UTF-8 (see clean-text.h) and owned by their value; NULL
 * means that the server did not say, "" that it said "empty". Times are milliseconds UTC, TIMESTAMP_NONE when
 * unknown. Counts are -1 when unknown. Every _free takes NULL.
 */
#pragma once

#include <glib.h>

/* One page of a list: the items, and the opaque address of the next page (NULL on the last). */
typedef struct {
  GPtrArray *items; /* owns its items */
  char *next;
} Page;

/* Takes a page whose items are freed with @free_item. */
Page *page_new(GDestroyNotify free_item);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* Who the token belongs to (GET /whoami). */
typedef struct {
  char *user_id; /* UR_ */
  char *brand_id;
  char *user_name;
  char *first_name;
  char *last_name;
  char *email;
  char *datacenter;
} Identity;
void identity_free(Identity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Identity, identity_free)

typedef struct {
  char *id;   /* POOL_ */
  char *name; /* never NULL: the ID where it has none */
  gint64 contact_count;
  gboolean is_default;
  /* The fields by which a new contact is matched with one that is there; all FALSE: duplicates are made. */
  gboolean dedup_email, dedup_first_name, dedup_last_name, dedup_ext_ref, dedup_phone;
} Directory;
void directory_free(Directory *directory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Directory, directory_free)

typedef struct {
  char *id;   /* CG_ */
  char *name; /* never NULL: the ID where it has none */
  char *owner_id;
  gint64 contact_count;
  gint64 created, modified;
} MailingList;
void mailing_list_free(MailingList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailingList, mailing_list_free)

typedef struct {
  char *id;   /* SV_ */
  char *name; /* never NULL: the ID where it has none */
  char *owner_id;
  gboolean is_active;
  gint64 created, modified;
  gint64 starts, ends;                  /* expiration; only from GET one */
  gint64 auditable, generated, deleted; /* response counts; only from GET one */
} Survey;
void survey_free(Survey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

typedef struct {
  char *id;   /* UR_, URH_ or GR_ */
  char *name; /* never NULL: the ID where it has none */
} Library;
void library_free(Library *library);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Library, library_free)

typedef struct {
  char *language;
  char *text; /* HTML, lines kept */
} MessageText;

typedef struct {
  char *id; /* MS_ */
  char *description;
  char *category;   /* invite, reminder, thankYou, emailSubject, ... */
  GPtrArray *texts; /* of MessageText; empty in lists */
} LibraryMessage;
LibraryMessage *library_message_new(void);
void library_message_free(LibraryMessage *message);
/* Adds a text, copied. */
void library_message_add(LibraryMessage *message, const char *language, const char *text);
/* The text in @language (may be NULL), else "en", else the first; NULL when there is none. */
const char *library_message_text(const LibraryMessage *message, const char *language);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LibraryMessage, library_message_free)
