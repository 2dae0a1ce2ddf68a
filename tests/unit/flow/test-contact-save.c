/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves of one contact that meet: two of our own, which go one after the other, and a write whose fate is not
 * known beside someone else who edits the same person, which is never just sent again.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/flow/contact-save.h"
#include "tests/support/desk.h"

typedef struct {
  TestDesk desk;
  ApiClient *other; /* someone else's */
  char *directory, *list, *id;
  ContactPlace place;
} World;

typedef struct {
  TestWait wait;
  ContactSaved *saved;
  GError *error;
} Save;

static void
fault(World *world, const char *spec)
{
  g_autofree char *whole = g_strdup_printf("PUT /*/contacts/* %s", spec);
  test_sandbox_control(world->desk.sandbox, "/sandbox/fault", whole);
}

static void
world_start(World *world)
{
  test_desk_start(&world->desk);
  world->other = api_client_new(&(ApiClientOptions){.server = world->desk.sandbox->url, .token = "demo"});
  TestWait wait = {0};
  directories_list_async(world->other, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) page = directories_list_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
  world->directory = g_strdup(((Directory *) g_ptr_array_index(page->items, 0))->id);
  world->list = test_some_list(world->other);
  world->place = (ContactPlace){world->directory, world->list};
  contacts_list_async(world->other, &world->place, FETCH_VISIBLE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(ContactPage) people = contacts_list_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
  world->id = g_strdup(contact_page_field(people, 0, CONTACT_FIELD_ID));
}

static void
world_end(World *world)
{
  api_client_free(world->other);
  test_desk_end(&world->desk);
  g_free(world->directory);
  g_free(world->list);
  g_free(world->id);
}

static Contact *
person(World *world)
{
  TestWait wait = {0};
  contact_get_async(world->other, &world->place, world->id, NULL, test_wait_callback, &wait);
  Contact *contact = contact_get_finish(NULL, test_wait_result(&wait), NULL);
  g_assert_nonnull(contact);
  test_wait_clear(&wait);
  return contact;
}

static void
has_language(World *world, const char *wanted)
{
  g_autoptr(Contact) contact = person(world);
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_LANGUAGE], ==, wanted);
}

static void
someone_else(World *world, ContactField field, const char *value)
{
  TestWait wait = {0};
  g_autoptr(Contact) before = person(world);
  g_autoptr(ContactEdit) edit = contact_edit_new(world->id);
  contact_edit_set(edit, before, field, value);
  contact_update_async(world->other, &world->place, edit, before, NULL, test_wait_callback, &wait);
  g_assert_true(contact_update_finish(NULL, test_wait_result(&wait), NULL));
  test_wait_clear(&wait);
}

static void
begin(World *world, const ContactEdit *edit, gboolean goes_on, Save *save)
{
  *save = (Save){0};
  contact_save_async(world->desk.client, world->desk.journal, &world->place, edit, goes_on, NULL,
                     test_wait_callback, save);
}

/* @base: as the one who edits saw the contact. */
static void
begin_language(World *world, const Contact *base, const char *value, gboolean goes_on, Save *save)
{
  g_autoptr(ContactEdit) edit = contact_edit_new(world->id);
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, value);
  begin(world, edit, goes_on, save);
}

static ContactSaved *
await_save(Save *save)
{
  save->saved = contact_save_finish(NULL, test_wait_result(&save->wait), &save->error);
  test_wait_clear(&save->wait);
  return save->saved;
}

static void
save_clear(Save *save)
{
  contact_saved_free(save->saved);
  g_clear_error(&save->error);
}

/* The PUTs of our own client, which went out once each. */
static guint
count_puts(World *world)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(world->desk.client));
  guint count = 0;
  for (guint i = 0; i < request_log_length(log); i++) {
    const RequestLogEntry *entry = request_log_nth(log, i);
    if (!g_str_equal(entry->method, "PUT"))
      continue;
    count++;
    g_assert_cmpuint(entry->tries, <=, 1);
  }
  return count;
}

/* Until the first PUT has come to its end; the look at what became of it follows half a second later. */
static void
await_first_put(World *world)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(world->desk.client));
  for (;;) {
    for (guint i = 0; i < request_log_length(log); i++) {
      const RequestLogEntry *entry = request_log_nth(log, i);
      if (g_str_equal(entry->method, "PUT") && entry->state == REQUEST_FAILED)
        return;
    }
    g_main_context_iteration(NULL, TRUE);
  }
}

/* Embedded data is written as a whole map: the second must not have read before the first has written. */
static void
two_edits_of_one_contact_both_arrive(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) base = person(&world);
  g_autoptr(ContactEdit) one = contact_edit_new(world.id), two = contact_edit_new(world.id);
  contact_edit_set_embedded(one, base, "wave", "1");
  contact_edit_set_embedded(two, base, "room", "2");
  fault(&world, "delay=300 x1");
  Save first, second;
  begin(&world, one, TRUE, &first);
  begin(&world, two, TRUE, &second);
  g_assert_true(await_save(&first)->saved);
  g_assert_true(await_save(&second)->saved);
  g_autoptr(Contact) now = person(&world);
  g_assert_cmpstr(contact_embedded(now, "wave"), ==, "1");
  g_assert_cmpstr(contact_embedded(now, "room"), ==, "2");
  g_assert_cmpuint(now->embedded->len, ==, base->embedded->len + 2);
  save_clear(&first);
  save_clear(&second);
  world_end(&world);
}

static void
who_types_on_is_no_stranger(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) base = person(&world);
  fault(&world, "delay=300 x1");
  Save first, second, undo;
  begin_language(&world, base, "eo", TRUE, &first);
  begin_language(&world, base, "la", TRUE, &second);
  begin_language(&world, base, "nl", FALSE, &undo);
  g_assert_true(await_save(&first)->saved);
  g_assert_true(await_save(&second)->saved);
  const ContactChange *change = g_ptr_array_index(second.saved->edit->changes, 0);
  g_assert_cmpstr(change->before, ==, "eo"); /* which is what an undo brings back */
  g_assert_cmpstr(change->after, ==, "la");
  g_assert_false(await_save(&undo)->saved);
  g_assert_cmpuint(undo.saved->conflicts->len, ==, 1);
  has_language(&world, "la");
  save_clear(&first);
  save_clear(&second);
  save_clear(&undo);
  world_end(&world);
}

static void
one_that_fails_lets_the_next_one_in(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) base = person(&world);
  fault(&world, "status=400 x1");
  Save first, second;
  begin_language(&world, base, "eo", TRUE, &first);
  begin_language(&world, base, "la", TRUE, &second);
  g_assert_null(await_save(&first));
  g_assert_error(first.error, API_ERROR, API_ERROR_REFUSED);
  g_assert_true(await_save(&second)->saved);
  has_language(&world, "la");
  save_clear(&first);
  save_clear(&second);
  world_end(&world);
}

/* Nothing was done, or nobody knows; before it is written again it is looked who was there meanwhile. */
static const char *const doubts[] = {"status=503 x1", "status=500 x1", "drop-before x1", "html x1",
                                     "retry-after=1 x1"};

static void
what_someone_else_wrote_meanwhile_stays(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(doubts); i++) {
    World world = {0};
    g_test_message("%s", doubts[i]);
    world_start(&world);
    g_autoptr(Contact) base = person(&world);
    fault(&world, doubts[i]);
    Save save;
    begin_language(&world, base, "eo", TRUE, &save);
    await_first_put(&world);
    someone_else(&world, CONTACT_FIELD_LANGUAGE, "nl");
    g_assert_false(await_save(&save)->saved);
    g_assert_cmpuint(save.saved->conflicts->len, ==, 1);
    g_assert_cmpuint(count_puts(&world), ==, 1);
    has_language(&world, "nl");
    save_clear(&save);
    world_end(&world);
  }
}

static void
another_field_of_someone_else_is_no_conflict(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) base = person(&world);
  fault(&world, "status=503 x1");
  Save save;
  begin_language(&world, base, "eo", TRUE, &save);
  await_first_put(&world);
  someone_else(&world, CONTACT_FIELD_FIRST_NAME, "Someone's");
  g_assert_true(await_save(&save)->saved);
  g_assert_cmpuint(count_puts(&world), ==, 2);
  has_language(&world, "eo");
  g_autoptr(Contact) now = person(&world);
  g_assert_cmpstr(now->fields[CONTACT_FIELD_FIRST_NAME], ==, "Someone's");
  save_clear(&save);
  world_end(&world);
}

static const struct {
  const char *fault;
  guint puts;
  gboolean saved;
} repeats[] = {
    {"status=503 x2", 3, TRUE},      {"retry-after=1 x2", 3, TRUE}, {"drop-after", 1, TRUE},
    {"status=503", 3, FALSE},        {"status=429", 3, FALSE},      {"drop-before", 3, FALSE},
    {"retry-after=90 x1", 1, FALSE}, /* longer than anybody should wait without a word */
};

static void
it_is_written_again_a_few_times_only(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(repeats); i++) {
    World world = {0};
    g_test_message("%s", repeats[i].fault);
    world_start(&world);
    g_autoptr(Contact) base = person(&world);
    fault(&world, repeats[i].fault);
    Save save;
    begin_language(&world, base, "eo", TRUE, &save);
    const ContactSaved *saved = await_save(&save);
    g_assert_cmpint(saved != NULL && saved->saved, ==, repeats[i].saved);
    g_assert_cmpint(save.error == NULL, ==, repeats[i].saved);
    g_assert_cmpuint(count_puts(&world), ==, repeats[i].puts);
    has_language(&world, repeats[i].saved ? "eo" : base->fields[CONTACT_FIELD_LANGUAGE]);
    save_clear(&save);
    world_end(&world);
  }
}

/* While it is written, while the other waits for its turn, and while it waits to look. */
static void
the_client_may_go_away(void)
{
  static const char *const whens[] = {"stall x1", "status=503"};
  for (guint i = 0; i < G_N_ELEMENTS(whens); i++) {
    World world = {0};
    world_start(&world);
    g_autoptr(Contact) base = person(&world);
    fault(&world, whens[i]);
    Save first, second;
    begin_language(&world, base, "eo", TRUE, &first);
    begin_language(&world, base, "la", TRUE, &second);
    if (i == 1)
      await_first_put(&world);
    launch_desk_free(world.desk.desk);
    api_client_free(world.desk.client);
    g_assert_null(await_save(&first));
    g_assert_null(await_save(&second));
    g_assert_error(first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_error(second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    save_clear(&first);
    save_clear(&second);
    journal_close(world.desk.journal);
    test_desk_open(&world.desk);
    world_end(&world);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-save/two-at-once", two_edits_of_one_contact_both_arrive);
  g_test_add_func("/contact-save/typed-on", who_types_on_is_no_stranger);
  g_test_add_func("/contact-save/after-a-failure", one_that_fails_lets_the_next_one_in);
  g_test_add_func("/contact-save/someone-meanwhile", what_someone_else_wrote_meanwhile_stays);
  g_test_add_func("/contact-save/another-field", another_field_of_someone_else_is_no_conflict);
  g_test_add_func("/contact-save/repeats", it_is_written_again_a_few_times_only);
  g_test_add_func("/contact-save/client-gone", the_client_may_go_away);
  return g_test_run();
}
