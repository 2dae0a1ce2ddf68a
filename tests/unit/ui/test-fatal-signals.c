/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a story can't bring about: the program runs out of its own stack. */
#include "ui/fatal-signals.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEQUENCE "the terminal is given back"

static volatile char sum;

/* Deeper and deeper; what is added afterwards keeps a compiler from making a loop of it. */
G_GNUC_NO_INLINE static int
fall(volatile int depth) /* NOLINT: without an end */
{
  volatile char room[4096];
  room[depth % 4096] = (char) depth;
  if (depth < 0)
    return 0;
  int below = fall(depth + 1);
  sum = (char) (sum + room[depth % 4096]);
  return below + 1;
}

static void
run_over(int output)
{
  const struct rlimit small = {256 * 1024, 256 * 1024};
  const struct termios settings = {0};
  dup2(output, STDOUT_FILENO);
  signal(SIGSEGV, SIG_DFL); /* a sanitizer's */
  signal(SIGBUS, SIG_DFL);
  setrlimit(RLIMIT_STACK, &small);
  fatal_signals_catch(&settings, SEQUENCE);
  fatal_signals_terminal_taken(TRUE);
  fall(0);
  _exit(0);
}

static void
test_stack_runs_over(void)
{
  int ends[2], status;
  char said[64] = "";
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t child = fork();
  if (child == 0)
    run_over(ends[1]);
  close(ends[1]);
  g_assert_cmpint(read(ends[0], said, sizeof said - 1), ==, (gssize) strlen(SEQUENCE));
  g_assert_cmpstr(said, ==, SEQUENCE);
  close(ends[0]);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFSIGNALED(status));
  g_assert_true(WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGBUS);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fatal-signals/stack-runs-over", test_stack_runs_over);
  return g_test_run();
}
