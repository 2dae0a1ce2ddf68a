/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A text that has apostrophes before a formula of its own gets one more, so that taking one
 * away is right in every case. */
#include "src/model/csv-cell.h"

#include <string.h>

/* The wide forms count where the spreadsheet speaks Japanese. */
static gboolean
begins_formula(const char *text)
{
  static const char *const wide[] = {"＝", "＋", "－", "＠"};
  for (guint i = 0; i < G_N_ELEMENTS(wide); i++)
    if (g_str_has_prefix(text, wide[i]))
      return TRUE;
  return *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;
}

static const char *
skip_digits(const char *text)
{
  while (g_ascii_isdigit(*text))
    text++;
  return text;
}

/* One sign, then digits with what groups them: nothing to reckon, and nothing to call. "-" alone is none. */
static gboolean
is_number(const char *text)
{
  gboolean digits = FALSE;
  if (*text != '+' && *text != '-')
    return FALSE;
  for (text++; *text != '\0' && strchr("0123456789 .,()", *text) != NULL; text++)
    digits |= g_ascii_isdigit(*text);
  if (digits && (*text == 'e' || *text == 'E')) {
    text += text[1] == '+' || text[1] == '-' ? 2 : 1;
    digits = g_ascii_isdigit(*text);
    text = skip_digits(text);
  }
  return *text == '\0' && digits;
}

const char *
csv_cell_guard(const char *value)
{
  const char *core = value + strspn(value, "'");
  return begins_formula(core) && (core != value || !is_number(value)) ? "'" : "";
}

const char *
csv_cell_meant(const char *cell)
{
  return *cell == '\'' && begins_formula(cell + strspn(cell, "'")) ? cell + 1 : cell;
}
