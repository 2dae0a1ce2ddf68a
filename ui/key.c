/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of keys, as the table of actions and the config write them. */
#include "ui/key.h"

#include <string.h>

static const struct {
  const char *name, *label;
  KeyCode code;
} names[] = {
    {"Enter", "Enter", K_ENTER},
    {"Esc", "Esc", K_ESC},
    {"Tab", "Tab", K_TAB},
    {"Backspace", "Backspace", K_BACKSPACE},
    {"Delete", "Delete", K_DELETE},
    {"Insert", "Insert", K_INSERT},
    {"Up", "↑", K_UP},
    {"Down", "↓", K_DOWN},
    {"Left", "←", K_LEFT},
    {"Right", "→", K_RIGHT},
    {"Home", "Home", K_HOME},
    {"End", "End", K_END},
    {"PgUp", "PgUp", K_PGUP},
    {"PgDn", "PgDn", K_PGDN},
};

void
key_clear(Key *key)
{
  g_free(key->paste);
  memset(key, 0, sizeof *key);
}

static const char *
parse_modifiers(const char *p, Key *key)
{
  for (; p[0] && p[1] == '-' && p[2]; p += 2) {
    if (p[0] == 'C')
      key->mods |= K_CTRL;
    else if (p[0] == 'M')
      key->mods |= K_META;
    else if (p[0] == 'S')
      key->mods |= K_SHIFT;
    else
      break;
  }
  return p;
}

static gboolean
parse_name(const char *p, Key *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_ascii_strcasecmp(p, names[i].name) == 0) {
      key->code = names[i].code;
      return TRUE;
    }
  if (g_ascii_strcasecmp(p, "Space") == 0)
    p = " ";
  guint64 number;
  if (p[0] == 'F' && p[1] && g_ascii_string_to_unsigned(p + 1, 10, 1, 24, &number, NULL)) {
    key->code = K_FUNCTION;
    key->ch = (gunichar) number;
    return TRUE;
  }
  if (!g_utf8_validate(p, -1, NULL) || g_utf8_strlen(p, -1) != 1)
    return FALSE;
  key->code = K_CHAR;
  key->ch = g_utf8_get_char(p);
  return TRUE;
}

gboolean
key_parse(const char *text, Key *key)
{
  memset(key, 0, sizeof *key);
  return parse_name(parse_modifiers(text, key), key);
}

char *
key_label(const Key *key)
{
  GString *text = g_string_new(NULL);
  if (key->mods & K_CTRL)
    g_string_append(text, "Ctrl-");
  if (key->mods & K_META)
    g_string_append(text, "Alt-");
  if (key->mods & K_SHIFT)
    g_string_append(text, "Shift-");
  if (key->code == K_CHAR && key->ch == ' ')
    g_string_append(text, "Space");
  else if (key->code == K_CHAR)
    g_string_append_unichar(text, key->ch);
  else if (key->code == K_FUNCTION)
    g_string_append_printf(text, "F%u", key->ch);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (names[i].code == key->code)
      g_string_append(text, names[i].label);
  return g_string_free(text, FALSE);
}

gboolean
key_equal(const Key *a, const Key *b)
{
  return a->code == b->code && a->mods == b->mods &&
         (a->ch == b->ch || (a->code != K_CHAR && a->code != K_FUNCTION));
}

gboolean
key_is(const Key *key, const char *name)
{
  Key wanted;
  return key_parse(name, &wanted) && key_equal(key, &wanted);
}
