/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What contacts.c and the files beside it share: the state of pane 2. */
#pragma once

#include "src/api/contacts.h"
#include "src/model/contact-edit.h"
#include "src/model/contact-table.h"
#include "src/model/contact.h"
#include "ui/asks.h"
#include "ui/panes/edit-in-place.h"
#include "ui/panes/pane-list.h"
#include "ui/services.h"

typedef struct Removal Removal;
typedef struct Bulk Bulk;

typedef struct {
  PaneList list; /* its rows are in `contacts` */
  Pane *pane;
  Services *services;
  ContactTable *contacts;
  ListPlace place;
  GPtrArray *terms;  /* what the server is searched for, or NULL: the rows are of `place` as it is */
  char *search;      /* as it was typed */
  ContactsView view; /* of the place; everybody while the server is searched */
  ListPlace behind;  /* what pane 1 points at while the server is searched */
  GCancellable *cancellable;
  char *next;       /* the page after the last one */
  gboolean started; /* a page has come */
  gboolean asking, failed;
  gint64 failed_at;         /* monotonic, in seconds */
  gboolean old;             /* the rows are those of before a reload, until its pages are there */
  GPtrArray *coming;        /* of ContactPage: these, as far as the person had come; NULL: no reload */
  gboolean pulling, to_end; /* the whole list, and then to its end */
  guint slice;
  gint64 last_mark;
  EditInPlace edit; /* the row that is open */
  Removal *removal; /* under way, or NULL */
  Removal *asked;   /* its question is open, or NULL */
  Bulk *bulk;       /* many are edited, or about to be, or NULL */
} State;

/* contacts-fetch.c */

/* Rows changed: sorts and filters in slices, and paints. */
void contacts_changed(State *state);
/* Asks for the next page if it will be wanted. */
void contacts_fetch(State *state);
/* Cancels what was asked; and starts with no rows, for another place. */
void contacts_forget(State *state);
void contacts_start(State *state);
/* Asks for everything anew, and shows what there is until it comes; after a page that failed, for that page.
 */
void contacts_reload(State *state);
/* Cancels a load of which nothing has come yet. FALSE: there is none. */
gboolean contacts_stop(State *state);
/* To the last row; asks before a long list is pulled for it. */
void contacts_to_bottom(State *state);
/* "███░░░ 25% · Esc stops" of a pull; and "12,000 of 84,120" of the title. New. */
char *contacts_progress(State *state);
char *contacts_counts(State *state);

/* contacts-search.c */

/* Copies @place (NULL: nowhere) over @into. */
void contacts_set_place(ListPlace *into, const ListPlace *place);
void contacts_place_clear(ListPlace *place);
/* Back to what pane 1 points at; FALSE if nothing is searched for. */
gboolean contacts_drop_search(State *state);
/* The pane goes. */
void contacts_search_clear(State *state);

/* contacts-views.c */

/* "Opted out"; static. */
const char *contacts_view_title(ContactsView view);
/* To @place (NULL: nowhere; &state->place: other rows of the same), with no rows, marks and filter; of marks
 * that go it is told. */
void contacts_go(State *state, const ListPlace *place);
/* Takes all marks away, those to come too; u marks them again. How many. */
guint contacts_unmark(State *state);
/* Back to everybody; FALSE if they are shown. */
gboolean contacts_drop_view(State *state);

/* contacts-write.c */
char *contacts_write_refuse(State *state, ActionId action);
void contacts_new(State *state);
void contacts_delete(State *state);
/* "Ada Rossi (CID_…)", or the ID alone; new. */
char *contacts_who(State *state, const char *id);
void contacts_edit_externally(State *state);
/* "removing 12 of 40 · Esc stops", new; NULL when nothing is removed. */
char *contacts_removal_words(State *state);
/* FALSE: nothing is being removed. */
gboolean contacts_removal_stop(State *state);
/* The pane goes. */
void contacts_removal_leave(State *state);

/* contacts-bulk.c */

/* The form that edits the marked contacts. */
void contacts_bulk(State *state);
/* The same with what is to be changed: the plan, then the question. Copied. */
void contacts_bulk_plan(State *state, const ContactChange *change);
/* "changing 12 of 40 · Esc stops", new; NULL when nothing is. */
char *contacts_bulk_words(State *state);
/* FALSE: nothing is being changed. */
gboolean contacts_bulk_stop(State *state);
/* The pane goes. */
void contacts_bulk_leave(State *state);

/* contacts-opt-out.c */

/* Asks whether the marked contacts, or the one under the cursor, opt out of this list or directory, or back
 * in. */
void contacts_opt_out(State *state);

/* contacts-edit.c */
void contacts_edit(State *state);
gboolean contacts_edit_key(State *state, const Key *key);
char *contacts_title(State *state, guint row);
