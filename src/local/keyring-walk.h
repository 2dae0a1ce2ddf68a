/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walk that every call to the Secret Service takes, for keyring.c and vault-key.c: reach the bus, search
 * our items, unlock what is locked; then the caller's step lists, loads, stores or clears. It ends within its
 * time (connections.h), and errors are LOCAL_ERROR, or G_IO_ERROR_CANCELLED when the caller cancelled.
 */
#pragma once

#include <libsecret/secret.h>

#include "src/local/local-error.h"

typedef struct KeyringWalk KeyringWalk;
typedef void (*KeyringStep)(KeyringWalk *walk);

struct KeyringWalk {
  GTask *task; /* owned: the walk's only holder */
  const SecretSchema *schema;
  char *value;         /* of the schema's first attribute; NULL: all items of the schema */
  KeyringStep found;   /* what to do once the items are found and unlocked */
  KeyringStep store;   /* and once there is a collection for a new one */
  GList *items;        /* of SecretItem */
  GCancellable *inner; /* goes with every call of libsecret but the search */
  /* Goes with the search. libsecret reads the items that were found at the same time, and answers once for
   * each one that was broken off; so a search is left to its end, unless that does not come. */
  GCancellable *patience;
  gpointer data; /* the caller's own, freed with free_data */
  GDestroyNotify free_data;
  gulong outer_handler;
  GSource *clock;
  gboolean out_of_time;
};

/* A new walk to the items of @schema whose first attribute is @value (NULL: all), which ends in @found. */
KeyringWalk *keyring_walk_new(const SecretSchema *schema, const char *value, KeyringStep found,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void keyring_walk_start(KeyringWalk *walk);

/* Looks for the items; to be finished with secret_service_search_finish. */
void keyring_walk_search(KeyringWalk *walk, SecretService *service, GAsyncReadyCallback found);
/* Goes on to the collection that a new item is stored in, which a person may have to unlock. */
void keyring_walk_to_collection(KeyringWalk *walk, KeyringStep store);

/* Ends the walk when @cause is an error, or when it was cancelled in between; TRUE: do not go on. */
gboolean keyring_walk_failed(KeyringWalk *walk, const GError *cause);
/* Ends it with this error, which is taken. */
void keyring_walk_fail(KeyringWalk *walk, GError *taken);
/* Frees everything the walk held; the task has been answered. */
void keyring_walk_free(KeyringWalk *walk);
