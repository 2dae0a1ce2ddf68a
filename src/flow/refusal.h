/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After a POST: was it surely not done, or may it have been?
 */
#pragma once

#include "src/api/client.h"

/* What became of a POST; a value, so that nobody takes "unknown" for "failed". */
typedef enum { WRITE_DONE, WRITE_REFUSED, WRITE_UNKNOWN } WriteFate;

/* TRUE: nothing was done, it may be sent again. FALSE: nobody knows; it is looked for before anything is
 * repeated. */
gboolean write_was_refused(FetchProgress progress, const GError *error);

/* The same of a write that is looked at afterwards whatever the error says: TRUE when it may have been done.
 * Not when it was cancelled, for then nobody looks any more. */
gboolean write_is_doubtful(const GError *error);
/* A DELETE, after a 404 too: a repeated one whose first answer was lost finds nothing, and anybody on the way
 * says 404. */
gboolean delete_is_doubtful(const GError *error);

/* Ends @task with @error (taken) behind "@prefix: "; that it was cancelled stays as it is. */
void write_fail(GTask *task, const char *prefix, GError *error);

/* It is not there (any more), by a word of Qualtrics, who has a code or an ID for each; not of somebody on
 * the way, who says 404 as well. */
gboolean write_finds_nothing(const GError *error);
