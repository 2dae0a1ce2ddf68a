/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The token from a person or a pipe, into secret memory. Typed on the controlling terminal it is not shown.
 */
#pragma once

#include <glib.h>

/* NULL and an error (G_IO_ERROR: cancelled, or no terminal and so on) otherwise. Free with secret_text_free.
 */
char *token_from_terminal(const char *prompt, GError **error);

/* The first line of standard input. */
char *token_from_stdin(GError **error);
