/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at every system call of a call that a person makes by hand (`canvass api POST`), while the sandbox
 * answers well and while it misbehaves at every point of the request. Nothing may reach the server that is
 * not in the journal, nothing twice, and what the journal says of the end must be so.
 *
 * A check kills at some of the points, evenly spread; CANVASS_KILL_POINTS=all at each of them.
 */
#include <string.h>

#include "src/api/mailing-lists.h"
#include "tests/crash/crash.h"
#include "tests/crash/making.h"

static const char *const faults[] = {"drop-headers", "drop-before",   "drop-after", "cut",
                                     "garble",       "html",          "stall",      "delay=150",
                                     "status=503",   "retry-after=1", "status=400"};

enum { PATIENCE_MS = 4000, POINTS = 10, FAULTY_POINTS = 2 };

typedef struct {
  TestDesk desk;
  char *directory, *home, *name, *mode;
  guint made;
  guint runs, silent, open, refused, done, unknown;
} World;

static guint
count_lists(World *world)
{
  guint n = 0;
  g_autofree char *next = NULL;
  do {
    GError *error = NULL;
    TestWait wait = {0};
    mailing_lists_list_async(world->desk.client, FETCH_VISIBLE, world->directory, FALSE, next, NULL,
                             test_wait_callback, &wait);
    g_autoptr(Page) page = mailing_lists_list_finish(NULL, test_wait_result(&wait), &error);
    g_assert_no_error(error);
    test_wait_clear(&wait);
    for (guint i = 0; i < page->items->len; i++)
      n += g_strcmp0(((MailingList *) g_ptr_array_index(page->items, i))->name, world->name) == 0;
    g_free(next);
    next = g_strdup(page->next);
  } while (next != NULL);
  return n;
}

static CrashRun
next_run(World *world, const char *fault)
{
  g_autofree char *spec = g_strdup_printf("clear\nPOST /directories/*/mailinglists %s x1", fault);
  test_sandbox_control(world->desk.sandbox, "/sandbox/fault", fault != NULL ? spec : "clear");
  world->home = g_dir_make_tmp("canvass-killed-XXXXXX", NULL);
  world->name = g_strdup_printf("made%u", world->made++);
  world->mode =
      g_strdup_printf("/directories/%s/mailinglists={\"name\": \"%s\"}", world->directory, world->name);
  return (CrashRun){"call-driver", world->desk.sandbox->url, world->home, world->mode};
}

static void
run_over(World *world)
{
  test_folder_remove(g_steal_pointer(&world->home));
  g_clear_pointer(&world->name, g_free);
  g_clear_pointer(&world->mode, g_free);
}

/* The journal's last word on the call; "" for none. New. */
static char *
last_word(const World *world)
{
  TestDesk desk = {.home = world->home};
  test_desk_paths(&desk);
  g_autoptr(Journal) journal = journal_open(desk.paths, NULL);
  g_autoptr(GPtrArray) entries = journal_read(journal, NULL);
  const JournalEntry *last = entries->len > 0 ? g_ptr_array_index(entries, entries->len - 1) : NULL;
  char *word = g_strdup(last != NULL ? strstr(last->outcome, ": ") + 2 : "");
  paths_free(desk.paths);
  return word;
}

static void
judge(World *world)
{
  g_autofree char *word = last_word(world);
  guint there = count_lists(world);
  g_test_message("\"%s\", %u there", word, there);
  world->runs++;
  g_assert_cmpuint(there, <=, 1);
  if (*word == '\0') {
    world->silent++;
    g_assert_cmpuint(there, ==, 0);
  } else if (strcmp(word, "done") == 0) {
    world->done++;
    g_assert_cmpuint(there, ==, 1);
  } else if (strcmp(word, "about to be sent") == 0)
    world->open++;
  else if (g_str_has_prefix(word, "not known: "))
    world->unknown++;
  else {
    world->refused++;
    g_assert_cmpuint(there, ==, 0);
  }
}

static void
die_once(World *world, const char *fault, guint point)
{
  CrashRun run = next_run(world, fault);
  crash_at(&run, point, PATIENCE_MS);
  g_test_message("%s at point %u", fault != NULL ? fault : "no fault", point);
  judge(world);
  run_over(world);
}

/* Nobody kills it: 0 says that it is there, 1 that it is not, 4 that it may be. One that never has an answer
 * is left out: that takes as long as the program has patience. */
static void
live_once(World *world, const char *fault)
{
  if (g_strcmp0(fault, "stall") == 0)
    return;
  CrashRun run = next_run(world, fault);
  g_autofree char *mode = g_strconcat("!", run.mode, NULL);
  run.mode = mode;
  g_autofree char *output = crash_ask(&run);
  const char *status = strrchr(output, '\n');
  status = status != NULL ? status + 1 : output;
  guint there = count_lists(world);
  g_test_message("%s: exit status %s, %u there", fault != NULL ? fault : "no fault", status, there);
  g_assert_true(strcmp(status, "4") == 0 || strcmp(status, there == 1 ? "0" : "1") == 0);
  g_assert_true(fault != NULL || strcmp(status, "0") == 0);
  judge(world);
  run_over(world);
}

static guint
die_under(World *world, const char *fault, guint nth)
{
  CrashRun run = next_run(world, fault);
  guint stops = crash_at(&run, 0, PATIENCE_MS);
  run_over(world);
  guint step = crash_step(stops, fault != NULL ? FAULTY_POINTS : POINTS);
  live_once(world, fault);
  for (guint point = 1 + nth * step / G_N_ELEMENTS(faults); point <= stops; point += step)
    die_once(world, fault, point);
  return stops;
}

static void
is_made_once_and_in_the_journal_however_it_dies(void)
{
  World world = {0};
  test_desk_start(&world.desk);
  world.directory = crash_directory(&world.desk);
  guint stops = crash_wants(NULL) ? die_under(&world, NULL, 0) : 1;
  for (guint i = 0; i < G_N_ELEMENTS(faults) && stops > 0; i++)
    stops = crash_wants(faults[i]) ? die_under(&world, faults[i], i) : stops;
  if (stops == 0)
    g_test_skip("no process can be traced here");
  g_test_message(
      "call: %u ends: %u before the intent, %u open, %u refused, %u done, %u unknown; none twice, none "
      "without its intent",
      world.runs, world.silent, world.open, world.refused, world.done, world.unknown);
  g_free(world.directory);
  test_desk_end(&world.desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/call/once-and-in-the-journal-however-it-dies",
                  is_made_once_and_in_the_journal_however_it_dies);
  return g_test_run();
}
