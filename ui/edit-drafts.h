/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts of edits: what was typed into a contact and is not on the server. There is one a contact, whatever
 * it was typed into (its row, its card, $EDITOR), and each change in it keeps the value that it began from,
 * so that it can be merged with what the contact has become.
 */
#pragma once

#include "src/api/contacts.h"
#include "src/model/contact-edit.h"
#include "ui/drafts.h"

typedef struct EditDraft {
  char *directory_id, *list_id; /* list_id NULL: read from the directory */
  char *title;                  /* of the contact */
  char *reason;                 /* why it was not taken; NULL: it was never sent */
  gboolean waits;               /* for the network: it is sent by itself when that is back */
  ContactEdit *edit;
} EditDraft;

void edit_draft_free(EditDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EditDraft, edit_draft_free)

/* NULL if it is none, or nothing is changed in it. New. */
EditDraft *edit_draft_read(const Draft *draft);
/* Of the contact, in the connection that is open; or NULL. New. */
EditDraft *edit_draft_find(const Drafts *drafts, const char *contact_id);

/* Keeps it instead of what was there; one in which nothing is changed is dropped. */
void edit_draft_keep(Drafts *drafts, const EditDraft *draft);

/* What somebody is typing: @typed is all that is now changed of these fields (1 << ContactField) and of that
 * embedded data (may be NULL); other changes of the draft @before (may be NULL) stay. */
void edit_draft_type(Drafts *drafts, const EditDraft *before, const ContactPlace *place, const char *title,
                     guint fields, const char *embedded, const ContactEdit *typed);
/* It was left without being sent: what was there before is there again; NULL: nothing was. */
void edit_draft_leave(Drafts *drafts, const char *contact_id, const EditDraft *before);

/* These changes are on the server, or thrown away. What was typed over one of them since then stays, begun
 * from there. */
void edit_draft_take_out(Drafts *drafts, const ContactEdit *edit);
/* The same in a draft that somebody holds. */
void edit_draft_settle(EditDraft *draft, const ContactEdit *edit);
/* These changes are not on the server, and why; others of the draft stay. */
void edit_draft_failed(Drafts *drafts, const ContactPlace *place, const char *title, const ContactEdit *edit,
                       const char *reason, gboolean waits);
