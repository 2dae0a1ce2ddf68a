/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cleaning at the door.
 */
#include "src/model/clean-text.h"

#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

static gboolean
is_dropped(gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x200e || c == 0x200f ||
         c == 0x061c || c == 0xfeff || c == 0x200b || c == 0x00ad || c == 0x180e ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static gboolean
is_control(gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

static char *
clean(const char *text, gssize length, gsize max_bytes, gboolean keep_lines)
{
  if (text == NULL)
    return NULL;
  const char *end = text + (length < 0 ? (gssize) strlen(text) : length);
  GString *out = g_string_sized_new(MIN((gsize) (end - text), max_bytes) + 4);
  gsize cut = 0; /* the last place where an ellipsis still fits */
  while (text < end) {
    gunichar c = g_utf8_get_char_validated(text, end - text);
    const char *next = text + 1;
    if (c == (gunichar) -1 || c == (gunichar) -2)
      c = 0xfffd;
    else
      next = g_utf8_next_char(text);
    text = next;
    if (is_dropped(c))
      continue;
    if (is_control(c) && !(keep_lines && c == '\n'))
      c = ' ';
    g_string_append_unichar(out, c);
    if (out->len > max_bytes) {
      g_string_truncate(out, cut);
      g_string_append(out, ELLIPSIS);
      break;
    }
    if (out->len + strlen(ELLIPSIS) <= max_bytes)
      cut = out->len;
  }
  return g_string_free(out, FALSE);
}

char *
clean_text(const char *text, gssize length, gsize max_bytes)
{
  return clean(text, length, max_bytes, FALSE);
}

char *
clean_text_lines(const char *text, gssize length, gsize max_bytes)
{
  return clean(text, length, max_bytes, TRUE);
}
