/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person changed of a contact: the changed fields only, each with the value it had when the edit
 * began, so that a change by someone else in the meantime is seen (three-way) and an undo is the same edit
 * reversed.
 */
#pragma once

#include <glib.h>

#include "src/model/contact.h"

/* One changed thing: a field, or an embedded data key. */
typedef struct {
  ContactField field; /* N_CONTACT_FIELDS when it is embedded data */
  char *embedded;     /* its name, or NULL */
  char *before;       /* NULL: was not there */
  char *after;        /* NULL: drop it (embedded data), "": clear it */
} ContactChange;

typedef struct {
  char *contact_id;
  GPtrArray *changes; /* of ContactChange */
} ContactEdit;

ContactEdit *contact_edit_new(const char *contact_id);
ContactEdit *contact_edit_copy(const ContactEdit *edit);
void contact_edit_free(ContactEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactEdit, contact_edit_free)

/* Sets what @field (an opt-out too) becomes, given the contact it began from; back to the old value takes the
 * change off. */
void contact_edit_set(ContactEdit *edit, const Contact *base, ContactField field, const char *value);
void contact_edit_set_embedded(ContactEdit *edit, const Contact *base, const char *name, const char *value);
/* TRUE when nothing is changed. */
gboolean contact_edit_is_empty(const ContactEdit *edit);

/* The changes of @edit whose thing is no longer what it was in @now (and not already what the edit wants):
 * somebody else changed it. Returns an array of ContactChange with before = what it is now; empty: no
 * conflict. */
GPtrArray *contact_edit_conflicts(const ContactEdit *edit, const Contact *now);

/* What this program wrote (@written, of ContactChange) after @edit had begun: where both changed the same
 * from the same, @edit goes on from there. */
void contact_edit_begin_after(ContactEdit *edit, const GPtrArray *written);

/* Applies the changes to @contact. */
void contact_edit_apply(const ContactEdit *edit, Contact *contact);

/* The changes that @now does not show as wanted: what the server made otherwise (after = what it made). */
GPtrArray *contact_edit_differences(const ContactEdit *edit, const Contact *now);

/* The reverse edit. */
ContactEdit *contact_edit_reverse(const ContactEdit *edit);

/* Why @value can't be the @field of a contact, a sentence for the user; NULL when it can. Static string. */
const char *contact_check_field(ContactField field, const char *value);
/* The same for an embedded data key (1 to 200 characters, not a reserved name) and value (up to 1024). */
const char *contact_check_embedded(const char *name, const char *value);

/* "language is fr again, site is gone again": what it brings back, as undo and redo tell it. Free with
 * g_free. */
char *contact_edit_describe_again(const ContactEdit *edit);

/* "language it -> fr, site north -> south". Free with g_free. */
char *contact_edit_describe(const ContactEdit *edit);
