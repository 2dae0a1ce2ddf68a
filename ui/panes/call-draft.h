/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The call in the API console's lines as a draft: kept as it is typed, until its answer is there. What was
 * sent and may have been done says so for as long as it is there.
 */
#pragma once

#include "ui/panes/call-line.h"
#include "ui/services.h"

typedef struct CallDraft CallDraft;

/* Of @line, with nothing in it yet; both are borrowed. */
CallDraft *call_draft_new(const Services *services, CallLine *line);
void call_draft_free(CallDraft *draft);

/* Puts into the line what was left under @id (NULL: the one that there is). What is to be said of it then:
 * why it is there still; borrowed, or NULL. */
const char *call_draft_resume(CallDraft *draft, const char *id);

/* Something may have been typed. */
void call_draft_look(CallDraft *draft);
/* What stands in the line is about to be sent, and @writes: from now on it may have been done. */
void call_draft_sent(CallDraft *draft, gboolean writes);
/* What was sent has its answer, and is no draft any more; or why it stays one. */
void call_draft_ended(CallDraft *draft, const char *reason, gboolean may_be_done);
/* Is there a draft, so that the same key brings it back? */
gboolean call_draft_is_kept(const CallDraft *draft);
/* Was the call that stands in the line sent already, and nobody knows whether it was done? */
gboolean call_draft_may_be_done(const CallDraft *draft);
