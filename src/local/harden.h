/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the token out of core files and of other processes' reach. Called once, first thing in main.
 */
#pragma once

/* No core file, no ptrace by processes of the same person. Cannot fail in a way that matters. */
void harden_process(void);
