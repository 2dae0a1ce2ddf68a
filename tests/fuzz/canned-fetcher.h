/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands where src/net is: a fetcher that answers every ask with the same bytes, decoded by the ask's own
 * decoder, without a thread or a socket. It gives the names of src/net/fetch.h that src/api uses, so the real
 * ones are not linked.
 */
#pragma once

#include "src/net/fetch.h"

/* What every ask is answered with from now on; borrowed, ends with a NUL that is not counted. */
void canned_fetcher_say(Fetcher *fetcher, const char *body, gsize length);
