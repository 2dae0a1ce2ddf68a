/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of a launch whose form is still among the drafts: the program may have ended after it was sent
 * and before its draft was thrown away, or the disk did not take that it was being sent. The journal knows: a
 * form has an ID from its first letter on, and what it sends bears that.
 */
#pragma once

#include "src/flow/launch-ledger.h"
#include "ui/drafts.h"

/* By what journal_intents() had (NULL: nothing). */
FormFate draft_fate(const Draft *draft, const GPtrArray *entries);
/* The ID of its form, or NULL. New. */
char *draft_form_id(const Draft *draft);
/* Under which it would be sent, as it stands in the form. NULL: it sends nothing. New. */
char *draft_subject(const Draft *draft);
