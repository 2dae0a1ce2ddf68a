/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the terminal's named colours, and its own foreground for what is read most. */
#include "ui/theme.h"

#include <stdlib.h>

enum { RED = 1, GREEN = 2, YELLOW = 3, BLUE = 4, MAGENTA = 5, CYAN = 6, OWN = -1 };

static const ThemeLook coloured[STYLE_ROLES] = {
    [STYLE_NORMAL] = {OWN, OWN},
    [STYLE_DIM] = {OWN, OWN, .dim = TRUE},
    [STYLE_TITLE] = {OWN, OWN, .bold = TRUE},
    [STYLE_BORDER] = {OWN, OWN, .dim = TRUE},
    [STYLE_BORDER_FOCUSED] = {CYAN, OWN, .bold = TRUE},
    [STYLE_SELECTED] = {OWN, OWN, .reverse = TRUE},
    [STYLE_MARKED] = {YELLOW, OWN},
    [STYLE_ERROR] = {RED, OWN, .bold = TRUE},
    [STYLE_OK] = {GREEN, OWN},
    [STYLE_WARNING] = {YELLOW, OWN, .bold = TRUE},
    [STYLE_HEADER] = {OWN, OWN, .bold = TRUE},
    [STYLE_FIELD] = {OWN, OWN, .underline = TRUE},
    [STYLE_FIELD_CHANGED] = {YELLOW, OWN, .bold = TRUE, .underline = TRUE},
    [STYLE_KEY] = {CYAN, OWN, .bold = TRUE},
    [STYLE_TAG_RED] = {RED, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_GREEN] = {GREEN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_YELLOW] = {YELLOW, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_BLUE] = {BLUE, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_MAGENTA] = {MAGENTA, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_CYAN] = {CYAN, OWN, .bold = TRUE, .reverse = TRUE},
};

static const ThemeLook plain[STYLE_ROLES] = {
    [STYLE_NORMAL] = {OWN, OWN},
    [STYLE_DIM] = {OWN, OWN},
    [STYLE_TITLE] = {OWN, OWN, .bold = TRUE},
    [STYLE_BORDER] = {OWN, OWN},
    [STYLE_BORDER_FOCUSED] = {OWN, OWN, .bold = TRUE},
    [STYLE_SELECTED] = {OWN, OWN, .reverse = TRUE},
    [STYLE_MARKED] = {OWN, OWN, .bold = TRUE},
    [STYLE_ERROR] = {OWN, OWN, .bold = TRUE, .underline = TRUE},
    [STYLE_OK] = {OWN, OWN},
    [STYLE_WARNING] = {OWN, OWN, .bold = TRUE},
    [STYLE_HEADER] = {OWN, OWN, .bold = TRUE},
    [STYLE_FIELD] = {OWN, OWN, .underline = TRUE},
    [STYLE_FIELD_CHANGED] = {OWN, OWN, .bold = TRUE, .underline = TRUE},
    [STYLE_KEY] = {OWN, OWN, .bold = TRUE},
    [STYLE_TAG_RED] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_GREEN] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_YELLOW] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_BLUE] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_MAGENTA] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
    [STYLE_TAG_CYAN] = {OWN, OWN, .bold = TRUE, .reverse = TRUE},
};

Style
theme_tag(const char *colour)
{
  static const char *const names[] = {THEME_TAGS};
  for (gsize i = 0; colour && i < G_N_ELEMENTS(names); i++)
    if (g_ascii_strcasecmp(names[i], colour) == 0)
      return (Style) (STYLE_TAG_RED + i);
  return STYLE_NORMAL;
}

gboolean
theme_wants_colour(void)
{
  const char *no_colour = g_getenv("NO_COLOR");
  return !no_colour || !*no_colour;
}

ThemeLook
theme_look(Style style, gboolean colour)
{
  StyleRole role = STYLE_ROLE(style);
  ThemeLook look = (colour ? coloured : plain)[role < STYLE_ROLES ? role : STYLE_NORMAL];
  if (style & STYLE_BOLD)
    look.bold = TRUE;
  if (style & STYLE_UNDERLINE)
    look.underline = TRUE;
  if (style & STYLE_ON_CURSOR) {
    look.reverse = TRUE;
    look.dim = FALSE;
  }
  return look;
}
