/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One after the other for each key: in order, past what is cancelled or fails, and until all is over. */
#include "src/api/turns.h"

typedef struct {
  Turn *turn;
  GError *error;
  guint told; /* how often */
} Waiter;

static void
on_turn(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Waiter *waiter = data;
  waiter->told++;
  waiter->turn = turn_take_finish(result, &waiter->error);
}

static void
turn_the_loop(void)
{
  while (g_main_context_iteration(NULL, FALSE))
    ;
}

static void
take(Turns *turns, const char *key, GCancellable *cancellable, Waiter *waiter)
{
  *waiter = (Waiter){0};
  turn_take_async(turns, key, cancellable, on_turn, waiter);
  turn_the_loop();
}

static void
end(Waiter *waiter)
{
  turn_end(g_steal_pointer(&waiter->turn));
  turn_the_loop();
}

static void
was_sent_away(Waiter *waiter)
{
  g_assert_cmpuint(waiter->told, ==, 1);
  g_assert_null(waiter->turn);
  g_assert_error(waiter->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error(&waiter->error);
}

static void
one_after_the_other_in_order(void)
{
  Turns *turns = turns_new();
  Waiter waiters[4], other;
  for (guint i = 0; i < G_N_ELEMENTS(waiters); i++)
    take(turns, "CID_1", NULL, &waiters[i]);
  take(turns, "CID_2", NULL, &other);
  g_assert_nonnull(other.turn);
  for (guint i = 0; i < G_N_ELEMENTS(waiters); i++) {
    for (guint j = 0; j < G_N_ELEMENTS(waiters); j++)
      g_assert_cmpuint(waiters[j].told, ==, j <= i);
    end(&waiters[i]);
  }
  end(&other);
  take(turns, "CID_1", NULL, &waiters[0]);
  g_assert_nonnull(waiters[0].turn);
  end(&waiters[0]);
  turn_end(NULL);
  turns_close(turns);
}

static void
who_is_cancelled_leaves_the_queue(void)
{
  Turns *turns = turns_new();
  g_autoptr(GCancellable) cancellable = g_cancellable_new(), early = g_cancellable_new();
  Waiter first, second, third, fourth;
  take(turns, "CID_1", cancellable, &first);
  take(turns, "CID_1", cancellable, &second);
  take(turns, "CID_1", NULL, &third);
  g_cancellable_cancel(cancellable);
  turn_the_loop();
  was_sent_away(&second);
  g_assert_nonnull(first.turn); /* what is held is its holder's */
  g_assert_cmpuint(third.told, ==, 0);
  g_cancellable_cancel(early);
  take(turns, "CID_1", early, &fourth);
  was_sent_away(&fourth);
  end(&first);
  g_assert_nonnull(third.turn);
  end(&third);
  turns_close(turns);
}

/* It was let in, but is cancelled before it hears of it: the one behind it comes. */
static void
who_is_cancelled_on_the_threshold_lets_the_next_in(void)
{
  Turns *turns = turns_new();
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  Waiter first = {0}, second;
  turn_take_async(turns, "CID_1", cancellable, on_turn, &first);
  g_cancellable_cancel(cancellable);
  take(turns, "CID_1", NULL, &second);
  was_sent_away(&first);
  g_assert_nonnull(second.turn);
  end(&second);
  turns_close(turns);
}

static void
who_waits_hears_what_was_done_before(void)
{
  Turns *turns = turns_new();
  g_autoptr(GPtrArray) news = g_ptr_array_new(), later = g_ptr_array_new();
  Waiter first, second, third, other;
  take(turns, "CID_1", NULL, &first);
  take(turns, "CID_1", NULL, &second);
  take(turns, "CID_2", NULL, &other);
  turn_tell(first.turn, news);
  take(turns, "CID_1", NULL, &third);
  end(&first);
  g_assert_cmpuint(turn_news(second.turn)->len, ==, 1);
  g_assert_true(g_ptr_array_index(turn_news(second.turn), 0) == news);
  g_assert_cmpuint(turn_news(other.turn)->len, ==, 0);
  turn_tell(second.turn, later);
  end(&second);
  g_assert_cmpuint(turn_news(third.turn)->len, ==, 1);
  g_assert_true(g_ptr_array_index(turn_news(third.turn), 0) == later);
  end(&third);
  end(&other);
  turns_close(turns);
}

static void
when_it_is_closed_all_are_told(void)
{
  Turns *turns = turns_new();
  Waiter first, second, third;
  take(turns, "CID_1", NULL, &first);
  take(turns, "CID_1", NULL, &second);
  take(turns, "CID_1", NULL, &third);
  turns_close(turns);
  turn_the_loop();
  was_sent_away(&second);
  was_sent_away(&third);
  g_assert_nonnull(first.turn);
  end(&first); /* after the end of the client, still good */
}

static void
when_it_is_closed_nobody_comes_in(void)
{
  Turns *turns = turns_new();
  Waiter first = {0};
  turn_take_async(turns, "CID_1", NULL, on_turn, &first);
  turns_close(turns);
  turn_the_loop();
  was_sent_away(&first);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/turns/in-order", one_after_the_other_in_order);
  g_test_add_func("/turns/cancelled", who_is_cancelled_leaves_the_queue);
  g_test_add_func("/turns/cancelled-on-the-threshold", who_is_cancelled_on_the_threshold_lets_the_next_in);
  g_test_add_func("/turns/news", who_waits_hears_what_was_done_before);
  g_test_add_func("/turns/closed", when_it_is_closed_all_are_told);
  g_test_add_func("/turns/closed-on-the-threshold", when_it_is_closed_nobody_comes_in);
  return g_test_run();
}
