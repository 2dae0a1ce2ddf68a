/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that knows what a spreadsheet takes for a formula. Names and answers come from people that
 * nobody here knows, and opening an export must not run what they wrote: such a cell gets an apostrophe
 * before it, which an import takes away again. Writing and reading give back every text as it was.
 */
#pragma once

#include <glib.h>

/* What must stand before the value in a CSV file: "'" or "". A number and a phone number stay as they are
 * ("-5", "+49 170 1234"); what would be reckoned ("+49-170") does not. Static. */
const char *csv_cell_guard(const char *value);

/* What a cell of a CSV file means: without the guard. Points into @cell. */
const char *csv_cell_meant(const char *cell);
