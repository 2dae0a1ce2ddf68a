/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locks on things that copies of the program share: one byte a thing, by a hash of its name, in a file that
 * stays empty. Nobody waits for one. The kernel holds them, so they are gone with their process however that
 * ends; of a process that is stopped they stay.
 */
#pragma once

#include "src/local/local-error.h"

typedef struct ByteLocks ByteLocks;

/* The file is made when the first lock is taken. */
ByteLocks *byte_locks_new(const char *path);
/* Lets go of all. */
void byte_locks_free(ByteLocks *locks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ByteLocks, byte_locks_free)

/* Makes the file, if it is not there. LOCAL_ERROR_FILE or FULL. */
gboolean byte_locks_open(ByteLocks *locks, GError **error);
/* Once more is harmless. LOCAL_ERROR_LOCKED: another copy has it; _FILE, _FULL: there are no locks to be had.
 */
gboolean byte_locks_take(ByteLocks *locks, const char *name, GError **error);
void byte_locks_let_go(ByteLocks *locks, const char *name);
/* Has another copy taken it? */
gboolean byte_locks_is_elsewhere(ByteLocks *locks, const char *name);
