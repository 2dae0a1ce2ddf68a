/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A read-only connection: every call there is that writes is asked for, and nothing leaves. Which calls there
 * are is read from the headers, so that a new one can't be forgotten here.
 */
#include <string.h>

#include "src/api/contacts.h"
#include "src/api/distributions.h"
#include "src/api/endpoints.h"
#include "src/api/imports.h"
#include "src/api/mailing-lists.h"
#include "src/api/raw.h"
#include "src/api/sms.h"
#include "src/api/surveys.h"
#include "src/api/transactions.h"
#include "tests/unit/api/api-test.h"

static const ContactPlace on_list = {.directory_id = "POOL_1", .list_id = "CG_1"};
static const ContactPlace in_directory = {.directory_id = "POOL_1"};

/* GETs, and the two POSTs that only ask. */
static const char *const reads[] = {"contact_get_async",
                                    "contact_get_later_async",
                                    "contact_history_async",
                                    "contact_query_async",
                                    "contact_search_async",
                                    "contacts_list_async",
                                    "contacts_list_whole_async",
                                    "contacts_view_async",
                                    "directories_list_async",
                                    "distribution_get_async",
                                    "distribution_history_async",
                                    "distribution_links_async",
                                    "distributions_list_async",
                                    "identity_get_async",
                                    "import_report_async",
                                    "import_status_async",
                                    "libraries_list_async",
                                    "library_message_get_async",
                                    "library_messages_list_async",
                                    "mailing_list_get_async",
                                    "mailing_lists_list_async",
                                    "response_export_file_async",
                                    "response_export_progress_async",
                                    "response_export_start_async",
                                    "sms_get_async",
                                    "sms_list_async",
                                    "survey_definition_get_async",
                                    "survey_get_async",
                                    "surveys_list_async"};

/* The writes, each of which asks on the test's client and gives its error. */

static GError *
contact_create(ApiTest *test)
{
  GError *error = NULL, *other = NULL;
  g_autoptr(Contact) contact = contact_new();
  contact_create_async(test->client, &on_list, contact, NULL, api_test_done, test);
  g_assert_null(contact_create_finish(test->client, api_test_wait(test), NULL, &other));
  g_assert_error(other, API_ERROR, API_ERROR_READ_ONLY);
  g_error_free(other);
  contact_create_async(test->client, &in_directory, contact, NULL, api_test_done, test);
  g_assert_null(contact_create_finish(test->client, api_test_wait(test), NULL, &error));
  return error;
}

static GError *
contact_update(ApiTest *test)
{
  GError *error = NULL;
  g_autoptr(Contact) base = contact_new();
  contact_set(base, CONTACT_FIELD_ID, "CID_1");
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, base, CONTACT_FIELD_FIRST_NAME, "Ada");
  contact_update_async(test->client, &on_list, edit, base, NULL, api_test_done, test);
  g_assert_false(contact_update_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
contact_delete(ApiTest *test)
{
  GError *error = NULL;
  contact_delete_async(test->client, &on_list, "CID_1", NULL, api_test_done, test);
  g_assert_false(contact_delete_finish(test->client, api_test_wait(test), &error));
  return error;
}

static Launch *
a_launch(LaunchKind kind)
{
  Launch *launch = launch_new();
  launch->kind = kind;
  launch->survey_id = g_strdup("SV_1");
  launch->list_id = g_strdup("CG_1");
  launch->parent_id = kind == LAUNCH_REMINDER || kind == LAUNCH_THANK_YOU ? g_strdup("EMD_1") : NULL;
  launch->subject = g_strdup("Subject");
  launch->mark = g_strdup("Mark");
  launch->method = g_strdup("Invite");
  launch->message_text = g_strdup("Text");
  launch->link_type = g_strdup("Individual");
  launch->send_at = launch->link_expires = G_GINT64_CONSTANT(1764000000000);
  return launch;
}

static GError *
distribution_create(ApiTest *test)
{
  static const LaunchKind kinds[] = {LAUNCH_EMAIL, LAUNCH_REMINDER, LAUNCH_THANK_YOU, LAUNCH_LINKS};
  GError *error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autoptr(Launch) launch = a_launch(kinds[i]);
    g_clear_error(&error);
    distribution_create_async(test->client, launch, NULL, api_test_done, test);
    g_assert_null(distribution_create_finish(test->client, api_test_wait(test), NULL, &error));
    g_assert_error(error, API_ERROR, API_ERROR_READ_ONLY);
  }
  return error;
}

static GError *
distribution_delete(ApiTest *test)
{
  GError *error = NULL;
  distribution_delete_async(test->client, "EMD_1", "SV_1", NULL, api_test_done, test);
  g_assert_false(distribution_delete_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
sms_create(ApiTest *test)
{
  GError *error = NULL;
  g_autoptr(Launch) launch = a_launch(LAUNCH_SMS);
  sms_create_async(test->client, launch, NULL, api_test_done, test);
  g_assert_null(sms_create_finish(test->client, api_test_wait(test), NULL, &error));
  return error;
}

static GError *
sms_delete(ApiTest *test)
{
  GError *error = NULL;
  sms_delete_async(test->client, "SMSD_1", "SV_1", NULL, api_test_done, test);
  g_assert_false(sms_delete_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
import_start(ApiTest *test)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) contacts = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  g_ptr_array_add(contacts, contact_new());
  import_start_async(test->client, &on_list, contacts, NULL, api_test_done, test);
  g_assert_null(import_start_finish(test->client, api_test_wait(test), NULL, &error));
  return error;
}

static GError *
mailing_list_create(ApiTest *test)
{
  GError *error = NULL;
  mailing_list_create_async(test->client, "POOL_1", "Name", NULL, api_test_done, test);
  g_assert_null(mailing_list_create_finish(test->client, api_test_wait(test), NULL, &error));
  return error;
}

static GError *
mailing_list_rename(ApiTest *test)
{
  GError *error = NULL;
  mailing_list_rename_async(test->client, "POOL_1", "CG_1", "Name", NULL, api_test_done, test);
  g_assert_false(mailing_list_rename_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
mailing_list_delete(ApiTest *test)
{
  GError *error = NULL;
  mailing_list_delete_async(test->client, "POOL_1", "CG_1", NULL, api_test_done, test);
  g_assert_false(mailing_list_delete_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
survey_set_active(ApiTest *test)
{
  GError *error = NULL;
  survey_set_active_async(test->client, "SV_1", FALSE, NULL, api_test_done, test);
  g_assert_false(survey_set_active_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
transaction_batch_create(ApiTest *test)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_ptr_array_add(ids, (gpointer) "CID_1");
  transaction_batch_create_async(test->client, "POOL_1", "CG_1", ids, NULL, api_test_done, test);
  g_assert_null(transaction_batch_create_finish(test->client, api_test_wait(test), &error));
  return error;
}

static GError *
raw_try(ApiTest *test, FetchMethod method, const char *path)
{
  GError *error = NULL;
  raw_call_async(test->client, method, path, NULL, "{}", NULL, api_test_done, test);
  g_assert_null(raw_call_finish(test->client, api_test_wait(test), NULL, &error));
  if (!g_error_matches(error, API_ERROR, API_ERROR_READ_ONLY))
    g_error("%s %s: %s", fetch_method_name(method), path, error->message);
  return error;
}

/* What the console and `canvass api` can be made to send: what is known, what is not, and what looks like a
 * search and is none. */
static GError *
raw_call(ApiTest *test)
{
  static const char *const odd[] = {"/contacts/search",
                                    "/directories/POOL_1/contacts/search/../..",
                                    "/directories/POOL_1/mailinglists/%2e%2e/contacts/search",
                                    "/API/v3/directories/../contacts/search",
                                    "https://example.org/API/v3/x",
                                    "/surveys/SV_1/export-responses/x/y",
                                    ""};
  guint n;
  const Endpoint *endpoints = endpoints_all(&n);
  for (guint i = 0; i < n; i++)
    if (endpoints[i].writes)
      g_error_free(raw_try(test, endpoints[i].method, endpoints[i].path));
  for (guint i = 0; i < G_N_ELEMENTS(odd); i++)
    g_error_free(raw_try(test, FETCH_POST, odd[i]));
  g_error_free(raw_try(test, FETCH_PUT, "/directories/POOL_1/contacts/search"));
  return raw_try(test, FETCH_DELETE, "/whoami");
}

static const struct {
  const char *name;
  GError *(*ask)(ApiTest *test);
} writes[] = {
    {"contact_create_async", contact_create},
    {"contact_update_async", contact_update},
    {"contact_delete_async", contact_delete},
    {"distribution_create_async", distribution_create},
    {"distribution_delete_async", distribution_delete},
    {"sms_create_async", sms_create},
    {"sms_delete_async", sms_delete},
    {"import_start_async", import_start},
    {"mailing_list_create_async", mailing_list_create},
    {"mailing_list_rename_async", mailing_list_rename},
    {"mailing_list_delete_async", mailing_list_delete},
    {"survey_set_active_async", survey_set_active},
    {"transaction_batch_create_async", transaction_batch_create},
    {"raw_call_async", raw_call},
};

static void
every_write_is_refused(void)
{
  g_autoptr(ApiTest) test = api_test_new(TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(writes); i++) {
    g_test_message("%s", writes[i].name);
    g_autoptr(GError) error = writes[i].ask(test);
    g_assert_error(error, API_ERROR, API_ERROR_READ_ONLY);
  }
  g_assert_cmpuint(canned_server_count(test->server), ==, 0);
  g_assert_cmpuint(request_log_length(fetcher_log(api_client_fetcher(test->client))), ==, 0);
}

static gboolean
is_known(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(writes); i++)
    if (strcmp(writes[i].name, name) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(reads); i++)
    if (strcmp(reads[i], name) == 0)
      return TRUE;
  return FALSE;
}

static guint
look_through(const char *path)
{
  guint n = 0;
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GRegex) regex = g_regex_new("\\b(\\w+_async) ?\\(ApiClient", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL), n++) {
    g_autofree char *name = g_match_info_fetch(match, 1);
    if (!is_known(name))
      g_error("%s: say in tests/unit/api/test-read-only.c whether it writes", name);
  }
  return n;
}

static void
no_call_is_forgotten(void)
{
  g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "..", "src", "api", NULL);
  GDir *files = g_dir_open(folder, 0, NULL);
  guint n = 0;
  g_assert_nonnull(files);
  for (const char *name; (name = g_dir_read_name(files)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_str_has_suffix(name, ".h"))
      n += look_through(path);
  }
  g_dir_close(files);
  g_assert_cmpuint(n, ==, G_N_ELEMENTS(writes) + G_N_ELEMENTS(reads));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/api/read-only/every-write-is-refused", every_write_is_refused);
  g_test_add_func("/api/read-only/no-call-is-forgotten", no_call_is_forgotten);
  return g_test_run();
}
