/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock for sends: one process of this person on this machine sends at a time. The kernel holds it, so it
 * is gone with its process however that ends.
 */
#pragma once

#include "src/local/local-error.h"
#include "src/local/paths.h"

typedef struct SendLock SendLock;

/* Takes state/lock without waiting. LOCAL_ERROR_LOCKED, naming the process, when another one has it. */
SendLock *send_lock_take(const Paths *paths, GError **error);
void send_lock_release(SendLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendLock, send_lock_release)
