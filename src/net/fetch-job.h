/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What passes between fetch.c (main thread) and fetch-thread.c: a job goes down, and the same job comes up
 * with its outcome; small notes pass beside it. The thread owns a job from the ask to the outcome.
 */
#pragma once

#include <stdatomic.h>

#include "src/net/fetch.h"
#include "src/net/handover.h"
#include "src/net/secret-mask.h"

typedef enum { RECORD_JOB, RECORD_CANCEL, RECORD_RETRYING, RECORD_STOP } RecordKind;

typedef struct {
  RecordKind kind;
  guint64 id;
  guint tries; /* RECORD_RETRYING */
} Record;

typedef struct {
  Record record; /* kind RECORD_JOB */
  FetchRequest *request;
  FetchOutcome outcome;
  gint64 began_us, took_ms;
  gsize bytes;
  const SecretMask *mask; /* the fetcher's */
} Job;

void fetch_verdict_clear(FetchVerdict *verdict);
void fetch_record_free(gpointer record);

typedef struct {
  Handover *handover;
  char *origin, *trusted_suffix;
  gboolean read_only;
  char *secret_line; /* "X-API-TOKEN: ...", sodium_malloc; NULL: none */
  /* The thread tells, for fetcher_stats. */
  atomic_uint running;
  _Atomic gint64 paused_until_us;
} FetchThreadStart;

/* The thread's function; @data is a FetchThreadStart that outlives the thread. */
gpointer fetch_thread_run(gpointer data);
