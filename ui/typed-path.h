/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path as a person types it into a question that already has "~/" in it. */
#pragma once
#include <glib.h>

/* The absolute path that @typed means, new. "~/x" and what is relative stand in the home folder; blanks
 * around it do not count. A whole path typed or pasted behind the "~/" that stood there is that whole path.
 */
char *typed_path_whole(const char *typed);

/* As Tab in a shell: @typed with what all files have in common that begin so (new), and their names, sorted,
 * with a slash behind folders and made harmless, appended to @names (of char *). Up to what could not be
 * typed. Hidden files only where a dot is typed. */
char *typed_path_complete(const char *typed, GPtrArray *names);
