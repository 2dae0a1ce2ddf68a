/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fetch thread, seen from the main thread: an ask goes in, exactly one outcome comes back through the
 * main loop. The thread alone touches curl; it starts with the first ask, so that the first paint comes
 * before it. Replies are decoded there, by the pure function that the ask carries. Knows no Qualtrics.
 */
#pragma once

#include <gio/gio.h>

#include "src/net/fetch-error.h"
#include "src/net/request-log.h"

typedef struct Fetcher Fetcher;

typedef enum { FETCH_GET, FETCH_POST, FETCH_PUT, FETCH_DELETE } FetchMethod;

/* What is being looked at goes first. */
typedef enum { FETCH_VISIBLE, FETCH_NEXT, FETCH_COUNTS, FETCH_BACKGROUND } FetchPriority;

/* How far a request came. */
typedef enum {
  FETCH_NOT_SENT,   /* surely not received */
  FETCH_UNANSWERED, /* may have been received; no whole answer came back */
  FETCH_ANSWERED,   /* there is an HTTP answer */
} FetchProgress;

typedef struct {
  const char *origin;         /* "https://fra1.qualtrics.com": the secret goes there */
  const char *trusted_suffix; /* ".qualtrics.com": and, from an origin of its own kind, to https hosts under
                                 it; or NULL */
  const char *secret_header;  /* "X-API-TOKEN" */
  const char *secret;         /* copied into locked memory, wiped when the fetcher is freed */
  gboolean read_only;         /* only GETs and what says that it only asks goes out */
} FetcherOptions;

/* A reply as the decoder sees it, the secret masked in type and body; everything is borrowed. */
typedef struct {
  guint status;
  const char *content_type; /* "" when there is none */
  const char *body;         /* ends with a NUL that is not counted */
  gsize length;
  const char *url;
} FetchReply;

/* What the decoder makes of it: a value, or an error. */
typedef struct {
  gpointer value;
  GDestroyNotify free_value;
  GError *error;
  char *request_id;
  char *notice;          /* passed through */
  gboolean is_own;       /* of the server itself, by its looks, not of somebody on the way */
  gint64 retry_after_ms; /* from the body; 0: none */
} FetchVerdict;

/* Runs on the fetch thread for every HTTP answer: pure, without GObjects. */
typedef void (*FetchDecode)(const FetchReply *reply, gconstpointer data, FetchVerdict *verdict);

typedef struct {
  FetchMethod method;
  FetchPriority priority;
  char *url;
  char *body;     /* sent as application/json; NULL: none */
  char **headers; /* further header lines, or NULL */
  gsize max_body; /* bytes of a reply; more is FETCH_ERROR_TOO_LARGE */
  FetchDecode decode;
  gpointer decode_data;
  GDestroyNotify free_decode_data;
  gboolean only_asks;    /* changes nothing at the server, although it is no GET */
  gboolean never_repeat; /* goes out once, whatever happens */
  guint start_after_ms;  /* not before; 0: as soon as its turn comes */
  guint start_within_ms; /* when its turn has not come by then, the time that the machine slept included, it
                            is surely not sent (FETCH_ERROR_LATE); 0: it waits */
} FetchRequest;

/* A request of priority FETCH_VISIBLE and a reply limit of 16 MiB. The strings are copied. */
FetchRequest *fetch_request_new(FetchMethod method, const char *url);
void fetch_request_free(FetchRequest *request);

typedef struct {
  FetchVerdict verdict; /* value and error may be stolen (set to NULL) by the callback */
  FetchProgress progress;
  guint status;          /* HTTP, 0 without an answer */
  gint64 server_time_ms; /* Date header; 0 without, or when a cache had the answer */
  gint64 at_us;          /* steady_clock_us() when that header was read */
  guint tries;
} FetchOutcome;

/* Main thread, exactly once an ask. */
typedef void (*FetchDone)(FetchOutcome *outcome, gpointer data);

typedef struct {
  guint under_way;        /* on the wire */
  guint waiting;          /* for their turn, for the pace, for another try */
  guint last_minute;      /* requests that went out in the last minute */
  guint64 bytes;          /* of replies, since the start */
  gint64 paused_until_us; /* monotonic: the server asked for a pause; 0 or past: none */
} FetcherStats;

/* The options are copied; the thread starts with the first ask. */
Fetcher *fetcher_new(const FetcherOptions *options);
/* Every ask without an outcome is called back with G_IO_ERROR_CANCELLED before this returns; no transfer is
 * waited for. May be called from within a callback of this fetcher. */
void fetcher_free(Fetcher *fetcher);

/* Takes @request; returns the ID of the ask, never 0. GET, PUT and DELETE are tried again by themselves after
 * 429, 5xx and broken connections; POST never, unless it surely was not received. */
guint64 fetcher_ask(Fetcher *fetcher, FetchRequest *request, FetchDone done, gpointer data);

/* Its outcome, G_IO_ERROR_CANCELLED, comes from the main loop at once; nothing happens when it has one
 * already. */
void fetcher_cancel(Fetcher *fetcher, guint64 id);

/* Does the secret stand in @text, in any dress that secret-mask.h knows? */
gboolean fetcher_secret_is_in(const Fetcher *fetcher, const char *text);

/* What goes on now; cheap enough for every paint. */
FetcherStats fetcher_stats(Fetcher *fetcher);

/* Called whenever an ask begins or ends; NULL for none. */
void fetcher_set_on_activity(Fetcher *fetcher, void (*on_activity)(gpointer data), gpointer data);

/* Owned by the fetcher. */
RequestLog *fetcher_log(Fetcher *fetcher);

/* "GET". */
const char *fetch_method_name(FetchMethod method);
