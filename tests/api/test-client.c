/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real client reads the sandbox's world, well served and badly served.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "src/api/raw.h"
#include "src/api/surveys.h"
#include "src/api/whoami.h"
#include "tests/api/sandbox.h"

static Identity *
identity(Sandbox *sandbox, GError **error)
{
  identity_get_async(sandbox->client, NULL, sandbox_done, sandbox);
  return identity_get_finish(sandbox->client, sandbox_wait(sandbox), error);
}

static void
token_belongs_to_somebody(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Identity) me = identity(sandbox, &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(me->user_id, "UR_"));
  g_assert_nonnull(me->first_name);
  g_assert_cmpint(ABS(api_client_server_now(sandbox->client) - g_get_real_time() / 1000), <, 5000);
}

/* How far off the truth the server's clock is taken to be after a reply under @fault, in seconds. */
static gint64
clock_after(Sandbox *sandbox, const char *fault)
{
  g_autofree char *spec = g_strdup_printf("GET whoami %s x1", fault);
  test_sandbox_control(sandbox->server, "/sandbox/fault", spec);
  g_autoptr(Identity) me = identity(sandbox, NULL);
  return (api_client_server_now(sandbox->client) - g_get_real_time() / 1000) / 1000;
}

/* Nobody on the way tells the time, no cache, and no single reply turns it. */
static void
time_is_told_by_fresh_replies_of_its_own(void)
{
  static const char *const foreign[] = {"stale=7200", "html=403", "empty"};
  static const char *const single[] = {"stale=7200", "skew=-7200", "skew=7200", "html=403"};
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(foreign); i++) {
    clock_after(sandbox, foreign[i]);
    g_assert_false(api_client_knows_time(sandbox->client));
  }
  g_assert_cmpint(clock_after(sandbox, "delay=1"), <, 5);
  g_assert_true(api_client_knows_time(sandbox->client));
  for (guint i = 0; i < G_N_ELEMENTS(single); i++) {
    gint64 off = clock_after(sandbox, single[i]);
    g_assert_cmpint(ABS(off), <, 5);
  }
  gint64 turned = clock_after(sandbox, "skew=7200"); /* the second that says so */
  g_assert_cmpint(turned, >, 7000);
}

static void
wrong_token_is_a_login_error(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  api_client_free(sandbox->client);
  ApiClientOptions options = {.server = sandbox->server->url, .token = "wrong"};
  sandbox->client = api_client_new(&options);
  g_assert_null(identity(sandbox, &error));
  g_assert_error(error, API_ERROR, API_ERROR_LOGIN);
  g_assert_cmpstr(api_error_code(error), ==, "DCD_7");
  g_assert_null(strstr(error->message, "wrong"));
}

/* All pages of a place: how many contacts, each once. */
static guint
count_contacts(Sandbox *sandbox, const ContactPlace *place, guint *pages)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  *pages = 0;
  do {
    g_autoptr(GError) error = NULL;
    contacts_list_async(sandbox->client, place, FETCH_VISIBLE, next, NULL, sandbox_done, sandbox);
    g_autoptr(ContactPage) page = contacts_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
    g_assert_no_error(error);
    for (guint i = 0; i < contact_page_length(page); i++)
      g_assert_true(g_hash_table_add(ids, g_strdup(contact_page_field(page, i, CONTACT_FIELD_ID))));
    g_free(next);
    next = g_strdup(contact_page_next(page));
    (*pages)++;
  } while (next != NULL);
  return g_hash_table_size(ids);
}

static void
list_is_read_over_its_pages(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autofree char *directory = sandbox_directory(sandbox);
  g_autofree char *list = sandbox_list(sandbox, directory, "Spring panel");
  g_autofree char *none = sandbox_list(sandbox, directory, "Pilot (empty)");
  guint pages;
  g_assert_cmpuint(count_contacts(sandbox, &(ContactPlace){directory, list}, &pages), ==, 120);
  g_assert_cmpuint(pages, >=, 3);
  g_assert_cmpuint(count_contacts(sandbox, &(ContactPlace){directory, none}, &pages), ==, 0);
}

static void
contact_is_read_at_both_places(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = sandbox_directory(sandbox);
  g_autofree char *list = sandbox_list(sandbox, directory, "Spring panel");
  ContactPlace on_list = {directory, list}, everywhere = {directory, NULL};
  contacts_list_async(sandbox->client, &on_list, FETCH_VISIBLE, NULL, NULL, sandbox_done, sandbox);
  g_autoptr(ContactPage) page = contacts_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  const char *id = contact_page_field(page, 0, CONTACT_FIELD_ID);
  const char *lookup = contact_page_field(page, 0, CONTACT_FIELD_LOOKUP_ID);
  contact_get_async(sandbox->client, &on_list, id, NULL, sandbox_done, sandbox);
  g_autoptr(Contact) here = contact_get_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(here->fields[CONTACT_FIELD_LOOKUP_ID], ==, lookup);
  contact_get_async(sandbox->client, &everywhere, id, NULL, sandbox_done, sandbox);
  g_autoptr(Contact) there = contact_get_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(there->fields[CONTACT_FIELD_EMAIL], ==, here->fields[CONTACT_FIELD_EMAIL]);
  gboolean found = FALSE;
  for (guint i = 0; i < there->memberships->len; i++) {
    const Membership *membership = g_ptr_array_index(there->memberships, i);
    found =
        found || (g_strcmp0(membership->list_id, list) == 0 && g_strcmp0(membership->lookup_id, lookup) == 0);
  }
  g_assert_true(found);
}

static void
list_is_made_renamed_and_deleted(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = sandbox_directory(sandbox);
  mailing_list_create_async(sandbox->client, directory, "Fresh", NULL, sandbox_done, sandbox);
  g_autofree char *id = mailing_list_create_finish(sandbox->client, sandbox_wait(sandbox), NULL, &error);
  g_assert_no_error(error);
  mailing_list_rename_async(sandbox->client, directory, id, "Fr\303\251sh", NULL, sandbox_done, sandbox);
  g_assert_true(mailing_list_rename_finish(sandbox->client, sandbox_wait(sandbox), &error));
  mailing_list_get_async(sandbox->client, FETCH_VISIBLE, directory, id, NULL, sandbox_done, sandbox);
  g_autoptr(MailingList) list = mailing_list_get_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(list->name, ==, "Fr\303\251sh");
  g_assert_cmpint(list->contact_count, ==, 0);
  mailing_list_delete_async(sandbox->client, directory, id, NULL, sandbox_done, sandbox);
  g_assert_true(mailing_list_delete_finish(sandbox->client, sandbox_wait(sandbox), &error));
  mailing_list_get_async(sandbox->client, FETCH_VISIBLE, directory, id, NULL, sandbox_done, sandbox);
  g_assert_null(mailing_list_get_finish(sandbox->client, sandbox_wait(sandbox), &error));
  g_assert_error(error, API_ERROR, API_ERROR_NOT_FOUND);
}

static void
survey_is_switched_on_and_off(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  surveys_list_async(sandbox->client, FETCH_VISIBLE, NULL, NULL, sandbox_done, sandbox);
  g_autoptr(Page) page = surveys_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  const Survey *listed = g_ptr_array_index(page->items, 0);
  survey_set_active_async(sandbox->client, listed->id, !listed->is_active, NULL, sandbox_done, sandbox);
  g_assert_true(survey_set_active_finish(sandbox->client, sandbox_wait(sandbox), &error));
  survey_get_async(sandbox->client, listed->id, NULL, sandbox_done, sandbox);
  g_autoptr(Survey) survey = survey_get_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(survey->name, ==, listed->name);
  g_assert_cmpint(survey->is_active, !=, listed->is_active);
  g_assert_cmpint(survey->auditable, >=, 0);
}

static void
empty_last_page_is_an_end(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autofree char *next = NULL;
  guint count = 0;
  do {
    g_autoptr(GError) error = NULL;
    surveys_list_async(sandbox->client, FETCH_VISIBLE, next, NULL, sandbox_done, sandbox);
    g_autoptr(Page) page = surveys_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
    g_assert_no_error(error);
    count += page->items->len;
    g_free(next);
    next = g_strdup(page->next);
  } while (next != NULL);
  g_assert_cmpuint(count, >, 0);
}

static void
notice_holds_back_writes(void)
{
  const char *arguments[] = {"--proxied-host", "az1.qualtrics.com", NULL};
  g_autoptr(Sandbox) sandbox = sandbox_new(arguments);
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = sandbox_directory(sandbox);
  g_assert_cmpstr(api_client_notice_host(sandbox->client), ==, "az1.qualtrics.com");
  mailing_list_create_async(sandbox->client, directory, "Fresh", NULL, sandbox_done, sandbox);
  g_assert_null(mailing_list_create_finish(sandbox->client, sandbox_wait(sandbox), NULL, &error));
  g_assert_error(error, API_ERROR, API_ERROR_WRONG_HOST);
}

static void
raw_call_reads_anything(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  raw_call_async(sandbox->client, FETCH_GET, "whoami", NULL, NULL, NULL, sandbox_done, sandbox);
  g_autoptr(RawReply) reply = raw_call_finish(sandbox->client, sandbox_wait(sandbox), NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(reply->status, ==, 200);
  g_assert_nonnull(strstr(reply->body, "\"userId\""));
}

/* A read survives what passes. */
static void
reads_survive_what_passes(void)
{
  static const char *const faults[] = {"GET */whoami status=503 x1", "GET */whoami drop-before x1",
                                       "GET */whoami drop-after x1", "GET */whoami cut x1",
                                       "GET */whoami retry-after=1 x1"};
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    g_autoptr(Sandbox) sandbox = sandbox_new_with_fault(faults[i]);
    g_autoptr(GError) error = NULL;
    g_autoptr(Identity) me = identity(sandbox, &error);
    g_test_message("%s", faults[i]);
    g_assert_no_error(error);
    g_assert_nonnull(me);
  }
}

static void
nonsense_is_one_clear_line(void)
{
  static const char *const faults[] = {"GET */whoami garble", "GET */whoami deep"};
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    g_autoptr(Sandbox) sandbox = sandbox_new_with_fault(faults[i]);
    g_autoptr(GError) error = NULL;
    g_test_message("%s", faults[i]);
    g_assert_null(identity(sandbox, &error));
    g_assert_error(error, API_ERROR, API_ERROR_BAD_REPLY);
    g_assert_null(strchr(error->message, '\n'));
  }
}

static void
hostile_names_are_cleaned(void)
{
  static const char *const faults[] = {"GET */contacts escape", "GET */contacts badutf8",
                                       "GET */contacts huge"};
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    g_autoptr(Sandbox) sandbox = sandbox_new_with_fault(faults[i]);
    g_autoptr(GError) error = NULL;
    g_autofree char *directory = sandbox_directory(sandbox);
    g_autofree char *list = sandbox_list(sandbox, directory, "Spring panel");
    g_test_message("%s", faults[i]);
    contacts_list_async(sandbox->client, &(ContactPlace){directory, list}, FETCH_VISIBLE, NULL, NULL,
                        sandbox_done, sandbox);
    g_autoptr(ContactPage) page = contacts_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(contact_page_length(page), ==, 50);
    for (guint row = 0; row < 50; row++)
      for (guint field = 0; field < N_CONTACT_FIELDS; field++) {
        const char *text = contact_page_field(page, row, field);
        g_assert_true(text == NULL ||
                      (g_utf8_validate(text, -1, NULL) && strpbrk(text, "\x1b\x07\r\n") == NULL));
        g_assert_true(text == NULL || strlen(text) <= 64 * 1024);
      }
  }
}

static void
stalled_call_is_cancelled(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new_with_fault("GET */whoami stall");
  g_autoptr(GCancellable) cancellable = g_cancellable_new();
  g_autoptr(GError) error = NULL;
  identity_get_async(sandbox->client, cancellable, sandbox_done, sandbox);
  directories_list_async(sandbox->client, FETCH_VISIBLE, FALSE, NULL, NULL, sandbox_done, sandbox);
  g_autoptr(Page) page = directories_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error); /* one that hangs does not hold the others */
  g_cancellable_cancel(cancellable);
  g_assert_null(identity_get_finish(sandbox->client, sandbox_wait(sandbox), &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A POST goes out once; what became of it is for the caller to find out. */
static void
lost_post_is_unanswered_and_done_once(void)
{
  static const struct {
    const char *fault;
    FetchProgress progress;
    gboolean done;
  } losses[] = {
      {"POST */mailinglists drop-before", FETCH_UNANSWERED, FALSE},
      {"POST */mailinglists drop-after x1", FETCH_UNANSWERED, TRUE},
      {"POST */mailinglists cut", FETCH_UNANSWERED, TRUE},
      {"POST */mailinglists status=503", FETCH_ANSWERED, FALSE},
      {"POST */mailinglists html", FETCH_ANSWERED, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(losses); i++) {
    g_autoptr(Sandbox) sandbox = sandbox_new_with_fault(losses[i].fault);
    g_autoptr(GError) error = NULL;
    FetchProgress progress = FETCH_NOT_SENT;
    g_autofree char *directory = sandbox_directory(sandbox);
    g_test_message("%s", losses[i].fault);
    mailing_list_create_async(sandbox->client, directory, "Lost and found", NULL, sandbox_done, sandbox);
    g_assert_null(mailing_list_create_finish(sandbox->client, sandbox_wait(sandbox), &progress, &error));
    g_assert_nonnull(error);
    g_assert_cmpint(progress, ==, losses[i].progress);
    g_autofree char *found = sandbox_list(sandbox, directory, "Lost and found");
    g_assert_cmpint(found != NULL, ==, losses[i].done);
  }
}

static void
nobody_there_is_not_sent(void)
{
  g_autoptr(Sandbox) sandbox = sandbox_new(NULL);
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_ANSWERED;
  api_client_free(sandbox->client);
  ApiClientOptions options = {.server = "http://127.0.0.1:1", .token = "demo"};
  sandbox->client = api_client_new(&options);
  mailing_list_create_async(sandbox->client, "POOL_1", "Fresh", NULL, sandbox_done, sandbox);
  g_assert_null(mailing_list_create_finish(sandbox->client, sandbox_wait(sandbox), &progress, &error));
  g_assert_error(error, FETCH_ERROR, FETCH_ERROR_NO_CONNECTION);
  g_assert_cmpint(progress, ==, FETCH_NOT_SENT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/client/identity", token_belongs_to_somebody);
  g_test_add_func("/client/time", time_is_told_by_fresh_replies_of_its_own);
  g_test_add_func("/client/wrong-token", wrong_token_is_a_login_error);
  g_test_add_func("/client/pages", list_is_read_over_its_pages);
  g_test_add_func("/client/contact", contact_is_read_at_both_places);
  g_test_add_func("/client/mailing-list", list_is_made_renamed_and_deleted);
  g_test_add_func("/client/survey", survey_is_switched_on_and_off);
  g_test_add_func("/client/empty-last-page", empty_last_page_is_an_end);
  g_test_add_func("/client/notice", notice_holds_back_writes);
  g_test_add_func("/client/raw", raw_call_reads_anything);
  g_test_add_func("/client/passing-faults", reads_survive_what_passes);
  g_test_add_func("/client/nonsense", nonsense_is_one_clear_line);
  g_test_add_func("/client/hostile-names", hostile_names_are_cleaned);
  g_test_add_func("/client/stall", stalled_call_is_cancelled);
  g_test_add_func("/client/lost-post", lost_post_is_unanswered_and_done_once);
  g_test_add_func("/client/not-sent", nobody_there_is_not_sent);
  return g_test_run();
}
