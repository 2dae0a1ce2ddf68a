/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ThreadSanitizer sees a pthread mutex, and does not see GLib's own locks: that is why it is one.
 */
#include "src/net/handover.h"

#include <pthread.h>

struct Handover {
  pthread_mutex_t lock;
  GQueue *down, *up;
  CURLM *multi;
  GSource *source; /* main thread's; only its ready time is set from the other side */
  HandoverTake take;
  gpointer data;
  gboolean dispatching;
  GDestroyNotify freed; /* while dispatching: what frees the records that are left */
};

typedef struct {
  GSource source;
  Handover *handover;
} UpSource;

static GQueue *
swap(Handover *handover, GQueue **queue)
{
  GQueue *empty = g_queue_new();
  pthread_mutex_lock(&handover->lock);
  GQueue *full = *queue;
  *queue = empty;
  pthread_mutex_unlock(&handover->lock);
  return full;
}

static gboolean
dispatch_up(GSource *source, GSourceFunc callback G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  Handover *handover = ((UpSource *) source)->handover;
  g_source_set_ready_time(source, -1);
  GQueue *records = swap(handover, &handover->up);
  /* What is told may free the handover's owner; then the rest of the queue goes with it. */
  handover->dispatching = TRUE;
  for (gpointer record; handover->freed == NULL && (record = g_queue_pop_head(records)) != NULL;)
    handover->take(record, handover->data);
  handover->dispatching = FALSE;
  GDestroyNotify freed = handover->freed;
  if (freed == NULL) {
    g_queue_free(records);
    return G_SOURCE_CONTINUE;
  }
  g_queue_free_full(records, freed);
  handover_free(handover, freed);
  return G_SOURCE_REMOVE;
}

Handover *
handover_new(HandoverTake take, gpointer data)
{
  static GSourceFuncs funcs = {.dispatch = dispatch_up};
  Handover *handover = g_new0(Handover, 1);
  pthread_mutex_init(&handover->lock, NULL);
  handover->down = g_queue_new();
  handover->up = g_queue_new();
  handover->take = take;
  handover->data = data;
  handover->source = g_source_new(&funcs, sizeof(UpSource));
  ((UpSource *) handover->source)->handover = handover;
  g_source_set_name(handover->source, "canvass handover");
  g_source_attach(handover->source, NULL);
  return handover;
}

void
handover_free(Handover *handover, GDestroyNotify free_record)
{
  if (handover->dispatching) {
    handover->freed = free_record;
    return;
  }
  g_source_destroy(handover->source);
  g_source_unref(handover->source);
  g_queue_free_full(handover->down, free_record);
  g_queue_free_full(handover->up, free_record);
  pthread_mutex_destroy(&handover->lock);
  g_free(handover);
}

void
handover_down(Handover *handover, gpointer record)
{
  pthread_mutex_lock(&handover->lock);
  g_queue_push_tail(handover->down, record);
  if (handover->multi != NULL)
    curl_multi_wakeup(handover->multi);
  pthread_mutex_unlock(&handover->lock);
}

void
handover_set_multi(Handover *handover, CURLM *multi)
{
  pthread_mutex_lock(&handover->lock);
  handover->multi = multi;
  pthread_mutex_unlock(&handover->lock);
}

GQueue *
handover_take_down(Handover *handover)
{
  return swap(handover, &handover->down);
}

void
handover_up(Handover *handover, gpointer record)
{
  pthread_mutex_lock(&handover->lock);
  g_queue_push_tail(handover->up, record);
  pthread_mutex_unlock(&handover->lock);
  g_source_set_ready_time(handover->source, 0);
}
