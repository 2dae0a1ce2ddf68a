/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding: what makes "Mário" match "mario". Case and accents go, letters stay.
 */
#pragma once

#include <glib.h>

/* Appends the folded form of @text (valid UTF-8) to @out. */
void text_fold_append(GString *out, const char *text);

/* The folded form. Free with g_free. */
char *text_fold(const char *text);
