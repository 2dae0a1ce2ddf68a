/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where requests go: the server as a person types it, the path and the query of a call by hand, addresses
 * that a reply names. Whatever they hold, what is asked stays on the server, and what may write is taken for
 * that.
 */
#include <string.h>

#include "src/api/client.h"
#include "src/api/endpoints.h"
#include "src/api/raw.h"
#include "src/local/connections.h"
#include "src/net/origin.h"
#include "tests/fuzz/fuzz.h"
#include "ui/typed-path.h"

#define SERVER "https://fra1.qualtrics.com"
/* A longer one is cut for people to read. */
#define MOST_OF_HOST 80

const FuzzSeed fuzz_seeds[] = {FUZZ_SEED("fra1"),
                               FUZZ_SEED("brand.fra1"),
                               FUZZ_SEED("https://brand.fra1.qualtrics.com/Q/MyProjectsSection?x=1#y"),
                               FUZZ_SEED("http://127.0.0.1:8080"),
                               FUZZ_SEED("https://[::1]:8443/"),
                               FUZZ_SEED("https://ada:secret@fra1.qualtrics.com.example.org:443/API/v3"),
                               FUZZ_SEED("/directories/POOL_1/contacts/search\npageSize=2\nq=a b&c=d"),
                               FUZZ_SEED("/API/v3/surveys/../whoami?x=%2F#y\n=\nname"),
                               FUZZ_SEED("//evil.example.org/API/v3/whoami"),
                               FUZZ_SEED(SERVER "/API/v3/surveys?offset=100\n"),
                               FUZZ_SEED("/surveys?back=https://a.example/b?c=d\nx=http://e.example"),
                               FUZZ_SEED("://evil.example.org/API/v3/whoami"),
                               FUZZ_SEED("/distributions?surveyId={survey}"),
                               FUZZ_SEED("~/~//home/ada/people.csv "),
                               {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 400;

/* What is stored as a server is an origin, and typing that gives the same one. */
static void
check_server(const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *server = server_address_normalize(text, &error);
  g_assert_true((server == NULL) == (error != NULL));
  if (server == NULL) {
    fuzz_check_clean(error->message, FALSE);
    return;
  }
  gboolean plain = g_str_has_prefix(server, "http://");
  g_assert_true(plain ? origin_is_loopback(server) || strpbrk(server + 7, "[:") != NULL
                      : g_str_has_prefix(server, "https://"));
  g_assert_null(strpbrk(strstr(server, "://") + 3, "/?#@ \t\r\n\\"));
  g_autofree char *again = server_address_normalize(server, NULL);
  g_assert_cmpstr(again, ==, server);
}

static void
check_origin(const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *host = origin_host(text);
  fuzz_check_clean(host, FALSE);
  if (!origin_allows(SERVER, ".qualtrics.com", text, &error)) {
    fuzz_check_clean(error->message, FALSE);
    return;
  }
  g_autofree char *small = g_ascii_strdown(host, -1);
  g_assert_true(strlen(small) == MOST_OF_HOST || g_str_has_suffix(small, ".qualtrics.com"));
}

/* From the root of the server, so that it is of that server; and in a shell one word. */
static void
check_call(const char *path, const char *const *query)
{
  g_autofree char *address = raw_call_address(path, query);
  if (server_address_is_whole(path))
    return;
  g_assert_true(g_str_has_prefix(address, "/API/"));
  g_assert_null(strpbrk(address, " \t\r\n\"\\"));
  g_autofree char *url = g_strconcat(SERVER, address, NULL);
  g_autofree char *host = origin_host(url);
  g_assert_cmpstr(host, ==, "fra1.qualtrics.com");
  g_assert_true(origin_allows(SERVER, NULL, url, NULL));
}

static char *
known(const char *kind, gpointer data)
{
  return strcmp(kind, "survey") == 0 ? g_strdup(data) : NULL;
}

/* A row of the table that a call is taken for, and what is completed from what was typed. */
static void
check_endpoints(const char *path)
{
  guint n;
  const Endpoint *all = endpoints_all(&n);
  FetchMethod method = FETCH_GET;
  g_assert_false(endpoint_writes(FETCH_GET, path) && endpoint_find(FETCH_GET, path) == NULL);
  for (method = FETCH_POST; method <= FETCH_DELETE; method++)
    g_assert_true(endpoint_writes(method, path) || endpoint_find(method, path) != NULL);
  for (guint i = 0; i < n; i++) {
    g_autofree char *whole = endpoint_complete(&all[i], path);
    g_assert_true(whole == NULL || *whole == '/');
  }
  g_autofree char *filled = endpoint_fill(path, known, (gpointer) "SV_1");
  g_assert_nonnull(filled);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *) data, size);
  check_server(text);
  g_autoptr(GError) error = NULL;
  g_assert_true(connection_name_check(text, &error) == (error == NULL));
  g_autofree char *typed = typed_path_whole(text);
  g_assert_true(g_path_is_absolute(typed));
  check_origin(text);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  check_call(lines[0] != NULL ? lines[0] : "", lines[0] != NULL ? (const char *const *) lines + 1 : NULL);
  check_endpoints(lines[0] != NULL ? lines[0] : "");
  return 0;
}
