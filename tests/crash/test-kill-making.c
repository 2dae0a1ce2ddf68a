/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 at every system call of the making of a contact, of a list, of an import, while the sandbox answers
 * well and while it misbehaves at every point of the request; in a directory that merges nothing. Then the
 * next start looks for it, and what it believes must agree with what the sandbox holds. The person does it
 * again: where it is not known, nothing may happen until that is settled; and in the end everybody is there
 * once.
 *
 * A check kills at some of the points, evenly spread; CANVASS_KILL_POINTS=all at each of them.
 */
#include <string.h>

#include "src/api/mailing-lists.h"
#include "src/flow/contact-match.h"
#include "src/flow/making.h"
#include "tests/crash/crash.h"
#include "tests/crash/making.h"

typedef enum { CONTACT, LIST, IMPORT } Kind;

/* Where each is posted and looked for; the points of each in a check, without a fault and with each of them.
 */
static const struct {
  const char *name, *post, *look_method, *look;
  guint points, faulty_points;
  guint whole; /* how many there are when it is made */
} kinds[] = {{"contact", "/directories/*/contacts", "POST", "/directories/*/contacts/search", 10, 1, 1},
             {"list", "/directories/*/mailinglists", "GET", "/directories/*/mailinglists", 10, 1, 1},
             {"import", "/*/transactioncontacts", "GET", "/*/transactioncontacts/*", 14, 1, 3}};

/* Of the one POST. */
static const char *const faults[] = {"drop-headers", "drop-before",   "drop-after", "cut",
                                     "garble",       "html",          "stall",      "delay=150",
                                     "status=503",   "retry-after=1", "status=400"};

/* Of the first look of the next start. */
static const char *const later_faults[] = {NULL, "cut", "status=503", NULL, "drop-before", "garble"};

enum { PATIENCE_MS = 4000 };

typedef struct {
  TestDesk desk;
  char *directory;
  guint made; /* of what was to be made: so that each has a name of its own */
  guint runs, none, refused, done, unknown, held, rest;
} World;

/* One thing that is to be made. */
typedef struct {
  World *world;
  Kind kind;
  char *home, *name, *mode;
} Thing;

static void
set_fault(World *world, const char *method, const char *path, const char *fault)
{
  g_autofree char *spec = fault != NULL ? g_strdup_printf("clear\n%s %s %s x1", method, path, fault) : NULL;
  test_sandbox_control(world->desk.sandbox, "/sandbox/fault", spec != NULL ? spec : "clear");
}

/* What the sandbox holds */

static guint
count_contacts(World *world, const char *email)
{
  GError *error = NULL;
  TestWait wait = {0};
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, email);
  contact_match_async(world->desk.client, world->directory, 0, contact, NULL, test_wait_callback, &wait);
  g_autoptr(ContactMatch) found = contact_match_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return found->contacts->len;
}

static guint
count_lists(World *world, const char *name)
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
      n += g_strcmp0(((MailingList *) g_ptr_array_index(page->items, i))->name, name) == 0;
    g_free(next);
    next = g_strdup(page->next);
  } while (next != NULL);
  return n;
}

/* How often @email is on the list; NULL: how many are. */
static guint
count_on_list(World *world, const char *list_id, const char *email)
{
  GError *error = NULL;
  TestWait wait = {0};
  guint n = 0;
  const ContactPlace place = {world->directory, (char *) list_id};
  test_sandbox_control(world->desk.sandbox, "/sandbox/clock", "60"); /* the jobs that run have ended */
  contacts_list_async(world->desk.client, &place, FETCH_VISIBLE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  for (guint i = 0; i < contact_page_length(page); i++)
    n += email == NULL || g_strcmp0(contact_page_field(page, i, CONTACT_FIELD_EMAIL), email) == 0;
  return n;
}

static guint
count(const Thing *thing)
{
  if (thing->kind == CONTACT)
    return count_contacts(thing->world, thing->name);
  if (thing->kind == LIST)
    return count_lists(thing->world, thing->name);
  static const char *const emails[] = {"one@example.org", "two@example.org", "three@example.org"};
  for (guint i = 0; i < G_N_ELEMENTS(emails); i++)
    g_assert_cmpuint(count_on_list(thing->world, thing->name, emails[i]), <=, 1);
  return count_on_list(thing->world, thing->name, NULL);
}

/* Running */

static CrashRun
run_of(const Thing *thing, const char *mode)
{
  return (CrashRun){"making-driver", thing->world->desk.sandbox->url, thing->home, mode};
}

static char *
ask(const Thing *thing, const char *mode)
{
  CrashRun run = run_of(thing, mode);
  return crash_ask(&run);
}

static void
make_again(const Thing *thing)
{
  CrashRun run = run_of(thing, thing->mode);
  crash_at(&run, 0, 0);
}

static char *
new_list(World *world, const char *name)
{
  GError *error = NULL;
  TestWait wait = {0};
  mailing_list_create_async(world->desk.client, world->directory, name, NULL, test_wait_callback, &wait);
  char *id = mailing_list_create_finish(NULL, test_wait_result(&wait), NULL, &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return id;
}

static Thing
thing_new(World *world, Kind kind)
{
  Thing thing = {.world = world, .kind = kind, .home = g_dir_make_tmp("canvass-killed-XXXXXX", NULL)};
  g_autofree char *name = g_strdup_printf("made%u@example.org", world->made++);
  thing.name = kind == IMPORT ? new_list(world, name) : g_steal_pointer(&name);
  thing.mode = g_strdup_printf("%s=%s", kinds[kind].name, thing.name);
  return thing;
}

static void
thing_clear(Thing *thing)
{
  test_folder_remove(thing->home);
  g_free(thing->name);
  g_free(thing->mode);
}

/* Judging */

/* Is the batch whose fate nobody knows on the list? The second one has the last line only. */
static gboolean
unknown_batch_is_there(const Thing *thing)
{
  TestDesk desk = {.home = thing->home};
  test_desk_paths(&desk);
  g_autoptr(Journal) journal = journal_open(desk.paths, NULL);
  g_autoptr(GPtrArray) all = making_read(journal, thing->world->desk.sandbox->url, NULL);
  gboolean there = FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Making *making = g_ptr_array_index(all, i);
    if (making->state == MAKING_UNKNOWN)
      there = count_on_list(thing->world, thing->name,
                            strcmp(making->lines, "4") == 0 ? "three@example.org" : "one@example.org") > 0;
  }
  paths_free(desk.paths);
  return there;
}

/* Nobody knows: doing it again does nothing, until a person has looked and said. */
static void
judge_unknown(const Thing *thing, guint there)
{
  make_again(thing);
  g_assert_cmpuint(count(thing), ==, there);
  thing->world->held++;
  gboolean was_made = thing->kind == IMPORT ? unknown_batch_is_there(thing) : there > 0;
  g_autofree char *settled = ask(thing, was_made ? "settle=yes" : "settle=no");
}

/* What is said of a batch is said of each of its rows. The one that the server refused in it is kept apart
 * when it is gone on with, and imported from there. */
static void
import_rest(const Thing *thing)
{
  g_autofree char *mode = g_strdup_printf("rest=%s", thing->name);
  CrashRun run = run_of(thing, mode);
  crash_at(&run, 0, 0);
  thing->world->rest++;
}

static void
judge(const Thing *thing, const char *belief, const char *what, guint point)
{
  World *world = thing->world;
  guint there = count(thing), whole = kinds[thing->kind].whole;
  g_test_message("%s at point %u: %s, %u of %u there", what, point, belief, there, whole);
  world->runs++;
  g_assert_cmpuint(there, <=, whole);
  if (g_str_equal(belief, "unknown")) {
    world->unknown++;
    judge_unknown(thing, there);
  } else if (g_str_equal(belief, "done")) {
    world->done++;
    g_assert_cmpuint(there, >, 0);
  } else {
    g_assert_true(g_str_equal(belief, "none") || g_str_equal(belief, "refused"));
    world->none += g_str_equal(belief, "none");
    world->refused += g_str_equal(belief, "refused");
    g_assert_true(there == 0 || thing->kind == IMPORT); /* of an import, a batch before it may have come */
  }
  if (count(thing) < whole)
    make_again(thing);
  if (thing->kind == IMPORT && count(thing) < whole)
    import_rest(thing);
  g_assert_cmpuint(count(thing), ==, whole);
}

static void
die_once(World *world, Kind kind, const char *fault, guint point)
{
  Thing thing = thing_new(world, kind);
  CrashRun run = run_of(&thing, thing.mode);
  set_fault(world, "POST", kinds[kind].post, fault);
  crash_at(&run, point, PATIENCE_MS);
  set_fault(world, kinds[kind].look_method, kinds[kind].look,
            later_faults[point % G_N_ELEMENTS(later_faults)]);
  g_autofree char *belief = ask(&thing, "recover");
  set_fault(world, NULL, NULL, NULL);
  judge(&thing, belief, fault != NULL ? fault : "no fault", point);
  thing_clear(&thing);
}

static guint
count_stops(World *world, Kind kind, const char *fault)
{
  Thing thing = thing_new(world, kind);
  CrashRun run = run_of(&thing, thing.mode);
  set_fault(world, "POST", kinds[kind].post, fault);
  guint stops = crash_at(&run, 0, PATIENCE_MS);
  set_fault(world, NULL, NULL, NULL);
  g_assert_true(fault != NULL || stops == 0 || count(&thing) == kinds[kind].whole);
  thing_clear(&thing);
  return stops;
}

static guint
die_under(World *world, Kind kind, const char *fault, guint nth)
{
  guint stops = count_stops(world, kind, fault);
  guint step = crash_step(stops, fault != NULL ? kinds[kind].faulty_points : kinds[kind].points);
  for (guint point = 1 + nth * step / G_N_ELEMENTS(faults); point <= stops; point += step)
    die_once(world, kind, fault, point);
  return stops;
}

static void
is_made_once_however_it_dies(gconstpointer data)
{
  Kind kind = GPOINTER_TO_UINT(data);
  World world = {0};
  test_desk_start(&world.desk);
  world.directory = crash_directory(&world.desk);
  guint stops = crash_wants(NULL) ? die_under(&world, kind, NULL, 0) : 1;
  for (guint i = 0; i < G_N_ELEMENTS(faults) && stops > 0; i++)
    stops = crash_wants(faults[i]) ? die_under(&world, kind, faults[i], i) : stops;
  if (stops == 0)
    g_test_skip("no process can be traced here");
  g_test_message(
      "%s: %u deaths: %u before the intent, %u refused, %u done, %u unknown; %u held until settled, of %u of "
      "them a rest came from its file; each is there once",
      kinds[kind].name, world.runs, world.none, world.refused, world.done, world.unknown, world.held,
      world.rest);
  g_free(world.directory);
  test_desk_end(&world.desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *path = g_strdup_printf("/making/%s/once-however-it-dies", kinds[i].name);
    g_test_add_data_func(path, GUINT_TO_POINTER(i), is_made_once_however_it_dies);
  }
  return g_test_run();
}
