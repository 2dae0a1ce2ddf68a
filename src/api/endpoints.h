/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calls of the API that are known by heart: what the API console and the shell complete, and which POST
 * changes nothing although it is one. Any other call can be made as well; it is only not helped with.
 */
#pragma once

#include "src/net/fetch.h"

typedef struct {
  FetchMethod method;
  const char *path;  /* "/directories/{directory}/contacts": a part in braces is an ID of that kind */
  const char *query; /* names of parameters, blanks between, "!" after one that must be there; "" */
  const char *help;  /* a few words */
  const char *body;  /* an example to begin with, IDs in braces; NULL: takes none */
  gboolean writes;
  const char *warning; /* what a person must know before they send it, or NULL */
} Endpoint;

/* The constant table, of @n rows. */
const Endpoint *endpoints_all(guint *n);

/* The row of a call; NULL when it is not in the table. @path may have a query, and may begin as
 * raw_call_async takes it. */
const Endpoint *endpoint_find(FetchMethod method, const char *path);

/* May the call change something? What is not in the table does, unless it is a GET. */
gboolean endpoint_writes(FetchMethod method, const char *path);

/* The whole path for one that is begun ("/directories/POOL_1/ma" gives
 * "/directories/POOL_1/mailinglists/{list}/contacts"): what was typed for a part in braces stays. New; NULL
 * when it does not fit. */
char *endpoint_complete(const Endpoint *endpoint, const char *typed);

/* @text with every "{kind}" for which @known gives an ID (new, or NULL) replaced by that. New. */
char *endpoint_fill(const char *text, char *(*known)(const char *kind, gpointer data), gpointer data);

/* "GET", "post", ...; FALSE for what is no method. */
gboolean endpoint_method(const char *word, FetchMethod *method);
