/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One change made to many contacts, against a sandbox that misbehaves at each of the requests, and beside
 * someone else who edits the same people: what is told must agree with what the server has.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/flow/contacts-edit.h"
#include "tests/support/desk.h"

#define NOBODY "CID_0000000000000000"

typedef struct {
  TestDesk desk;
  char *directory, *list;
  ContactPlace place;
  GPtrArray *ids; /* of char *: who is edited */
} World;

static void
fault(World *world, const char *spec)
{
  test_sandbox_control(world->desk.sandbox, "/sandbox/fault", spec);
}

static void
world_start(World *world)
{
  test_desk_start(&world->desk);
  TestWait wait = {0};
  directories_list_async(world->desk.client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) page = directories_list_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
  world->directory = g_strdup(((Directory *) g_ptr_array_index(page->items, 0))->id);
  world->list = test_some_list(world->desk.client);
  world->place = (ContactPlace){world->directory, world->list};
  contacts_list_async(world->desk.client, &world->place, FETCH_VISIBLE, NULL, NULL, test_wait_callback,
                      &wait);
  g_autoptr(ContactPage) people = contacts_list_finish(NULL, test_wait_result(&wait), NULL);
  test_wait_clear(&wait);
  world->ids = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add(world->ids, g_strdup(contact_page_field(people, i, CONTACT_FIELD_ID)));
}

static void
world_end(World *world)
{
  test_desk_end(&world->desk);
  g_free(world->directory);
  g_free(world->list);
  g_ptr_array_unref(world->ids);
}

/* The contact as the server has it. */
static Contact *
person(World *world, guint i)
{
  TestWait wait = {0};
  GError *error = NULL;
  contact_get_async(world->desk.client, &world->place, world->ids->pdata[i], NULL, test_wait_callback, &wait);
  Contact *contact = contact_get_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return contact;
}

static char *
language(World *world, guint i)
{
  g_autoptr(Contact) contact = person(world, i);
  return g_strdup(contact->fields[CONTACT_FIELD_LANGUAGE]);
}

static void
has_language(World *world, guint i, const char *wanted)
{
  g_autofree char *is = language(world, i);
  g_assert_cmpstr(is, ==, wanted);
}

/* Someone else writes a field of a contact, past everything that is tested. */
static void
someone_else(World *world, guint i, ContactField field, const char *value)
{
  TestWait wait = {0};
  g_autoptr(Contact) before = person(world, i);
  g_autoptr(ContactEdit) edit = contact_edit_new(world->ids->pdata[i]);
  contact_edit_set(edit, before, field, value);
  contact_update_async(world->desk.client, &world->place, edit, before, NULL, test_wait_callback, &wait);
  g_assert_true(contact_update_finish(NULL, test_wait_result(&wait), NULL));
  test_wait_clear(&wait);
}

static ContactsEdited *
plan(World *world, ContactChange change, GCancellable *stop)
{
  TestWait wait = {0};
  GError *error = NULL;
  contacts_edit_plan_async(world->desk.client, &world->place, world->ids, &change, stop, NULL,
                           test_wait_callback, &wait);
  ContactsEdited *planned = contacts_edit_finish(test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return planned;
}

static ContactsEdited *
plan_language(World *world, const char *value)
{
  return plan(world, (ContactChange){.field = CONTACT_FIELD_LANGUAGE, .after = (char *) value}, NULL);
}

static ContactsEdited *
save(World *world, const GPtrArray *edits, GCancellable *stop)
{
  TestWait wait = {0};
  GError *error = NULL;
  contacts_edit_async(world->desk.client, world->desk.journal, &world->place, edits, stop, NULL,
                      test_wait_callback, &wait);
  ContactsEdited *edited = contacts_edit_finish(test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return edited;
}

static const char *
reason_of(const ContactsEdited *edited, const char *id)
{
  for (guint i = 0; i < edited->failed->len; i++) {
    const ContactFailure *failure = g_ptr_array_index(edited->failed, i);
    if (g_str_equal(failure->contact_id, id))
      return failure->reason;
  }
  return NULL;
}

static guint
count_journal(World *world)
{
  g_autoptr(GPtrArray) entries = journal_read(world->desk.journal, NULL);
  return entries->len;
}

/* Planning */

static void
a_plan_says_from_what_to_what_and_writes_nothing(void)
{
  World world = {0};
  world_start(&world);
  someone_else(&world, 0, CONTACT_FIELD_LANGUAGE, "pt");
  someone_else(&world, 1, CONTACT_FIELD_LANGUAGE, "fr");
  g_free(world.ids->pdata[3]);
  world.ids->pdata[3] = g_strdup(NOBODY);
  g_autoptr(ContactsEdited) planned = plan_language(&world, "fr");
  g_assert_cmpuint(planned->edits->len, ==, 2);
  g_assert_cmpuint(planned->same, ==, 1);
  g_assert_cmpuint(planned->failed->len, ==, 1);
  g_assert_cmpuint(planned->left, ==, 0);
  g_assert_nonnull(strstr(reason_of(planned, NOBODY), "404"));
  g_autofree char *words = contact_edit_describe(planned->edits->pdata[0]);
  g_assert_cmpstr(words, ==, "language pt → fr");
  has_language(&world, 0, "pt");
  g_assert_cmpuint(count_journal(&world), ==, 0);
  world_end(&world);
}

static void
who_cannot_be_read_is_not_planned(void)
{
  World world = {0};
  world_start(&world);
  fault(&world, "GET /*/contacts/CID_* status=403 x1");
  g_autoptr(ContactsEdited) planned = plan_language(&world, "eo");
  g_assert_cmpuint(planned->edits->len, ==, 3);
  g_assert_nonnull(reason_of(planned, world.ids->pdata[0]));
  g_assert_cmpstr(((ContactEdit *) planned->edits->pdata[0])->contact_id, ==, world.ids->pdata[1]);
  world_end(&world);
}

/* Saving */

static const struct {
  const char *fault; /* of the PUT of the first contact */
  gboolean saved;
} fates[] = {
    {"status=503 x1", TRUE},  {"drop-before x1", TRUE}, {"drop-after x1", TRUE},  {"cut x1", TRUE},
    {"garble x1", TRUE},      {"html x1", TRUE},        {"status=400 x1", FALSE}, {"status=403 x1", FALSE},
    {"status=404 x1", FALSE}, {"drop-before", FALSE}, /* as often as it is tried */
    {"drop-after", TRUE},
};

/* The others are saved whatever becomes of the first one, and what is told of it is so. */
static void
what_is_told_is_what_the_server_has(void)
{
  World world = {0};
  world_start(&world);
  for (guint i = 0; i < G_N_ELEMENTS(fates); i++) {
    const char *values[] = {"eo", "la"};
    g_autofree char *before = language(&world, 0), *spec = NULL;
    g_autoptr(ContactsEdited) planned = plan_language(&world, values[i % 2]);
    spec = g_strdup_printf("PUT /*/contacts/%s %s", (char *) world.ids->pdata[0], fates[i].fault);
    fault(&world, spec);
    guint written = count_journal(&world);
    g_autoptr(ContactsEdited) edited = save(&world, planned->edits, NULL);
    fault(&world, "clear");
    const char *reason = reason_of(edited, world.ids->pdata[0]);
    g_test_message("%s: %s", fates[i].fault, reason != NULL ? reason : "saved");
    g_assert_cmpint(reason == NULL, ==, fates[i].saved);
    g_assert_cmpuint(edited->edits->len, ==, fates[i].saved ? 4 : 3);
    g_assert_cmpuint(edited->now->len, ==, edited->edits->len);
    g_assert_cmpuint(edited->failed->len + edited->edits->len, ==, 4);
    g_assert_cmpuint(count_journal(&world), ==, written + 4);
    has_language(&world, 0, fates[i].saved ? values[i % 2] : before);
    has_language(&world, 3, values[i % 2]);
    if (!fates[i].saved) /* all alike again */
      someone_else(&world, 0, CONTACT_FIELD_LANGUAGE, values[i % 2]);
  }
  world_end(&world);
}

static void
nobody_is_overwritten(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(ContactsEdited) planned = plan_language(&world, "eo");
  g_assert_cmpuint(planned->edits->len, ==, 4);
  someone_else(&world, 0, CONTACT_FIELD_LANGUAGE, "nl");          /* the same, to something else */
  someone_else(&world, 1, CONTACT_FIELD_LANGUAGE, "eo");          /* the same, to the same */
  someone_else(&world, 2, CONTACT_FIELD_FIRST_NAME, "Someone's"); /* something else */
  g_autoptr(ContactsEdited) edited = save(&world, planned->edits, NULL);
  g_assert_cmpuint(edited->edits->len, ==, 3);
  g_assert_cmpstr(reason_of(edited, world.ids->pdata[0]), ==,
                  "changed by someone else meanwhile: it is nl now");
  has_language(&world, 0, "nl");
  has_language(&world, 1, "eo");
  has_language(&world, 2, "eo");
  g_autoptr(Contact) merged = person(&world, 2);
  g_assert_cmpstr(merged->fields[CONTACT_FIELD_FIRST_NAME], ==, "Someone's");
  world_end(&world);
}

static void
embedded_data_is_set_and_dropped_and_the_rest_stays(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) before = person(&world, 0);
  g_autoptr(ContactsEdited) set =
      plan(&world, (ContactChange){N_CONTACT_FIELDS, (char *) "wave", NULL, (char *) "7"}, NULL);
  g_autoptr(ContactsEdited) edited = save(&world, set->edits, NULL);
  g_assert_cmpuint(edited->edits->len, ==, 4);
  g_autoptr(Contact) with = person(&world, 0);
  g_assert_cmpstr(contact_embedded(with, "wave"), ==, "7");
  g_assert_cmpuint(with->embedded->len, ==, before->embedded->len + 1);
  g_autoptr(ContactsEdited) drop =
      plan(&world, (ContactChange){N_CONTACT_FIELDS, (char *) "wave", NULL, NULL}, NULL);
  g_autoptr(ContactsEdited) dropped = save(&world, drop->edits, NULL);
  g_assert_cmpuint(dropped->edits->len, ==, 4);
  g_autoptr(Contact) without = person(&world, 0);
  g_assert_null(contact_embedded(without, "wave"));
  g_assert_cmpuint(without->embedded->len, ==, before->embedded->len);
  world_end(&world);
}

/* At a list only what is sent through it is meant, in a directory everything. */
static void
opt_outs_stay_where_they_are_meant(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(ContactsEdited) out =
      plan(&world, (ContactChange){.field = CONTACT_OPT_OUT_LIST, .after = (char *) "yes"}, NULL);
  g_assert_cmpuint(out->edits->len + out->same, ==, 4);
  g_autofree char *words = contact_edit_describe(out->edits->pdata[0]);
  g_assert_cmpstr(words, ==, "opted out of the list");
  g_autoptr(ContactsEdited) edited = save(&world, out->edits, NULL);
  g_assert_cmpuint(edited->failed->len, ==, 0);
  g_autoptr(Contact) of_list = person(&world, 0);
  g_assert_cmpuint(of_list->flags & (CONTACT_UNSUBSCRIBED | CONTACT_UNSUBSCRIBED_FROM_LIST), ==,
                   CONTACT_UNSUBSCRIBED_FROM_LIST);
  g_autoptr(ContactEdit) wrong = contact_edit_new(world.ids->pdata[1]);
  g_autoptr(Contact) second = person(&world, 1);
  contact_edit_set(wrong, second, CONTACT_OPT_OUT_DIRECTORY, "yes");
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_ptr_array_add(one, wrong);
  g_autoptr(ContactsEdited) nothing = save(&world, one, NULL);
  world.place.list_id = NULL;
  g_autoptr(Contact) untouched = person(&world, 1);
  g_assert_cmpuint(untouched->flags & CONTACT_UNSUBSCRIBED, ==, 0);
  g_autoptr(ContactsEdited) planned =
      plan(&world, (ContactChange){.field = CONTACT_OPT_OUT_DIRECTORY, .after = (char *) "yes"}, NULL);
  g_autoptr(ContactsEdited) all = save(&world, planned->edits, NULL);
  g_assert_cmpuint(all->edits->len, ==, planned->edits->len);
  g_autoptr(Contact) of_all = person(&world, 1);
  g_assert_cmpuint(of_all->flags & CONTACT_UNSUBSCRIBED, !=, 0);
  world_end(&world);
}

/* The reverse of what was written, as an undo does it. */
static void
all_is_taken_back_but_what_was_changed_since(void)
{
  World world = {0};
  world_start(&world);
  char *before[4];
  for (guint i = 0; i < 4; i++)
    before[i] = language(&world, i);
  g_autoptr(ContactsEdited) planned = plan_language(&world, "eo");
  g_autoptr(ContactsEdited) edited = save(&world, planned->edits, NULL);
  someone_else(&world, 2, CONTACT_FIELD_LANGUAGE, "nl");
  g_autoptr(GPtrArray) back = g_ptr_array_new_with_free_func((GDestroyNotify) contact_edit_free);
  for (guint i = 0; i < edited->edits->len; i++)
    g_ptr_array_add(back, contact_edit_reverse(edited->edits->pdata[i]));
  g_autoptr(ContactsEdited) undone = save(&world, back, NULL);
  g_assert_cmpuint(undone->edits->len, ==, 3);
  g_assert_nonnull(reason_of(undone, world.ids->pdata[2]));
  for (guint i = 0; i < 4; i++) {
    has_language(&world, i, i == 2 ? "nl" : before[i]);
    g_free(before[i]);
  }
  world_end(&world);
}

/* Stopping */

typedef struct {
  TestWait wait; /* the data of both callbacks */
  GCancellable *stop;
  guint calls;
} Stopping;

/* Before the third one. */
static void
stop_at_two(guint done, guint total, gpointer data)
{
  Stopping *stopping = data;
  g_assert_cmpuint(done, ==, stopping->calls);
  g_assert_cmpuint(total, ==, 4);
  stopping->calls++;
  if (done == 1)
    g_cancellable_cancel(stopping->stop);
}

static void
it_stops_after_the_one_under_way(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(GCancellable) stop = g_cancellable_new();
  g_autofree char *third = language(&world, 2);
  g_autoptr(ContactsEdited) planned = plan_language(&world, "eo");
  Stopping stopping = {.stop = stop};
  contacts_edit_async(world.desk.client, world.desk.journal, &world.place, planned->edits, stop, stop_at_two,
                      test_wait_callback, &stopping);
  g_autoptr(ContactsEdited) edited = contacts_edit_finish(test_wait_result(&stopping.wait), NULL);
  test_wait_clear(&stopping.wait);
  g_assert_cmpuint(edited->edits->len, ==, 2);
  g_assert_cmpuint(edited->left, ==, 2);
  g_assert_cmpuint(stopping.calls, ==, 2);
  has_language(&world, 1, "eo");
  has_language(&world, 2, third);
  g_autoptr(ContactsEdited) none = save(&world, planned->edits, stop);
  g_assert_cmpuint(none->left, ==, 4);
  g_autoptr(ContactsEdited) nothing =
      plan(&world, (ContactChange){.field = CONTACT_FIELD_LANGUAGE, .after = (char *) "la"}, stop);
  g_assert_cmpuint(nothing->left, ==, 4);
  g_assert_cmpuint(nothing->edits->len, ==, 0);
  world_end(&world);
}

static void
the_client_may_go_away_meanwhile(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(ContactsEdited) planned = plan_language(&world, "eo");
  g_autoptr(GError) error = NULL;
  TestWait wait = {0};
  fault(&world, "PUT /*/contacts/* stall x1");
  contacts_edit_async(world.desk.client, world.desk.journal, &world.place, planned->edits, NULL, NULL,
                      test_wait_callback, &wait);
  launch_desk_free(world.desk.desk);
  api_client_free(world.desk.client);
  g_assert_null(contacts_edit_finish(test_wait_result(&wait), &error));
  journal_close(world.desk.journal); /* which hears of it to the last */
  test_wait_clear(&wait);
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_desk_open(&world.desk);
  world_end(&world);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contacts-edit/planned", a_plan_says_from_what_to_what_and_writes_nothing);
  g_test_add_func("/contacts-edit/not-read", who_cannot_be_read_is_not_planned);
  g_test_add_func("/contacts-edit/faults", what_is_told_is_what_the_server_has);
  g_test_add_func("/contacts-edit/conflicts", nobody_is_overwritten);
  g_test_add_func("/contacts-edit/embedded-data", embedded_data_is_set_and_dropped_and_the_rest_stays);
  g_test_add_func("/contacts-edit/opt-outs", opt_outs_stay_where_they_are_meant);
  g_test_add_func("/contacts-edit/taken-back", all_is_taken_back_but_what_was_changed_since);
  g_test_add_func("/contacts-edit/stopped", it_stops_after_the_one_under_way);
  g_test_add_func("/contacts-edit/client-gone", the_client_may_go_away_meanwhile);
  return g_test_run();
}
