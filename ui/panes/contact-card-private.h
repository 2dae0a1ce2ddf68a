/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What contact-card.c and the files beside it share: the state of a card. */
#pragma once

#include "src/model/contact-event.h"
#include "src/model/contact.h"
#include "ui/asks.h"
#include "ui/panes/edit-in-place.h"
#include "ui/panes/pane-list.h"
#include "ui/services.h"

typedef enum { LINE_HEADING, LINE_FIELD, LINE_EMBEDDED, LINE_FACT, LINE_EVENT } LineKind;

typedef struct {
  LineKind kind;
  ContactField field; /* of LINE_FIELD */
  char *label, *value;
  char *id;                  /* what it is, wherever a later answer puts it */
  const ContactEvent *event; /* of LINE_EVENT; borrowed */
} Line;

typedef struct State State;

/* The mails, or the responses. */
typedef struct {
  State *state;
  ContactHistory kind;
  GPtrArray *events; /* of ContactEvent, the newest first */
  gboolean loading;
  gboolean old; /* the events are those of before a refresh */
  gboolean cut; /* there are more than anybody reads */
  char *failure;
} CardHistory;

struct State {
  PaneList list; /* of Line, owned by it */
  Pane *pane;
  Services *services;
  Contact *contact; /* NULL until it has come */
  char *directory_id, *list_id, *place_name, *contact_id, *title;
  GCancellable *cancellable;
  gboolean loading;
  EditInPlace edit;   /* the line that is open, */
  char *edited;       /* and its ID */
  char *dropping;     /* the line that is asked about */
  GCancellable *open; /* cancelled when the card is closed */
  CardHistory histories[N_CONTACT_HISTORIES];
};

/* A new line at the end; its texts are copied. */
Line *contact_card_add(State *state, LineKind kind, const char *label, const char *value);
/* Makes the lines anew from the contact, and paints. */
void contact_card_show(State *state);
/* The line of that ID, or NULL. */
Line *contact_card_find(State *state, const char *id);

/* contact-card-edit.c */

/* Opens the line under the cursor; then keys go to it until it is saved or left. */
void contact_card_edit(State *state);
gboolean contact_card_edit_key(State *state, const Key *pressed);
/* Asks for new embedded data; asks whether the line under the cursor is to be dropped. */
void contact_card_new_value(State *state);
/* Asks whether the contact opts out, or back in, where the card was read. */
void contact_card_opt_out(State *state);
void contact_card_drop_value(State *state);
/* The whole contact in $EDITOR. */
void contact_card_edit_externally(State *state);

/* contact-card-history.c */
void contact_card_history_init(State *state);
void contact_card_history_done(State *state);
/* Asks for all of it. */
void contact_card_history_refresh(State *state);
/* Adds its lines. */
void contact_card_history_show(State *state);
/* What a line of an event says, the name of the survey first; new. */
char *contact_card_history_words(State *state, const Line *line);
