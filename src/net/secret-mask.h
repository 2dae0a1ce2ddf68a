/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server, or a proxy in between, may say what it was sent: the secret too. What it says passes here once,
 * as it comes in, before anything is made of it; so no screen, log, file or clipboard behind this door has to
 * look again.
 *
 * The secret is known plainly and backwards, as hex, and as base64 wherever in a longer text it stood ("Basic
 * user:token"); each of these whatever the case, with anything between its letters and digits, and written
 * with %41, \u0041, \x41, &#65; and the like, in whole or in part and up to three times over.
 */
#pragma once

#include <glib.h>

/* What stands in its place. */
#define SECRET_MASKED "(the token)"

typedef struct SecretMask SecretMask;

/* Lives in locked memory, is only read from then on (from any thread), and wiped when freed. NULL where there
 * is no secret or one of less than eight letters and digits: that is a sandbox's, and stands in many an
 * innocent text. All functions take NULL, and find nothing then. */
SecretMask *secret_mask_new(const char *secret);
void secret_mask_free(SecretMask *mask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SecretMask, secret_mask_free)

/* @text may be NULL. */
gboolean secret_mask_finds(const SecretMask *mask, const char *text);

/* Masks in place, NULs in @text or not; what stood there before is wiped. */
void secret_mask_apply(const SecretMask *mask, GString *text);

/* A masked copy. New. */
char *secret_mask_copy(const SecretMask *mask, const char *text);
