/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/net/origin.h"

#include <curl/curl.h>
#include <string.h>

#include "src/net/fetch-error.h"

typedef struct {
  char *scheme, *host, *port, *user;
} Parts;

static void
parts_clear(Parts *parts)
{
  curl_free(parts->scheme);
  curl_free(parts->host);
  curl_free(parts->port);
  curl_free(parts->user);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static gboolean
parts_read(Parts *parts, const char *url)
{
  CURLU *parser = curl_url();
  gboolean read = curl_url_set(parser, CURLUPART_URL, url, 0) == CURLUE_OK &&
                  curl_url_get(parser, CURLUPART_SCHEME, &parts->scheme, 0) == CURLUE_OK &&
                  curl_url_get(parser, CURLUPART_HOST, &parts->host, 0) == CURLUE_OK &&
                  curl_url_get(parser, CURLUPART_PORT, &parts->port, CURLU_DEFAULT_PORT) == CURLUE_OK;
  if (read)
    curl_url_get(parser, CURLUPART_USER, &parts->user, 0);
  curl_url_cleanup(parser);
  return read;
}

/* The address may come from a server; nothing of it may steer a terminal. */
static char *
printable(const char *text)
{
  char *clean = g_strndup(text, 80);
  for (char *p = clean; *p != '\0'; p++)
    if (!g_ascii_isprint(*p))
      *p = '?';
  return clean;
}

char *
origin_host(const char *url)
{
  g_auto(Parts) parts = {0};
  return printable(parts_read(&parts, url) ? parts.host : url);
}

/* Letters that a resolver maps to '/' or '.' could make another host of one that ends as it should. */
static gboolean
host_is_plain(const char *host)
{
  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum(*p) && strchr(".-[]:", *p) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
host_is_loopback(const char *host)
{
  return g_ascii_strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
         (g_str_has_prefix(host, "127.") && strspn(host, "0123456789.") == strlen(host));
}

gboolean
origin_is_loopback(const char *url)
{
  g_auto(Parts) parts = {0};
  return parts_read(&parts, url) && host_is_loopback(parts.host);
}

static gboolean
is_under(const Parts *parts, const char *suffix)
{
  gsize host = strlen(parts->host), end = strlen(suffix);
  return strcmp(parts->scheme, "https") == 0 && strcmp(parts->port, "443") == 0 && host > end &&
         g_ascii_strcasecmp(parts->host + host - end, suffix) == 0;
}

gboolean
origin_allows(const char *origin, const char *trusted_suffix, const char *url, GError **error)
{
  g_auto(Parts) own = {0};
  g_auto(Parts) other = {0};
  if (!parts_read(&own, origin) || !parts_read(&other, url)) {
    g_autofree char *clean = printable(url);
    g_set_error(error, FETCH_ERROR, FETCH_ERROR_BAD_URL, "This is no address that can be asked: %s", clean);
    return FALSE;
  }
  gboolean safe = strcmp(other.scheme, "https") == 0 ||
                  (strcmp(other.scheme, "http") == 0 && host_is_loopback(other.host));
  gboolean same = strcmp(own.scheme, other.scheme) == 0 && g_ascii_strcasecmp(own.host, other.host) == 0 &&
                  strcmp(own.port, other.port) == 0;
  gboolean kin = trusted_suffix != NULL && is_under(&own, trusted_suffix) && is_under(&other, trusted_suffix);
  if (safe && (same || kin) && other.user == NULL && host_is_plain(other.host))
    return TRUE;
  g_autofree char *host = printable(other.host);
  g_set_error(error, FETCH_ERROR, FETCH_ERROR_FORBIDDEN_ORIGIN,
              "The reply points to %s, which is not the server of this connection; nothing was sent there.",
              host);
  return FALSE;
}
