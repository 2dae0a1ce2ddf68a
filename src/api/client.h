/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The client of one connection: its host, its token, its right to write. Owns the fetch thread. Every
 * resource's calls (whoami.h, directories.h, mailing-lists.h, contacts.h, surveys.h, libraries.h,
 * distributions.h, ...) read like GIO: `thing_verb_async (client, ..., cancellable, callback, user_data)` and
 * `thing_verb_finish (client, result, &error)`; the GAsyncResult is a GTask of the main thread with the
 * client's tag. A cancelled call still calls back; its _finish says G_IO_ERROR_CANCELLED, and the callback
 * returns before it looks at its data.
 */
#pragma once

#include <gio/gio.h>

#include "src/api/api-error.h"
#include "src/api/turns.h"
#include "src/net/fetch.h"
#include "src/net/request-log.h"

typedef struct ApiClient ApiClient;

typedef struct {
  const char *server; /* "https://fra1.qualtrics.com", as server_address_normalize made it */
  const char *token;  /* copied into locked memory by the fetcher */
  gboolean read_only; /* every write is refused here, before anything is sent */
} ApiClientOptions;

/* Puts right what people type as a host: "fra1", "fra1.qualtrics.com",
 * "<https://x.fra1.qualtrics.com/API/v3/>". Plain http is taken for loopback addresses only. NULL and
 * API_ERROR_BAD_SERVER otherwise. */
char *server_address_normalize(const char *typed, GError **error);

/* Does @address begin with a scheme and a host? An address in its query is a value, and no more. */
gboolean server_address_is_whole(const char *address);

/* The options are copied. No request goes out, and no thread starts, before the first call. */
ApiClient *api_client_new(const ApiClientOptions *options);
/* Cancels everything that is under way; callbacks are still called, with G_IO_ERROR_CANCELLED. */
void api_client_free(ApiClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ApiClient, api_client_free)

const char *api_client_server(const ApiClient *client);
gboolean api_client_is_read_only(const ApiClient *client);

/* Does @text hold the token? Then it must not be shown, kept or sent as anything else. */
gboolean api_client_token_is_in(const ApiClient *client, const char *text);

/* The host that a notice named ("use this host instead: ..."), or NULL. While there is one that is not ours,
 * every write is refused with API_ERROR_WRONG_HOST. */
const char *api_client_notice_host(const ApiClient *client);

/* The server's clock now, ms UTC, by its replies (server-clock.h) and a clock that nobody sets; ours until
 * the first. */
gint64 api_client_server_now(const ApiClient *client);
/* FALSE until a reply has said what time it is there. */
gboolean api_client_knows_time(const ApiClient *client);

/* The fetcher, for what it counts and for its request log. Owned by the client. */
Fetcher *api_client_fetcher(ApiClient *client);

/* Who writes to a contact takes turns there, by its ID. Owned by the client. */
Turns *api_client_turns(ApiClient *client);
