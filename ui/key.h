/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One key press, click or paste, without curses. Written as in the table of actions and the config: "j", "G",
 * "C-d", "M-x", "Enter", "Esc", "Tab", "S-Tab", "Space", "Up", "PgDn", "F5". */
#pragma once
#include <glib.h>

typedef enum KeyCode {
  K_NONE,
  K_CHAR, /* `ch` says which; with K_CTRL it is the small letter */
  K_ENTER,
  K_ESC,
  K_TAB,
  K_BACKSPACE,
  K_DELETE,
  K_INSERT,
  K_UP,
  K_DOWN,
  K_LEFT,
  K_RIGHT,
  K_HOME,
  K_END,
  K_PGUP,
  K_PGDN,
  K_FUNCTION, /* `ch` is its number */
  K_PASTE,    /* `paste` is the text */
  K_CLICK,    /* at `y`, `x` */
  K_WHEEL     /* at `y`, `x`; `ch` is 0 up, 1 down */
} KeyCode;

enum { K_SHIFT = 1, K_CTRL = 2, K_META = 4 };

typedef struct Key {
  KeyCode code;
  guint mods;
  gunichar ch;
  int y, x;
  char *paste; /* owned by the key; key_clear() frees it */
} Key;

void key_clear(Key *key);
/* FALSE if the text names no key. */
gboolean key_parse(const char *text, Key *key);
/* As a person reads it ("Ctrl-d", "↓"); the caller frees it. */
char *key_label(const Key *key);
gboolean key_equal(const Key *a, const Key *b);
/* Is it this key ("C-a", "Enter")? For widgets with fixed keys. */
gboolean key_is(const Key *key, const char *name);
