/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/api/api-test.h"

#include "src/api/whoami.h"

ApiTest *
api_test_new(gboolean read_only)
{
  ApiTest *test = g_new0(ApiTest, 1);
  test->server = canned_server_new();
  ApiClientOptions options = {
      .server = canned_server_url(test->server), .token = "secret-token", .read_only = read_only};
  test->client = api_client_new(&options);
  return test;
}

void
api_test_free(ApiTest *test)
{
  if (test == NULL)
    return;
  api_client_free(test->client);
  canned_server_free(test->server);
  g_clear_object(&test->result);
  g_free(test);
}

void
api_test_done(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ApiTest *test = data;
  g_set_object(&test->result, result);
}

GAsyncResult *
api_test_wait(ApiTest *test)
{
  g_clear_object(&test->result);
  while (test->result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return test->result;
}

GError *
api_test_error(ApiTest *test)
{
  GError *error = NULL;
  identity_get_async(test->client, NULL, api_test_done, test);
  g_autoptr(Identity) identity = identity_get_finish(test->client, api_test_wait(test), &error);
  g_assert_null(identity);
  g_assert_nonnull(error);
  return error;
}
