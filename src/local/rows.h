/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of text into a file: CSV for spreadsheets, or JSON. Written as they come, so that a million need no
 * memory.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct Rows Rows;

/* @columns: the names, NULL-terminated, borrowed like @out. */
Rows *rows_new(FILE *out, gboolean json, const char *const *columns);
/* @values: one a column; NULL: not known (an empty cell, null). */
void rows_add(Rows *rows, const char *const *values);
/* Writes the end and frees. */
void rows_end(Rows *rows);
