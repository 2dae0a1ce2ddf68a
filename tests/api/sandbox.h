/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A canvass-sandbox of one's own and a client that talks to it.
 */
#pragma once

#include "src/api/client.h"
#include "tests/support/sandbox.h"

typedef struct {
  TestSandbox *server;
  ApiClient *client;
  GAsyncResult *result; /* of the last call that was waited for */
} Sandbox;

/* Starts it with --token demo, --contacts 120 and these further arguments (NULL-terminated, or NULL), and
 * waits until it is ready. */
Sandbox *sandbox_new(const char *const *arguments);
/* With one fault. */
Sandbox *sandbox_new_with_fault(const char *fault);
void sandbox_free(Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sandbox, sandbox_free)

/* The callback of a call, with the Sandbox as its data; sandbox_wait runs the loop until it comes and returns
 * the result, which the sandbox owns until the next one. */
void sandbox_done(GObject *source, GAsyncResult *result, gpointer sandbox);
GAsyncResult *sandbox_wait(Sandbox *sandbox);

/* The IDs of its world by name; free them. */
char *sandbox_directory(Sandbox *sandbox);
char *sandbox_list(Sandbox *sandbox, const char *directory_id, const char *name);
