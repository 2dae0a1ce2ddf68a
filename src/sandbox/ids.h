/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Identifiers as Qualtrics makes them: a prefix, an underscore, fifteen letters and digits. Ours hold a
 * number, so that nothing has to be stored to find the thing again, and four of the letters are a check: a
 * made-up ID is unknown, as it should be.
 */
#pragma once

#include <glib.h>

/* One round of splitmix64: the source of everything that looks random here. */
guint64 mix64(guint64 value);

/* "CID_4xY..." of a number. Free with g_free. */
char *id_new(const char *prefix, guint64 value);

/* The number in @text; FALSE when it isn't an ID with this prefix that id_new made. */
gboolean id_parse(const char *prefix, const char *text, guint64 *value);

/* TRUE when @text begins with the prefix and an underscore. */
gboolean id_has_prefix(const char *prefix, const char *text);
