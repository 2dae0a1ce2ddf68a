/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of a launch whose form is still among the drafts: the program may have ended after it was sent
 * and before its draft was thrown away. The journal knows: it is looked for by what it sends, of which
 * survey, to which list, as what kind, and when.
 */
#pragma once

#include "src/local/journal.h"
#include "ui/drafts.h"

typedef enum {
  DRAFT_UNSENT, /* never sent, or surely not, or called back */
  DRAFT_OPEN,   /* its answer was lost and is looked for, or nobody knows; kept, and not offered */
  DRAFT_SENT
} DraftFate;

/* @journal may be NULL. Reads it only for what was tried to send. */
DraftFate draft_fate(const Draft *draft, Journal *journal);
/* Under which it would be sent, as it stands in the form. NULL: it sends nothing. New. */
char *draft_subject(const Draft *draft);
