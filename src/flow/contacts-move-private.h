/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What contacts-remove.c and contacts-put-back.c share: many contacts, one after the other. */
#pragma once

#include "src/flow/contacts-remove.h"

typedef struct Move Move;

/* Begins with the contact at @move->at; ends in move_done(), move_failed() or move_left(). Takes the task. */
typedef void (*MoveStep)(GTask *task, Move *move);

struct Move {
  ApiClient *client;
  Journal *journal;
  char *server; /* the client may be gone when the last word is written */
  char *directory_id, *list_id;
  GPtrArray *contacts; /* of Contact: who */
  guint at;
  MoveStep step;
  JournalKind kind;
  GCancellable *stop;
  ContactsProgress progress;
  gpointer progress_data;
  MergeRule rule;
  Contact *before; /* the one at @at, as it is on the list */
  GError *doubt;   /* what its DELETE failed with that may have been done */
  ContactsMoved *moved;
};

/* @contacts is taken. */
GTask *move_new(ApiClient *client, Journal *journal, const ContactPlace *place, GPtrArray *contacts,
                GAsyncReadyCallback callback, gpointer user_data);
ContactPlace move_place(const Move *move);
const char *move_id(const Move *move);

/* The next contact, or the end. Takes the task. */
void move_next(GTask *task);

/* How the contact at hand ended; each goes on with the next and takes the task. @contact is taken. */
void move_done(GTask *task, Contact *contact, const char *outcome);
void move_failed(GTask *task, const GError *error);
/* The contact at @index is not even tried. */
void move_refuse(Move *move, guint index, const char *reason);
/* The client went away: TRUE, and the task is over (and taken). @outcome (may be NULL) is the journal's word
 * on the contact at hand. */
gboolean move_left(GTask *task, const GError *error, const char *outcome);
