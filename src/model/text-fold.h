/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding: what makes "Mário" match "mario" and "Łukasz" "lukasz". Case and accents go, letters stay.
 */
#pragma once

#include <glib.h>

/* Appends the folded form of @text (valid UTF-8) to @out. */
void text_fold_append(GString *out, const char *text);

/* A key whose strcmp() order is the language's order (LC_COLLATE) without case, numbers as numbers; where no
 * language is set (C), accented letters stand with their plain ones. Free with g_free. */
char *text_sort_key(const char *text);

/* The folded form. Free with g_free. */
char *text_fold(const char *text);
