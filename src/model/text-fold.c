/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding, with a short way for ASCII.
 */
#include "src/model/text-fold.h"

#include <locale.h>
#include <string.h>

/* Letters that Unicode does not take apart, though people type them without their stroke. */
static const char *
plain_letter(gunichar c)
{
  static const struct {
    gunichar letter;
    const char *plain;
  } letters[] = {{0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},  {0x111, "d"},
                 {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"}};
  for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
    if (letters[i].letter == c)
      return letters[i].plain;
  return NULL;
}

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
    const char *plain = c < 0x180 ? plain_letter(c) : NULL;
    if (plain != NULL)
      g_string_append(out, plain);
    else if (!g_unichar_ismark(c))
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

/* In Swedish z comes before ä, in German not: only without a language may accents be folded away. */
static gboolean
has_language(void)
{
  const char *name = setlocale(LC_COLLATE, NULL);
  return name != NULL && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0 &&
         !g_str_has_prefix(name, "C.");
}

char *
text_sort_key(const char *text)
{
  g_autofree char *folded = has_language() ? g_utf8_casefold(text, -1) : text_fold(text);
  return g_utf8_collate_key_for_filename(folded, -1);
}
