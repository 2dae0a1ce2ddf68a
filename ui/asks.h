/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is the same wherever something is asked of the server: how an ask is called off, how a failed one is
 * told, and when to ask again.
 */
#pragma once

#include <gio/gio.h>

#include "ui/pane.h"

/* After each _finish, before anything else: TRUE means that whoever asked may be gone, so the callback
 * returns without a look at its data. FALSE for NULL. */
gboolean was_cancelled(const GError *error);
/* Tells the person that @what could not be had. */
void say_failed(Pane *pane, const char *what, const GError *error);

/* Cancels what was asked and makes a new cancellable for what comes. */
void renew_cancellable(GCancellable **cancellable);
/* Cancels what was asked and makes none: the pane goes. */
void drop_cancellable(GCancellable **cancellable);

/* Monotonic. */
gint64 seconds_now(void);

/* What is asked for again by itself while somebody looks at it. Zeroed memory: it was not asked for yet. */
typedef struct AskAgain {
  gboolean loading;
  gboolean by_itself; /* nobody pressed a key for what is loading: a failure is not said */
  guint failures;     /* one after the other */
  gint64 answered;    /* when the last answer came, or the last failure; seconds_now() */
} AskAgain;

/* A person asks, as far as is known. */
void ask_again_begin(AskAgain *again);
void ask_again_answered(AskAgain *again, gboolean failed);
/* In how many seconds to ask, at @seconds after an answer; each failure doubles them. 0 or less: now. */
gint64 ask_again_due(const AskAgain *again, guint seconds);
