/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * curl's memory, wiped when it is given back: its send buffers hold the header with the token, and a core
 * file or a swapped page of a later owner must not.
 */
#pragma once

#include <curl/curl.h>

/* Like curl_global_init, with that memory. */
CURLcode fetch_memory_init(long flags);
