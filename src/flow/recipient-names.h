/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who a contact ID is. The history of a distribution has no names: they come from the list that it went to,
 * walked in the background, and for those who are not on it any more (or never were: a batch) from the
 * directory, one by one, for those that are wanted.
 */
#pragma once

#include "src/api/client.h"

typedef struct RecipientNames RecipientNames;

typedef struct {
  char *first_name, *last_name, *email; /* NULL: not said */
} RecipientName;

typedef void (*RecipientNamesChanged)(gpointer data);

/* Begins to walk @list_id (NULL: there is no list), in whichever directory it is. @changed (may be NULL) is
 * called when more is known. @client is the caller's and outlives it. */
RecipientNames *
recipient_names_new(ApiClient *client, const char *list_id, RecipientNamesChanged changed, gpointer data);
/* Cancels what is under way; @changed is not called any more. */
void recipient_names_free(RecipientNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecipientNames, recipient_names_free)

/* NULL: not known (yet). Valid as long as @names. */
const RecipientName *recipient_names_get(const RecipientNames *names, const char *contact_id);
/* Asks for this one by itself, once, if the list did not have it. */
void recipient_names_want(RecipientNames *names, const char *contact_id);
/* Nothing is being asked for now. */
gboolean recipient_names_is_idle(const RecipientNames *names);
/* The directory that holds the list, or the first there is; NULL until known. */
const char *recipient_names_directory(const RecipientNames *names);
/* "Ada Rossi", or "" when there is no name. New. */
char *recipient_name_whole(const RecipientName *name);
