/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at every system call of a launch, while the sandbox answers well and while it misbehaves at every
 * point of the request. Then the next start recovers, and what it believes must agree with the outbox. Where
 * it believes that nothing was sent, the person sends again; where it does not know, nothing more may be sent
 * until a person has looked and said. In the end everybody has it, and nobody has two.
 *
 * A check kills at some of the points, evenly spread; CANVASS_KILL_POINTS=all at each of them.
 */
#include "src/api/distributions.h"
#include "src/model/timestamp.h"
#include "tests/crash/crash.h"
#include "tests/support/desk.h"

/* The kinds that reach people, where each is posted to and found again; the points of each in a check,
 * without a fault and with each of them. */
static const struct {
  const char *kind, *path;
  guint points, faulty_points;
  gboolean mails_nobody; /* then it is the sets of links that are counted */
} sends[] = {{"email", "/distributions", 20, 2, FALSE},
             {"reminder", "/distributions/*/reminders", 6, 1, FALSE},
             {"thank-you", "/distributions/*/thankyous", 4, 1, FALSE},
             {"sms", "/distributions/sms", 6, 1, FALSE},
             {"links", "/distributions", 6, 1, TRUE}};

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
  guint sent, sent_again, held;
  guint sets_before; /* of links */
} Tally;

static CrashRun
run_of(TestDesk *desk, const char *home, const char *mode)
{
  return (CrashRun){"launch-driver", desk->sandbox->url, home, mode};
}

static guint
count_sets(TestDesk *desk)
{
  guint sets = 0;
  g_autofree char *next = NULL;
  do {
    GError *error = NULL;
    TestWait wait = {0};
    distributions_list_async(desk->client, FETCH_VISIBLE, desk->launch->survey_id, NULL, TIMESTAMP_NONE,
                             TIMESTAMP_NONE, next, NULL, test_wait_callback, &wait);
    g_autoptr(Page) page = distributions_list_finish(desk->client, test_wait_result(&wait), &error);
    g_assert_no_error(error);
    test_wait_clear(&wait);
    for (guint i = 0; i < page->items->len; i++)
      sets += g_strcmp0(((const Distribution *) g_ptr_array_index(page->items, i))->request_type,
                        "GeneratedInvite") == 0;
    g_free(next);
    next = g_strdup(page->next);
  } while (next != NULL);
  return sets;
}

/* What came of one launch: the mails, of which nobody may have two; or the sets of links, at most one. */
static guint
count_sent(TestDesk *desk, guint send, const Tally *tally)
{
  guint recipients;
  test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
  g_autofree char *survey = test_some_survey(desk->client); /* whatever was due has left after it */
  guint mails = test_sandbox_mails(desk->sandbox, &recipients);
  g_assert_cmpuint(mails, ==, recipients);
  if (!sends[send].mails_nobody)
    return mails;
  guint sets = count_sets(desk) - tally->sets_before;
  g_assert_cmpuint(mails, ==, 0);
  g_assert_cmpuint(sets, <=, 1);
  return sets;
}

/* The next one is counted from here on. */
static void
forget_sent(TestDesk *desk, guint send, Tally *tally)
{
  test_sandbox_empty_outbox(desk->sandbox);
  if (sends[send].mails_nobody)
    tally->sets_before = count_sets(desk);
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

/* What the program says then. */
static void
send_again(TestDesk *desk, const CrashRun *send, const char *belief)
{
  CrashRun next = run_of(desk, send->home, "recover");
  crash_at(send, 0, 0); /* a driver goes on from its stop only when it is told to */
  g_autofree char *is = crash_ask(&next);
  g_assert_cmpstr(is, ==, belief);
}

/* Nobody knows: it holds what it was sent to, until a person has looked and said. */
static guint
judge_unknown(TestDesk *desk, guint send, const CrashRun *run, guint sent, Tally *tally)
{
  CrashRun settle = run_of(desk, run->home, sent > 0 ? "settle-yes" : "settle-no");
  if (!sends[send].mails_nobody) { /* links may be made twice: nobody is written to */
    send_again(desk, run, "unknown");
    g_assert_cmpuint(count_sent(desk, send, tally), ==, sent);
    tally->held++;
  }
  g_autofree char *settled = crash_ask(&settle);
  if (sent > 0)
    return sent;
  send_again(desk, run, "done");
  tally->sent_again++;
  return count_sent(desk, send, tally);
}

static void
judge(TestDesk *desk, guint send, const CrashRun *run, const char *belief, Tally *tally)
{
  guint sent = count_sent(desk, send, tally);
  g_test_message("%s, %u sent", belief, sent);
  tally->runs++;
  if (g_str_equal(belief, "done"))
    tally->done++;
  else if (g_str_equal(belief, "unknown")) {
    tally->unknown++;
    sent = judge_unknown(desk, send, run, sent, tally);
  } else {
    g_assert_true(g_str_equal(belief, "none") || g_str_equal(belief, "refused"));
    tally->none += g_str_equal(belief, "none");
    tally->refused += g_str_equal(belief, "refused");
    g_assert_cmpuint(sent, ==, 0);
    send_again(desk, run, "done");
    sent = count_sent(desk, send, tally);
    tally->sent_again++;
  }
  g_assert_cmpuint(sent, >, 0);
  tally->sent += sent;
}

static void
die_once(TestDesk *desk, guint send, const char *fault, guint point, Tally *tally)
{
  char *home = g_dir_make_tmp("canvass-killed-XXXXXX", NULL);
  CrashRun run = run_of(desk, home, sends[send].kind);
  set_fault(desk, "POST", sends[send].path, fault);
  crash_at(&run, point, PATIENCE_MS);
  g_autofree char *belief = recover(desk, home, point);
  g_test_message("%s at point %u", fault != NULL ? fault : "no fault", point);
  judge(desk, send, &run, belief, tally);
  forget_sent(desk, send, tally);
  test_folder_remove(home);
}

/* The stops of a launch that nobody kills; what it sent is forgotten. */
static guint
count_stops(TestDesk *desk, guint send, const char *fault, Tally *tally)
{
  char *home = g_dir_make_tmp("canvass-counted-XXXXXX", NULL);
  CrashRun run = run_of(desk, home, sends[send].kind);
  set_fault(desk, "POST", sends[send].path, fault);
  guint stops = crash_at(&run, 0, PATIENCE_MS);
  set_fault(desk, NULL, NULL, NULL);
  g_assert_true(count_sent(desk, send, tally) > 0 || fault != NULL || stops == 0);
  forget_sent(desk, send, tally);
  test_folder_remove(home);
  return stops;
}

/* Dies at the points of one launch under one fault. The points differ a little from fault to fault, so that
 * many faults see many points. Returns the stops; 0: nothing can be traced here. */
static guint
die_under(TestDesk *desk, guint send, const char *fault, guint nth, Tally *tally)
{
  forget_sent(desk, send, tally);
  guint stops = count_stops(desk, send, fault, tally);
  guint step = crash_step(stops, fault != NULL ? sends[send].faulty_points : sends[send].points);
  for (guint point = 1 + nth * step / G_N_ELEMENTS(faults); point <= stops; point += step)
    die_once(desk, send, fault, point, tally);
  return stops;
}

static void
say_tally(const char *kind, const char *what, const Tally *tally)
{
  g_test_message("%s, %s: %u deaths: %u before the intent, %u refused, %u done, %u unknown, of which %u held "
                 "it; sent again %u; %u sent, nobody two",
                 kind, what, tally->runs, tally->none, tally->refused, tally->done, tally->unknown,
                 tally->held, tally->sent_again, tally->sent);
}

static void
never_mails_twice_however_it_dies(gconstpointer data)
{
  guint send = GPOINTER_TO_UINT(data);
  TestDesk desk = {0};
  Tally tally = {0};
  test_desk_start(&desk);
  if (crash_wants(NULL) && die_under(&desk, send, NULL, 0, &tally) == 0)
    g_test_skip("no process can be traced here");
  say_tally(sends[send].kind, "a server that answers", &tally);
  test_desk_end(&desk);
}

/* In a check mails have all faults, the other kinds share them: what differs between kinds is not the POST.
 */
static gboolean
has_fault(guint send, guint fault)
{
  return crash_wants(faults[fault]) && (send == 0 || crash_tries_all() || (fault + send) % 3 == 0);
}

static void
never_mails_twice_whatever_the_server_does(gconstpointer data)
{
  guint send = GPOINTER_TO_UINT(data), stops = 1;
  TestDesk desk = {0};
  Tally tally = {0};
  test_desk_start(&desk);
  for (guint i = 0; i < G_N_ELEMENTS(faults) && stops > 0; i++)
    stops = has_fault(send, i) ? die_under(&desk, send, faults[i], i, &tally) : stops;
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
