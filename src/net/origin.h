/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the secret may go. Pure (curl's URL parser only).
 */
#pragma once

#include <glib.h>

/* TRUE when @url has the very scheme, host and port of @origin, or when both are https hosts under
 * @trusted_suffix (a wrong data centre is proxied, and names pages of the other host). Plain http is for
 * loopback addresses only; an address with a user name is nobody's. @error: FETCH_ERROR_BAD_URL or
 * _FORBIDDEN_ORIGIN. */
gboolean origin_allows(const char *origin, const char *trusted_suffix, const char *url, GError **error);

/* The host of @url for a person to read, printable whatever a server wrote there. */
char *origin_host(const char *url);

/* TRUE for an http or https address on this machine. */
gboolean origin_is_loopback(const char *url);
