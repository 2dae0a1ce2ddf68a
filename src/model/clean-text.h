/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside is hostile: it may not move the cursor, change a colour, turn the writing direction or
 * fake a line. Every string of a reply passes here once, at the door.
 */
#pragma once

#include <glib.h>

/* A new string of valid UTF-8, at most @max_bytes (3 or more) long: what is longer is cut at a character,
 * with an ellipsis. Broken bytes become U+FFFD, control characters and line ends become blanks, bidi and
 * invisible format characters are dropped. @length may be -1; NULL stays NULL. */
char *clean_text(const char *text, gssize length, gsize max_bytes);

/* The same, but line feeds stay: for message texts and embedded data. */
char *clean_text_lines(const char *text, gssize length, gsize max_bytes);
