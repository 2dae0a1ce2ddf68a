/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The member, the list of members with one entry, and the end record; numbers are little-endian. */
#include "src/sandbox/zip.h"

#include <string.h>

enum { VERSION = 20, UTF8_NAME = 1 << 11, JANUARY_1980 = 0x21 };

static guint32
checksum(const char *bytes, gsize length)
{
  guint32 crc = 0xffffffff;
  for (gsize i = 0; i < length; i++) {
    crc ^= (guint8) bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
  }
  return ~crc;
}

static void
put(GByteArray *to, guint64 number, guint n_bytes)
{
  for (; n_bytes > 0; n_bytes--, number >>= 8) {
    guint8 byte = (guint8) number;
    g_byte_array_append(to, &byte, 1);
  }
}

/* What the member's head and its entry in the list have in common. */
static void
put_facts(GByteArray *to, const char *name, guint32 crc, gsize length)
{
  put(to, VERSION, 2);
  put(to, UTF8_NAME, 2);
  put(to, 0, 2); /* stored */
  put(to, 0, 2); /* at midnight */
  put(to, JANUARY_1980, 2);
  put(to, crc, 4);
  put(to, length, 4);
  put(to, length, 4);
  put(to, strlen(name), 2);
  put(to, 0, 2); /* nothing extra */
}

GBytes *
zip_of_one(const char *name, const char *bytes, gsize length)
{
  GByteArray *zip = g_byte_array_new();
  guint32 crc = checksum(bytes, length);
  put(zip, 0x04034b50, 4);
  put_facts(zip, name, crc, length);
  g_byte_array_append(zip, (const guint8 *) name, (guint) strlen(name));
  g_byte_array_append(zip, (const guint8 *) bytes, (guint) length);
  guint list = zip->len;
  put(zip, 0x02014b50, 4);
  put(zip, VERSION, 2);
  put_facts(zip, name, crc, length);
  put(zip, 0, 2 + 2 + 2 + 4 + 4); /* no comment, disk 0, no attributes, at the beginning */
  g_byte_array_append(zip, (const guint8 *) name, (guint) strlen(name));
  guint list_length = zip->len - list;
  put(zip, 0x06054b50, 4);
  put(zip, 0, 2 + 2); /* disk 0 */
  put(zip, 1, 2);
  put(zip, 1, 2);
  put(zip, list_length, 4);
  put(zip, list, 4);
  put(zip, 0, 2);
  return g_byte_array_free_to_bytes(zip);
}
