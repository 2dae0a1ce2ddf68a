/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of known calls, and JSON as text: what the console and the shell stand on.
 */
#include <gio/gio.h>
#include <string.h>

#include "src/api/endpoints.h"
#include "src/api/json-layout.h"
#include "src/api/raw.h"

static const Endpoint *
row(FetchMethod method, const char *path)
{
  guint n;
  const Endpoint *all = endpoints_all(&n);
  for (guint i = 0; i < n; i++)
    if (all[i].method == method && strcmp(all[i].path, path) == 0)
      return &all[i];
  g_error("%s is not in the table", path);
}

static void
every_row_is_whole(void)
{
  guint n;
  const Endpoint *all = endpoints_all(&n);
  g_assert_cmpuint(n, >, 50);
  for (guint i = 0; i < n; i++) {
    g_test_message("%s %s", fetch_method_name(all[i].method), all[i].path);
    g_assert_true(endpoint_find(all[i].method, all[i].path) == &all[i]);
    g_assert_cmpstr(all[i].help, !=, "");
    g_assert_nonnull(all[i].query);
    g_assert_true(all[i].body == NULL || json_layout_check(all[i].body, NULL));
    g_assert_true(all[i].method != FETCH_GET || !all[i].writes);
    g_assert_true((all[i].method != FETCH_PUT && all[i].method != FETCH_DELETE) || all[i].writes);
  }
}

static void
call_is_found_by_its_path(void)
{
  g_assert_cmpstr(endpoint_find(FETCH_GET, "/API/v3/surveys/SV_1?x=1")->path, ==, "/surveys/{survey}");
  g_assert_cmpstr(endpoint_find(FETCH_GET, "directories/POOL_1/contacts/optedOutContacts")->path, ==,
                  "/directories/{directory}/contacts/optedOutContacts");
  g_assert_null(endpoint_find(FETCH_POST, "/whoami"));
  g_assert_null(endpoint_find(FETCH_GET, "/surveys/"));
}

/* Only a POST that is known to ask may pass as one on a read-only connection, however it is spelled. */
static void
only_known_questions_write_nothing(void)
{
  static const char *const writes[] = {
      "/directories/POOL_1/contacts",
      "/directories/POOL_1/contacts/search/more",
      "/directories/../contacts/search",
      "/directories/%2e%2e/contacts/search",
      "/directories//contacts/search",
      "/directories/POOL_1/contacts/search/../CID_1",
      "/anything/contacts/search",
      "https://fra1.qualtrics.com/API/v3/directories/POOL_1/contacts/search",
  };
  g_assert_false(endpoint_writes(FETCH_POST, "/directories/POOL_1/contacts/search"));
  g_assert_false(endpoint_writes(FETCH_POST, "/surveys/SV_1/export-responses"));
  g_assert_false(endpoint_writes(FETCH_GET, "/anything"));
  g_assert_true(endpoint_writes(FETCH_PUT, "/anything"));
  for (guint i = 0; i < G_N_ELEMENTS(writes); i++)
    g_assert_true(endpoint_writes(FETCH_POST, writes[i]));
}

static void
completes(const char *path, const char *typed, const char *wanted)
{
  g_autofree char *got = endpoint_complete(row(FETCH_GET, path), typed);
  g_assert_cmpstr(got, ==, wanted);
}

static void
path_is_completed_around_what_was_typed(void)
{
  const char *lists = "/directories/{directory}/mailinglists";
  completes("/whoami", "", "/whoami");
  completes("/whoami", "/who", "/whoami");
  completes("/whoami", "who", "/whoami");
  completes("/whoami", "/whom", NULL);
  completes("/whoami", "/whoami/x", NULL);
  completes(lists, "/dir", lists);
  completes(lists, "/directories/", lists);
  completes(lists, "/directories/POOL_1", "/directories/POOL_1/mailinglists");
  completes(lists, "/directories/POOL_1/ma", "/directories/POOL_1/mailinglists");
  completes(lists, "/directories/POOL_1/contacts", NULL);
  completes(lists, "/surveys", NULL);
}

static char *
known(const char *kind, gpointer data)
{
  return strcmp(kind, "survey") == 0 ? g_strdup(data) : NULL;
}

static void
known_ids_are_filled_in(void)
{
  g_autofree char *filled = endpoint_fill("/{survey}/{list}/${l://SurveyURL}{}", known, "SV_1");
  g_assert_cmpstr(filled, ==, "/SV_1/{list}/${l://SurveyURL}{}");
}

static void
json_is_laid_out_as_it_was_written(void)
{
  const char *json = "{ \"a\":1.50,\"b\" : [ ],\"c\":[{\"d\":\"x, {\\\"y\\\"}\"},true], \"e\":{}}";
  g_autofree char *lines = json_layout_lines(json, 1000);
  g_assert_cmpstr(lines, ==,
                  "{\n  \"a\": 1.50,\n  \"b\": [],\n  \"c\": [\n    {\n      \"d\": \"x, {\\\"y\\\"}\"\n"
                  "    },\n    true\n  ],\n  \"e\": {}\n}");
  g_autofree char *compact = json_layout_compact(lines);
  g_assert_cmpstr(compact, ==, "{\"a\":1.50,\"b\":[],\"c\":[{\"d\":\"x, {\\\"y\\\"}\"},true],\"e\":{}}");
}

static void
broken_json_is_laid_out_and_refused(void)
{
  static const char *const broken[] = {"", "{", "]]]]", "\"open", "\"\\", "{\"a\":1}\nx", "[1,\n2,\n]"};
  for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *lines = json_layout_lines(broken[i], 1000);
    g_autofree char *compact = json_layout_compact(broken[i]);
    g_assert_false(json_layout_check(broken[i], &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
  g_autoptr(GError) error = NULL;
  g_assert_false(json_layout_check("{\"a\":1,\n\"b\"}", &error));
  g_assert_cmpstr(error->message, ==, "This is not JSON: see line 2");
}

static void
hostile_json_is_cleaned(void)
{
  g_autofree char *lines = json_layout_lines("{\"a\":\"\x1b[2J\xe2\x80\xae\"}", 1000);
  g_assert_cmpstr(lines, ==, "{\n  \"a\": \" [2J\"\n}");
  g_autofree char *cut = json_layout_lines("[\"0123456789\"]", 8);
  g_assert_cmpuint(strlen(cut), <=, 8);
}

static void
curl_line_holds_no_token(void)
{
  const ApiClientOptions options = {.server = "https://fra1.qualtrics.com", .token = "the-token"};
  g_autoptr(ApiClient) client = api_client_new(&options);
  const char *const query[] = {"name=it's", NULL};
  g_autofree char *get = raw_call_curl(client, FETCH_GET, "/whoami", NULL, NULL);
  g_assert_cmpstr(get, ==,
                  "curl -H \"X-API-TOKEN: $CANVASS_TOKEN\" 'https://fra1.qualtrics.com/API/v3/whoami'");
  g_autofree char *put = raw_call_curl(client, FETCH_PUT, "surveys/SV_1", query, "{\"name\":\"it's\"}");
  g_assert_cmpstr(put, ==,
                  "curl -H \"X-API-TOKEN: $CANVASS_TOKEN\" -X PUT -H 'Content-Type: application/json' "
                  "--data-raw '{\"name\":\"it'\\''s\"}' "
                  "'https://fra1.qualtrics.com/API/v3/surveys/SV_1?name=it%27s'");
  g_assert_true(api_client_token_is_in(client, "x-the-token-x"));
  g_assert_false(api_client_token_is_in(client, "the-toke"));
  g_assert_false(api_client_token_is_in(client, NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/endpoints/rows", every_row_is_whole);
  g_test_add_func("/endpoints/find", call_is_found_by_its_path);
  g_test_add_func("/endpoints/writes", only_known_questions_write_nothing);
  g_test_add_func("/endpoints/complete", path_is_completed_around_what_was_typed);
  g_test_add_func("/endpoints/fill", known_ids_are_filled_in);
  g_test_add_func("/json-layout/lines", json_is_laid_out_as_it_was_written);
  g_test_add_func("/json-layout/broken", broken_json_is_laid_out_and_refused);
  g_test_add_func("/json-layout/hostile", hostile_json_is_cleaned);
  g_test_add_func("/raw/curl", curl_line_holds_no_token);
  return g_test_run();
}
