/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times in and out.
 */
#include "src/model/timestamp.h"

#include <string.h>

/* The end of the year 9999: later ones are nobody's time, and no calendar of ours has them. */
#define LATEST G_GINT64_CONSTANT(253402300799999)

static gboolean
parse_date_time(const char *text, gint64 *ms)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autofree char *padded = strlen(text) == 10 ? g_strconcat(text, "T00:00:00Z", NULL) : g_strdup(text);
  if (strlen(padded) > 10 && padded[10] == ' ')
    padded[10] = 'T';
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(padded, utc);
  if (time == NULL)
    return FALSE;
  *ms = g_date_time_to_unix(time) * 1000 + g_date_time_get_microsecond(time) / 1000;
  return TRUE;
}

gboolean
timestamp_parse(const char *text, gint64 *ms)
{
  if (text == NULL || *text == '\0')
    return FALSE;
  if (strspn(text, "0123456789") == strlen(text))
    return g_ascii_string_to_signed(text, 10, 0, LATEST, ms, NULL);
  return parse_date_time(text, ms);
}

/* Down, before 1970 too. */
static gint64
seconds(gint64 ms)
{
  return ms / 1000 - (ms % 1000 < 0);
}

char *
timestamp_to_api(gint64 ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds(ms));
  return time != NULL ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

char *
timestamp_to_local(gint64 ms, const char *format)
{
  if (ms == TIMESTAMP_NONE)
    return g_strdup("");
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(seconds(ms));
  char *text = time != NULL ? g_date_time_format(time, format) : NULL;
  return text != NULL ? text : g_strdup("");
}
