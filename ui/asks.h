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

/* How many failed asks in a row make the next one later still; each doubles the wait. */
#define MAX_FAILURES 6
/* Monotonic. */
gint64 seconds_now(void);
