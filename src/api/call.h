/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call to Qualtrics, from its parts to a GTask: how every resource file asks. The GTask stays on the main
 * thread; the decoder runs on the fetch thread.
 */
#pragma once

#include <cjson/cJSON.h>

#include "src/api/client.h"
#include "src/model/values.h"

typedef struct ApiCall ApiCall;

/* What a decoder gets: the whole reply and its `result` (may be NULL), and the address it came from. */
typedef struct {
  const cJSON *root, *result;
  const char *url;
  const char *body; /* the bytes, for raw calls and files */
  gsize length;
  const char *content_type;
  const char *request_id; /* clean; NULL: none */
  guint status;
} ApiReply;

/* Pure, on the fetch thread. NULL: the reply is not what the documentation promises. */
typedef gpointer (*ApiDecode)(const ApiReply *reply);

/* @intent says what is done, for errors: "read the contacts". The path's parts, after /API/v3, end with NULL
 * and are percent-encoded here. */
ApiCall *api_call_new(FetchMethod method, const char *intent, const char *part, ...) G_GNUC_NULL_TERMINATED;
void api_call_free(ApiCall *call);

/* Instead of path and query: an address that api_next_page made (absolute, or only a query; "&..." is added
 * to the call's own query). NULL: nothing changes. */
void api_call_address(ApiCall *call, const char *address);
void api_call_query(ApiCall *call, const char *name, const char *value); /* a NULL value is left out */
void api_call_body(ApiCall *call, cJSON *body);                          /* taken */
void api_call_priority(ApiCall *call, FetchPriority priority);
/* It makes mail leave at a time that was reckoned when it was confirmed. A launch that waited its turn for
 * long, behind a server's pause or on a machine that is asleep, would leave without its undo window, or in
 * the middle of the night: it goes out within half a minute, or surely not. */
void api_call_sends(ApiCall *call);
/* Not before @ms have passed. */
void api_call_later(ApiCall *call, guint ms);
/* It is not tried again by itself, not even after 429: who asks looks what has become of it first. A POST is
 * so anyway. */
void api_call_once(ApiCall *call);
/* A POST that only asks: a read-only connection may do it. */
void api_call_changes_nothing(ApiCall *call);
/* The reply is a file: there is no envelope around what is not an error, and no root and no result; at most
 * @max_bytes of it are taken. */
void api_call_file(ApiCall *call, gsize max_bytes);
/* Without one the call's value is TRUE, and a success without the API's own meta is an error: nobody knows.
 */
void api_call_decode(ApiCall *call, ApiDecode decode, GDestroyNotify free_value);

/* Takes @call. @tag is the ..._async function. Writes are refused when the client is read-only, or when a
 * notice named another host. */
void api_call_run(ApiClient *client, ApiCall *call, gpointer tag, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data);

/* @progress may be NULL: how far the request came. */
gpointer api_call_finish(GAsyncResult *result, gpointer tag, FetchProgress *progress, GError **error);

/* Helpers for decoders */

/* A page of `result.elements` by @decode_item; next from result.nextPage. NULL when it is no list, or when
 * the next page is this one again. */
typedef gpointer (*ApiDecodeItem)(const cJSON *item);
Page *api_decode_page(const ApiReply *reply, ApiDecodeItem decode_item, GDestroyNotify free_item);

/* Whether contacts were counted; where nobody asked for it the server says 0. */
gboolean api_was_counted(const ApiReply *reply);

/* result.elements; NULL when it is no list. */
const cJSON *api_elements(const ApiReply *reply);

/* result.nextPage as an address to give to api_call_address, with a fragment that is ours; NULL on the last
 * page.
 * @repeats is set when it was there before: the address of the reply itself, or one of a circle. New. */
char *api_next_page(const ApiReply *reply, gboolean *repeats);
