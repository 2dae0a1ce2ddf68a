/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names for the contact IDs of a distribution: from its list, and for who has left it from the directory.
 */
#include "src/flow/recipient-names.h"

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "tests/support/desk.h"

static void
wait_until_idle(const RecipientNames *names)
{
  while (!recipient_names_is_idle(names))
    g_main_context_iteration(NULL, TRUE);
}

static ContactPage *
first_page(ApiClient *client, const ContactPlace *place)
{
  GError *error = NULL;
  TestWait wait = {0};
  contacts_list_async(client, place, FETCH_VISIBLE, NULL, NULL, test_wait_callback, &wait);
  ContactPage *page = contacts_list_finish(client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return page;
}

static void
knows_the_list(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  g_autoptr(RecipientNames) names = recipient_names_new(desk.client, desk.launch->list_id, NULL, NULL);
  wait_until_idle(names);
  ContactPlace place = {recipient_names_directory(names), desk.launch->list_id};
  g_autoptr(ContactPage) page = first_page(desk.client, &place);
  for (guint i = 0; i < contact_page_length(page); i++) {
    const RecipientName *name = recipient_names_get(names, contact_page_field(page, i, CONTACT_FIELD_ID));
    g_assert_nonnull(name);
    g_assert_cmpstr(name->email, ==, contact_page_field(page, i, CONTACT_FIELD_EMAIL));
    g_assert_cmpstr(name->last_name, ==, contact_page_field(page, i, CONTACT_FIELD_LAST_NAME));
  }
  test_desk_end(&desk);
}

/* Of another directory than the first, and without a list to walk. */
static void
asks_for_who_is_on_no_list(void)
{
  TestDesk desk = {0};
  TestWait wait = {0};
  GError *error = NULL;
  test_desk_start(&desk);
  directories_list_async(desk.client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) directories = directories_list_finish(desk.client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  g_assert_cmpuint(directories->items->len, >, 1);
  ContactPlace place = {((const Directory *) g_ptr_array_index(directories->items, 1))->id, NULL};
  g_autoptr(ContactPage) page = first_page(desk.client, &place);
  const char *id = contact_page_field(page, 3, CONTACT_FIELD_ID);
  g_autoptr(RecipientNames) names = recipient_names_new(desk.client, NULL, NULL, NULL);
  g_assert_null(recipient_names_get(names, id));
  recipient_names_want(names, id);
  recipient_names_want(names, "CID_000000000000000");
  wait_until_idle(names);
  const RecipientName *name = recipient_names_get(names, id);
  g_assert_nonnull(name);
  g_assert_cmpstr(name->last_name, ==, contact_page_field(page, 3, CONTACT_FIELD_LAST_NAME));
  g_assert_null(recipient_names_get(names, "CID_000000000000000"));
  test_desk_end(&desk);
}

static void
ends_under_way(void)
{
  TestDesk desk = {0};
  test_desk_start(&desk);
  RecipientNames *names = recipient_names_new(desk.client, desk.launch->list_id, NULL, NULL);
  recipient_names_want(names, "CID_000000000000000");
  recipient_names_free(names);
  test_desk_end(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recipient-names/knows-the-list", knows_the_list);
  g_test_add_func("/recipient-names/asks-for-who-is-on-no-list", asks_for_who_is_on_no_list);
  g_test_add_func("/recipient-names/ends-under-way", ends_under_way);
  return g_test_run();
}
