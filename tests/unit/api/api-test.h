/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client that talks to a canned server, and waiting for a call.
 */
#pragma once

#include "src/api/client.h"
#include "tests/unit/api/canned-server.h"

typedef struct {
  CannedServer *server;
  ApiClient *client;
  GAsyncResult *result; /* of the last call that was waited for */
} ApiTest;

ApiTest *api_test_new(gboolean read_only);
void api_test_free(ApiTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ApiTest, api_test_free)

/* The callback of a call, with the ApiTest as its data; api_test_wait runs the loop until it comes and
 * returns the result, which the test owns until the next one. */
void api_test_done(GObject *source, GAsyncResult *result, gpointer test);
GAsyncResult *api_test_wait(ApiTest *test);

/* Asks for identity_get after the server was told what to say: the error that comes of it. Free it. */
GError *api_test_error(ApiTest *test);
