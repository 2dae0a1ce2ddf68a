/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the token out of core files and of other processes' reach, and error texts out of our files. Called
 * once, first thing in main.
 */
#pragma once

/* No core file, no ptrace by processes of the same person. A standard descriptor that came closed is
 * /dev/null, or the journal would be opened as the standard error. Cannot fail in a way that matters. */
void harden_process(void);
