/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handler does what a handler may: write(), poll(), fcntl(), tcsetattr(), raise(). */
#include "ui/fatal-signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Those that end the process when nobody handles them. The loop takes the first three over. */
static const int fatal[] = {SIGHUP, SIGINT,  SIGTERM, SIGQUIT, SIGILL,    SIGTRAP, SIGABRT, SIGBUS,  SIGFPE,
                            SIGSYS, SIGSEGV, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGPOLL};

/* A terminal that takes nothing must not keep a process that is to end. */
enum { PATIENCE_MS = 1000 };

/* A signal's handler is given nothing, so what it needs has to be found without a pointer. */
static struct {
  volatile sig_atomic_t taken;
  gsize length;
  struct termios settings;
  char sequence[256];
} terminal;

/* A stack that has run over has no room for a handler. */
static char other_stack[64 * 1024];

/* The flag is the shell's too, and is put back. */
static void
say_without_waiting(void)
{
  int flags = fcntl(STDOUT_FILENO, F_GETFL);
  if (flags >= 0)
    (void) fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
  for (gsize done = 0; done < terminal.length;) {
    gssize sent = write(STDOUT_FILENO, terminal.sequence + done, terminal.length - done);
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (sent > 0)
      done += (gsize) sent;
    else if (errno != EAGAIN || poll(&output, 1, PATIENCE_MS) <= 0)
      break;
  }
  if (flags >= 0)
    (void) fcntl(STDOUT_FILENO, F_SETFL, flags);
}

static void
on_fatal(int number)
{
  int saved = errno;
  if (terminal.taken) {
    terminal.taken = FALSE;
    say_without_waiting();
    (void) tcsetattr(STDOUT_FILENO, TCSANOW, &terminal.settings);
  }
  signal(number, SIG_DFL);
  raise(number); /* which comes when this returns */
  errno = saved;
}

void
fatal_signals_catch(const struct termios *settings, const char *sequence)
{
  terminal.settings = *settings;
  terminal.length = MIN(strlen(sequence), sizeof terminal.sequence);
  memcpy(terminal.sequence, sequence, terminal.length);
  const stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
  gboolean has_stack = sigaltstack(&stack, NULL) == 0;
  /* All others wait meanwhile; SIGTTOU too, which would stop it in the background. */
  struct sigaction action = {.sa_handler = on_fatal, .sa_flags = has_stack ? SA_ONSTACK : 0}, before;
  sigfillset(&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS(fatal); i++)
    if (sigaction(fatal[i], NULL, &before) == 0 && !(before.sa_flags & SA_SIGINFO) &&
        before.sa_handler == SIG_DFL)
      sigaction(fatal[i], &action, NULL);
}

void
fatal_signals_terminal_taken(gboolean taken)
{
  terminal.taken = taken;
}
