/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every reply of tests/data that a call of ours reads becomes what tests/data/README says of it.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/api/distributions.h"
#include "src/api/libraries.h"
#include "src/api/mailing-lists.h"
#include "src/api/raw.h"
#include "src/api/surveys.h"
#include "src/api/whoami.h"
#include "src/model/timestamp.h"
#include "tests/unit/api/api-test.h"

static const ContactPlace on_list = {"POOL_1", "CG_1"};
static const ContactPlace in_directory = {"POOL_1", NULL};

static ApiTest *
test_saying(const char *file)
{
  ApiTest *test = api_test_new(FALSE);
  canned_server_say_file(test->server, 200, file);
  return test;
}

/* What is ours of an address is in its fragment. New. */
static char *
without_fragment(const char *address)
{
  return g_strndup(address, strcspn(address, "#"));
}

static gint64
at(const char *text)
{
  gint64 ms = TIMESTAMP_NONE;
  g_assert_true(timestamp_parse(text, &ms));
  return ms;
}

static void
decode_whoami_any_order_of_keys(void)
{
  g_autoptr(ApiTest) test = test_saying("whoami.get.200.json");
  g_autoptr(GError) error = NULL;
  identity_get_async(test->client, NULL, api_test_done, test);
  g_autoptr(Identity) identity = identity_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(identity->user_id, ==, "UR_8exAmpLeUser001");
  g_assert_cmpstr(identity->brand_id, ==, "examplebrand");
  g_assert_cmpstr(identity->user_name, ==, "m.okafor@example.edu#examplebrand");
  g_assert_cmpstr(identity->first_name, ==, "Mara");
  g_assert_cmpstr(identity->datacenter, ==, "fra1");
}

static Page *
directories(ApiTest *test, gboolean counted)
{
  g_autoptr(GError) error = NULL;
  directories_list_async(test->client, FETCH_VISIBLE, counted, NULL, NULL, api_test_done, test);
  Page *page = directories_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  return page;
}

static void
decode_directory_uncounted_is_unknown(void)
{
  g_autoptr(ApiTest) test = test_saying("directories.list.200.json");
  g_autoptr(Page) page = directories(test, FALSE);
  g_assert_cmpuint(page->items->len, ==, 1);
  g_assert_null(page->next);
  const Directory *directory = g_ptr_array_index(page->items, 0);
  g_assert_cmpstr(directory->id, ==, "POOL_012345678901234");
  g_assert_cmpstr(directory->name, ==, "Customer Contacts");
  g_assert_cmpint(directory->contact_count, ==, -1);
  g_assert_true(directory->is_default);
  g_assert_true(directory->dedup_email);
  g_assert_false(directory->dedup_phone || directory->dedup_first_name || directory->dedup_ext_ref);
}

static void
decode_directory_counted_is_zero(void)
{
  g_autoptr(ApiTest) test = test_saying("directories.list.200.json");
  g_autoptr(Page) page = directories(test, TRUE);
  g_assert_cmpint(((Directory *) g_ptr_array_index(page->items, 0))->contact_count, ==, 0);
}

static void
decode_mailing_lists_with_ms_dates(void)
{
  g_autoptr(ApiTest) test = test_saying("mailinglists.list.200.json");
  g_autoptr(GError) error = NULL;
  mailing_lists_list_async(test->client, FETCH_VISIBLE, "POOL_1", TRUE, NULL, NULL, api_test_done, test);
  g_autoptr(Page) page = mailing_lists_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(page->items->len, ==, 5);
  const MailingList *list = g_ptr_array_index(page->items, 0), *empty = g_ptr_array_index(page->items, 3),
                    *large = g_ptr_array_index(page->items, 4);
  g_assert_cmpstr(list->id, ==, "CG_2TME9ELkWc7YH3Z");
  g_assert_cmpstr(list->name, ==, "Branch visits 2022");
  g_assert_cmpint(list->created, ==, 1642083333701);
  g_assert_cmpint(list->modified, ==, 1642158717069);
  g_assert_cmpint(empty->contact_count, ==, 0);
  g_assert_cmpint(large->contact_count, ==, 585985);
}

static void
decode_mailing_list_created(void)
{
  g_autoptr(ApiTest) test = test_saying("mailinglist.create.200.json");
  g_autoptr(GError) error = NULL;
  mailing_list_create_async(test->client, "POOL_1", "New", NULL, api_test_done, test);
  g_autofree char *id = mailing_list_create_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(id, ==, "CG_012345678901234");
}

static ContactPage *
contacts(ApiTest *test, const ContactPlace *place)
{
  g_autoptr(GError) error = NULL;
  contacts_list_async(test->client, place, FETCH_VISIBLE, NULL, NULL, api_test_done, test);
  ContactPage *page = contacts_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  return page;
}

static void
decode_directory_contacts_null_and_empty_stay_apart(void)
{
  g_autoptr(ApiTest) test = test_saying("directory_contacts.list.200.json");
  g_autoptr(ContactPage) page = contacts(test, &in_directory);
  g_assert_cmpuint(contact_page_length(page), ==, 2);
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_LANGUAGE), ==, "");
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_EXT_REF), ==, "my_Internal_ID_12345");
  g_assert_cmpuint(contact_page_flags(page, 0), ==, CONTACT_UNSUBSCRIBED);
  g_assert_null(contact_page_field(page, 1, CONTACT_FIELD_LANGUAGE));
  g_assert_null(contact_page_field(page, 1, CONTACT_FIELD_PHONE));
  g_assert_cmpuint(contact_page_flags(page, 1), ==, 0);
  g_autofree char *next = without_fragment(contact_page_next(page));
  g_assert_cmpstr(
      next, ==,
      "https://yourdatacenterid.qualtrics.com/API/v3/directories/POOL_012345678901234/"
      "contacts?pageSize=2&useNewPaginationScheme=true&skipToken=Q0lEXzAxMjM0NTY3ODkwMTIzNQ%3D%3D");
}

/* A list may leave its own flag out; then what it is the list of says the same. */
static void
decode_opted_out_without_a_flag(void)
{
  static const char body[] = "{\"result\":{\"elements\":[{\"contactId\":\"CID_1\"},"
                             "{\"contactId\":\"CID_2\",\"directoryUnsubscribed\":true}],\"nextPage\":null}}";
  static const struct {
    const ContactPlace *place;
    ContactsView view;
    guint first;
  } asks[] = {{&on_list, CONTACTS_OPTED_OUT, CONTACT_UNSUBSCRIBED_FROM_LIST},
              {&in_directory, CONTACTS_OPTED_OUT, CONTACT_UNSUBSCRIBED},
              {&on_list, CONTACTS_BOUNCED, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(asks); i++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autoptr(GError) error = NULL;
    canned_server_say(test->server, 200, "application/json", body, -1);
    contacts_view_async(test->client, asks[i].place, asks[i].view, FETCH_VISIBLE, NULL, NULL, api_test_done,
                        test);
    g_autoptr(ContactPage) page = contacts_view_finish(test->client, api_test_wait(test), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(contact_page_flags(page, 0), ==, asks[i].first);
    g_assert_cmpuint(contact_page_flags(page, 1), ==, CONTACT_UNSUBSCRIBED);
  }
}

static void
decode_list_contacts_all_null(void)
{
  g_autoptr(ApiTest) test = test_saying("mailinglist_contacts.list.200.json");
  g_autoptr(ContactPage) page = contacts(test, &on_list);
  g_assert_cmpuint(contact_page_length(page), ==, 2);
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_LOOKUP_ID), ==, "CGC_2SvBjhAzwZK4dEx");
  g_assert_null(contact_page_field(page, 1, CONTACT_FIELD_EMAIL));
  g_assert_cmpstr(contact_page_field(page, 1, CONTACT_FIELD_PHONE), ==, "+15550100123");
  g_assert_cmpuint(contact_page_flags(page, 1), ==, CONTACT_UNSUBSCRIBED_FROM_LIST);
  g_assert_null(contact_page_next(page));
}

static void
decode_contact_with_its_lists(void)
{
  g_autoptr(ApiTest) test = test_saying("directory_contact.get.200.json");
  g_autoptr(GError) error = NULL;
  contact_get_async(test->client, &in_directory, "CID_1", NULL, api_test_done, test);
  g_autoptr(Contact) contact = contact_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_ID], ==, "CID_049340598340011");
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_FIRST_NAME], ==, "");
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_EMAIL], ==, "b.quill@example.com");
  g_assert_cmpint(contact->modified, ==, 1547332513000);
  g_assert_cmpuint(contact->flags, ==, 0);
  g_assert_cmpint(contact->unsubscribed_at, ==, 1547332513000);
  g_assert_cmpuint(contact->embedded->len, ==, 0);
  g_assert_cmpuint(contact->memberships->len, ==, 1);
  const Membership *membership = g_ptr_array_index(contact->memberships, 0);
  g_assert_cmpstr(membership->list_id, ==, "CG_012345678901234");
  g_assert_cmpstr(membership->lookup_id, ==, "CGC_012345678901234");
  g_assert_cmpstr(membership->name, ==, "Spring list");
  g_assert_cmpint(membership->unsubscribed_at, ==, TIMESTAMP_NONE);
}

static void
decode_contacts_found_under_other_names(void)
{
  g_autoptr(ApiTest) test = test_saying("contacts.search.200.json");
  g_autoptr(GError) error = NULL;
  ContactCondition condition = {CONTACT_FIELD_EMAIL, "bo@example.com"};
  contact_search_async(test->client, "POOL_1", &condition, 1, NULL, NULL, api_test_done, test);
  g_autoptr(ContactPage) page = contact_search_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(contact_page_length(page), ==, 2);
  g_assert_cmpstr(contact_page_field(page, 1, CONTACT_FIELD_ID), ==, "CID_0aBcDeFgHiJkLmN");
  g_assert_cmpstr(contact_page_field(page, 1, CONTACT_FIELD_PHONE), ==, "+15550100199");
  g_assert_cmpstr(contact_page_field(page, 1, CONTACT_FIELD_EXT_REF), ==, "77");
  g_assert_cmpuint(contact_page_flags(page, 1), ==, CONTACT_UNSUBSCRIBED);
  g_assert_cmpstr(contact_page_next(page), ==, "Mg==");
}

static void
decode_contact_created_has_two_ids(void)
{
  g_autoptr(ApiTest) test = test_saying("mailinglist_contact.create.200.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, "a@example.org");
  contact_create_async(test->client, &on_list, contact, NULL, api_test_done, test);
  g_autoptr(Contact) made = contact_create_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(made->fields[CONTACT_FIELD_ID], ==, "CID_012345678901234");
  g_assert_cmpstr(made->fields[CONTACT_FIELD_LOOKUP_ID], ==, "CGC_012345678901234");
}

static void
decode_update_without_result(void)
{
  g_autoptr(ApiTest) test = test_saying("contact.update.200.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) base = contact_new();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "fr");
  contact_update_async(test->client, &on_list, edit, base, NULL, api_test_done, test);
  g_assert_true(contact_update_finish(test->client, api_test_wait(test), &error));
  g_assert_no_error(error);
}

static Page *
surveys(ApiTest *test, const char *next)
{
  g_autoptr(GError) error = NULL;
  surveys_list_async(test->client, FETCH_VISIBLE, next, NULL, api_test_done, test);
  Page *page = surveys_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  return page;
}

static void
decode_surveys_and_an_empty_last_page(void)
{
  g_autoptr(ApiTest) test = test_saying("surveys.list.page1.200.json");
  canned_server_say_file(test->server, 200, "surveys.list.page2_empty.200.json");
  g_autoptr(Page) page = surveys(test, NULL);
  g_autoptr(Page) last = surveys(test, "?offset=10");
  const Survey *survey = g_ptr_array_index(page->items, 0);
  g_assert_cmpstr(survey->id, ==, "SV_djzgZ6eJXqnIUyF");
  g_assert_false(survey->is_active);
  g_assert_cmpint(survey->modified, ==, at("2015-08-06T16:11:15Z"));
  g_assert_cmpint(survey->created, ==, TIMESTAMP_NONE);
  g_assert_cmpint(survey->auditable, ==, -1);
  g_autofree char *next = without_fragment(page->next);
  g_assert_cmpstr(next, ==, "https://co1.qualtrics.com/API/v3/surveys?offset=10");
  g_assert_cmpuint(last->items->len, ==, 0);
  g_assert_null(last->next);
}

/* A thing without a name that can be seen is called by its ID. */
static void
decode_names_that_are_none(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, "application/json",
                    "{\"result\":{\"elements\":[{\"id\":\"SV_1\",\"name\":null},{\"id\":\"SV_2\"},"
                    "{\"id\":\"SV_3\",\"name\":\" \\u200b\"},{\"id\":\"SV_4\",\"name\":[]},{\"id\":\"SV_5\","
                    "\"name\":\"Q4\"}],\"nextPage\":null},\"meta\":{\"httpStatus\":\"200 - OK\"}}",
                    -1);
  g_autoptr(Page) page = surveys(test, NULL);
  g_assert_cmpuint(page->items->len, ==, 5);
  for (guint i = 0; i < page->items->len; i++) {
    const Survey *survey = g_ptr_array_index(page->items, i);
    g_assert_cmpstr(survey->name, ==, i < 4 ? survey->id : "Q4");
  }
}

static void
decode_messages_that_cannot_be_asked_for(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, "application/json",
                    "{\"result\":{\"elements\":[{\"id\":null,\"description\":\"a\"},{\"description\":\"b\"},"
                    "{\"id\":\"MS_1\",\"description\":\"c\"}],\"nextPage\":null},"
                    "\"meta\":{\"httpStatus\":\"200 - OK\"}}",
                    -1);
  g_autoptr(GError) error = NULL;
  library_messages_list_async(test->client, FETCH_VISIBLE, "UR_1", NULL, NULL, NULL, api_test_done, test);
  g_autoptr(Page) page = library_messages_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(page->items->len, ==, 1);
  g_assert_cmpstr(((LibraryMessage *) g_ptr_array_index(page->items, 0))->id, ==, "MS_1");
}

static void
decode_survey_with_counts(void)
{
  g_autoptr(ApiTest) test = test_saying("survey.get.200.json");
  g_autoptr(GError) error = NULL;
  survey_get_async(test->client, "SV_1", NULL, api_test_done, test);
  g_autoptr(Survey) survey = survey_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_true(survey->is_active);
  g_assert_cmpint(survey->created, ==, at("2016-04-01T09:12:05Z"));
  g_assert_cmpint(survey->ends, ==, TIMESTAMP_NONE);
  g_assert_cmpint(survey->auditable, ==, 0);
  g_assert_cmpint(survey->generated, ==, 2);
  g_assert_cmpint(survey->deleted, ==, 2);
}

static void
decode_distributions_full_of_nulls(void)
{
  g_autoptr(ApiTest) test = test_saying("distributions.list.200.json");
  g_autoptr(GError) error = NULL;
  distributions_list_async(test->client, FETCH_VISIBLE, "SV_1", NULL, TIMESTAMP_NONE, TIMESTAMP_NONE, NULL,
                           NULL, api_test_done, test);
  g_autoptr(Page) page = distributions_list_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  const Distribution *distribution = g_ptr_array_index(page->items, 0);
  g_assert_cmpstr(distribution->id, ==, "EMD_vPSNvUyf7cevWSX");
  g_assert_cmpstr(distribution->request_type, ==, "GeneratedInvite");
  g_assert_cmpint(distribution->sends, ==, at("2019-11-25T02:19:47Z"));
  g_assert_null(distribution->from_email);
  g_assert_null(distribution->subject);
  g_assert_null(distribution->lookup_id);
  g_assert_null(distribution->message_id);
  g_assert_cmpstr(distribution->list_id, ==, "CG_er1pwJbK9BZuxo1");
  g_assert_cmpint(distribution->stats.failed, ==, 2);
}

static void
decode_distribution_with_text_and_counters(void)
{
  g_autoptr(ApiTest) test = test_saying("distribution.get.200.json");
  g_autoptr(GError) error = NULL;
  distribution_get_async(test->client, FETCH_VISIBLE, "SV_1", "EMD_1", NULL, api_test_done, test);
  g_autoptr(Distribution) distribution = distribution_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(distribution->message_text, ==,
                  "Hello ${m://FirstName}, ${l://SurveyLink?d=Take the Survey}");
  g_assert_cmpstr(distribution->link_type, ==, "Individual");
  g_assert_cmpint(distribution->link_expires, ==, at("2025-12-31T23:59:59Z"));
  DistributionStats expected = {1000, 12, 450, 8, 520, 3, 380, 1, 2};
  g_assert_cmpmem(&distribution->stats, sizeof expected, &expected, sizeof expected);
}

static void
decode_history_with_milliseconds(void)
{
  g_autoptr(ApiTest) test = test_saying("distribution.history.200.json");
  g_autoptr(GError) error = NULL;
  distribution_history_async(test->client, FETCH_VISIBLE, "EMD_1", NULL, NULL, api_test_done, test);
  g_autoptr(Page) page = distribution_history_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  const DistributionEntry *entry = g_ptr_array_index(page->items, 0);
  g_assert_cmpstr(entry->contact_id, ==, "CID_3yJ86kfnM89U1Vk");
  g_assert_cmpstr(entry->lookup_id, ==, "CGC_jsMDpDZo38Q6HOx");
  g_assert_cmpstr(entry->status, ==, "Pending");
  g_assert_cmpint(entry->sent, ==, at("2023-01-12T03:18:49Z") + 180);
  g_assert_cmpint(entry->opened, ==, TIMESTAMP_NONE);
  g_assert_null(entry->response_id);
}

static void
decode_message_in_its_languages(void)
{
  g_autoptr(ApiTest) test = test_saying("library_message.get.200.json");
  g_autoptr(GError) error = NULL;
  library_message_get_async(test->client, "UR_1", "MS_1", NULL, api_test_done, test);
  g_autoptr(LibraryMessage) message = library_message_get_finish(test->client, api_test_wait(test), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(message->category, ==, "invite");
  g_assert_cmpstr(message->description, ==, "Spring invite");
  g_assert_cmpuint(message->texts->len, ==, 2);
  g_assert_cmpstr(library_message_text(message, "de"), ==, "Guten Tag ${m://FirstName},<br>${l://SurveyURL}");
}

/* Proxied: the answer counts, and from now on nothing is written to the wrong host. */
static void
decode_create_with_a_notice(void)
{
  g_autoptr(ApiTest) test = test_saying("distribution.create.200.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(Launch) launch = launch_new();
  launch->send_at = 1764000000000;
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  g_autofree char *id = distribution_create_finish(test->client, api_test_wait(test), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(id, ==, "EMD_9A7FZioL5pgWZJb");
  g_assert_cmpstr(api_client_notice_host(test->client), ==, "az1.qualtrics.com");
  FetchProgress progress = FETCH_ANSWERED;
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  g_assert_null(distribution_create_finish(test->client, api_test_wait(test), &progress, &error));
  g_assert_error(error, API_ERROR, API_ERROR_WRONG_HOST);
  g_assert_cmpint(progress, ==, FETCH_NOT_SENT);
  g_assert_nonnull(strstr(error->message, "az1.qualtrics.com"));
  g_assert_cmpuint(canned_server_count(test->server), ==, 1);
}

/* What no call of ours decodes comes through the raw call as it is. */
static void
decode_the_rest_as_raw(void)
{
  static const char *const files[] = {"response.get.200.json", "export.start.200.json",
                                      "export.progress_complete.200.json", "sms.create.200.json",
                                      "distribution.links.page1.200.json"};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(ApiTest) test = test_saying(files[i]);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", files[i], NULL);
    g_autofree char *body = NULL;
    g_assert_true(g_file_get_contents(path, &body, NULL, NULL));
    raw_call_async(test->client, FETCH_GET, "/anything", NULL, NULL, NULL, api_test_done, test);
    g_autoptr(RawReply) reply = raw_call_finish(test->client, api_test_wait(test), NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(reply->status, ==, 200);
    g_assert_cmpstr(reply->body, ==, body);
    g_assert_cmpint(reply->next != NULL, ==, strstr(files[i], "links") != NULL);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/api/decode/whoami", decode_whoami_any_order_of_keys);
  g_test_add_func("/api/decode/directory-uncounted", decode_directory_uncounted_is_unknown);
  g_test_add_func("/api/decode/directory-counted", decode_directory_counted_is_zero);
  g_test_add_func("/api/decode/mailing-lists", decode_mailing_lists_with_ms_dates);
  g_test_add_func("/api/decode/mailing-list-created", decode_mailing_list_created);
  g_test_add_func("/api/decode/directory-contacts", decode_directory_contacts_null_and_empty_stay_apart);
  g_test_add_func("/api/decode/opted-out-without-a-flag", decode_opted_out_without_a_flag);
  g_test_add_func("/api/decode/list-contacts", decode_list_contacts_all_null);
  g_test_add_func("/api/decode/contact", decode_contact_with_its_lists);
  g_test_add_func("/api/decode/found", decode_contacts_found_under_other_names);
  g_test_add_func("/api/decode/contact-created", decode_contact_created_has_two_ids);
  g_test_add_func("/api/decode/update", decode_update_without_result);
  g_test_add_func("/api/decode/surveys", decode_surveys_and_an_empty_last_page);
  g_test_add_func("/api/decode/nameless", decode_names_that_are_none);
  g_test_add_func("/api/decode/messages-without-id", decode_messages_that_cannot_be_asked_for);
  g_test_add_func("/api/decode/survey", decode_survey_with_counts);
  g_test_add_func("/api/decode/distributions", decode_distributions_full_of_nulls);
  g_test_add_func("/api/decode/distribution", decode_distribution_with_text_and_counters);
  g_test_add_func("/api/decode/history", decode_history_with_milliseconds);
  g_test_add_func("/api/decode/message", decode_message_in_its_languages);
  g_test_add_func("/api/decode/notice", decode_create_with_a_notice);
  g_test_add_func("/api/decode/raw", decode_the_rest_as_raw);
  return g_test_run();
}
