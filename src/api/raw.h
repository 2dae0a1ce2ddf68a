/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any call, its reply as it came: for the API console and `canvass api`.
 */
#pragma once

#include "src/api/client.h"

typedef struct {
  guint status;
  char *content_type;
  char *body;       /* as received, not cleaned */
  char *request_id; /* or NULL */
  char *next; /* the address of the next page, to be given as the path (to a search with the same body); NULL
                 on the last page */
} RawReply;
void raw_reply_free(RawReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RawReply, raw_reply_free)

/* The address from the root of the server that @path and @query make (as they are given to raw_call_async).
 * New. */
char *raw_call_address(const char *path, const char *const *query);

/* The call as a line for the shell, in which the token is $CANVASS_TOKEN. @body may be NULL. New. */
char *raw_call_curl(const ApiClient *client, FetchMethod method, const char *path, const char *const *query,
                    const char *body);

/* @path: "/whoami", "whoami", "/API/v3/whoami" or an address that a reply gave. @query: "name=value" strings,
 * or NULL.
 * @body: JSON or NULL. An answer that says no is an error. What endpoint_writes says to write is refused on a
 * read-only connection. */
void
raw_call_async(ApiClient *client, FetchMethod method, const char *path, const char *const *query,
               const char *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RawReply *raw_call_finish(ApiClient *client, GAsyncResult *result, FetchProgress *progress, GError **error);
