/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who reads a thing, compares and then writes it must be alone with it from the first to the last: else the
 * second sees a state that the first is just changing. A short queue for each thing, on the main thread; what
 * fails or is cancelled lets the next one in like what was done.
 */
#pragma once

#include <gio/gio.h>

typedef struct Turns Turns;
typedef struct Turn Turn;

Turns *turns_new(void);
/* Who waits gets G_IO_ERROR_CANCELLED, and so does who comes; turns that are held may be ended later. */
void turns_close(Turns *turns);

/* Waits until all that asked for @key (an ID) before have ended. */
void turn_take_async(Turns *turns, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data);
/* Ended with turn_end; NULL and an error when it was cancelled first. */
Turn *turn_take_finish(GAsyncResult *result, GError **error);

/* Who waits behind @turn finds @news (referenced) among its turn_news. */
void turn_tell(Turn *turn, GPtrArray *news);
/* What was told while this one waited, the oldest first: an array of GPtrArray. Owned by @turn. */
const GPtrArray *turn_news(const Turn *turn);

/* Lets the next one in. NULL is nothing. */
void turn_end(Turn *turn);
