/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Misbehaviour on demand: `METHOD PATH-GLOB ACTION[=ARG] [xCOUNT]`. The glob is compared with the path, with
 * and without /API/v3; METHOD may be `*`. The first that fits counts; one with a count is over after that
 * many requests.
 */
#pragma once

#include <cjson/cJSON.h>
#include <glib.h>

typedef enum {
  FAULT_NONE,
  FAULT_STATUS,       /* answer this status, nothing done */
  FAULT_RETRY_AFTER,  /* 429 with these seconds */
  FAULT_DELAY,        /* wait these ms, then as usual */
  FAULT_STALL,        /* never answer */
  FAULT_DROP_HEADERS, /* close in the middle of the request, nothing done */
  FAULT_DROP_BEFORE,  /* close, nothing done */
  FAULT_DROP_AFTER,   /* do it, then close without an answer */
  FAULT_CUT,          /* half of the body, then close */
  FAULT_GARBLE,       /* broken JSON */
  FAULT_HTML,         /* a proxy's error page, nothing done */
  FAULT_SLOW,         /* this many bytes a second */
  FAULT_HUGE,         /* 10 MB in one field */
  FAULT_DEEP,         /* JSON nested beyond reason */
  FAULT_BAD_UTF8,     /* names that are no UTF-8 */
  FAULT_ESCAPE,       /* names with terminal and bidi controls */
  FAULT_ECHO,         /* the token in names and IDs; with a status, in an error, nothing done */
  FAULT_EMPTY,        /* 200, or this status, and not a word, nothing done: a proxy's, too */
  FAULT_STALE,        /* as usual, but kept by a cache for these seconds: an old Date, and its Age */
  FAULT_SKEW,         /* as usual, by a clock that is these seconds ahead, or behind (negative) */
} FaultAction;

typedef struct {
  FaultAction action;
  gint64 argument; /* 0: none given */
} Fault;

typedef struct FaultBook FaultBook;

FaultBook *fault_book_new(void);
void fault_book_free(FaultBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FaultBook, fault_book_free)

/* Adds what @spec says; FALSE and a reason (free with g_free) when it says nothing that is known. */
gboolean fault_book_add(FaultBook *book, const char *spec, char **reason);
void fault_book_clear(FaultBook *book);
/* How many are not over. */
guint fault_book_length(const FaultBook *book);

/* The fault of this request, counted down. */
Fault fault_book_take(FaultBook *book, const char *method, const char *path);

/* The same for the one fault that strikes before the body is read: was it that one? Else it is left. */
gboolean fault_book_take_early(FaultBook *book, const char *method, const char *path);

/* Those that change what is said: in the tree, and in the text made of it (which is taken and given back).
 * @token: what came with the request, or NULL. */
void fault_spoil_tree(const Fault *fault, const char *token, cJSON *envelope);
char *fault_spoil_text(const Fault *fault, char *text);
