/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvass-sandbox: Qualtrics on a desk. Starts, prints its address on one line, and sends what is due until a
 * signal ends it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "src/sandbox/options.h"
#include "src/sandbox/server.h"

#define TICK_NS 200000000L

static int
complain(const char *what)
{
  fprintf(stderr, "canvass-sandbox: %s\n", what);
  return 2;
}

static gboolean
read_faults(FaultBook *book, char **specs)
{
  for (; specs && *specs; specs++) {
    g_autofree char *reason = NULL;
    if (!fault_book_add(book, *specs, &reason)) {
      complain(reason);
      return FALSE;
    }
  }
  return TRUE;
}

/* The threads of stalled clients can't be joined, so the end is abrupt. */
static void
run_until_signalled(Server *server, const sigset_t *signals)
{
  struct timespec tick = {.tv_nsec = TICK_NS};
  while (sigtimedwait(signals, NULL, &tick) < 0)
    server_tick(server);
  _exit(0);
}

int
main(int argc, char **argv)
{
  Options options;
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL;
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
  signal(SIGPIPE, SIG_IGN);
  pid_t parent = getppid();
  if (!options_read(&options, &argc, &argv, &error))
    return complain(error->message);
  if (options.exit_with_parent && (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent))
    return 1;
  g_autoptr(FaultBook) book = fault_book_new();
  if (!read_faults(book, options.faults))
    return 2;
  g_autoptr(World) world = world_new((guint64) options.seed, (guint64) options.contacts);
  world->speed = options.speed;
  world->arrivals_every = options.arrivals * G_GINT64_CONSTANT(1000);
  world->outbox = g_strdup(options.outbox);
  if (options.outbox && g_mkdir_with_parents(options.outbox, 0700))
    return complain("can't make the outbox");
  Server *server = server_start(&options, world, book, &reason);
  if (!server)
    return complain(reason);
  printf("http://127.0.0.1:%u\n", server_port(server));
  fflush(stdout);
  run_until_signalled(server, &signals);
  return 0;
}
