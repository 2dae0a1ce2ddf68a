/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at every system call of a launch, while the sandbox answers well and while it misbehaves at every
 * point of the request. Then the next start recovers, and what it believes must agree with the outbox; where
 * it believes that nothing was sent, the person sends again, and still nobody has two mails.
 *
 * A check kills at some of the points, evenly spread; CANVASS_KILL_POINTS=all at each of them.
 */
#include "tests/crash/crash.h"
#include "tests/support/desk.h"

/* The kinds that reach people, where each is posted to and found again; the points of each in a check,
 * without a fault and with each of them. */
static const struct {
  const char *kind, *path;
  guint points, faulty_points;
} sends[] = {{"email", "/distributions", 24, 2},
             {"reminder", "/distributions/*/reminders", 8, 1},
             {"sms", "/distributions/sms", 8, 2}};

/* Of the one POST. */
static const char *const faults[] = {"drop-headers", "drop-before",   "drop-after", "cut",
                                     "garble",       "html",          "stall",      "delay=150",
                                     "status=503",   "retry-after=1", "status=400"};

/* Of the first question of the next start. */
static const char *const later_faults[] = {NULL, "cut", "status=503", NULL, "drop-before", "garble", "html"};

/* A driver that waits longer has come as far as it can. */
enum { PATIENCE_MS = 4000 };

typedef struct {
  guint runs, none, refused, done, unknown;
  guint mails, sent_again;
} Tally;

static CrashRun
run_of(TestDesk *desk, const char *home, const char *mode)
{
  return (CrashRun){"launch-driver", desk->sandbox->url, home, mode};
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
set_fault(TestDesk *desk, const char *method, const char *path, const char *fault)
{
  g_autofree char *spec = fault != NULL ? g_strdup_printf("clear\n%s %s %s x1", method, path, fault) : NULL;
  test_sandbox_control(desk->sandbox, "/sandbox/fault", spec != NULL ? spec : "clear");
}

/* What the next start says, whose first look goes wrong now and then; new. */
static char *
recover(TestDesk *desk, const char *home, guint point)
{
  CrashRun next = run_of(desk, home, "recover");
  set_fault(desk, "GET", "/distributions*", later_faults[point % G_N_ELEMENTS(later_faults)]);
  char *belief = crash_ask(&next);
  set_fault(desk, NULL, NULL, NULL);
  return belief;
}

static void
send_again(TestDesk *desk, const CrashRun *send)
{
  CrashRun next = run_of(desk, send->home, "recover");
  crash_at(send, 0, 0); /* a driver goes on from its stop only when it is told to */
  g_autofree char *belief = crash_ask(&next);
  g_assert_cmpstr(belief, ==, "done");
}

static void
die_once(TestDesk *desk, guint send, const char *fault, guint point, Tally *tally)
{
  char *home = g_dir_make_tmp("canvass-killed-XXXXXX", NULL);
  CrashRun run = run_of(desk, home, sends[send].kind);
  set_fault(desk, "POST", sends[send].path, fault);
  crash_at(&run, point, PATIENCE_MS);
  g_autofree char *belief = recover(desk, home, point);
  guint mails = count_mails(desk);
  g_test_message("%s at point %u: %s, %u mails", fault != NULL ? fault : "no fault", point, belief, mails);
  tally->runs++;
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
    send_again(desk, &run);
    mails = count_mails(desk);
    g_assert_cmpuint(mails, >, 0);
    tally->sent_again++;
  }
  tally->mails += mails;
  test_sandbox_empty_outbox(desk->sandbox);
  test_folder_remove(home);
}

/* The stops of a launch that nobody kills; what it sent is forgotten. */
static guint
count_stops(TestDesk *desk, guint send, const char *fault)
{
  char *home = g_dir_make_tmp("canvass-counted-XXXXXX", NULL);
  CrashRun run = run_of(desk, home, sends[send].kind);
  set_fault(desk, "POST", sends[send].path, fault);
  guint stops = crash_at(&run, 0, PATIENCE_MS);
  set_fault(desk, NULL, NULL, NULL);
  guint mails = count_mails(desk);
  g_assert_true(fault != NULL || stops == 0 || mails > 0);
  test_sandbox_empty_outbox(desk->sandbox);
  test_folder_remove(home);
  return stops;
}

/* Dies at the points of one launch under one fault. The points differ a little from fault to fault, so that
 * many faults see many points. Returns the stops; 0: nothing can be traced here. */
static guint
die_under(TestDesk *desk, guint send, const char *fault, guint nth, Tally *tally)
{
  guint stops = count_stops(desk, send, fault);
  guint step = crash_step(stops, fault != NULL ? sends[send].faulty_points : sends[send].points);
  for (guint point = 1 + nth * step / G_N_ELEMENTS(faults); point <= stops; point += step)
    die_once(desk, send, fault, point, tally);
  return stops;
}

static void
say_tally(const char *kind, const char *what, const Tally *tally)
{
  g_test_message(
      "%s, %s: %u deaths: %u before the intent, %u refused, %u done, %u unknown; sent again %u; %u "
      "mails, nobody two",
      kind, what, tally->runs, tally->none, tally->refused, tally->done, tally->unknown, tally->sent_again,
      tally->mails);
}

static void
never_mails_twice_however_it_dies(gconstpointer data)
{
  guint send = GPOINTER_TO_UINT(data);
  TestDesk desk = {0};
  Tally tally = {0};
  test_desk_start(&desk);
  if (die_under(&desk, send, NULL, 0, &tally) == 0)
    g_test_skip("no process can be traced here");
  say_tally(sends[send].kind, "a server that answers", &tally);
  test_desk_end(&desk);
}

static void
never_mails_twice_whatever_the_server_does(gconstpointer data)
{
  guint send = GPOINTER_TO_UINT(data), stops = 1;
  TestDesk desk = {0};
  Tally tally = {0};
  test_desk_start(&desk);
  for (guint i = 0; i < G_N_ELEMENTS(faults) && stops > 0; i++)
    stops = die_under(&desk, send, faults[i], i, &tally);
  if (stops == 0)
    g_test_skip("no process can be traced here");
  say_tally(sends[send].kind, "a server that fails", &tally);
  test_desk_end(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(sends); i++) {
    g_autofree char *dies = g_strdup_printf("/launch/%s/never-twice-however-it-dies", sends[i].kind);
    g_autofree char *fails =
        g_strdup_printf("/launch/%s/never-twice-whatever-the-server-does", sends[i].kind);
    g_test_add_data_func(dies, GUINT_TO_POINTER(i), never_mails_twice_however_it_dies);
    g_test_add_data_func(fails, GUINT_TO_POINTER(i), never_mails_twice_whatever_the_server_does);
  }
  return g_test_run();
}
