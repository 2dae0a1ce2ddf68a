/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every target that makes text for the screen promises. Written apart from clean-text.c, on purpose. */
#include "tests/fuzz/fuzz.h"

void
fuzz_check_clean(const char *text, gboolean lines)
{
  if (text == NULL)
    return;
  g_assert_true(g_utf8_validate(text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_assert_true(!g_unichar_iscntrl(c) || (lines && c == '\n'));
    g_assert_false(c >= 0x202a && c <= 0x202e);
    g_assert_false(c >= 0x2066 && c <= 0x2069);
  }
}
