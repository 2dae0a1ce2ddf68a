/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door between the threads, with the only lock of the program. What passes is a plain record, owned
 * by one side at a time. Down (to the fetch thread) it wakes curl; up it wakes the main loop.
 */
#pragma once

#include <curl/curl.h>
#include <glib.h>

typedef struct Handover Handover;

/* Called on the main thread for each record that came up, in order. */
typedef void (*HandoverTake)(gpointer record, gpointer data);

/* Main thread: made before the fetch thread begins, freed after it was joined; from within @take too. */
Handover *handover_new(HandoverTake take, gpointer data);
void handover_free(Handover *handover, GDestroyNotify free_record);
void handover_down(Handover *handover, gpointer record);

/* Fetch thread: says which handle wakes it (NULL before that handle goes away); takes all that came down. */
void handover_set_multi(Handover *handover, CURLM *multi);
GQueue *handover_take_down(Handover *handover);
void handover_up(Handover *handover, gpointer record);
