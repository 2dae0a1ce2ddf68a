/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/desk.h"

#include "src/api/directories.h"
#include "src/api/distributions.h"
#include "src/api/mailing-lists.h"
#include "src/api/sms.h"
#include "src/api/surveys.h"
#include "src/model/timestamp.h"

void
test_desk_open(TestDesk *desk)
{
  GError *error = NULL;
  desk->journal = journal_open(desk->paths, &error);
  g_assert_no_error(error);
  desk->client = api_client_new(&(ApiClientOptions){.server = desk->sandbox->url, .token = "demo"});
  desk->desk = launch_desk_new(desk->client, desk->journal, desk->paths, NULL, NULL);
}

void
test_desk_close(TestDesk *desk)
{
  launch_desk_free(desk->desk);
  api_client_free(desk->client);
  journal_close(desk->journal);
}

char *
test_some_list(ApiClient *client)
{
  return test_other_list(client, NULL);
}

char *
test_other_list(ApiClient *client, const char *list_id)
{
  GError *error = NULL;
  TestWait wait = {0};
  directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) directories = directories_list_finish(client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  const Directory *directory = g_ptr_array_index(directories->items, 0);
  mailing_lists_list_async(client, FETCH_VISIBLE, directory->id, TRUE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) lists = mailing_lists_list_finish(client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  for (guint i = 0; i < lists->items->len; i++) {
    const MailingList *list = g_ptr_array_index(lists->items, i);
    if (list->contact_count > 10 && g_strcmp0(list->id, list_id) != 0)
      return g_strdup(list->id);
  }
  g_assert_not_reached();
}

static Page *
surveys_of(ApiClient *client)
{
  GError *error = NULL;
  TestWait wait = {0};
  surveys_list_async(client, FETCH_VISIBLE, NULL, NULL, test_wait_callback, &wait);
  Page *surveys = surveys_list_finish(client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return surveys;
}

char *
test_some_survey(ApiClient *client)
{
  page_free(surveys_of(client));
  g_autoptr(Page) surveys = surveys_of(client);
  for (guint i = 0; i < surveys->items->len; i++) {
    const Survey *survey = g_ptr_array_index(surveys->items, i);
    if (survey->is_active)
      return g_strdup(survey->id);
  }
  g_assert_not_reached();
}

Launch *
test_desk_launch(TestDesk *desk)
{
  Launch *launch = launch_new();
  launch->list_id = test_some_list(desk->client);
  launch->survey_id = test_some_survey(desk->client);
  launch->from_name = g_strdup("Study team");
  launch->from_email = g_strdup("noreply@qemailserver.com");
  launch->subject = g_strdup("Your opinion");
  launch->message_text = g_strdup("<p>Hello ${m://FirstName}</p><p>${l://SurveyLink?d=Start}</p>");
  launch->link_type = g_strdup("Individual");
  launch->send_at = api_client_server_now(desk->client) + 300 * 1000;
  return launch;
}

void
test_desk_paths(TestDesk *desk)
{
  desk->paths = g_new0(Paths, 1);
  desk->paths->config = g_strdup(desk->home);
  desk->paths->state = g_strdup(desk->home);
  desk->paths->cache = g_strdup(desk->home);
}

gboolean
test_desk_has_searched(TestDesk *desk)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(desk->client));
  guint length = request_log_length(log);
  const RequestLogEntry *last = length > 0 ? request_log_nth(log, length - 1) : NULL;
  return last != NULL && g_str_equal(last->method, "GET") && last->state == REQUEST_DONE;
}

void
test_desk_start(TestDesk *desk)
{
  desk->sandbox = test_sandbox_new("--contacts", "40", NULL);
  desk->home = g_dir_make_tmp("canvass-home-XXXXXX", NULL);
  test_desk_paths(desk);
  test_desk_open(desk);
  desk->launch = test_desk_launch(desk);
}

void
test_desk_end(TestDesk *desk)
{
  test_desk_close(desk);
  launch_free(desk->launch);
  paths_free(desk->paths);
  test_sandbox_free(desk->sandbox);
  test_folder_remove(desk->home);
}

Page *
test_distributions(TestDesk *desk, gboolean sms)
{
  const char *survey = desk->launch->survey_id;
  GError *error = NULL;
  TestWait wait = {0};
  Page *page;
  if (sms) {
    sms_list_async(desk->client, FETCH_VISIBLE, survey, NULL, NULL, test_wait_callback, &wait);
    page = sms_list_finish(desk->client, test_wait_result(&wait), &error);
  } else {
    distributions_list_async(desk->client, FETCH_VISIBLE, survey, NULL, TIMESTAMP_NONE, TIMESTAMP_NONE, NULL,
                             NULL, test_wait_callback, &wait);
    page = distributions_list_finish(desk->client, test_wait_result(&wait), &error);
  }
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return page;
}

char *
test_some_invitation(TestDesk *desk)
{
  g_autoptr(Page) page = test_distributions(desk, FALSE);
  for (guint i = 0; i < page->items->len; i++) {
    const Distribution *distribution = g_ptr_array_index(page->items, i);
    if (g_strcmp0(distribution->request_type, "Invite") == 0 && distribution->stats.finished > 0)
      return g_strdup(distribution->id);
  }
  g_assert_not_reached();
}

void
test_desk_aim(TestDesk *desk, LaunchKind kind)
{
  Launch *launch = desk->launch;
  launch->kind = kind;
  if (kind == LAUNCH_REMINDER || kind == LAUNCH_THANK_YOU) {
    launch->parent_id = test_some_invitation(desk);
    g_clear_pointer(&launch->list_id, g_free);
  } else if (kind == LAUNCH_SMS) {
    launch->method = g_strdup("Invite");
    g_free(launch->message_text);
    launch->message_text = g_strdup("Hi ${m://FirstName}: ${l://SurveyURL}");
  } else if (kind == LAUNCH_LINKS) {
    launch->send_at = api_client_server_now(desk->client);
    launch->link_expires = launch->send_at + (gint64) 30 * 86400 * 1000;
  }
}

LaunchResult *
test_desk_send(TestDesk *desk, const char *fault)
{
  TestWait wait = {0};
  if (fault != NULL)
    test_sandbox_control(desk->sandbox, "/sandbox/fault", fault);
  launch_send_async(desk->desk, desk->launch, test_wait_callback, &wait);
  while (wait.result == NULL && !test_desk_has_searched(desk))
    g_main_context_iteration(NULL, TRUE);
  if (wait.result == NULL)
    test_sandbox_control(desk->sandbox, "/sandbox/clock", "700");
  LaunchResult *result = launch_send_finish(desk->desk, test_wait_result(&wait));
  test_wait_clear(&wait);
  return result;
}
