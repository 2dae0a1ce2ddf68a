/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sandbox for a test: started, known to be ready, and gone with the test.
 */
#pragma once

#include <gio/gio.h>

typedef struct {
  GSubprocess *process;
  char *url;    /* "http://127.0.0.1:PORT" */
  char *outbox; /* a folder of its own */
} TestSandbox;

/* Starts canvass-sandbox of this build with further arguments (ended by NULL); aborts the test if it can't.
 */
TestSandbox *test_sandbox_new(const char *argument, ...) G_GNUC_NULL_TERMINATED;
/* The same with a NULL-ended array, or NULL. */
TestSandbox *test_sandbox_new_with(const char *const *arguments);
void test_sandbox_free(TestSandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TestSandbox, test_sandbox_free)

/* POST to a control route ("/sandbox/clock"), away from the client that is tested. */
void test_sandbox_control(TestSandbox *sandbox, const char *path, const char *body);

/* The mails in the outbox; @recipients: to how many different contacts. */
guint test_sandbox_mails(TestSandbox *sandbox, guint *recipients);

/* Removes a folder and the files in it; @path is taken. */
void test_folder_remove(char *path);

/* So that the mails of what comes next can be counted. */
void test_sandbox_empty_outbox(TestSandbox *sandbox);

/* Waits for a callback like GIO's: pass test_wait_callback and a TestWait, then test_wait_result. */
typedef struct {
  GAsyncResult *result;
} TestWait;
void test_wait_callback(GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *test_wait_result(TestWait *wait);
void test_wait_clear(TestWait *wait);
