/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the journal says about launches: which wait, which are open, which seconds are taken. Asking Qualtrics
 * is launch.c's.
 */
#pragma once

#include "src/flow/launch.h"

/* Less than this before it leaves a send can't be called back any more. */
#define LAUNCH_CALL_BACK_MS (30 * 1000)
/* So long after its second a launch that is not among the distributions is looked for, then it is "unknown".
 */
#define LAUNCH_SEARCH_MS (120 * 1000)

/* The launches of @server (NULL: of all) that wait (done, and later than @now) or whose fate is open, soonest
 * first; GPtrArray of LaunchPending, which owns them. */
GPtrArray *launch_ledger_read(Journal *journal, const char *server, gint64 now, GError **error);

/* The first whole second from @earliest on that no launch to @target (see LaunchPending's list_id) or of the
 * same survey uses, ms, so that among the distributions of the survey it is known by it; TIMESTAMP_NONE when
 * the journal can't say. */
gint64
launch_ledger_free_second(Journal *journal, const char *target, const char *survey_id, gint64 earliest);

/* What became of a form that sends: it has an ID from its first letter on, and what it sent bears that. */
typedef enum {
  FORM_UNSENT, /* never sent, or surely not, or called back */
  FORM_OPEN,   /* its answer was lost and is looked for, or nobody knows */
  FORM_SENT
} FormFate;
/* By what journal_intents() had (NULL: nothing). @tries (may be NULL): how often it was tried. */
FormFate launch_ledger_form_fate(const GPtrArray *entries, const char *form_id, guint *tries);
/* The intent of the last send of that survey to @target (see LaunchPending's list_id) that was not refused
 * and not called back; "" when there is none. New. */
char *launch_ledger_last_send(const GPtrArray *entries, const char *survey_id, const char *target);
/* Under which it stands in the journal the next time. New. */
char *launch_ledger_intent_id(const char *form_id, guint tries);
gboolean launch_ledger_is_of_form(const char *intent_id, const char *form_id);

LaunchPending *launch_pending_copy(const LaunchPending *pending);
void launch_pending_free(LaunchPending *pending);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LaunchPending, launch_pending_free)

/* Writes that @launch begins, or how it ended. */
gboolean launch_ledger_note(Journal *journal, JournalKind kind, const LaunchPending *launch,
                            const char *request_id, const char *outcome, GError **error);
