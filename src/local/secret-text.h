/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A secret as a string: a plain `char *` that lives in memory which is never swapped, never dumped, fenced by
 * guard pages and wiped when freed. Free it with secret_text_free only.
 */
#pragma once

#include <glib.h>

/* Copies @length bytes of @bytes (-1: up to its NUL). Never NULL; aborts when there is no memory, like
 * g_malloc. */
char *secret_text_new(const char *bytes, gssize length);
/* Room for @size bytes, empty, to be read into. */
char *secret_text_reserve(gsize size);
char *secret_text_copy(const char *secret);
void secret_text_free(char *secret); /* NULL is fine */
/* Frees and sets to NULL. */
void secret_text_clear(char **secret);
/* Overwrites @length bytes of ordinary memory in a way the compiler cannot leave out. */
void secret_wipe(void *bytes, gsize length);
