/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that says what it was sent, the token above all, in every dress that a token can be given.
 */
#pragma once

#include <cjson/cJSON.h>
#include <glib.h>

/* The token in one of the dresses, which @n chooses (there are some twenty, then it begins again): as it
 * stands between the quotes of a JSON string. New. */
char *echo_dress(const char *token, guint n);

/* Puts it, in another dress each, in the place of every name, message, code, ID of a request and notice that
 * @envelope says. @token may be NULL: then nothing happens. */
void echo_into(cJSON *envelope, const char *token);
