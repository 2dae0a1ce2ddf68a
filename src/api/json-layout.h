/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON as text: laid out for a person, or on one line. Works on the text itself, so that numbers, escapes and
 * the order of keys stay as they were written.
 */
#pragma once

#include <glib.h>

/* Two blanks a level, a member a line; broken JSON is laid out as far as it goes. Control and bidi characters
 * are cleaned; what is longer than @max_bytes is cut. New. */
char *json_layout_lines(const char *json, gsize max_bytes);
/* Without the blanks between the values. New. */
char *json_layout_compact(const char *json);
/* FALSE and G_IO_ERROR_INVALID_DATA with the line when it is not one JSON value. */
gboolean json_layout_check(const char *json, GError **error);
