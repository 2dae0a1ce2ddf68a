/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the secret may go, and where it may not. */
#include "src/net/origin.h"

#include <string.h>

#include "src/net/fetch-error.h"

#define OWN "https://fra1.qualtrics.com"
#define SUFFIX ".qualtrics.com"

static void
test_allowed(void)
{
  static const char *const urls[] = {
      OWN "/API/v3/whoami",           "https://FRA1.qualtrics.com/x", "https://fra1.qualtrics.com:443/x",
      "https://iad1.qualtrics.com/x", "https://a.b.qualtrics.com/x",
  };
  for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
    g_autoptr(GError) error = NULL;
    g_test_message("%s", urls[i]);
    g_assert_true(origin_allows(OWN, SUFFIX, urls[i], &error));
    g_assert_no_error(error);
  }
}

static void
test_forbidden(void)
{
  static const char *const urls[] = {
      "http://fra1.qualtrics.com/x",
      "https://fra1.qualtrics.com:8443/x",
      "https://qualtrics.com/x",
      "https://evilqualtrics.com/x",
      "https://fra1.qualtrics.com.evil.example/x",
      "https://evil.example/?.qualtrics.com",
      "https://evil.example#.qualtrics.com",
      "https://evil.example\\.qualtrics.com/x",
      "https://user@fra1.qualtrics.com/x",
      "https://fra1.qualtrics.com@evil.example/x",
      "https://evil.example\xef\xbc\x8f.qualtrics.com/x",
      "https://evil.example%2f.qualtrics.com/x",
      "http://127.0.0.1:8080/x",
      "file:///etc/passwd",
      "/API/v3/whoami",
      "",
  };
  for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
    g_autoptr(GError) error = NULL;
    g_test_message("%s", urls[i]);
    g_assert_false(origin_allows(OWN, SUFFIX, urls[i], &error));
    g_assert_nonnull(error);
    g_assert_true(error->domain == FETCH_ERROR);
    for (const char *p = error->message; *p != '\0'; p++)
      g_assert_true(g_ascii_isprint(*p));
  }
}

static void
test_no_kin_without_a_suffix(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_false(origin_allows(OWN, NULL, "https://iad1.qualtrics.com/x", &error));
  g_assert_error(error, FETCH_ERROR, FETCH_ERROR_FORBIDDEN_ORIGIN);
  g_assert_nonnull(strstr(error->message, "iad1.qualtrics.com"));
  /* A brand host elsewhere has no kin. */
  g_assert_false(origin_allows("https://survey.example", SUFFIX, OWN "/x", NULL));
  g_assert_true(origin_allows("https://survey.example", SUFFIX, "https://survey.example/x", NULL));
}

static void
test_plain_http_is_for_this_machine(void)
{
  g_assert_true(origin_allows("http://127.0.0.1:8080", NULL, "http://127.0.0.1:8080/x", NULL));
  g_assert_true(origin_allows("http://[::1]:8080", NULL, "http://[::1]:8080/x", NULL));
  g_assert_true(origin_allows("http://localhost:1", NULL, "http://localhost:1/x", NULL));
  g_assert_false(origin_allows("http://127.0.0.1:8080", NULL, "http://127.0.0.1:8081/x", NULL));
  g_assert_false(origin_allows("http://example.org", NULL, "http://example.org/x", NULL));
  g_assert_false(
      origin_allows("http://127.0.0.1.evil.example", NULL, "http://127.0.0.1.evil.example/x", NULL));
}

static void
test_a_host_to_read(void)
{
  g_autofree char *host = origin_host(OWN "/x");
  g_autofree char *odd = origin_host("no\x1b[31murl");
  g_assert_cmpstr(host, ==, "fra1.qualtrics.com");
  g_assert_null(strchr(odd, 0x1b));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/origin/allowed", test_allowed);
  g_test_add_func("/origin/forbidden", test_forbidden);
  g_test_add_func("/origin/no-kin-without-a-suffix", test_no_kin_without_a_suffix);
  g_test_add_func("/origin/plain-http-is-for-this-machine", test_plain_http_is_for_this_machine);
  g_test_add_func("/origin/a-host-to-read", test_a_host_to_read);
  return g_test_run();
}
