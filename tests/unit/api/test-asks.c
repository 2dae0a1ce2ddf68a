/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes out: addresses, bodies, headers; which page is asked for next; and what is refused before it goes
 * out.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/distributions.h"
#include "src/api/libraries.h"
#include "src/api/mailing-lists.h"
#include "src/api/raw.h"
#include "src/api/surveys.h"
#include "src/api/transactions.h"
#include "src/api/whoami.h"
#include "src/model/timestamp.h"
#include "tests/unit/api/api-test.h"

#define JSON "application/json"
#define SEND_AT 1764000000000 /* 2025-11-24T16:00:00Z */

static const ContactPlace on_list = {"POOL_1", "CG/1"};

static const CannedRequest *
asked(ApiTest *test, guint n)
{
  return canned_server_request(test->server, n);
}

static const CannedRequest *
asked_last(ApiTest *test)
{
  return asked(test, canned_server_count(test->server) - 1);
}

static guint
occurrences(const char *text, const char *what)
{
  guint count = 0;
  for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
    count++;
  return count;
}

/* Says @body and asks for the surveys at @next: the page's next address. Free it. */
static char *
next_after(ApiTest *test, const char *next, const char *body, GError **error)
{
  canned_server_say(test->server, 200, JSON, body, -1);
  surveys_list_async(test->client, FETCH_VISIBLE, next, NULL, api_test_done, test);
  g_autoptr(Page) page = surveys_list_finish(test->client, api_test_wait(test), error);
  return page != NULL ? g_steal_pointer(&page->next) : NULL;
}

/* Without the fragment, which is ours. */
static void
cut_fragment(char *address)
{
  if (address != NULL)
    address[strcspn(address, "#")] = '\0';
}

#define PAGE(NEXT) "{\"result\":{\"elements\":[]" NEXT "},\"meta\":{}}"

static void
next_page_is_taken_as_it_comes(void)
{
  static const struct {
    const char *body, *next;
  } pages[] = {
      {PAGE(",\"nextPage\":null"), NULL},
      {PAGE(""), NULL},
      {PAGE(",\"nextPage\":\"\""), NULL},
      {PAGE(",\"nextPage\":\"https://az1.qualtrics.com/x?skipToken=a%3D%3D\""),
       "https://az1.qualtrics.com/x?skipToken=a%3D%3D"},
      {PAGE(",\"nextPage\":\"?offset=10\""), "?offset=10"},
      {PAGE(",\"nextPage\":\"offset=10\""), "?offset=10"},
      {PAGE(",\"nextPage\":\"NQ==\""), "&skipToken=NQ%3D%3D"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autoptr(GError) error = NULL;
    g_autofree char *next = next_after(test, NULL, pages[i].body, &error);
    g_assert_no_error(error);
    cut_fragment(next);
    g_assert_cmpstr(next, ==, pages[i].next);
  }
}

static void
next_page_is_asked_for_verbatim(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autofree char *address =
      g_strconcat(canned_server_url(test->server), "/API/v3/odd?b=%2F&a=x%20y&skipToken=q%3D", NULL);
  g_free(next_after(test, address, PAGE(""), NULL));
  g_free(next_after(test, "?offset=10", PAGE(""), NULL));
  g_assert_cmpstr(asked(test, 0)->line, ==, "GET /API/v3/odd?b=%2F&a=x%20y&skipToken=q%3D");
  g_assert_cmpstr(asked(test, 1)->line, ==, "GET /API/v3/surveys?offset=10");
}

static void
bare_token_joins_the_query(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, JSON, PAGE(""), -1);
  distributions_list_async(test->client, FETCH_VISIBLE, "SV_1", NULL, TIMESTAMP_NONE, TIMESTAMP_NONE,
                           "&skipToken=NQ%3D%3D", NULL, api_test_done, test);
  g_autoptr(Page) page = distributions_list_finish(test->client, api_test_wait(test), NULL);
  g_assert_nonnull(page);
  g_assert_cmpstr(asked(test, 0)->line, ==,
                  "GET /API/v3/distributions?surveyId=SV_1&pageSize=100&useNewPaginationScheme=true&"
                  "skipToken=NQ%3D%3D");
}

static void
next_page_that_repeats_is_an_error(void)
{
  static const char *const nexts[] = {"?offset=10", "&skipToken=NQ%3D%3D"};
  static const char *const bodies[] = {PAGE(",\"nextPage\":\"?offset=10\""), PAGE(",\"nextPage\":\"NQ==\"")};
  for (guint i = 0; i < G_N_ELEMENTS(nexts); i++) {
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autoptr(GError) error = NULL;
    g_assert_null(next_after(test, nexts[i], bodies[i], &error));
    g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
  }
}

/* However long the way into the circle, and however long the circle. */
static void
pages_in_a_circle_are_an_error(void)
{
  static const guint before[] = {0, 1, 5}, round[] = {2, 3, 7};
  for (guint i = 0; i < G_N_ELEMENTS(before) * G_N_ELEMENTS(round); i++) {
    guint start = before[i / G_N_ELEMENTS(round)], length = round[i % G_N_ELEMENTS(round)], page = 0;
    g_autoptr(ApiTest) test = api_test_new(FALSE);
    g_autoptr(GError) error = NULL;
    g_autofree char *next = NULL;
    for (guint asked = 0; error == NULL && asked < 100; asked++) {
      page = page + 1 < start + length ? page + 1 : start;
      g_autofree char *body = g_strdup_printf(PAGE(",\"nextPage\":\"?offset=%u\""), page);
      g_autofree char *former = g_steal_pointer(&next);
      next = next_after(test, former, body, &error);
      g_assert_null(strchr(asked_last(test)->line, '#'));
    }
    g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
  }
}

static void
next_page_elsewhere_gets_no_token(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(CannedServer) other = canned_server_new();
  g_autoptr(GError) error = NULL;
  g_assert_null(next_after(test, canned_server_url(other), PAGE(""), &error));
  g_assert_error(error, FETCH_ERROR, FETCH_ERROR_FORBIDDEN_ORIGIN);
  g_assert_cmpuint(canned_server_count(other), ==, 0);
}

static void
list_contacts_ask_for_fifty_and_escape_ids(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, JSON, PAGE(""), -1);
  contacts_list_async(test->client, &on_list, FETCH_VISIBLE, NULL, NULL, api_test_done, test);
  g_autoptr(ContactPage) page = contacts_list_finish(test->client, api_test_wait(test), NULL);
  g_assert_nonnull(page);
  g_assert_cmpstr(asked(test, 0)->line, ==,
                  "GET /API/v3/directories/POOL_1/mailinglists/CG%2F1/contacts?pageSize=50&"
                  "useNewPaginationScheme=true");
  g_assert_null(strstr(asked(test, 0)->headers, "content-type"));
  g_assert_nonnull(strstr(asked(test, 0)->headers, "x-api-token: secret-token"));
  g_assert_nonnull(strstr(asked(test, 0)->headers, "cache-control: no-cache"));
}

static void
views_of_a_place_have_their_own_addresses(void)
{
  static const ContactPlace in_directory = {"POOL_1", NULL};
  const struct {
    const ContactPlace *place;
    ContactsView view;
    const char *line;
  } asks[] = {
      {&on_list, CONTACTS_OPTED_OUT, "GET /API/v3/directories/POOL_1/mailinglists/CG%2F1/optedOutContacts"},
      {&on_list, CONTACTS_BOUNCED, "GET /API/v3/directories/POOL_1/mailinglists/CG%2F1/bouncedContacts"},
      {&in_directory, CONTACTS_OPTED_OUT, "GET /API/v3/directories/POOL_1/contacts/optedOutContacts"},
      {&in_directory, CONTACTS_EVERYBODY, "GET /API/v3/directories/POOL_1/contacts"},
  };
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(asks); i++) {
    canned_server_say(test->server, 200, JSON, PAGE(""), -1);
    contacts_view_async(test->client, asks[i].place, asks[i].view, FETCH_VISIBLE, NULL, NULL, api_test_done,
                        test);
    g_autoptr(ContactPage) page = contacts_view_finish(test->client, api_test_wait(test), NULL);
    g_assert_nonnull(page);
    g_assert_cmpstr(asked(test, i)->line, ==, asks[i].line);
  }
}

static void
update_sends_what_changed(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Contact) base = contact_new();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_set(base, CONTACT_FIELD_EMAIL, "a@example.org");
  contact_set(base, CONTACT_FIELD_PHONE, "12");
  contact_set_embedded(base, "site", "north");
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "fr");
  contact_edit_set(edit, base, CONTACT_FIELD_PHONE, "");
  canned_server_say_file(test->server, 200, "contact.update.200.json");
  contact_update_async(test->client, &on_list, edit, base, NULL, api_test_done, test);
  g_assert_true(contact_update_finish(test->client, api_test_wait(test), NULL));
  const CannedRequest *request = asked(test, 0);
  g_assert_cmpstr(request->line, ==, "PUT /API/v3/directories/POOL_1/mailinglists/CG%2F1/contacts/CID_1");
  g_assert_cmpstr(request->body, ==, "{\"language\":\"fr\",\"phone\":\"\"}");
  g_assert_cmpuint(occurrences(request->headers, "content-type: application/json"), ==, 1);
  g_assert_cmpuint(occurrences(request->headers, "content-type"), ==, 1);
}

static void
update_of_embedded_data_sends_the_whole_map(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Contact) base = contact_new();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_set_embedded(base, "site", "north");
  contact_set_embedded(base, "visits", "3");
  contact_set_embedded(base, "gone", "x");
  contact_edit_set_embedded(edit, base, "site", "south");
  contact_edit_set_embedded(edit, base, "gone", NULL);
  canned_server_say_file(test->server, 200, "contact.update.200.json");
  contact_update_async(test->client, &on_list, edit, base, NULL, api_test_done, test);
  g_assert_true(contact_update_finish(test->client, api_test_wait(test), NULL));
  g_assert_cmpstr(asked(test, 0)->body, ==, "{\"embeddedData\":{\"site\":\"south\",\"visits\":\"3\"}}");
}

static void
create_never_sends_null(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, "ines@example.org");
  contact_set(contact, CONTACT_FIELD_LAST_NAME, "");
  contact_set_embedded(contact, "site", "north");
  canned_server_say_file(test->server, 200, "mailinglist_contact.create.200.json");
  contact_create_async(test->client, &on_list, contact, NULL, api_test_done, test);
  g_autoptr(Contact) made = contact_create_finish(test->client, api_test_wait(test), NULL, NULL);
  g_assert_nonnull(made);
  g_assert_cmpstr(asked(test, 0)->body, ==,
                  "{\"email\":\"ines@example.org\",\"embeddedData\":{\"site\":\"north\"}}");
}

static Launch *
a_launch(void)
{
  Launch *launch = launch_new();
  launch->survey_id = g_strdup("SV_6");
  launch->list_id = g_strdup("CG_1");
  launch->from_name = g_strdup("Study team");
  launch->from_email = g_strdup("noreply@qemailserver.com");
  launch->subject = g_strdup("Your opinion");
  launch->link_type = g_strdup("Individual");
  launch->send_at = SEND_AT;
  return launch;
}

static void
create(ApiTest *test, const Launch *launch)
{
  canned_server_say(test->server, 200, JSON, "{\"result\":{\"id\":\"EMD_1\"},\"meta\":{}}", -1);
  distribution_create_async(test->client, launch, NULL, api_test_done, test);
  g_autofree char *id = distribution_create_finish(test->client, api_test_wait(test), NULL, NULL);
  g_assert_cmpstr(id, ==, "EMD_1");
}

static void
launch_to_a_list_with_a_library_message(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch();
  launch->library_id = g_strdup("UR_2");
  launch->message_id = g_strdup("MS_4");
  launch->reply_to = g_strdup("study@example.org");
  launch->link_expires = SEND_AT + 86400000;
  create(test, launch);
  g_assert_cmpstr(asked(test, 0)->line, ==, "POST /API/v3/distributions");
  g_assert_cmpstr(asked(test, 0)->body, ==,
                  "{\"message\":{\"libraryId\":\"UR_2\",\"messageId\":\"MS_4\"},"
                  "\"header\":{\"fromEmail\":\"noreply@qemailserver.com\",\"fromName\":\"Study team\","
                  "\"replyToEmail\":\"study@example.org\",\"subject\":\"Your opinion\"},"
                  "\"sendDate\":\"2025-11-24T16:00:00Z\",\"recipients\":{\"mailingListId\":\"CG_1\"},"
                  "\"surveyLink\":{\"surveyId\":\"SV_6\",\"type\":\"Individual\","
                  "\"expirationDate\":\"2025-11-25T16:00:00Z\"}}");
}

static void
launch_to_one_or_to_a_batch_with_own_text(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(Launch) launch = a_launch();
  launch->message_text = g_strdup("Hi ${l://SurveyURL}");
  launch->link_expires = TIMESTAMP_NONE;
  launch->lookup_id = g_strdup("CGC_3");
  create(test, launch);
  g_assert_nonnull(
      strstr(asked(test, 0)->body, "\"recipients\":{\"mailingListId\":\"CG_1\",\"contactId\":\"CGC_3\"}"));
  g_assert_nonnull(strstr(asked(test, 0)->body, "\"message\":{\"messageText\":\"Hi ${l://SurveyURL}\"}"));
  g_assert_null(strstr(asked(test, 0)->body, "expirationDate"));
  g_assert_null(strstr(asked(test, 0)->body, "null"));
  launch->batch_id = g_strdup("BT_5");
  create(test, launch);
  g_assert_nonnull(strstr(asked(test, 1)->body, "\"recipients\":{\"transactionBatchId\":\"BT_5\"}"));
}

static void
distributions_are_asked_for_by_survey_and_time(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  canned_server_say(test->server, 200, JSON, PAGE(""), -1);
  distributions_list_async(test->client, FETCH_VISIBLE, "SV_1", "CG_1", SEND_AT, SEND_AT + 60000, NULL, NULL,
                           api_test_done, test);
  g_autoptr(Page) page = distributions_list_finish(test->client, api_test_wait(test), NULL);
  g_assert_nonnull(page);
  g_assert_cmpstr(
      asked(test, 0)->line, ==,
      "GET /API/v3/distributions?surveyId=SV_1&mailingListId=CG_1&sendStartDate=2025-11-24T16%3A00%3A00Z&"
      "sendEndDate=2025-11-24T16%3A01%3A00Z&pageSize=100&useNewPaginationScheme=true");
}

static void
delete_names_the_survey_when_it_must(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 400, JSON, "{\"meta\":{\"error\":{\"errorCode\":\"RP_10\"}}}", -1);
  canned_server_say(test->server, 200, JSON, "{\"meta\":{\"httpStatus\":\"200 - OK\"}}", -1);
  distribution_delete_async(test->client, "EMD_1", "SV_1", NULL, api_test_done, test);
  g_assert_true(distribution_delete_finish(test->client, api_test_wait(test), &error));
  g_assert_no_error(error);
  g_assert_cmpstr(asked(test, 0)->line, ==, "DELETE /API/v3/distributions/EMD_1");
  g_assert_cmpstr(asked(test, 1)->line, ==, "DELETE /API/v3/distributions/EMD_1?surveyId=SV_1");
}

static void
delete_refused_twice_is_refused(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 400, JSON, "{\"meta\":{\"error\":{\"errorCode\":\"A_1\"}}}", -1);
  canned_server_say(test->server, 400, JSON, "{\"meta\":{\"error\":{\"errorCode\":\"A_2\"}}}", -1);
  distribution_delete_async(test->client, "EMD_1", "SV_1", NULL, api_test_done, test);
  g_assert_false(distribution_delete_finish(test->client, api_test_wait(test), &error));
  g_assert_cmpstr(api_error_code(error), ==, "A_2");
  g_assert_cmpuint(canned_server_count(test->server), ==, 2);
}

static char *
batch(ApiTest *test, GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_ptr_array_add(ids, (gpointer) "CID_1");
  g_ptr_array_add(ids, (gpointer) "CID_2");
  transaction_batch_create_async(test->client, "POOL_1", "CG_1", ids, NULL, api_test_done, test);
  return transaction_batch_create_finish(test->client, api_test_wait(test), error);
}

static void
batch_is_made_of_its_transactions(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(
      test->server, 200, JSON,
      "{\"result\":{\"createdTransactions\":{\"t0\":{\"id\":\"CTR_1\"},\"t1\":{\"id\":\"CTR_2\"}},"
      "\"unprocessedTransactions\":{}}}",
      -1);
  canned_server_say(test->server, 200, JSON, "{\"result\":{\"id\":\"BT_9\"}}", -1);
  g_autofree char *id = batch(test, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(id, ==, "BT_9");
  g_assert_cmpstr(asked(test, 0)->line, ==, "POST /API/v3/directories/POOL_1/transactions");
  g_assert_nonnull(
      strstr(asked(test, 0)->body, "\"t1\":{\"contactId\":\"CID_2\",\"mailingListId\":\"CG_1\","));
  g_assert_cmpstr(asked(test, 1)->line, ==, "POST /API/v3/directories/POOL_1/transactionbatches");
  g_assert_nonnull(strstr(asked(test, 1)->body, "\"transactionIds\":[\"CTR_1\",\"CTR_2\"]"));
}

static void
batch_that_leaves_one_out_is_not_made(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  canned_server_say(test->server, 200, JSON,
                    "{\"result\":{\"createdTransactions\":{\"t0\":{\"id\":\"CTR_1\"}}}}", -1);
  g_assert_null(batch(test, &error));
  g_assert_error(error, API_ERROR, API_ERROR_REFUSED);
  g_assert_nonnull(strstr(error->message, "1 of 2 contacts (CID_2)"));
  g_assert_cmpuint(canned_server_count(test->server), ==, 1);
}

/* A read-only connection reads and searches; nothing else leaves. */
static void
read_only_writes_nothing(void)
{
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) contact = contact_new();
  FetchProgress progress = FETCH_ANSWERED;
  contact_create_async(test->client, &on_list, contact, NULL, api_test_done, test);
  g_assert_null(contact_create_finish(test->client, api_test_wait(test), &progress, &error));
  g_assert_error(error, API_ERROR, API_ERROR_READ_ONLY);
  g_assert_cmpint(progress, ==, FETCH_NOT_SENT);
  g_clear_error(&error);
  raw_call_async(test->client, FETCH_DELETE, "/surveys/SV_1", NULL, NULL, NULL, api_test_done, test);
  g_assert_null(raw_call_finish(test->client, api_test_wait(test), NULL, &error));
  g_assert_error(error, API_ERROR, API_ERROR_READ_ONLY);
  canned_server_say_file(test->server, 200, "contacts.search.200.json");
  ContactCondition both[] = {{CONTACT_FIELD_EMAIL, "a@b.c"}, {CONTACT_FIELD_LANGUAGE, "it"}};
  contact_search_async(test->client, "POOL_1", both, 2, "Mg==", NULL, api_test_done, test);
  g_autoptr(ContactPage) page = contact_search_finish(test->client, api_test_wait(test), NULL);
  g_assert_nonnull(page);
  g_assert_cmpuint(canned_server_count(test->server), ==, 1);
  g_assert_cmpstr(
      asked(test, 0)->line, ==,
      "POST "
      "/API/v3/directories/POOL_1/contacts/search?pageSize=100&includeEmbedded=false&skipToken=Mg%3D%3D");
  g_assert_cmpstr(asked(test, 0)->body, ==,
                  "{\"filter\":{\"conjunction\":\"and\",\"filters\":["
                  "{\"filterType\":\"email\",\"comparison\":\"eq\",\"value\":\"a@b.c\"},"
                  "{\"filterType\":\"language\",\"comparison\":\"eq\",\"value\":\"it\"}]}}");
}

static void
query_says_each_kind_of_term(void)
{
  static const struct {
    const char *typed, *body;
  } queries[] = {
      {"email != a@b.c",
       "{\"filter\":{\"filterType\":\"email\",\"comparison\":\"neq\",\"value\":\"a@b.c\"}}"},
      {"not in CG_1 and ref is empty and created > 2026-01-31",
       "{\"filter\":{\"conjunction\":\"and\",\"filters\":["
       "{\"filterType\":\"inList\",\"comparison\":false,\"mailingListId\":\"CG_1\"},"
       "{\"filterType\":\"infoFieldState\",\"comparison\":\"empty\",\"field\":\"extRef\"},"
       "{\"filterType\":\"created\",\"comparison\":\"gt\",\"value\":\"2026-01-31\"}]}}"},
  };
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
    g_autofree char *reason = NULL;
    g_autoptr(GPtrArray) terms = contact_query_parse(queries[i].typed, &reason);
    g_assert_cmpstr(reason, ==, NULL);
    canned_server_say_file(test->server, 200, "contacts.search.200.json");
    contact_query_async(test->client, "POOL_1", terms, NULL, NULL, api_test_done, test);
    g_autoptr(ContactPage) page = contact_query_finish(test->client, api_test_wait(test), NULL);
    g_assert_nonnull(page);
    g_assert_cmpstr(asked(test, i)->body, ==, queries[i].body);
  }
}

static void
writes_go_to_our_host_only(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  raw_call_async(test->client, FETCH_PUT, "https://az1.qualtrics.com/API/v3/surveys/SV_1", NULL, "{}", NULL,
                 api_test_done, test);
  g_assert_null(raw_call_finish(test->client, api_test_wait(test), NULL, &error));
  g_assert_error(error, API_ERROR, API_ERROR_WRONG_HOST);
}

static void
whole_addresses_are_told_from_paths(void)
{
  static const char *const whole[] = {"https://a.example/b", "HTTP://a", "svn+ssh://a/b?c=d", "x://"};
  static const char *const parts[] = {"",
                                      "/x?url=https://a.b/c",
                                      "x?url=https://a.b/c",
                                      "://a.example/b",
                                      "x/https://a",
                                      "?u=https://a",
                                      "a b://c",
                                      "https:/a.example",
                                      "#x://a",
                                      "host:443://a"};
  for (guint i = 0; i < G_N_ELEMENTS(whole); i++)
    g_assert_true(server_address_is_whole(whole[i]));
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    g_assert_false(server_address_is_whole(parts[i]));
}

/* A value like any other; the page that follows has it too. */
static void
an_address_in_the_query_is_no_host(void)
{
  static const char *const paths[] = {"/thing?url=https://a.example/b", "thing?url=https://a.example/b"};
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    canned_server_say(test->server, 200, JSON,
                      "{\"result\":{\"nextPage\":\"?url=https://a.example/b&offset=2\"}}", -1);
    raw_call_async(test->client, FETCH_PUT, paths[i], NULL, "{}", NULL, api_test_done, test);
    g_autoptr(RawReply) reply = raw_call_finish(test->client, api_test_wait(test), NULL, NULL);
    g_assert_nonnull(reply);
    g_assert_cmpstr(asked(test, i)->line, ==, "PUT /API/v3/thing?url=https://a.example/b");
    g_assert_nonnull(strstr(reply->next, "/API/v3/thing?url=https://a.example/b&offset=2#"));
  }
}

static void
post_without_a_body_sends_an_empty_object(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  const char *query[] = {"q=a b&c", "flag", NULL};
  canned_server_say(test->server, 200, JSON, "{\"result\":{}}", -1);
  raw_call_async(test->client, FETCH_POST, "thing", query, NULL, NULL, api_test_done, test);
  g_autoptr(RawReply) reply = raw_call_finish(test->client, api_test_wait(test), NULL, NULL);
  g_assert_nonnull(reply);
  g_assert_cmpstr(asked(test, 0)->line, ==, "POST /API/v3/thing?q=a%20b%26c&flag=");
  g_assert_cmpstr(asked(test, 0)->body, ==, "{}");
}

static void
raw_next_page_is_an_address(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  const char *query[] = {"surveyId=SV_1", "skipToken=old", NULL};
  canned_server_say(test->server, 200, JSON, PAGE(",\"nextPage\":\"NQ==\""), -1);
  raw_call_async(test->client, FETCH_GET, "/distributions", query, NULL, NULL, api_test_done, test);
  g_autoptr(RawReply) reply = raw_call_finish(test->client, api_test_wait(test), NULL, NULL);
  g_autofree char *expected = g_strconcat(canned_server_url(test->server),
                                          "/API/v3/distributions?surveyId=SV_1&skipToken=NQ%3D%3D", NULL);
  cut_fragment(reply->next);
  g_assert_cmpstr(reply->next, ==, expected);
}

/* The owner of a cancelled call may be gone, so it must hear nothing but that; also when it was refused
 * before it went out. */
static void
cancelled_says_cancelled(void)
{
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;
  identity_get_async(test->client, cancellable, api_test_done, test);
  g_cancellable_cancel(cancellable);
  g_assert_null(identity_get_finish(test->client, api_test_wait(test), &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error(&error);
  g_cancellable_reset(cancellable);
  mailing_list_delete_async(test->client, "POOL_1", "CG_1", cancellable, api_test_done, test);
  g_cancellable_cancel(cancellable);
  g_assert_false(mailing_list_delete_finish(test->client, api_test_wait(test), &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
freed_client_still_calls_back(void)
{
  g_autoptr(ApiTest) test = api_test_new(FALSE);
  g_autoptr(GError) error = NULL;
  identity_get_async(test->client, NULL, api_test_done, test);
  g_clear_pointer(&test->client, api_client_free);
  g_assert_null(identity_get_finish(NULL, test->result != NULL ? test->result : api_test_wait(test), &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
server_address_is_put_right(void)
{
  static const struct {
    const char *typed, *address;
  } servers[] = {
      {"fra1", "https://fra1.qualtrics.com"},
      {" FRA1.Qualtrics.com/ ", "https://fra1.qualtrics.com"},
      {"<https://x.fra1.qualtrics.com/API/v3/>", "https://x.fra1.qualtrics.com"},
      {"acme.fra1", "https://acme.fra1.qualtrics.com"},
      {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
      {"http://localhost:8080/", "http://localhost:8080"},
      {"http://[::1]:80", "http://[::1]:80"},
      {"http://fra1.qualtrics.com", NULL},
      {"http://localhost.evil.example", NULL},
      {"http://127.0.0.1.evil.example", NULL},
      {"https://evil.com", NULL},
      {"qualtrics.com.evil.com", NULL},
      {"a@b", NULL},
      {"", NULL},
      {"https://", NULL},
      {"b\303\274cher", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *address = server_address_normalize(servers[i].typed, &error);
    g_test_message("%s", servers[i].typed);
    g_assert_cmpstr(address, ==, servers[i].address);
    if (address == NULL)
      g_assert_error(error, API_ERROR, API_ERROR_BAD_SERVER);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/api/asks/next-page", next_page_is_taken_as_it_comes);
  g_test_add_func("/api/asks/next-page-verbatim", next_page_is_asked_for_verbatim);
  g_test_add_func("/api/asks/bare-token", bare_token_joins_the_query);
  g_test_add_func("/api/asks/next-page-repeats", next_page_that_repeats_is_an_error);
  g_test_add_func("/api/asks/next-page-circle", pages_in_a_circle_are_an_error);
  g_test_add_func("/api/asks/next-page-elsewhere", next_page_elsewhere_gets_no_token);
  g_test_add_func("/api/asks/list-contacts", list_contacts_ask_for_fifty_and_escape_ids);
  g_test_add_func("/api/asks/views-of-a-place-have-their-own-addresses",
                  views_of_a_place_have_their_own_addresses);
  g_test_add_func("/api/asks/update", update_sends_what_changed);
  g_test_add_func("/api/asks/update-embedded", update_of_embedded_data_sends_the_whole_map);
  g_test_add_func("/api/asks/create", create_never_sends_null);
  g_test_add_func("/api/asks/launch-list", launch_to_a_list_with_a_library_message);
  g_test_add_func("/api/asks/launch-one", launch_to_one_or_to_a_batch_with_own_text);
  g_test_add_func("/api/asks/distributions", distributions_are_asked_for_by_survey_and_time);
  g_test_add_func("/api/asks/delete-with-survey", delete_names_the_survey_when_it_must);
  g_test_add_func("/api/asks/delete-refused", delete_refused_twice_is_refused);
  g_test_add_func("/api/asks/batch", batch_is_made_of_its_transactions);
  g_test_add_func("/api/asks/batch-left-out", batch_that_leaves_one_out_is_not_made);
  g_test_add_func("/api/asks/read-only", read_only_writes_nothing);
  g_test_add_func("/api/asks/query", query_says_each_kind_of_term);
  g_test_add_func("/api/asks/own-host", writes_go_to_our_host_only);
  g_test_add_func("/api/asks/whole-address", whole_addresses_are_told_from_paths);
  g_test_add_func("/api/asks/address-in-query", an_address_in_the_query_is_no_host);
  g_test_add_func("/api/asks/empty-post", post_without_a_body_sends_an_empty_object);
  g_test_add_func("/api/asks/raw-next", raw_next_page_is_an_address);
  g_test_add_func("/api/asks/cancelled", cancelled_says_cancelled);
  g_test_add_func("/api/asks/freed", freed_client_still_calls_back);
  g_test_add_func("/api/asks/server-address", server_address_is_put_right);
  return g_test_run();
}
