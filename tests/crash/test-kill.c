/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at every system call of a launch. The driver is traced from the moment at which all is prepared;
 * before and after each of its system calls, in any of its threads, is a point at which it is killed. Then
 * the next start recovers, and what it believes must agree with the outbox; where it believes that nothing
 * was sent, the person sends again, and still nobody has two mails.
 *
 * A check kills a mail at some 40 points, evenly spread, and a reminder and an SMS at some 10 each;
 * CANVASS_KILL_POINTS=all at each of them.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/desk.h"

/* The kinds that reach people, and the points of each in a check. */
static const struct {
  const char *kind;
  guint points;
} sends[] = {{"email", 40}, {"reminder", 10}, {"sms", 10}};

typedef struct {
  guint none, refused, done, unknown;
  guint mails, sent_again;
} Tally;

static char *
driver_path(void)
{
  return g_test_build_filename(G_TEST_BUILT, "crash", "launch-driver", NULL);
}

static pid_t
start_traced(const char *url, const char *home, const char *kind)
{
  g_autofree char *driver = driver_path();
  pid_t child = fork();
  if (child == 0) {
    int quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
      execl(driver, driver, url, home, kind, (char *) NULL);
    _exit(127);
  }
  return child;
}

/* Runs the driver and kills it at its @point-th system call stop; returns the stops that there were. */
static guint
kill_at(const char *url, const char *home, const char *kind, guint point)
{
  pid_t child = start_traced(url, home, kind);
  guint stops = 0;
  gboolean is_armed = FALSE, is_first = TRUE;
  int status;
  for (pid_t who; (who = waitpid(-1, &status, __WALL)) > 0;) {
    if (who == child && (WIFEXITED(status) || WIFSIGNALED(status)))
      return stops;
    if (!WIFSTOPPED(status))
      continue;
    int stop = WSTOPSIG(status), deliver = 0;
    if (is_first) {
      ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
      is_first = FALSE;
    } else if (stop == (SIGTRAP | 0x80)) {
      if (is_armed && ++stops == point)
        kill(child, SIGKILL);
    } else if (stop == SIGSTOP) {
      is_armed = is_armed || who == child; /* a new thread begins with one too */
    } else if (stop != SIGTRAP) {
      deliver = stop;
    }
    ptrace(PTRACE_SYSCALL, who, NULL, deliver);
  }
  return stops;
}

/* What the driver believes after @mode; new. */
static char *
run_driver(const char *url, const char *home, const char *mode)
{
  GError *error = NULL;
  g_autofree char *driver = driver_path();
  g_autoptr(GSubprocess) process =
      g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, driver,
                       url, home, mode, NULL);
  g_assert_no_error(error);
  char *output = NULL;
  g_subprocess_communicate_utf8(process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error(error);
  return g_strstrip(output);
}

/* A send that is not traced goes on from its stop by itself only when it is told to. */
static char *
send_again(const char *url, const char *home, const char *kind)
{
  kill_at(url, home, kind, 0);
  return run_driver(url, home, "recover");
}

static guint
count_mails(TestDesk *desk)
{
  guint recipients;
  test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
  g_autofree char *survey = test_some_survey(desk->client); /* whatever was due has left after it */
  guint mails = test_sandbox_mails(desk->sandbox, &recipients);
  g_assert_cmpuint(mails, ==, recipients);
  return mails;
}

static void
die_once(TestDesk *desk, const char *kind, guint point, Tally *tally)
{
  g_autofree char *home = g_dir_make_tmp("canvass-killed-XXXXXX", NULL);
  kill_at(desk->sandbox->url, home, kind, point);
  g_autofree char *belief = run_driver(desk->sandbox->url, home, "recover");
  guint mails = count_mails(desk);
  g_test_message("point %u: %s, %u mails", point, belief, mails);
  if (g_str_equal(belief, "done")) {
    tally->done++;
    g_assert_cmpuint(mails, >, 0);
  } else if (g_str_equal(belief, "unknown")) {
    tally->unknown++;
  } else {
    g_assert_true(g_str_equal(belief, "none") || g_str_equal(belief, "refused"));
    tally->none += g_str_equal(belief, "none");
    tally->refused += g_str_equal(belief, "refused");
    g_assert_cmpuint(mails, ==, 0);
    g_autofree char *then = send_again(desk->sandbox->url, home, kind);
    g_assert_cmpstr(then, ==, "done");
    mails = count_mails(desk);
    g_assert_cmpuint(mails, >, 0);
    tally->sent_again++;
  }
  tally->mails += mails;
  test_sandbox_empty_outbox(desk->sandbox);
}

static void
never_mails_twice_however_it_dies(gconstpointer data)
{
  guint send = GPOINTER_TO_UINT(data);
  const char *kind = sends[send].kind;
  TestDesk desk = {0};
  Tally tally = {0};
  test_desk_start(&desk);
  g_autofree char *home = g_dir_make_tmp("canvass-counted-XXXXXX", NULL);
  guint stops = kill_at(desk.sandbox->url, home, kind, 0);
  if (stops == 0) {
    test_desk_end(&desk);
    g_test_skip("no process can be traced here");
    return;
  }
  g_assert_cmpuint(count_mails(&desk), >, 0);
  test_sandbox_empty_outbox(desk.sandbox);
  gboolean all = g_strcmp0(g_getenv("CANVASS_KILL_POINTS"), "all") == 0;
  guint step = all ? 1 : MAX(1, stops / sends[send].points), runs = 0;
  for (guint point = 1; point <= stops; point += step, runs++)
    die_once(&desk, kind, point, &tally);
  g_test_message(
      "%s: %u deaths at %u points: %u before the intent, %u refused, %u done, %u unknown; sent again "
      "%u; %u mails, "
      "nobody two",
      kind, runs, stops, tally.none, tally.refused, tally.done, tally.unknown, tally.sent_again, tally.mails);
  test_desk_end(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(sends); i++) {
    g_autofree char *path = g_strdup_printf("/launch/%s/never-twice-however-it-dies", sends[i].kind);
    g_test_add_data_func(path, GUINT_TO_POINTER(i), never_mails_twice_however_it_dies);
  }
  return g_test_run();
}
