/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A private file that is there for a moment, for another program to read or change: its name says whose it
 * is, so that what a killed program left behind is found and removed on the next start.
 */
#pragma once

#include "src/local/paths.h"

/* The path of such a file of this program: in the runtime folder, or the state folder where there is none.
 * New; nothing is made. */
char *passing_file_path(const Paths *paths, const char *suffix);

/* Removes those whose program has ended. */
void passing_files_clear(const Paths *paths);
