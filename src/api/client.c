/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/api/client.h"

#include <string.h>

#include "src/api/client-private.h"
#include "src/api/server-clock.h"
#include "src/net/steady-clock.h"

struct ApiClient {
  char *server;
  gboolean read_only;
  Fetcher *fetcher;
  Turns *turns;
  char *notice_host;
  ServerClock clock;
};

/* Address */

/* @name may end in a port. */
static gboolean
is_loopback_name(const char *name)
{
  gsize length = *name == '[' ? strcspn(name, "]") + 1 : strcspn(name, ":");
  if (length > strlen(name) || (name[length] != '\0' && name[length] != ':'))
    return FALSE;
  g_autofree char *host = g_strndup(name, length);
  return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
         (g_str_has_prefix(host, "127.") && strspn(host, "0123456789.") == length);
}

static char *
bad_server(GError **error, const char *why)
{
  g_propagate_error(error, api_error_new(API_ERROR_BAD_SERVER, 0, NULL, NULL, why));
  return NULL;
}

char *
server_address_normalize(const char *typed, GError **error)
{
  g_autofree char *text = g_strdup(typed);
  g_strdelimit(text, "<>\"'", ' ');
  g_strstrip(text);
  gboolean plain = g_ascii_strncasecmp(text, "http://", 7) == 0;
  const char *host = plain ? text + 7 : g_ascii_strncasecmp(text, "https://", 8) == 0 ? text + 8 : text;
  g_autofree char *name = g_ascii_strdown(host, (gssize) strcspn(host, "/?# "));
  if (*name == '\0')
    return bad_server(error, "Type the data centre, such as fra1, or the host that you see in the browser.");
  if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") != strlen(name))
    return bad_server(error, "This is no host name; type the data centre, such as fra1.");
  if (plain && !is_loopback_name(name))
    return bad_server(error, "Plain http would show the token to everyone on the way; use https.");
  if (plain)
    return g_strconcat("http://", name, NULL);
  if (strchr(name, '.') == NULL && strchr(name, ':') == NULL)
    return g_strconcat("https://", name, ".qualtrics.com", NULL);
  if (g_str_has_suffix(name, ".qualtrics.com") || is_loopback_name(name))
    return g_strconcat("https://", name, NULL);
  if (strchr(name, '.') != NULL && strchr(strchr(name, '.') + 1, '.') == NULL &&
      !g_str_has_suffix(name, ".com"))
    return g_strconcat("https://", name, ".qualtrics.com", NULL); /* brand.fra1 */
  return bad_server(
      error, "The host of a Qualtrics account ends in .qualtrics.com; type the data centre, such as fra1.");
}

gboolean
server_address_is_whole(const char *address)
{
  gsize scheme = strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
  return scheme > 0 && g_str_has_prefix(address + scheme, "://");
}

/* Client */

ApiClient *
api_client_new(const ApiClientOptions *options)
{
  ApiClient *client = g_new0(ApiClient, 1);
  client->server = g_strdup(options->server);
  client->read_only = options->read_only;
  FetcherOptions fetcher = {.origin = options->server,
                            .trusted_suffix = ".qualtrics.com",
                            .secret_header = "X-API-TOKEN",
                            .secret = options->token,
                            .read_only = options->read_only};
  api_error_quark();
  client->fetcher = fetcher_new(&fetcher);
  client->turns = turns_new();
  return client;
}

void
api_client_free(ApiClient *client)
{
  if (client == NULL)
    return;
  turns_close(client->turns);
  fetcher_free(client->fetcher);
  g_free(client->server);
  g_free(client->notice_host);
  g_free(client);
}

const char *
api_client_server(const ApiClient *client)
{
  return client->server;
}

gboolean
api_client_is_read_only(const ApiClient *client)
{
  return client->read_only;
}

gboolean
api_client_token_is_in(const ApiClient *client, const char *text)
{
  return fetcher_secret_is_in(client->fetcher, text);
}

const char *
api_client_notice_host(const ApiClient *client)
{
  return client->notice_host;
}

gint64
api_client_server_now(const ApiClient *client)
{
  return client->clock.is_known ? server_clock_at(&client->clock, steady_clock_us() / 1000)
                                : g_get_real_time() / 1000;
}

gboolean
api_client_knows_time(const ApiClient *client)
{
  return client->clock.is_known;
}

Fetcher *
api_client_fetcher(ApiClient *client)
{
  return client->fetcher;
}

Turns *
api_client_turns(ApiClient *client)
{
  return client->turns;
}

static gboolean
refuse(GError **error, ApiError why, char *line)
{
  g_propagate_error(error, api_error_new(why, 0, NULL, NULL, line));
  g_free(line);
  return FALSE;
}

static gboolean
is_own(const ApiClient *client, const char *url)
{
  gsize length = strlen(client->server);
  return strncmp(url, client->server, length) == 0 && strchr("/?", url[length]) != NULL;
}

gboolean
api_client_may_write(const ApiClient *client, const char *url, GError **error)
{
  if (client->read_only)
    return refuse(error, API_ERROR_READ_ONLY, g_strdup("This connection is read-only; nothing was sent."));
  if (client->notice_host != NULL)
    return refuse(error, API_ERROR_WRONG_HOST,
                  g_strdup_printf("This account lives at %s, not at %s: change the connection first; until "
                                  "then nothing is written.",
                                  client->notice_host, client->server));
  if (!is_own(client, url))
    return refuse(error, API_ERROR_WRONG_HOST,
                  g_strdup_printf("Writes go to %s only; nothing was sent.", client->server));
  return TRUE;
}

/* "https://acme.fra1.qualtrics.com" is at fra1.qualtrics.com. */
static gboolean
is_at(const char *server, const char *host)
{
  gsize length = strlen(server), end = strlen(host);
  return length > end && g_ascii_strcasecmp(server + length - end, host) == 0 &&
         strchr("/.", server[length - end - 1]) != NULL;
}

void
api_client_learn(ApiClient *client, const FetchOutcome *outcome)
{
  if (outcome->server_time_ms > 0 && outcome->verdict.is_own)
    server_clock_take(&client->clock, outcome->server_time_ms, outcome->at_us / 1000);
  const char *notice = outcome->verdict.notice;
  if (notice != NULL && !is_at(client->server, notice)) {
    g_free(client->notice_host);
    client->notice_host = g_strdup(notice);
  }
}
