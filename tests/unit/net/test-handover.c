/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records go down and come up, each once and in order; also under ThreadSanitizer. */
#include "src/net/handover.h"

#include <pthread.h>

#define RECORDS 20000

typedef struct {
  guint number; /* G_MAXUINT: stop */
  guint answer;
} Note;

typedef struct {
  Handover *handover;
  GMainLoop *loop;
  guint up;
  gboolean free_at_once;
} Stage;

static gpointer
answer_notes(gpointer data)
{
  Handover *handover = data;
  CURLM *multi = curl_multi_init();
  gboolean stop = FALSE;
  handover_set_multi(handover, multi);
  while (!stop) {
    GQueue *notes = handover_take_down(handover);
    for (Note *note; (note = g_queue_pop_head(notes)) != NULL;) {
      stop = stop || note->number == G_MAXUINT;
      note->answer = note->number * 3;
      handover_up(handover, note);
    }
    g_queue_free(notes);
    if (!stop)
      curl_multi_poll(multi, NULL, 0, 60 * 1000, NULL);
  }
  handover_set_multi(handover, NULL);
  curl_multi_cleanup(multi);
  return NULL;
}

static void
take_note(gpointer record, gpointer data)
{
  Stage *stage = data;
  Note *note = record;
  if (note->number == G_MAXUINT) {
    g_main_loop_quit(stage->loop);
  } else {
    g_assert_cmpuint(note->number, ==, stage->up);
    g_assert_cmpuint(note->answer, ==, note->number * 3);
    stage->up++;
  }
  g_free(note);
  if (stage->free_at_once) {
    handover_free(stage->handover, g_free);
    g_main_loop_quit(stage->loop);
  }
}

static void
send_note(Handover *handover, guint number)
{
  Note *note = g_new0(Note, 1);
  note->number = number;
  handover_down(handover, note);
}

static void
test_twenty_thousand(void)
{
  Stage stage = {.loop = g_main_loop_new(NULL, FALSE)};
  pthread_t thread;
  stage.handover = handover_new(take_note, &stage);
  g_assert_cmpint(pthread_create(&thread, NULL, answer_notes, stage.handover), ==, 0);
  for (guint i = 0; i < RECORDS; i++) {
    send_note(stage.handover, i);
    if (i % 7 == 0)
      g_main_context_iteration(NULL, FALSE);
  }
  send_note(stage.handover, G_MAXUINT);
  g_main_loop_run(stage.loop);
  pthread_join(thread, NULL);
  g_assert_cmpuint(stage.up, ==, RECORDS);
  handover_free(stage.handover, g_free);
  g_main_loop_unref(stage.loop);
}

/* The address sanitizer sees it if anything of it is touched or left. */
static void
test_freed_by_what_it_calls(void)
{
  Stage stage = {.loop = g_main_loop_new(NULL, FALSE), .free_at_once = TRUE};
  stage.handover = handover_new(take_note, &stage);
  for (guint i = 0; i < 5; i++)
    handover_up(stage.handover, g_new0(Note, 1));
  send_note(stage.handover, 1);
  g_main_loop_run(stage.loop);
  g_assert_cmpuint(stage.up, ==, 1);
  g_main_loop_unref(stage.loop);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  g_test_add_func("/handover/twenty-thousand", test_twenty_thousand);
  g_test_add_func("/handover/freed-by-what-it-calls", test_freed_by_what_it_calls);
  return g_test_run();
}
