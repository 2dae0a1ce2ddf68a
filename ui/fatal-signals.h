/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signal that ends the process at once, a crash or a kill from outside, would leave the shell another
 * screen, a mouse that types and keys that are not seen. The terminal is put back first, and then it ends by
 * that signal all the same. Only what nobody else handles is caught. */
#pragma once
#include <glib.h>
#include <termios.h>

/* From here on, and for good; both are copied. @settings: those before the terminal was taken; @sequence is
 * what it is sent. */
void fatal_signals_catch(const struct termios *settings, const char *sequence);

/* Whether the terminal is ours now; while it is not, nothing is put back. */
void fatal_signals_terminal_taken(gboolean taken);
