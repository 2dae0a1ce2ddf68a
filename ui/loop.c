/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A turn: dispatch what is ready, paint if something changed, then see whether there is more; only when there
 * is nothing more does the process sleep, and just before that it says that it is idle, if nothing is under
 * way. Who watches is told what each word speaks of, or an old word would pass for the answer to a new key.
 */
#include "ui/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct Loop {
  LoopHooks hooks;
  gpointer data;
  int idle_fd;
  gboolean quit, dirty, suspending, stopped;
  gboolean (*busy)(gpointer data);
  gpointer busy_data;
  guint (*tick)(gpointer data);
  gpointer tick_data;
  gboolean tick_soon; /* within a second */
  guint tick_id, input_id, later_id, signal_id, slices;
  int signal_pipe[2];
  struct sigaction quit_action; /* while the terminal is lent: what it was before */
};

/* A signal's handler is given nothing, so this one number has to be found without a pointer. Handlers, unlike
 * a blocked mask, are not inherited by $EDITOR. */
static volatile sig_atomic_t signal_descriptor = -1;
static pthread_t main_thread;

/* Seconds that ending may take after it was asked for: a terminal that takes no more output would keep the
 * process for ever, and what was typed is kept long since. 0: it takes as long as it takes. */
static volatile sig_atomic_t grace;
#define GRACE_SECONDS 10

static const int caught[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};

static void
on_signal(int number)
{
  int saved = errno;
  /* The kernel gives it to any thread; the numbers here are the main thread's. */
  if (!pthread_equal(pthread_self(), main_thread)) {
    pthread_kill(main_thread, number);
    errno = saved;
    return;
  }
  guint8 byte = (guint8) number;
  G_GNUC_UNUSED gssize sent = write(signal_descriptor, &byte, 1);
  if ((number == SIGTERM || number == SIGHUP) && grace > 0)
    alarm((guint) grace);
  errno = saved;
}

/* One line in one write(), so that none is seen in part. */
static void
tell(const Loop *loop, const char *word)
{
  if (loop->idle_fd < 0)
    return;
  g_autofree char *state = loop->hooks.state(loop->data);
  g_autofree char *line = g_strconcat(word, " ", state, "\n", NULL);
  while (write(loop->idle_fd, line, strlen(line)) < 0 && errno == EINTR)
    continue;
}

/* Somebody stopped the process and was not seen doing it: the shell may have changed the terminal since. */
static void
take_terminal_again(Loop *loop)
{
  if (loop->stopped)
    return;
  loop->hooks.suspended(loop->data);
  loop->hooks.resumed(loop->data);
}

static void
take_signal(Loop *loop, int number)
{
  if (number == SIGTSTP)
    loop->suspending = TRUE;
  else if (number == SIGCONT)
    take_terminal_again(loop);
  else if (number == SIGWINCH)
    loop->hooks.resized(loop->data);
  else
    loop->hooks.ended(loop->data, number);
  loop->dirty = TRUE;
}

static gboolean
on_signal_pipe(int fd, GIOCondition condition G_GNUC_UNUSED, gpointer data)
{
  guint8 numbers[64];
  gssize got = read(fd, numbers, sizeof numbers);
  for (gssize i = 0; i < got; i++)
    take_signal(data, numbers[i]);
  return G_SOURCE_CONTINUE;
}

static void
stop_process(Loop *loop)
{
  loop->suspending = FALSE;
  loop->stopped = TRUE;
  loop->hooks.suspended(loop->data);
  tell(loop, "lent");
  kill(getpid(), SIGSTOP);
  /* A shell that ends a stopped job tells it so and lets it go on, in the background: the terminal is not
   * ours then, and to take it would stop us for good. */
  on_signal_pipe(loop->signal_pipe[0], G_IO_IN, loop);
  loop->stopped = FALSE;
  if (!loop->quit)
    loop->hooks.resumed(loop->data);
  loop->dirty = TRUE;
}

static gboolean
on_input(int fd G_GNUC_UNUSED, GIOCondition condition, gpointer data)
{
  Loop *loop = data;
  if (condition & G_IO_IN)
    loop->hooks.input(loop->data);
  if (!(condition & (G_IO_HUP | G_IO_ERR | G_IO_NVAL)))
    return G_SOURCE_CONTINUE;
  loop->input_id = 0;
  loop->hooks.ended(loop->data, 0);
  return G_SOURCE_REMOVE;
}

static void
on_not_ours(int number G_GNUC_UNUSED)
{
}

static void
handle(int number, void (*handler)(int))
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  sigaction(number, &action, NULL);
}

static void
handle_all(void)
{
  for (gsize i = 0; i < G_N_ELEMENTS(caught); i++)
    handle(caught[i], on_signal);
}

void
loop_lend_terminal(Loop *loop, gboolean lent)
{
  grace = lent ? 0 : GRACE_SECONDS; /* the other program has what is being typed */
  if (lent)
    tell(loop, "lent");
  if (!lent) {
    sigaction(SIGQUIT, &loop->quit_action, NULL);
    handle_all();
    return;
  }
  /* A handler that does nothing, and not SIG_IGN, which the other program would inherit. */
  sigaction(SIGQUIT, NULL, &loop->quit_action);
  handle(SIGINT, on_not_ours);
  handle(SIGQUIT, on_not_ours);
  handle(SIGTSTP, SIG_DFL);
}

static void
catch_signals(Loop *loop)
{
  if (!g_unix_open_pipe(loop->signal_pipe, FD_CLOEXEC, NULL))
    g_error("no descriptors left");
  g_unix_set_fd_nonblocking(loop->signal_pipe[0], TRUE, NULL);
  g_unix_set_fd_nonblocking(loop->signal_pipe[1], TRUE, NULL);
  main_thread = pthread_self();
  signal_descriptor = loop->signal_pipe[1];
  grace = GRACE_SECONDS;
  loop->signal_id =
      g_unix_fd_add_full(G_PRIORITY_HIGH, loop->signal_pipe[0], G_IO_IN, on_signal_pipe, loop, NULL);
  handle_all();
}

Loop *
loop_new(const LoopHooks *hooks, gpointer data, int idle_fd)
{
  Loop *loop = g_new0(Loop, 1);
  loop->hooks = *hooks;
  loop->data = data;
  loop->idle_fd = idle_fd;
  loop->dirty = TRUE;
  catch_signals(loop);
  loop->input_id =
      g_unix_fd_add_full(G_PRIORITY_HIGH, STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, loop, NULL);
  return loop;
}

static void
remove_source(guint *id)
{
  if (*id)
    g_source_remove(*id);
  *id = 0;
}

/* It is told to the program twice, by the shell and by the terminal that goes: the second time it is ending,
 * and what is left to be cleared away is. */
static gboolean
tells_to_end(int number)
{
  return number == SIGINT || number == SIGTERM || number == SIGHUP;
}

void
loop_free(Loop *loop)
{
  if (!loop)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(caught); i++)
    signal(caught[i], tells_to_end(caught[i]) ? SIG_IGN : SIG_DFL);
  signal_descriptor = -1;
  alarm(0);
  remove_source(&loop->input_id);
  remove_source(&loop->later_id);
  remove_source(&loop->tick_id);
  remove_source(&loop->signal_id);
  close(loop->signal_pipe[0]);
  close(loop->signal_pipe[1]);
  g_free(loop);
}

static void
tell_idle(const Loop *loop)
{
  if (loop->slices > 0 || loop->later_id || (loop->busy && loop->busy(loop->busy_data)))
    return;
  tell(loop, "idle");
}

static void
paint(Loop *loop)
{
  while (loop->suspending)
    stop_process(loop);
  if (!loop->dirty || loop->quit)
    return;
  loop->dirty = FALSE;
  loop->hooks.paint(loop->data);
  tell(loop, "painted");
}

void
loop_run(Loop *loop)
{
  gboolean woken = TRUE;
  paint(loop);
  while (!loop->quit) {
    gboolean worked = g_main_context_iteration(NULL, FALSE);
    paint(loop);
    woken = woken || worked;
    if (worked || loop->dirty || loop->quit)
      continue;
    if (woken)
      tell_idle(loop);
    woken = g_main_context_iteration(NULL, TRUE);
    paint(loop);
  }
}

void
loop_quit(Loop *loop)
{
  loop->quit = TRUE;
  g_main_context_wakeup(NULL);
}

void
loop_invalidate(Loop *loop)
{
  loop->dirty = TRUE;
}

void
loop_set_busy_check(Loop *loop, gboolean (*busy)(gpointer data), gpointer data)
{
  loop->busy = busy;
  loop->busy_data = data;
}

typedef struct Slice {
  Loop *loop;
  GSourceFunc work;
  gpointer data;
  GDestroyNotify destroy;
} Slice;

static gboolean
on_slice(gpointer data)
{
  Slice *slice = data;
  return slice->work(slice->data);
}

static void
slice_free(gpointer data)
{
  Slice *slice = data;
  slice->loop->slices--;
  if (slice->destroy)
    slice->destroy(slice->data);
  g_free(slice);
}

guint
loop_add_slice(Loop *loop, GSourceFunc slice, gpointer data, GDestroyNotify destroy)
{
  Slice *entry = g_new0(Slice, 1);
  *entry = (Slice){loop, slice, data, destroy};
  loop->slices++;
  return g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, entry, slice_free);
}

void
loop_remove_slice(Loop *loop G_GNUC_UNUSED, guint id)
{
  g_source_remove(id);
}

static gboolean on_tick(gpointer data);

static void
tick_in(Loop *loop, guint seconds)
{
  remove_source(&loop->tick_id);
  loop->tick_id = g_timeout_add_seconds(seconds, on_tick, loop);
  loop->tick_soon = seconds <= 1;
}

static gboolean
on_tick(gpointer data)
{
  Loop *loop = data;
  loop->tick_id = 0;
  guint seconds = loop->tick(loop->tick_data);
  /* The tick may have asked for another one by itself. */
  if (seconds > 0 && !loop->tick_id)
    tick_in(loop, seconds);
  return G_SOURCE_REMOVE;
}

void
loop_start_ticking(Loop *loop, guint (*tick)(gpointer data), gpointer data)
{
  loop->tick = tick;
  loop->tick_data = data;
  if (!loop->tick_id || !loop->tick_soon)
    tick_in(loop, 1);
}

static gboolean
on_input_later(gpointer data)
{
  Loop *loop = data;
  loop->later_id = 0;
  loop->hooks.input(loop->data);
  return G_SOURCE_REMOVE;
}

void
loop_input_later(Loop *loop, guint milliseconds)
{
  if (!loop->later_id)
    loop->later_id = g_timeout_add_full(G_PRIORITY_HIGH, milliseconds, on_input_later, loop, NULL);
}

void
loop_suspend(Loop *loop)
{
  loop->suspending = TRUE;
  loop->dirty = TRUE;
}
