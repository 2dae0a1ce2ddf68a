/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The number is scattered over 64 bits by an odd multiplier (whose inverse brings it back) and a salt of the
 * prefix, then written to base 62.
 */
#include "src/sandbox/ids.h"

#include <string.h>

enum { VALUE_DIGITS = 11, CHECK_DIGITS = 4, ID_DIGITS = VALUE_DIGITS + CHECK_DIGITS };

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const guint64 multiplier = 0x9E3779B97F4A7C15;

guint64
mix64(guint64 value)
{
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

static guint64
salt_of(const char *prefix)
{
  guint64 salt = 0;
  for (const char *p = prefix; *p; p++)
    salt = mix64(salt ^ (guchar) *p);
  return salt;
}

/* Newton's iteration: each round doubles the number of right bits. */
static guint64
inverse_of(guint64 odd)
{
  guint64 inverse = odd;
  for (int i = 0; i < 6; i++)
    inverse *= 2 - odd * inverse;
  return inverse;
}

static void
write_digits(char *to, guint64 value, int n)
{
  for (int i = n - 1; i >= 0; i--, value /= 62)
    to[i] = digits[value % 62];
}

static gboolean
read_digits(const char *from, int n, guint64 *value)
{
  *value = 0;
  for (int i = 0; i < n; i++) {
    const char *digit = from[i] ? strchr(digits, from[i]) : NULL;
    if (!digit)
      return FALSE;
    *value = *value * 62 + (guint64) (digit - digits);
  }
  return TRUE;
}

char *
id_new(const char *prefix, guint64 value)
{
  guint64 scattered = ((value + 1) * multiplier) ^ salt_of(prefix);
  char text[ID_DIGITS + 1] = "";
  write_digits(text, scattered, VALUE_DIGITS);
  write_digits(text + VALUE_DIGITS, mix64(scattered) % (62 * 62 * 62 * 62), CHECK_DIGITS);
  return g_strconcat(prefix, "_", text, NULL);
}

gboolean
id_has_prefix(const char *prefix, const char *text)
{
  return text && g_str_has_prefix(text, prefix) && text[strlen(prefix)] == '_';
}

gboolean
id_parse(const char *prefix, const char *text, guint64 *value)
{
  if (!id_has_prefix(prefix, text))
    return FALSE;
  const char *part = text + strlen(prefix) + 1;
  guint64 scattered, check;
  if (strlen(part) != ID_DIGITS || !read_digits(part, VALUE_DIGITS, &scattered) ||
      !read_digits(part + VALUE_DIGITS, CHECK_DIGITS, &check) ||
      check != mix64(scattered) % (62 * 62 * 62 * 62))
    return FALSE;
  *value = (scattered ^ salt_of(prefix)) * inverse_of(multiplier) - 1;
  return TRUE;
}
