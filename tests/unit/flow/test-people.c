/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Contacts made, taken off a list and put back, and lists made, against a sandbox that misbehaves at each of
 * their requests: what the program says must agree with what the server has, and nobody may be made twice.
 */
#include <string.h>

#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "src/flow/contact-make.h"
#include "src/flow/contacts-remove.h"
#include "src/flow/list-write.h"
#include "tests/support/desk.h"

typedef struct {
  TestDesk desk;
  char *directory, *other; /* the other one merges nothing */
  char *list;
  ContactPlace place;
  MergeRule rule;
} World;

static Page *
directories(World *world)
{
  GError *error = NULL;
  TestWait wait = {0};
  directories_list_async(world->desk.client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  Page *page = directories_list_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return page;
}

static void
world_start(World *world)
{
  test_desk_start(&world->desk);
  g_autoptr(Page) page = directories(world);
  world->directory = g_strdup(((Directory *) g_ptr_array_index(page->items, 0))->id);
  world->other = g_strdup(((Directory *) g_ptr_array_index(page->items, 1))->id);
  world->rule = merge_rule_of(g_ptr_array_index(page->items, 0));
  world->list = test_some_list(world->desk.client);
  world->place = (ContactPlace){world->directory, world->list};
}

static void
world_end(World *world)
{
  test_desk_end(&world->desk);
  g_free(world->directory);
  g_free(world->other);
  g_free(world->list);
}

static void
fault(World *world, const char *spec)
{
  test_sandbox_control(world->desk.sandbox, "/sandbox/fault", spec);
}

static ContactMatch *
match(World *world, const char *directory, MergeRule rule, const Contact *contact)
{
  GError *error = NULL;
  TestWait wait = {0};
  contact_match_async(world->desk.client, directory, rule, contact, NULL, test_wait_callback, &wait);
  ContactMatch *found = contact_match_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return found;
}

static guint
count(World *world, const char *directory, const char *email)
{
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, email);
  g_autoptr(ContactMatch) found = match(world, directory, 0, contact);
  return found->contacts->len;
}

static Contact *
person(const char *email, const char *first_name)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, email);
  contact_set(contact, CONTACT_FIELD_FIRST_NAME, first_name);
  contact_set_embedded(contact, "site", "north");
  return contact;
}

typedef void (*MakeAsync)(ApiClient *client, Journal *journal, const ContactPlace *place, MergeRule rule,
                          const Contact *contact, const ContactMatch *before, GAsyncReadyCallback callback,
                          gpointer user_data);

static ContactMade *
make_by(World *world, MakeAsync async, const ContactPlace *place, MergeRule rule, const Contact *contact,
        const ContactMatch *before)
{
  GError *error = NULL;
  TestWait wait = {0};
  async(world->desk.client, world->desk.journal, place, rule, contact, before, test_wait_callback, &wait);
  ContactMade *made = contact_make_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return made;
}

static JournalEntry *
last_entry(World *world)
{
  g_autoptr(GPtrArray) entries = journal_read(world->desk.journal, NULL);
  g_ptr_array_set_free_func(entries, NULL);
  for (guint i = 0; i + 1 < entries->len; i++)
    journal_entry_free(g_ptr_array_index(entries, i));
  return g_ptr_array_index(entries, entries->len - 1);
}

/* Making */

static const struct {
  const char *fault; /* of the POST */
  WriteFate fate;
  guint made; /* how many the server has */
} fates[] = {
    {"", WRITE_DONE, 1},
    {"status=400", WRITE_REFUSED, 0},
    {"status=401", WRITE_REFUSED, 0},
    {"status=403", WRITE_REFUSED, 0},
    {"status=500", WRITE_UNKNOWN, 0},
    {"status=503", WRITE_UNKNOWN, 0},
    {"status=408", WRITE_UNKNOWN, 0},
    {"drop-before", WRITE_UNKNOWN, 0},
    {"html", WRITE_UNKNOWN, 0},
    {"drop-after", WRITE_DONE, 1},
    {"cut", WRITE_DONE, 1},
    {"garble", WRITE_DONE, 1},
};

static void
a_contact_is_made_once_or_not_at_all(void)
{
  World world = {0};
  world_start(&world);
  for (guint i = 0; i < G_N_ELEMENTS(fates); i++) {
    g_autofree char *email = g_strdup_printf("new%u@example.org", i);
    g_autofree char *spec = g_strdup_printf("POST /*/mailinglists/*/contacts %s x1", fates[i].fault);
    g_autoptr(Contact) contact = person(email, "In\303\251s");
    g_autoptr(ContactMatch) before = match(&world, world.directory, world.rule, contact);
    g_assert_cmpuint(before->contacts->len, ==, 0);
    if (*fates[i].fault != '\0')
      fault(&world, spec);
    g_autoptr(ContactMade) made =
        make_by(&world, contact_make_async, &world.place, world.rule, contact, before);
    fault(&world, "clear");
    g_test_message("%s: %s", fates[i].fault, made->reason != NULL ? made->reason : "made");
    g_assert_cmpint(made->fate, ==, fates[i].fate);
    g_assert_cmpuint(count(&world, world.directory, email), ==, fates[i].made);
    g_autoptr(JournalEntry) entry = last_entry(&world);
    g_assert_cmpint(entry->kind, ==,
                    made->fate == WRITE_DONE      ? JOURNAL_CREATE
                    : made->fate == WRITE_REFUSED ? JOURNAL_CREATE_REFUSED
                                                  : JOURNAL_CREATE_UNKNOWN);
    g_assert_cmpstr(entry->list_id, ==, world.list);
    g_assert_cmpint(entry->contact_id != NULL, ==, fates[i].made == 1);
    if (made->fate != WRITE_DONE)
      continue;
    g_assert_false(made->merged);
    g_assert_cmpstr(made->contact->fields[CONTACT_FIELD_FIRST_NAME], ==, "In\303\251s");
    g_assert_cmpstr(contact_embedded(made->contact, "site"), ==, "north");
    g_assert_true(g_str_has_prefix(made->contact->fields[CONTACT_FIELD_LOOKUP_ID], "CGC_"));
  }
  world_end(&world);
}

static void
what_is_not_found_is_looked_for_again_and_not_made(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(Contact) contact = person("late@example.org", "Late");
  g_autoptr(ContactMatch) before = match(&world, world.directory, world.rule, contact);
  fault(&world, "POST /*/mailinglists/*/contacts drop-after x1");
  fault(&world, "POST */contacts/search status=503 x1");
  g_autoptr(ContactMade) made =
      make_by(&world, contact_make_async, &world.place, world.rule, contact, before);
  g_assert_cmpint(made->fate, ==, WRITE_UNKNOWN);
  g_autoptr(ContactMade) again =
      make_by(&world, contact_make_look_async, &world.place, world.rule, contact, before);
  g_assert_cmpint(again->fate, ==, WRITE_DONE);
  g_assert_true(again->searched);
  g_assert_cmpuint(count(&world, world.directory, "late@example.org"), ==, 1);
  world_end(&world);
}

/* Where nothing is merged one who was there is not taken for the new one. */
static void
a_duplicate_is_told_from_who_was_there(void)
{
  World world = {0};
  world_start(&world);
  ContactPlace place = {world.other, NULL};
  g_autoptr(Contact) contact = person("twin@example.org", "Twin");
  g_autoptr(ContactMatch) nobody = match(&world, world.other, 0, contact);
  g_autoptr(ContactMade) first = make_by(&world, contact_make_async, &place, 0, contact, nobody);
  g_assert_cmpint(first->fate, ==, WRITE_DONE);
  g_autoptr(ContactMatch) one = match(&world, world.other, 0, contact);
  g_assert_false(one->merges);
  g_assert_cmpuint(one->contacts->len, ==, 1);
  fault(&world, "POST /*/contacts drop-before x1");
  g_autoptr(ContactMade) lost = make_by(&world, contact_make_async, &place, 0, contact, one);
  g_assert_cmpint(lost->fate, ==, WRITE_UNKNOWN);
  g_autoptr(ContactMade) held = make_by(&world, contact_make_async, &place, 0, contact, one);
  g_assert_cmpint(held->fate, ==, WRITE_UNKNOWN);
  g_assert_true(held->held);
  g_assert_cmpuint(count(&world, world.other, "twin@example.org"), ==, 1);
  g_assert_true(contact_make_let_go(world.desk.client, world.desk.journal, &place, 0, contact, NULL));
  fault(&world, "POST /*/contacts drop-after x1");
  g_autoptr(ContactMade) found = make_by(&world, contact_make_async, &place, 0, contact, one);
  g_assert_cmpint(found->fate, ==, WRITE_DONE);
  g_assert_cmpstr(found->contact->fields[CONTACT_FIELD_ID], !=, first->contact->fields[CONTACT_FIELD_ID]);
  g_assert_cmpuint(count(&world, world.other, "twin@example.org"), ==, 2);
  world_end(&world);
}

static void
a_match_is_changed_where_the_directory_merges(void)
{
  World world = {0};
  world_start(&world);
  g_autofree char *words = merge_rule_words(world.rule);
  g_assert_cmpstr(words, ==, "email");
  g_autoptr(Contact) contact = person("ada@example.net", "Ada");
  g_autoptr(ContactMatch) nobody = match(&world, world.directory, world.rule, contact);
  ContactPlace directory = {world.directory, NULL};
  g_autoptr(ContactMade) first = make_by(&world, contact_make_async, &directory, world.rule, contact, nobody);
  g_assert_cmpint(first->fate, ==, WRITE_DONE);
  contact_set(contact, CONTACT_FIELD_EMAIL, "ADA@example.net");
  contact_set(contact, CONTACT_FIELD_FIRST_NAME, "Adah");
  g_autoptr(ContactMatch) one = match(&world, world.directory, world.rule, contact);
  g_assert_true(one->merges);
  g_assert_true(contact_match_has(one, first->contact->fields[CONTACT_FIELD_ID]));
  fault(&world, "POST /*/contacts drop-after x1");
  g_autoptr(ContactMade) again = make_by(&world, contact_make_async, &world.place, world.rule, contact, one);
  g_assert_cmpint(again->fate, ==, WRITE_DONE);
  g_assert_true(again->merged);
  g_assert_cmpstr(again->contact->fields[CONTACT_FIELD_ID], ==, first->contact->fields[CONTACT_FIELD_ID]);
  g_assert_cmpstr(again->contact->fields[CONTACT_FIELD_FIRST_NAME], ==, "Adah");
  world_end(&world);
}

/* Removing and putting back */

static ContactsMoved *
moved(TestWait *wait)
{
  GError *error = NULL;
  ContactsMoved *result = contacts_move_finish(NULL, test_wait_result(wait), &error);
  g_assert_no_error(error);
  test_wait_clear(wait);
  return result;
}

static GPtrArray *
first_ids(World *world, guint n)
{
  GError *error = NULL;
  TestWait wait = {0};
  contacts_list_async(world->desk.client, &world->place, FETCH_VISIBLE, NULL, NULL, test_wait_callback,
                      &wait);
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(ids, g_strdup(contact_page_field(page, i, CONTACT_FIELD_ID)));
  return ids;
}

static ContactsMoved *
remove_them(World *world, const ContactPlace *place, GPtrArray *ids, GCancellable *stop)
{
  TestWait wait = {0};
  contacts_remove_async(world->desk.client, world->desk.journal, place, ids, stop, NULL, test_wait_callback,
                        &wait);
  return moved(&wait);
}

static ContactsMoved *
put_back(World *world, const ContactPlace *place, GPtrArray *contacts)
{
  TestWait wait = {0};
  contacts_put_back_async(world->desk.client, world->desk.journal, place, contacts, test_wait_callback,
                          &wait);
  return moved(&wait);
}

static gboolean
is_at(World *world, const ContactPlace *place, const char *id)
{
  g_autoptr(GError) error = NULL;
  TestWait wait = {0};
  contact_get_async(world->desk.client, place, id, NULL, test_wait_callback, &wait);
  g_autoptr(Contact) contact = contact_get_finish(NULL, test_wait_result(&wait), &error);
  test_wait_clear(&wait);
  g_assert_true(contact != NULL || g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND));
  return contact != NULL;
}

static void
off_the_list_and_back_again(void)
{
  World world = {0};
  world_start(&world);
  ContactPlace directory = {world.directory, NULL};
  g_autoptr(GPtrArray) ids = first_ids(&world, 3);
  fault(&world, "DELETE /*/contacts/* drop-after x1"); /* the repeated DELETE finds nobody */
  g_autoptr(ContactsMoved) gone = remove_them(&world, &world.place, ids, NULL);
  g_assert_cmpuint(gone->done->len, ==, 3);
  g_assert_cmpuint(gone->failed->len + gone->left, ==, 0);
  for (guint i = 0; i < 3; i++) {
    g_assert_false(is_at(&world, &world.place, g_ptr_array_index(ids, i)));
    g_assert_true(is_at(&world, &directory, g_ptr_array_index(ids, i)));
  }
  fault(&world, "POST /*/mailinglists/*/contacts drop-after x1");
  fault(&world, "POST /*/mailinglists/*/contacts drop-before x1");
  g_autoptr(ContactsMoved) back = put_back(&world, &world.place, gone->done);
  g_assert_cmpuint(back->done->len, ==, 2);
  g_assert_cmpuint(back->failed->len, ==, 1);
  const ContactFailure *failure = g_ptr_array_index(back->failed, 0);
  g_assert_false(failure->refused);
  g_autoptr(ContactsMoved) again = put_back(&world, &world.place, gone->done);
  g_assert_cmpuint(again->done->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true(is_at(&world, &world.place, g_ptr_array_index(ids, i)));
  world_end(&world);
}

static void
nobody_else_is_put_on_the_list(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(GPtrArray) ids = first_ids(&world, 2);
  g_autoptr(ContactsMoved) gone = remove_them(&world, &world.place, ids, NULL);
  Contact *changed = g_ptr_array_index(gone->done, 0), *bare = g_ptr_array_index(gone->done, 1);
  contact_set(changed, CONTACT_FIELD_EMAIL, "nobody.has.this@example.org");
  contact_set(bare, CONTACT_FIELD_EMAIL, "");
  g_autoptr(ContactsMoved) back = put_back(&world, &world.place, gone->done);
  g_assert_cmpuint(back->done->len, ==, 0);
  g_assert_cmpuint(back->failed->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true(((ContactFailure *) g_ptr_array_index(back->failed, i))->refused);
  g_assert_cmpuint(count(&world, world.directory, "nobody.has.this@example.org"), ==, 0);
  g_assert_nonnull(contact_put_back_refusal(0, changed));
  changed->flags |= CONTACT_HAS_LIST_DATA;
  g_assert_nonnull(contact_put_back_refusal(world.rule, changed));
  world_end(&world);
}

static void
it_stops_when_told_and_says_who_is_left(void)
{
  World world = {0};
  world_start(&world);
  ContactPlace directory = {world.directory, NULL};
  g_autoptr(GPtrArray) ids = first_ids(&world, 3);
  g_autoptr(GCancellable) stop = g_cancellable_new();
  fault(&world, "DELETE /*/contacts/* status=403 x1");
  g_autoptr(ContactsMoved) some = remove_them(&world, &directory, ids, NULL);
  g_assert_cmpuint(some->done->len, ==, 2);
  g_assert_cmpuint(some->failed->len, ==, 1);
  g_assert_true(is_at(&world, &directory, g_ptr_array_index(ids, 0)));
  g_assert_false(is_at(&world, &directory, g_ptr_array_index(ids, 1)));
  g_cancellable_cancel(stop);
  g_autoptr(ContactsMoved) none = remove_them(&world, &directory, ids, stop);
  g_assert_cmpuint(none->left, ==, 3);
  g_assert_true(is_at(&world, &directory, g_ptr_array_index(ids, 0)));
  world_end(&world);
}

/* Lists */

static guint
lists_called(World *world, const char *name)
{
  GError *error = NULL;
  TestWait wait = {0};
  guint n = 0;
  mailing_lists_list_async(world->desk.client, FETCH_VISIBLE, world->directory, FALSE, NULL, NULL,
                           test_wait_callback, &wait);
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  for (guint i = 0; i < page->items->len; i++)
    n += g_strcmp0(((MailingList *) g_ptr_array_index(page->items, i))->name, name) == 0;
  return n;
}

static void
a_list_is_made_once_or_not_at_all(void)
{
  World world = {0};
  world_start(&world);
  for (guint i = 0; i < G_N_ELEMENTS(fates); i++) {
    g_autofree char *name = g_strdup_printf("List %u", i);
    g_autofree char *spec = g_strdup_printf("POST /*/mailinglists %s x1", fates[i].fault);
    g_autoptr(GError) error = NULL;
    TestWait wait = {0};
    if (*fates[i].fault != '\0')
      fault(&world, spec);
    list_make_async(world.desk.client, world.desk.journal, world.directory, name, test_wait_callback, &wait);
    g_autoptr(ListMade) made = list_make_finish(NULL, test_wait_result(&wait), &error);
    test_wait_clear(&wait);
    fault(&world, "clear");
    g_test_message("%s", fates[i].fault);
    g_assert_cmpint(made->fate, ==, fates[i].fate);
    g_assert_cmpuint(lists_called(&world, name), ==, fates[i].made);
    /* What may have been made is not made again. */
    list_make_async(world.desk.client, world.desk.journal, world.directory, name, test_wait_callback, &wait);
    g_autoptr(ListMade) again = list_make_finish(NULL, test_wait_result(&wait), &error);
    test_wait_clear(&wait);
    gboolean is_held = fates[i].fate == WRITE_UNKNOWN;
    g_assert_cmpint(again->fate, ==, is_held ? WRITE_UNKNOWN : WRITE_DONE);
    g_assert_cmpuint(lists_called(&world, name), ==, fates[i].made + !is_held);
  }
  world_end(&world);
}

static void
a_list_is_deleted_and_its_people_looked_for(void)
{
  World world = {0};
  world_start(&world);
  g_autoptr(GError) error = NULL;
  g_autofree char *contact = NULL;
  ListPeople people = LIST_PEOPLE_UNKNOWN;
  TestWait wait = {0};
  fault(&world, "DELETE /*/mailinglists/* drop-after x1");
  list_remove_async(world.desk.client, world.desk.journal, world.directory, world.list, test_wait_callback,
                    &wait);
  g_assert_true(list_remove_finish(NULL, test_wait_result(&wait), &people, &contact, &error));
  test_wait_clear(&wait);
  g_assert_cmpint(people, ==, LIST_PEOPLE_STAY);
  g_assert_true(g_str_has_prefix(contact, "CID_"));
  g_autoptr(JournalEntry) entry = last_entry(&world);
  g_assert_cmpint(entry->kind, ==, JOURNAL_DELETE);
  world_end(&world);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/people/made-once", a_contact_is_made_once_or_not_at_all);
  g_test_add_func("/people/looked-for-again", what_is_not_found_is_looked_for_again_and_not_made);
  g_test_add_func("/people/duplicate", a_duplicate_is_told_from_who_was_there);
  g_test_add_func("/people/merged", a_match_is_changed_where_the_directory_merges);
  g_test_add_func("/people/put-back", off_the_list_and_back_again);
  g_test_add_func("/people/nobody-else", nobody_else_is_put_on_the_list);
  g_test_add_func("/people/stopped", it_stops_when_told_and_says_who_is_left);
  g_test_add_func("/lists/made-once", a_list_is_made_once_or_not_at_all);
  g_test_add_func("/lists/deleted", a_list_is_deleted_and_its_people_looked_for);
  return g_test_run();
}
