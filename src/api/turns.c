/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a queue holds the turn; the others wait, each with its task. */
#include "src/api/turns.h"

struct Turns {
  GHashTable *queues; /* key -> GQueue of Turn */
  gboolean is_closed;
};

struct Turn {
  Turns *turns; /* a reference */
  char *key;
  GTask *task;    /* NULL: it is held */
  GSource *leave; /* looks whether the task is cancelled; NULL: it can't be */
  GPtrArray *news;
};

static void
queue_free(gpointer data)
{
  g_queue_free(data);
}

Turns *
turns_new(void)
{
  Turns *turns = g_rc_box_new0(Turns);
  turns->queues = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, queue_free);
  return turns;
}

static void
turns_clear(gpointer data)
{
  Turns *turns = data;
  g_hash_table_unref(turns->queues);
}

/* No longer among those who wait; the task is the caller's. */
static GTask *
stop_waiting(Turn *turn)
{
  if (turn->leave != NULL)
    g_source_destroy(turn->leave);
  g_clear_pointer(&turn->leave, g_source_unref);
  return g_steal_pointer(&turn->task);
}

static void
turn_free(Turn *turn)
{
  g_autoptr(GTask) task = stop_waiting(turn);
  GQueue *queue = g_hash_table_lookup(turn->turns->queues, turn->key);
  g_queue_remove(queue, turn);
  if (g_queue_is_empty(queue))
    g_hash_table_remove(turn->turns->queues, turn->key);
  g_ptr_array_unref(turn->news);
  g_free(turn->key);
  g_rc_box_release_full(turn->turns, turns_clear);
  g_free(turn);
}

static void
end_turn(gpointer data)
{
  turn_end(data);
}

static void
let_in(Turn *turn)
{
  g_autoptr(GTask) task = stop_waiting(turn);
  g_task_return_pointer(task, turn, end_turn);
}

void
turn_end(Turn *turn)
{
  if (turn == NULL)
    return;
  Turns *turns = g_rc_box_acquire(turn->turns);
  g_autofree char *key = g_strdup(turn->key);
  turn_free(turn);
  GQueue *queue = g_hash_table_lookup(turns->queues, key);
  Turn *first = queue != NULL ? g_queue_peek_head(queue) : NULL;
  if (first != NULL && first->task != NULL)
    let_in(first);
  g_rc_box_release_full(turns, turns_clear);
}

/* Only who waits is told so; what is held is the holder's. */
static void
send_away(Turn *turn)
{
  g_autoptr(GTask) task = g_object_ref(turn->task);
  turn_free(turn);
  g_task_return_new_error(task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
}

static gboolean
on_cancelled(GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  send_away(data);
  return G_SOURCE_REMOVE;
}

void
turns_close(Turns *turns)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_new();
  GHashTableIter iter;
  gpointer queue;
  turns->is_closed = TRUE;
  g_hash_table_iter_init(&iter, turns->queues);
  while (g_hash_table_iter_next(&iter, NULL, &queue))
    for (GList *link = ((GQueue *) queue)->head; link != NULL; link = link->next)
      if (((Turn *) link->data)->task != NULL)
        g_ptr_array_add(waiting, link->data);
  for (guint i = 0; i < waiting->len; i++)
    send_away(waiting->pdata[i]);
  g_rc_box_release_full(turns, turns_clear);
}

void
turn_take_async(Turns *turns, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, turn_take_async);
  if (g_task_return_error_if_cancelled(task))
    return;
  if (turns->is_closed) {
    g_task_return_new_error(task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
    return;
  }
  Turn *turn = g_new0(Turn, 1);
  turn->turns = g_rc_box_acquire(turns);
  turn->key = g_strdup(key);
  turn->task = g_steal_pointer(&task);
  turn->news = g_ptr_array_new_with_free_func((GDestroyNotify) g_ptr_array_unref);
  GQueue *queue = g_hash_table_lookup(turns->queues, key);
  if (queue == NULL) {
    queue = g_queue_new();
    g_hash_table_insert(turns->queues, g_strdup(key), queue);
  }
  g_queue_push_tail(queue, turn);
  if (queue->length == 1) {
    let_in(turn);
  } else if (cancellable != NULL) {
    turn->leave = g_cancellable_source_new(cancellable);
    g_source_set_callback(turn->leave, G_SOURCE_FUNC(on_cancelled), turn, NULL);
    g_source_attach(turn->leave, g_task_get_context(turn->task));
  }
}

Turn *
turn_take_finish(GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, turn_take_async), NULL);
  Turn *turn = g_task_propagate_pointer(G_TASK(result), error);
  if (turn == NULL || !turn->turns->is_closed)
    return turn;
  turn_end(turn); /* all was over before its holder heard of it */
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled.");
  return NULL;
}

void
turn_tell(Turn *turn, GPtrArray *news)
{
  const GQueue *queue = g_hash_table_lookup(turn->turns->queues, turn->key);
  for (GList *link = queue->head; link != NULL; link = link->next)
    if (link->data != turn)
      g_ptr_array_add(((Turn *) link->data)->news, g_ptr_array_ref(news));
}

const GPtrArray *
turn_news(const Turn *turn)
{
  return turn->news;
}
