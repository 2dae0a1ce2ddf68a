/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every ask of src/api gets these bytes as its answer: each one ends in a value or in an error, and no value
 * holds a text that may not reach the screen.
 */
#include <string.h>

#include "src/api/contact-history.h"
#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/api/distributions.h"
#include "src/api/imports.h"
#include "src/api/libraries.h"
#include "src/api/mailing-lists.h"
#include "src/api/raw.h"
#include "src/api/responses.h"
#include "src/api/sms.h"
#include "src/api/survey-definitions.h"
#include "src/api/surveys.h"
#include "src/api/transactions.h"
#include "src/api/whoami.h"
#include "src/model/contact-query.h"
#include "src/model/timestamp.h"
#include "tests/fuzz/canned-fetcher.h"
#include "tests/fuzz/fuzz.h"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED("{\"meta\":{},\"result\":{\"elements\":{},\"nextPage\":null}}"),
    FUZZ_SEED("{\"result\":{\"elements\":[{\"libraryId\":\"UR_1\",\"libraryName\":\"x\"}],\"nextPage\":"
              "\"skipToken=Mg\"}}"),
    FUZZ_SEED("{\"result\":{\"createdTransactions\":{\"t0\":{\"id\":\"CTR_1\"},\"t1\":\"CTR_2\"},"
              "\"unprocessedTransactions\":{}}}"),
    FUZZ_SEED("{\"result\":{\"contactId\":\"CID_1\",\"embeddedData\":{\"a\":1,\"b\":null,\"c\":\"x\\ny\"},"
              "\"mailingListMembership\":{\"CG_1\":{\"name\":null,\"unsubscribed\":\"1\"}}}}"),
    FUZZ_SEED("{\"result\":{\"elements\":[{\"type\":\"ThankYou\",\"result\":\"Bounce\",\"bounceInfo\":"
              "{\"statusCode\":550,\"reason\":\"x\"},\"date\":\"1\"}]}}"),
    FUZZ_SEED("{\"responseId\":\"R_1\",\"values\":{\"QID1\":2,\"QID2\":[\"1\",\"3\"],\"finished\":1,"
              "\"recordedDate\":"
              "\"2026-11-24T08:30:00.123Z\"},\"labels\":{\"QID1\":\"Yes\"}}\n\n{\"responseId\":\"R_2\","
              "\"values\":{}}\n"),
    FUZZ_SEED("{\"result\":{\"SurveyName\":\"x\",\"Questions\":{\"QID1\":{\"QuestionText\":\"<b>How</"
              "b>&nbsp;?\",\"Choices\":"
              "[{\"Display\":\"a\"}],\"Answers\":{\"1\":{\"Display\":\"b\"}}}}}}"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 120;

/* A call under way: the callback of each ask finds its result here. */
typedef struct {
  ApiClient *client;
  GAsyncResult *result;
} Asked;

static void
on_answer(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_set_object(&asked->result, result);
}

static GAsyncResult *
answer(Asked *asked)
{
  while (asked->result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return asked->result;
}

/* After each _finish: a value or an error, and ready for the next ask. */
static void
ended(Asked *asked, gboolean has_value, GError *error)
{
  g_assert_true(has_value == (error == NULL));
  if (error != NULL)
    fuzz_check_clean(error->message, FALSE);
  g_clear_error(&error);
  g_clear_object(&asked->result);
}

/* Items */

static void
check_directory(gconstpointer item)
{
  const Directory *directory = item;
  g_assert_nonnull(directory->id);
  fuzz_check_clean(directory->id, FALSE);
  fuzz_check_clean(directory->name, FALSE);
}

static void
check_list(gconstpointer item)
{
  const MailingList *list = item;
  g_assert_nonnull(list->id);
  fuzz_check_clean(list->id, FALSE);
  fuzz_check_clean(list->name, FALSE);
  fuzz_check_clean(list->owner_id, FALSE);
}

static void
check_survey(gconstpointer item)
{
  const Survey *survey = item;
  g_assert_nonnull(survey->id);
  fuzz_check_clean(survey->id, FALSE);
  fuzz_check_clean(survey->name, FALSE);
}

static void
check_library(gconstpointer item)
{
  const Library *library = item;
  g_assert_nonnull(library->id);
  fuzz_check_clean(library->name, FALSE);
}

static void
check_message(gconstpointer item)
{
  const LibraryMessage *message = item;
  fuzz_check_clean(message->description, FALSE);
  fuzz_check_clean(message->category, FALSE);
  for (guint i = 0; i < message->texts->len; i++) {
    const MessageText *text = g_ptr_array_index(message->texts, i);
    fuzz_check_clean(text->language, FALSE);
    fuzz_check_clean(text->text, TRUE);
  }
}

static void
check_distribution(gconstpointer item)
{
  const Distribution *distribution = item;
  g_assert_nonnull(distribution->id);
  const char *const lines[] = {
      distribution->id,         distribution->request_type, distribution->request_status,
      distribution->from_email, distribution->from_name,    distribution->reply_to,
      distribution->subject,    distribution->list_id,      distribution->message_id};
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
    fuzz_check_clean(lines[i], FALSE);
  fuzz_check_clean(distribution->message_text, TRUE);
}

static void
check_entry(gconstpointer item)
{
  const DistributionEntry *entry = item;
  fuzz_check_clean(entry->status, FALSE);
  fuzz_check_clean(entry->contact_id, FALSE);
  fuzz_check_clean(entry->link, FALSE);
  fuzz_check_clean(entry->first_name, FALSE);
}

static void
check_event(gconstpointer item)
{
  g_autofree char *words = contact_event_words(item);
  fuzz_check_clean(words, FALSE);
  fuzz_check_clean(((const ContactEvent *) item)->survey_id, FALSE);
}

static void
check_page(Page *page, void (*check_item)(gconstpointer item))
{
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    check_item(g_ptr_array_index(page->items, i));
  page_free(page);
}

static void
check_contacts(ContactPage *page)
{
  for (guint i = 0; page != NULL && i < contact_page_length(page); i++) {
    g_assert_nonnull(contact_page_field(page, i, CONTACT_FIELD_ID));
    for (guint field = 0; field < N_CONTACT_FIELDS; field++)
      fuzz_check_clean(contact_page_field(page, i, field), FALSE);
    g_assert_true(g_utf8_validate(contact_page_folded(page, i), -1, NULL));
  }
  contact_page_free(page);
}

static void
check_whole(gconstpointer item)
{
  const Contact *contact = item;
  g_assert_nonnull(contact->fields[CONTACT_FIELD_ID]);
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    fuzz_check_clean(contact->fields[i], FALSE);
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    fuzz_check_clean(field->name, FALSE);
    fuzz_check_clean(field->value, TRUE);
  }
  for (guint i = 0; i < contact->memberships->len; i++) {
    const Membership *membership = g_ptr_array_index(contact->memberships, i);
    fuzz_check_clean(membership->list_id, FALSE);
    fuzz_check_clean(membership->name, FALSE);
  }
  g_autofree char *title = contact_title(contact);
  fuzz_check_clean(title, FALSE);
}

static void
check_contact(Contact *contact)
{
  if (contact != NULL)
    check_whole(contact);
  contact_free(contact);
}

/* Asks */

static const ContactPlace on_list = {"POOL_1", "CG_1"};

static void
ask_account(Asked *asked)
{
  GError *error = NULL;
  identity_get_async(asked->client, NULL, on_answer, asked);
  Identity *identity = identity_get_finish(asked->client, answer(asked), &error);
  if (identity != NULL)
    fuzz_check_clean(identity->first_name, FALSE);
  ended(asked, identity != NULL, g_steal_pointer(&error));
  identity_free(identity);

  directories_list_async(asked->client, FETCH_VISIBLE, FALSE, NULL, NULL, on_answer, asked);
  Page *page = directories_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_directory);
}

static void
ask_lists(Asked *asked)
{
  GError *error = NULL;
  mailing_lists_list_async(asked->client, FETCH_VISIBLE, "POOL_1", TRUE, NULL, NULL, on_answer, asked);
  Page *page = mailing_lists_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_list);

  mailing_list_get_async(asked->client, FETCH_VISIBLE, "POOL_1", "CG_1", NULL, on_answer, asked);
  MailingList *list = mailing_list_get_finish(asked->client, answer(asked), &error);
  if (list != NULL)
    check_list(list);
  ended(asked, list != NULL, g_steal_pointer(&error));
  mailing_list_free(list);

  mailing_list_create_async(asked->client, "POOL_1", "New", NULL, on_answer, asked);
  g_autofree char *id = mailing_list_create_finish(asked->client, answer(asked), NULL, &error);
  fuzz_check_clean(id, FALSE);
  ended(asked, id != NULL, g_steal_pointer(&error));

  mailing_list_rename_async(asked->client, "POOL_1", "CG_1", "Old", NULL, on_answer, asked);
  gboolean renamed = mailing_list_rename_finish(asked->client, answer(asked), &error);
  ended(asked, renamed, g_steal_pointer(&error));

  mailing_list_delete_async(asked->client, "POOL_1", "CG_1", NULL, on_answer, asked);
  gboolean deleted = mailing_list_delete_finish(asked->client, answer(asked), &error);
  ended(asked, deleted, g_steal_pointer(&error));
}

static void
ask_contacts(Asked *asked)
{
  GError *error = NULL;
  contacts_list_async(asked->client, &on_list, FETCH_VISIBLE, NULL, NULL, on_answer, asked);
  ContactPage *page = contacts_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_contacts(page);

  contacts_list_whole_async(asked->client, &on_list, NULL, NULL, on_answer, asked);
  Page *wholes = contacts_list_whole_finish(asked->client, answer(asked), &error);
  ended(asked, wholes != NULL, g_steal_pointer(&error));
  check_page(wholes, check_whole);

  const ContactCondition condition = {CONTACT_FIELD_EMAIL, "a@example.org"};
  contact_search_async(asked->client, "POOL_1", &condition, 1, NULL, NULL, on_answer, asked);
  page = contact_search_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_contacts(page);

  contact_get_async(asked->client, &on_list, "CID_1", NULL, on_answer, asked);
  Contact *contact = contact_get_finish(asked->client, answer(asked), &error);
  ended(asked, contact != NULL, g_steal_pointer(&error));
  check_contact(contact);

  g_autoptr(Contact) wanted = contact_new();
  contact_create_async(asked->client, &on_list, wanted, NULL, on_answer, asked);
  contact = contact_create_finish(asked->client, answer(asked), NULL, &error);
  ended(asked, contact != NULL, g_steal_pointer(&error));
  check_contact(contact);

  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, wanted, CONTACT_FIELD_EMAIL, "a@example.org");
  contact_update_async(asked->client, &on_list, edit, wanted, NULL, on_answer, asked);
  gboolean updated = contact_update_finish(asked->client, answer(asked), &error);
  ended(asked, updated, g_steal_pointer(&error));

  contact_delete_async(asked->client, &on_list, "CID_1", NULL, on_answer, asked);
  gboolean deleted = contact_delete_finish(asked->client, answer(asked), &error);
  ended(asked, deleted, g_steal_pointer(&error));
}

static void
ask_views(Asked *asked)
{
  static const ContactPlace in_directory = {"POOL_1", NULL};
  static const struct {
    const ContactPlace *place;
    ContactsView view;
  } cases[] = {
      {&on_list, CONTACTS_OPTED_OUT}, {&on_list, CONTACTS_BOUNCED}, {&in_directory, CONTACTS_OPTED_OUT}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    contacts_view_async(asked->client, cases[i].place, cases[i].view, FETCH_VISIBLE, NULL, NULL, on_answer,
                        asked);
    ContactPage *page = contacts_view_finish(asked->client, answer(asked), &error);
    ended(asked, page != NULL, g_steal_pointer(&error));
    check_contacts(page);
  }
  GError *error = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(GPtrArray) terms = contact_query_parse("ref is empty and created >= 2026-01-31", &reason);
  contact_query_async(asked->client, "POOL_1", terms, NULL, NULL, on_answer, asked);
  ContactPage *page = contact_query_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_contacts(page);
}

static void
ask_history(Asked *asked)
{
  for (ContactHistory kind = 0; kind < N_CONTACT_HISTORIES; kind++) {
    GError *error = NULL;
    contact_history_async(asked->client, &on_list, "CID_1", kind, NULL, NULL, on_answer, asked);
    Page *page = contact_history_finish(asked->client, answer(asked), &error);
    ended(asked, page != NULL, g_steal_pointer(&error));
    check_page(page, check_event);
  }
}

static void
ask_imports(Asked *asked)
{
  GError *error = NULL;
  const ContactPlace list = {"POOL_1", "CG_1"};
  g_autoptr(GPtrArray) contacts = g_ptr_array_new();
  import_start_async(asked->client, &list, contacts, NULL, on_answer, asked);
  g_autoptr(ImportStart) start = import_start_finish(asked->client, answer(asked), NULL, &error);
  ended(asked, start != NULL, g_steal_pointer(&error));
  fuzz_check_clean(start != NULL ? start->id : NULL, FALSE);

  import_status_async(asked->client, &list, "PGRS_1", NULL, on_answer, asked);
  g_autofree ImportStatus *status = import_status_finish(asked->client, answer(asked), &error);
  ended(asked, status != NULL, g_steal_pointer(&error));

  import_report_async(asked->client, "POOL_1", "PGRS_1", NULL, NULL, on_answer, asked);
  g_autoptr(Page) page = import_report_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    fuzz_check_clean(((ImportEntry *) g_ptr_array_index(page->items, i))->status, FALSE);
}

static void
ask_surveys(Asked *asked)
{
  GError *error = NULL;
  surveys_list_async(asked->client, FETCH_VISIBLE, NULL, NULL, on_answer, asked);
  Page *page = surveys_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_survey);

  survey_get_async(asked->client, "SV_1", NULL, on_answer, asked);
  Survey *survey = survey_get_finish(asked->client, answer(asked), &error);
  if (survey != NULL)
    check_survey(survey);
  ended(asked, survey != NULL, g_steal_pointer(&error));
  survey_free(survey);

  survey_set_active_async(asked->client, "SV_1", TRUE, NULL, on_answer, asked);
  gboolean set = survey_set_active_finish(asked->client, answer(asked), &error);
  ended(asked, set, g_steal_pointer(&error));
}

static void
ask_sms(Asked *asked)
{
  GError *error = NULL;
  sms_list_async(asked->client, FETCH_VISIBLE, "SV_1", NULL, NULL, on_answer, asked);
  Page *page = sms_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_distribution);

  sms_get_async(asked->client, FETCH_VISIBLE, "SV_1", "SMSD_1", NULL, on_answer, asked);
  Distribution *sms = sms_get_finish(asked->client, answer(asked), &error);
  if (sms != NULL)
    check_distribution(sms);
  ended(asked, sms != NULL, g_steal_pointer(&error));
  distribution_free(sms);

  g_autoptr(Launch) launch = launch_new();
  launch->kind = LAUNCH_SMS;
  sms_create_async(asked->client, launch, NULL, on_answer, asked);
  g_autofree char *id = sms_create_finish(asked->client, answer(asked), NULL, &error);
  fuzz_check_clean(id, FALSE);
  ended(asked, id != NULL, g_steal_pointer(&error));

  sms_delete_async(asked->client, "SMSD_1", "SV_1", NULL, on_answer, asked);
  gboolean deleted = sms_delete_finish(asked->client, answer(asked), &error);
  ended(asked, deleted, g_steal_pointer(&error));
}

static void
check_response(const Response *response)
{
  fuzz_check_clean(response->id, FALSE);
  g_assert_true(response->id != NULL);
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    fuzz_check_clean(field->key, FALSE);
    fuzz_check_clean(field->value, TRUE);
    fuzz_check_clean(field->label, TRUE);
  }
  g_autofree char *who = response_who(response);
  fuzz_check_clean(who, TRUE);
}

static void
check_job(ResponseExport *job)
{
  if (job == NULL)
    return;
  g_assert_true(job->state != RESPONSE_EXPORT_COMPLETE || job->file_id != NULL);
  fuzz_check_clean(job->token, FALSE);
  response_export_free(job);
}

static void
ask_responses(Asked *asked)
{
  GError *error = NULL;
  const ResponseQuery query = {.since = TIMESTAMP_NONE, .continuing = TRUE};
  response_export_start_async(asked->client, "SV_1", &query, NULL, on_answer, asked);
  ResponseExport *job = response_export_start_finish(asked->client, answer(asked), &error);
  ended(asked, job != NULL, g_steal_pointer(&error));
  check_job(job);

  response_export_progress_async(asked->client, "SV_1", "ES_1", NULL, on_answer, asked);
  job = response_export_progress_finish(asked->client, answer(asked), &error);
  ended(asked, job != NULL, g_steal_pointer(&error));
  check_job(job);

  response_export_file_async(asked->client, "SV_1", "F_1", NULL, on_answer, asked);
  g_autoptr(GPtrArray) responses = response_export_file_finish(asked->client, answer(asked), &error);
  ended(asked, responses != NULL, g_steal_pointer(&error));
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    check_response(g_ptr_array_index(responses, i));
}

static void
ask_definition(Asked *asked)
{
  GError *error = NULL;
  survey_definition_get_async(asked->client, "SV_1", NULL, on_answer, asked);
  g_autoptr(Questionnaire) asks = survey_definition_get_finish(asked->client, answer(asked), &error);
  ended(asked, asks != NULL, g_steal_pointer(&error));
  for (guint i = 0; asks != NULL && i < questionnaire_length(asks); i++) {
    const Question *question = questionnaire_nth(asks, i);
    fuzz_check_clean(question_id(question), FALSE);
    fuzz_check_clean(question_text(question), FALSE);
    g_autofree char *title = questionnaire_title(asks, question_id(question));
    fuzz_check_clean(title, FALSE);
    fuzz_check_clean(questionnaire_answer(asks, question_id(question), "1"), FALSE);
  }
}

static void
ask_libraries(Asked *asked)
{
  GError *error = NULL;
  libraries_list_async(asked->client, FETCH_VISIBLE, NULL, NULL, on_answer, asked);
  Page *page = libraries_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_library);

  library_messages_list_async(asked->client, FETCH_VISIBLE, "UR_1", NULL, NULL, NULL, on_answer, asked);
  page = library_messages_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_message);

  library_message_get_async(asked->client, "UR_1", "MS_1", NULL, on_answer, asked);
  LibraryMessage *message = library_message_get_finish(asked->client, answer(asked), &error);
  if (message != NULL)
    check_message(message);
  ended(asked, message != NULL, g_steal_pointer(&error));
  library_message_free(message);
}

static void
ask_distributions(Asked *asked)
{
  GError *error = NULL;
  distributions_list_async(asked->client, FETCH_VISIBLE, "SV_1", NULL, TIMESTAMP_NONE, TIMESTAMP_NONE, NULL,
                           NULL, on_answer, asked);
  Page *page = distributions_list_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_distribution);

  distribution_get_async(asked->client, FETCH_VISIBLE, "SV_1", "EMD_1", NULL, on_answer, asked);
  Distribution *distribution = distribution_get_finish(asked->client, answer(asked), &error);
  if (distribution != NULL)
    check_distribution(distribution);
  ended(asked, distribution != NULL, g_steal_pointer(&error));
  distribution_free(distribution);

  distribution_history_async(asked->client, FETCH_VISIBLE, "EMD_1", NULL, NULL, on_answer, asked);
  page = distribution_history_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_entry);

  distribution_links_async(asked->client, FETCH_VISIBLE, "SV_1", "EMD_1", NULL, NULL, on_answer, asked);
  page = distribution_links_finish(asked->client, answer(asked), &error);
  ended(asked, page != NULL, g_steal_pointer(&error));
  check_page(page, check_entry);
}

static void
ask_to_send(Asked *asked)
{
  GError *error = NULL;
  g_autoptr(Launch) launch = launch_new();
  distribution_create_async(asked->client, launch, NULL, on_answer, asked);
  g_autofree char *id = distribution_create_finish(asked->client, answer(asked), NULL, &error);
  fuzz_check_clean(id, FALSE);
  ended(asked, id != NULL, g_steal_pointer(&error));

  distribution_delete_async(asked->client, "EMD_1", "SV_1", NULL, on_answer, asked);
  gboolean deleted = distribution_delete_finish(asked->client, answer(asked), &error);
  ended(asked, deleted, g_steal_pointer(&error));

  g_autoptr(GPtrArray) contacts = g_ptr_array_new();
  g_ptr_array_add(contacts, "CID_1");
  transaction_batch_create_async(asked->client, "POOL_1", "CG_1", contacts, NULL, on_answer, asked);
  g_autofree char *batch = transaction_batch_create_finish(asked->client, answer(asked), &error);
  fuzz_check_clean(batch, FALSE);
  ended(asked, batch != NULL, g_steal_pointer(&error));
}

static void
ask_raw(Asked *asked)
{
  GError *error = NULL;
  raw_call_async(asked->client, FETCH_GET, "/anything", NULL, NULL, NULL, on_answer, asked);
  RawReply *reply = raw_call_finish(asked->client, answer(asked), NULL, &error);
  ended(asked, reply != NULL, g_steal_pointer(&error));
  raw_reply_free(reply);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *body = g_malloc0(size + 1);
  if (size > 0)
    memcpy(body, data, size);
  const ApiClientOptions options = {.server = "https://fra1.qualtrics.com", .token = "t"};
  g_autoptr(ApiClient) client = api_client_new(&options);
  canned_fetcher_say(api_client_fetcher(client), body, size);
  Asked asked = {.client = client};
  ask_account(&asked);
  ask_lists(&asked);
  ask_contacts(&asked);
  ask_views(&asked);
  ask_history(&asked);
  ask_imports(&asked);
  ask_surveys(&asked);
  ask_responses(&asked);
  ask_definition(&asked);
  ask_libraries(&asked);
  ask_distributions(&asked);
  ask_sms(&asked);
  ask_to_send(&asked);
  ask_raw(&asked);
  return 0;
}
