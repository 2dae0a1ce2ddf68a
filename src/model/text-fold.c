/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding, with a short way for ASCII.
 */
#include "src/model/text-fold.h"

static gboolean
is_ascii(const char *text)
{
  while (*text != '\0')
    if ((guchar) *text++ >= 0x80)
      return FALSE;
  return TRUE;
}

void
text_fold_append(GString *out, const char *text)
{
  if (is_ascii(text)) {
    gsize start = out->len;
    g_string_append(out, text);
    for (gsize i = start; i < out->len; i++)
      out->str[i] = g_ascii_tolower(out->str[i]);
    return;
  }
  g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold(apart != NULL ? apart : text, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_ismark(c))
      g_string_append_unichar(out, c);
  }
}

char *
text_fold(const char *text)
{
  GString *out = g_string_new(NULL);
  text_fold_append(out, text);
  return g_string_free(out, FALSE);
}
