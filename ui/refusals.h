/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the licence or the permission of the account did not allow in this session: it is greyed from then on,
 * with the reason, and not tried again until a person refreshes everything.
 */
#pragma once

#include "ui/actions.h"

typedef struct Refusals Refusals;

Refusals *refusals_new(void);
void refusals_free(Refusals *refusals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Refusals, refusals_free)

/* Forgets everything. */
void refusals_clear(Refusals *refusals);

/* @action was tried on what has that ID and ended with @error; kept if that was a 403. */
void refusals_note(Refusals *refusals, ActionId action, const char *id, const GError *error);
/* It can be done after all. */
void refusals_drop(Refusals *refusals, ActionId action, const char *id);

/* Why not (new), or NULL; NULL for an @id of NULL. */
char *refusals_why(const Refusals *refusals, ActionId action, const char *id);
