/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real client changes the sandbox's world: contacts, batches, distributions.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/distributions.h"
#include "src/api/libraries.h"
#include "src/api/sms.h"
#include "src/api/surveys.h"
#include "src/api/transactions.h"
#include "src/model/timestamp.h"
#include "tests/api/sandbox.h"

typedef struct {
  Sandbox *sandbox;
  ApiClient *client;
  char *directory, *list, *survey;
  ContactPlace place; /* the list */
} World;

static World *
world_new(const char *fault)
{
  World *world = g_new0(World, 1);
  g_autoptr(GError) error = NULL;
  world->sandbox = fault != NULL ? sandbox_new_with_fault(fault) : sandbox_new(NULL);
  world->client = world->sandbox->client;
  world->directory = sandbox_directory(world->sandbox);
  world->list = sandbox_list(world->sandbox, world->directory, "Spring panel");
  world->place = (ContactPlace){world->directory, world->list};
  surveys_list_async(world->client, FETCH_VISIBLE, NULL, NULL, sandbox_done, world->sandbox);
  g_autoptr(Page) page = surveys_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  for (guint i = 0; i < page->items->len && world->survey == NULL; i++) {
    const Survey *survey = g_ptr_array_index(page->items, i);
    if (survey->is_active)
      world->survey = g_strdup(survey->id);
  }
  return world;
}

static void
world_free(World *world)
{
  sandbox_free(world->sandbox);
  g_free(world->directory);
  g_free(world->list);
  g_free(world->survey);
  g_free(world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static ContactPage *
contacts(World *world)
{
  g_autoptr(GError) error = NULL;
  contacts_list_async(world->client, &world->place, FETCH_VISIBLE, NULL, NULL, sandbox_done, world->sandbox);
  ContactPage *page = contacts_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  return page;
}

static Contact *
read_contact(World *world, const char *id, GError **error)
{
  contact_get_async(world->client, &world->place, id, NULL, sandbox_done, world->sandbox);
  return contact_get_finish(world->client, sandbox_wait(world->sandbox), error);
}

static Contact *
create_contact(World *world, const char *email, GError **error)
{
  g_autoptr(Contact) contact = contact_new();
  contact_set(contact, CONTACT_FIELD_EMAIL, email);
  contact_set(contact, CONTACT_FIELD_FIRST_NAME, "In\303\251s");
  contact_set_embedded(contact, "site", "north");
  contact_set_embedded(contact, "visits", "3");
  contact_create_async(world->client, &world->place, contact, NULL, sandbox_done, world->sandbox);
  return contact_create_finish(world->client, sandbox_wait(world->sandbox), NULL, error);
}

static void
contact_is_created_changed_and_deleted(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) made = create_contact(world, "ines@example.org", &error);
  g_assert_no_error(error);
  const char *id = made->fields[CONTACT_FIELD_ID];
  g_assert_true(g_str_has_prefix(made->fields[CONTACT_FIELD_LOOKUP_ID], "CGC_"));
  g_autoptr(Contact) base = read_contact(world, id, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(base->fields[CONTACT_FIELD_FIRST_NAME], ==, "In\303\251s");
  g_autoptr(ContactEdit) edit = contact_edit_new(id);
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "fr");
  contact_edit_set_embedded(edit, base, "site", "south");
  contact_update_async(world->client, &world->place, edit, base, NULL, sandbox_done, world->sandbox);
  g_assert_true(contact_update_finish(world->client, sandbox_wait(world->sandbox), &error));
  g_autoptr(Contact) now = read_contact(world, id, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(now->fields[CONTACT_FIELD_LANGUAGE], ==, "fr");
  g_assert_cmpstr(now->fields[CONTACT_FIELD_EMAIL], ==, "ines@example.org");
  g_assert_cmpstr(contact_embedded(now, "site"), ==, "south");
  g_assert_cmpstr(contact_embedded(now, "visits"), ==, "3");
  contact_delete_async(world->client, &world->place, id, NULL, sandbox_done, world->sandbox);
  g_assert_true(contact_delete_finish(world->client, sandbox_wait(world->sandbox), &error));
  g_assert_null(read_contact(world, id, &error));
  g_assert_error(error, API_ERROR, API_ERROR_NOT_FOUND);
}

static void
wrong_contact_is_refused_with_a_reason(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_null(create_contact(world, "no address", &error));
  g_assert_error(error, API_ERROR, API_ERROR_REFUSED);
  g_assert_cmpuint(api_error_http_status(error), ==, 400);
  g_assert_nonnull(api_error_code(error));
}

static void
contact_is_found_by_its_email(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) made = create_contact(world, "found@example.org", &error);
  g_assert_no_error(error);
  ContactCondition condition = {CONTACT_FIELD_EMAIL, "Found@Example.org"};
  contact_search_async(world->client, world->directory, &condition, 1, NULL, NULL, sandbox_done,
                       world->sandbox);
  g_autoptr(ContactPage) page = contact_search_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(contact_page_length(page), ==, 1);
  g_assert_cmpstr(contact_page_field(page, 0, CONTACT_FIELD_ID), ==, made->fields[CONTACT_FIELD_ID]);
}

static void
libraries_have_messages_with_texts(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  libraries_list_async(world->client, FETCH_VISIBLE, NULL, NULL, sandbox_done, world->sandbox);
  g_autoptr(Page) libraries = libraries_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  const Library *library = g_ptr_array_index(libraries->items, 0);
  library_messages_list_async(world->client, FETCH_VISIBLE, library->id, "invite", NULL, NULL, sandbox_done,
                              world->sandbox);
  g_autoptr(Page) messages =
      library_messages_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  const LibraryMessage *listed = g_ptr_array_index(messages->items, 0);
  g_assert_cmpstr(listed->category, ==, "invite");
  library_message_get_async(world->client, library->id, listed->id, NULL, sandbox_done, world->sandbox);
  g_autoptr(LibraryMessage) message =
      library_message_get_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_true(message_has_survey_link(library_message_text(message, "en")));
}

static Launch *
a_launch(const World *world)
{
  Launch *launch = launch_new();
  launch->survey_id = g_strdup(world->survey);
  launch->list_id = g_strdup(world->list);
  launch->from_name = g_strdup("Study team");
  launch->from_email = g_strdup("noreply@qemailserver.com");
  launch->subject = g_strdup("Your opinion");
  launch->message_text = g_strdup("Hello ${m://FirstName}<br>\n${l://SurveyLink?d=Take it}");
  launch->link_type = g_strdup("Individual");
  launch->link_expires = TIMESTAMP_NONE;
  launch->send_at = (api_client_server_now(world->client) / 1000 + 3600) * 1000;
  return launch;
}

static char *
send_launch(World *world, const Launch *launch, FetchProgress *progress, GError **error)
{
  distribution_create_async(world->client, launch, NULL, sandbox_done, world->sandbox);
  return distribution_create_finish(world->client, sandbox_wait(world->sandbox), progress, error);
}

/* The distributions of the survey to that list at that second. */
static Page *
distributions_at(World *world, gint64 second)
{
  g_autoptr(GError) error = NULL;
  distributions_list_async(world->client, FETCH_VISIBLE, world->survey, world->list, second - 1000,
                           second + 1000, NULL, NULL, sandbox_done, world->sandbox);
  Page *page = distributions_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  return page;
}

static void
launch_is_scheduled_seen_and_called_back(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Launch) launch = a_launch(world);
  g_autofree char *id = send_launch(world, launch, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(id, "EMD_"));
  g_autoptr(Page) page = distributions_at(world, launch->send_at);
  g_assert_cmpuint(page->items->len, ==, 1);
  distribution_get_async(world->client, FETCH_VISIBLE, world->survey, id, NULL, sandbox_done, world->sandbox);
  g_autoptr(Distribution) seen = distribution_get_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpint(seen->sends, ==, launch->send_at);
  g_assert_cmpstr(seen->list_id, ==, world->list);
  g_assert_cmpstr(seen->subject, ==, "Your opinion");
  g_assert_cmpstr(seen->message_text, ==, launch->message_text);
  g_assert_cmpint(seen->stats.sent, ==, 0);
  distribution_delete_async(world->client, id, world->survey, NULL, sandbox_done, world->sandbox);
  g_assert_true(distribution_delete_finish(world->client, sandbox_wait(world->sandbox), &error));
  distribution_get_async(world->client, FETCH_VISIBLE, world->survey, id, NULL, sandbox_done, world->sandbox);
  g_assert_null(distribution_get_finish(world->client, sandbox_wait(world->sandbox), &error));
  g_assert_error(error, API_ERROR, API_ERROR_NOT_FOUND);
}

static void
launch_to_one_contact_and_to_a_batch(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactPage) page = contacts(world);
  g_autoptr(Launch) launch = a_launch(world);
  launch->lookup_id = g_strdup(contact_page_field(page, 0, CONTACT_FIELD_LOOKUP_ID));
  g_autofree char *to_one = send_launch(world, launch, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add(ids, (gpointer) contact_page_field(page, i, CONTACT_FIELD_ID));
  transaction_batch_create_async(world->client, world->directory, world->list, ids, NULL, sandbox_done,
                                 world->sandbox);
  g_clear_pointer(&launch->lookup_id, g_free);
  launch->batch_id = transaction_batch_create_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(launch->batch_id, "BT_"));
  g_autofree char *to_batch = send_launch(world, launch, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(to_one, !=, to_batch);
}

static void
batch_with_a_stranger_is_not_made(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactPage) page = contacts(world);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_ptr_array_add(ids, (gpointer) contact_page_field(page, 0, CONTACT_FIELD_ID));
  g_ptr_array_add(ids, (gpointer) "CID_000000000000000");
  transaction_batch_create_async(world->client, world->directory, world->list, ids, NULL, sandbox_done,
                                 world->sandbox);
  g_assert_null(transaction_batch_create_finish(world->client, sandbox_wait(world->sandbox), &error));
  g_assert_error(error, API_ERROR, API_ERROR_REFUSED);
  g_assert_nonnull(strstr(error->message, "CID_000000000000000"));
}

/* The rule of rules: whatever happens to the answer, there is at most one. */
static void
lost_launch_is_there_at_most_once(void)
{
  static const struct {
    const char *fault;
    FetchProgress progress;
    guint there;
  } losses[] = {
      {"POST */distributions drop-before", FETCH_UNANSWERED, 0},
      {"POST */distributions drop-after", FETCH_UNANSWERED, 1},
      {"POST */distributions cut", FETCH_UNANSWERED, 1},
      {"POST */distributions garble", FETCH_ANSWERED, 1},
      {"POST */distributions html", FETCH_ANSWERED, 0},
      {"POST */distributions status=503", FETCH_ANSWERED, 0},
      {"POST */distributions retry-after=1", FETCH_ANSWERED, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(losses); i++) {
    g_autoptr(World) world = world_new(losses[i].fault);
    g_autoptr(GError) error = NULL;
    g_autoptr(Launch) launch = a_launch(world);
    FetchProgress progress = FETCH_NOT_SENT;
    g_test_message("%s", losses[i].fault);
    g_assert_null(send_launch(world, launch, &progress, &error));
    g_assert_nonnull(error);
    g_assert_cmpint(progress, ==, losses[i].progress);
    g_autoptr(Page) page = distributions_at(world, launch->send_at);
    g_assert_cmpuint(page->items->len, ==, losses[i].there);
  }
}

/* Its own list of the survey has it, at its second, until it is called back. */
static void
sms_is_scheduled_seen_and_called_back(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Launch) launch = a_launch(world);
  launch->kind = LAUNCH_SMS;
  launch->method = g_strdup("Invite");
  launch->mark = g_strdup("spring wave");
  g_free(launch->message_text);
  launch->message_text = g_strdup("Hi ${m://FirstName}, please answer: ${l://SurveyURL}");
  sms_create_async(world->client, launch, NULL, sandbox_done, world->sandbox);
  g_autofree char *id = sms_create_finish(world->client, sandbox_wait(world->sandbox), NULL, &error);
  g_assert_no_error(error);
  sms_list_async(world->client, FETCH_VISIBLE, world->survey, NULL, NULL, sandbox_done, world->sandbox);
  g_autoptr(Page) page = sms_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(page->items->len, ==, 1);
  sms_get_async(world->client, FETCH_VISIBLE, world->survey, id, NULL, sandbox_done, world->sandbox);
  g_autoptr(Distribution) seen = sms_get_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_true(seen->is_sms);
  g_assert_cmpint(seen->sends, ==, launch->send_at);
  g_assert_cmpstr(seen->list_id, ==, world->list);
  sms_delete_async(world->client, id, world->survey, NULL, sandbox_done, world->sandbox);
  g_assert_true(sms_delete_finish(world->client, sandbox_wait(world->sandbox), &error));
  sms_get_async(world->client, FETCH_VISIBLE, world->survey, id, NULL, sandbox_done, world->sandbox);
  g_assert_null(sms_get_finish(world->client, sandbox_wait(world->sandbox), &error));
  g_assert_error(error, API_ERROR, API_ERROR_NOT_FOUND);
}

/* One that is there already, of the world's own past. */
static void
history_says_what_became_of_each(void)
{
  g_autoptr(World) world = world_new(NULL);
  g_autoptr(GError) error = NULL;
  distributions_list_async(world->client, FETCH_VISIBLE, world->survey, NULL, TIMESTAMP_NONE, TIMESTAMP_NONE,
                           NULL, NULL, sandbox_done, world->sandbox);
  g_autoptr(Page) page = distributions_list_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(page->items->len, >, 0);
  const Distribution *past = NULL;
  for (guint i = 0; i < page->items->len && past == NULL; i++) {
    const Distribution *distribution = g_ptr_array_index(page->items, i);
    if (distribution->stats.sent > 0)
      past = distribution;
  }
  g_assert_nonnull(past);
  distribution_history_async(world->client, FETCH_VISIBLE, past->id, NULL, NULL, sandbox_done,
                             world->sandbox);
  g_autoptr(Page) history = distribution_history_finish(world->client, sandbox_wait(world->sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(history->items->len, >, 0);
  const DistributionEntry *entry = g_ptr_array_index(history->items, 0);
  g_assert_true(g_str_has_prefix(entry->contact_id, "CID_"));
  g_assert_nonnull(entry->status);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/writes/contact", contact_is_created_changed_and_deleted);
  g_test_add_func("/writes/wrong-contact", wrong_contact_is_refused_with_a_reason);
  g_test_add_func("/writes/search", contact_is_found_by_its_email);
  g_test_add_func("/writes/libraries", libraries_have_messages_with_texts);
  g_test_add_func("/writes/launch", launch_is_scheduled_seen_and_called_back);
  g_test_add_func("/writes/sms", sms_is_scheduled_seen_and_called_back);
  g_test_add_func("/writes/one-and-batch", launch_to_one_contact_and_to_a_batch);
  g_test_add_func("/writes/batch-stranger", batch_with_a_stranger_is_not_made);
  g_test_add_func("/writes/lost-launch", lost_launch_is_there_at_most_once);
  g_test_add_func("/writes/history", history_says_what_became_of_each);
  return g_test_run();
}
