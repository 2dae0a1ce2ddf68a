/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that says what it was told to say, one answer a request, and keeps what it was asked. It lives on
 * the main loop and closes after each answer.
 */
#pragma once

#include <glib.h>

typedef struct CannedServer CannedServer;

typedef struct {
  char *line;    /* "GET /API/v3/whoami" */
  char *headers; /* as they came, lower case */
  char *body;
} CannedRequest;

CannedServer *canned_server_new(void);
void canned_server_free(CannedServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CannedServer, canned_server_free)

/* "http://127.0.0.1:PORT" */
const char *canned_server_url(const CannedServer *server);

/* Appends an answer. @length may be -1. A request without an answer left is closed without one. */
void canned_server_say(CannedServer *server, guint status, const char *type, const char *body, gssize length);
/* The same with a file of tests/data. */
void canned_server_say_file(CannedServer *server, guint status, const char *name);
/* Announces @length bytes and sends only what @body has. */
void canned_server_say_half(CannedServer *server, const char *body, gsize length);

guint canned_server_count(const CannedServer *server);
const CannedRequest *canned_server_request(const CannedServer *server, guint n);
