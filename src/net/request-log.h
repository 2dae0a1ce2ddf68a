/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was asked and how it went, the last 2000 requests, without any secret. Main thread.
 */
#pragma once

#include <glib.h>

typedef enum {
  REQUEST_RUNNING,
  REQUEST_RETRYING,
  REQUEST_DONE,
  REQUEST_FAILED,
  REQUEST_CANCELLED
} RequestState;

typedef struct {
  guint64 id;
  gint64 when; /* ms UTC */
  const char *method;
  char *target; /* path and query, cleaned */
  RequestState state;
  guint status, tries;
  gint64 ms;
  gsize bytes;
  char *request_id;
  char *text; /* the error's line, or NULL */
} RequestLogEntry;

typedef struct RequestLog RequestLog;

RequestLog *request_log_new(void);
void request_log_free(RequestLog *log);

guint request_log_length(const RequestLog *log);
/* 0 is the oldest that is kept. */
const RequestLogEntry *request_log_nth(const RequestLog *log, guint n);

/* Called after each change; NULL for none. */
void request_log_set_on_changed(RequestLog *log, void (*on_changed)(gpointer data), gpointer data);

/* For the fetcher, which says when it has written. */
RequestLogEntry *request_log_add(RequestLog *log, guint64 id, const char *method, const char *url);
RequestLogEntry *request_log_find(RequestLog *log, guint64 id);
void request_log_changed(RequestLog *log);
