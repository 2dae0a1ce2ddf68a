/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/crash/crash.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
driver_path(const CrashRun *run)
{
  return g_test_build_filename(G_TEST_BUILT, "crash", run->driver, NULL);
}

static pid_t
start_traced(const CrashRun *run)
{
  g_autofree char *driver = driver_path(run);
  pid_t child = fork();
  if (child == 0) {
    int quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
      execl(driver, driver, run->url, run->home, run->mode, (char *) NULL);
    _exit(127);
  }
  return child;
}

static void
on_alarm(int signal G_GNUC_UNUSED)
{
}

/* The alarm only interrupts waitpid; it comes again, lest it came just before. */
static void
set_alarm(guint ms)
{
  struct sigaction action = {.sa_handler = on_alarm};
  const struct timeval first = {ms / 1000, (suseconds_t) (ms % 1000) * 1000}, again = {0, ms > 0 ? 50000 : 0};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &(struct itimerval){again, first}, NULL);
}

typedef struct {
  pid_t child;
  guint point, patience_ms, stops;
  gboolean is_first, is_armed;
  GHashTable *calls; /* of each thread: the number of the system call it is in */
} Trace;

/* System calls that change nothing but what the process itself knows: who dies after one of them leaves
 * behind what it would have left before it. All others count. */
static gboolean
is_inward(long call)
{
  static const long inward[] = {
      SYS_futex,         SYS_mmap,       SYS_munmap,      SYS_mprotect,    SYS_madvise,
      SYS_brk,           SYS_mremap,     SYS_mlock,       SYS_munlock,     SYS_getrandom,
      SYS_clock_gettime, SYS_getpid,     SYS_gettid,      SYS_getuid,      SYS_geteuid,
      SYS_getgid,        SYS_getegid,    SYS_prctl,       SYS_rseq,        SYS_rt_sigaction,
      SYS_sigaltstack,   SYS_fstat,      SYS_newfstatat,  SYS_statx,       SYS_lseek,
      SYS_pread64,       SYS_getsockopt, SYS_getsockname, SYS_getpeername, SYS_rt_sigprocmask,
      SYS_sched_yield,   SYS_uname,      SYS_sysinfo,     SYS_prlimit64,   SYS_set_robust_list,
  };
  for (gsize i = 0; i < G_N_ELEMENTS(inward); i++)
    if (inward[i] == call)
      return TRUE;
  return FALSE;
}

/* Whether @who has come out of a system call that counts. */
static gboolean
is_point(Trace *trace, pid_t who)
{
  struct __ptrace_syscall_info info = {0};
  if (ptrace((enum __ptrace_request) PTRACE_GET_SYSCALL_INFO, who, sizeof info, &info) <= 0)
    return TRUE; /* an old kernel does not tell: then each stop is one */
  gpointer key = GINT_TO_POINTER(who);
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
    g_hash_table_insert(trace->calls, key, GINT_TO_POINTER((int) info.entry.nr));
    return FALSE;
  }
  gpointer call;
  return !g_hash_table_lookup_extended(trace->calls, key, NULL, &call) || !is_inward(GPOINTER_TO_INT(call));
}

/* One stop of one thread; the signal that it is to have. */
static int
take_stop(Trace *trace, pid_t who, int stop)
{
  if (trace->is_first) {
    ptrace(PTRACE_SETOPTIONS, trace->child, NULL,
           PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
    trace->is_first = FALSE;
  } else if (stop == (SIGTRAP | 0x80)) {
    if (trace->is_armed && is_point(trace, who) && ++trace->stops == trace->point)
      kill(trace->child, SIGKILL);
  } else if (stop == SIGSTOP) {
    if (who == trace->child && !trace->is_armed) { /* a new thread begins with one too */
      trace->is_armed = TRUE;
      set_alarm(trace->patience_ms);
    }
  } else if (stop != SIGTRAP) {
    return stop;
  }
  return 0;
}

guint
crash_at(const CrashRun *run, guint point, guint patience_ms)
{
  g_autoptr(GHashTable) calls = g_hash_table_new(NULL, NULL);
  Trace trace = {.child = start_traced(run),
                 .point = point,
                 .patience_ms = patience_ms,
                 .is_first = TRUE,
                 .calls = calls};
  int status;
  for (;;) {
    pid_t who = waitpid(-1, &status, __WALL);
    if (who < 0 && errno == EINTR)
      kill(trace.child, SIGKILL);
    else if (who < 0 || (who == trace.child && (WIFEXITED(status) || WIFSIGNALED(status))))
      break;
    else if (WIFSTOPPED(status))
      ptrace(PTRACE_SYSCALL, who, NULL, take_stop(&trace, who, WSTOPSIG(status)));
  }
  set_alarm(0);
  return trace.stops;
}

char *
crash_ask(const CrashRun *run)
{
  GError *error = NULL;
  g_autofree char *driver = driver_path(run);
  g_autoptr(GSubprocess) process =
      g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, driver,
                       run->url, run->home, run->mode, NULL);
  g_assert_no_error(error);
  char *output = NULL;
  g_subprocess_communicate_utf8(process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error(error);
  return g_strstrip(output);
}

gboolean
crash_tries_all(void)
{
  return g_strcmp0(g_getenv("CANVASS_KILL_POINTS"), "all") == 0;
}

guint
crash_step(guint stops, guint wanted)
{
  return crash_tries_all() ? 1 : MAX(1, stops / wanted);
}

gboolean
crash_wants(const char *fault)
{
  const char *wanted = g_getenv("CANVASS_KILL_FAULTS");
  g_auto(GStrv) names = g_strsplit(wanted != NULL ? wanted : "", ",", -1);
  return wanted == NULL || g_strv_contains((const char *const *) names, fault != NULL ? fault : "none");
}
