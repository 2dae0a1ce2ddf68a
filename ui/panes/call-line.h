/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The three lines of the API console in which a call is written: method and path, query, body. The path is
 * completed from the calls that are known by heart, with the IDs that the program knows; Up and Down go
 * through the calls made before.
 */
#pragma once

#include "src/api/endpoints.h"
#include "src/local/call-history.h"
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct CallLine CallLine;

typedef enum {
  CALL_LINE_STAYS,
  CALL_LINE_SEND,   /* Enter */
  CALL_LINE_EDITOR, /* the body, in $EDITOR */
  CALL_LINE_LEAVE,  /* Esc */
} CallLineAnswer;

enum { CALL_LINE_ROWS = 3 };

/* What is written, read: path and query as raw_call_async takes them. */
typedef struct {
  FetchMethod method;
  char *path;
  char **query;
  char *body; /* on one line; NULL: none */
} WrittenCall;
void written_call_clear(WrittenCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WrittenCall, written_call_clear)

/* @known gives the ID that the program has for a part in braces ("survey"), new, or NULL. @history is
 * borrowed. */
CallLine *
call_line_new(const CallHistory *history, char *(*known)(const char *kind, gpointer data), gpointer data);
void call_line_free(CallLine *line);

/* Is the click on one of its lines? */
gboolean call_line_is_at(const CallLine *line, const Key *key);
CallLineAnswer call_line_key(CallLine *line, const Key *key);
/* TRUE and the call; else FALSE and what is missing (to be freed). */
gboolean call_line_read(const CallLine *line, WrittenCall *call, char **reason);
/* The lines as they stand, borrowed until the next key. */
CallHistoryEntry call_line_entry(const CallLine *line);
void call_line_set_body(CallLine *line, const char *body);
/* All three. */
void call_line_set(CallLine *line, const CallHistoryEntry *entry);
/* FALSE: what stands there is one of the calls made before, as it was. */
gboolean call_line_is_typed(const CallLine *line);

/* In the first CALL_LINE_ROWS rows of @rect; @open: it takes the keys. */
void call_line_draw(CallLine *line, Canvas *canvas, Rect rect, gboolean open);
/* The completions of the path, if there are any, from the top of @rect. */
void call_line_draw_offers(CallLine *line, Canvas *canvas, Rect rect);
