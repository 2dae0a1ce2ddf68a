/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One contact, whole: what the card shows and an edit starts from. The rows of a list live in a ContactTable.
 */
#pragma once

#include <glib.h>

#include "src/model/contact-table.h"

/* A contact's place on one mailing list. */
typedef struct {
  char *list_id;
  char *lookup_id; /* CGC_ */
  char *name;
  gboolean unsubscribed;
  gint64 unsubscribed_at;
} Membership;

/* What is shown is clean; what is written back with the whole map must be what the server had, to the byte,
 * or an edit of one key would change others. */
typedef struct {
  char *name;
  char *value;
  char *raw_name;  /* as the server has it, NULL when it is the same */
  char *raw_value; /* likewise; gone once a person changed the value */
} EmbeddedField;

typedef struct {
  char *fields[N_CONTACT_FIELDS]; /* by ContactField; CONTACT_FIELD_ID is never NULL */
  guint flags;                    /* of ContactFlags */
  gint64 created, modified;
  gint64 unsubscribed_at; /* directory */
  GPtrArray *embedded;    /* of EmbeddedField, in the server's order */
  GPtrArray *memberships; /* of Membership; empty when read through a list */
} Contact;

Contact *contact_new(void);
Contact *contact_copy(const Contact *contact);
void contact_free(Contact *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contact, contact_free)

/* Sets a field; @value (may be NULL) is copied. An opt-out is set by "yes" and taken away by anything else.
 */
void contact_set(Contact *contact, ContactField field, const char *value);

/* The text of a field, borrowed; of an opt-out "yes" or "no". */
const char *contact_get(const Contact *contact, ContactField field);

/* The value of embedded data @name, NULL when there is none. */
const char *contact_embedded(const Contact *contact, const char *name);

/* Sets embedded data @name, at its place or at the end; NULL drops it. */
void contact_set_embedded(Contact *contact, const char *name, const char *value);

/* Appends embedded data as it was read; see EmbeddedField. All copied. */
void contact_add_embedded(Contact *contact, const char *name, const char *value, const char *raw_name,
                          const char *raw_value);

/* Appends a membership; the strings are copied. */
void contact_add_membership(Contact *contact, const char *list_id, const char *lookup_id, const char *name,
                            gboolean unsubscribed, gint64 unsubscribed_at);

/* "Ada Rossi", else the email, else the ID. Free with g_free. */
char *contact_title(const Contact *contact);
