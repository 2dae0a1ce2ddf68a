/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Qualtrics writes times in four ways; inside the program a time is milliseconds UTC since 1970.
 */
#pragma once

#include <glib.h>

#define TIMESTAMP_NONE G_MININT64

/* Takes "2026-11-24T08:30:00Z" (with or without milliseconds, or an offset), "2026-11-24 08:30:00" (UTC),
 * "2026-11-24" and digits (milliseconds since 1970). FALSE, and @ms untouched, for anything else. */
gboolean timestamp_parse(const char *text, gint64 *ms);

/* "2026-11-24T08:30:00Z", as the API wants it; NULL for what is no time (TIMESTAMP_NONE). Free with g_free.
 */
char *timestamp_to_api(gint64 ms);

/* In this machine's zone, by a format of g_date_time_format(); "" for TIMESTAMP_NONE. Free with g_free. */
char *timestamp_to_local(gint64 ms, const char *format);
