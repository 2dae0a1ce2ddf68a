/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import that was cut off, gone on with: which rows of a file the journal says were sent to the list
 * already, so that the same file brings the others only.
 */
#pragma once

#include "src/local/journal.h"
#include "src/model/import-plan.h"

/* Tells one file's rows from another's, however its columns are taken. New. */
char *import_fingerprint(const ImportPlan *plan);

/* The lines of @rows (of guint, ascending) that are not among @without (of guint, may be NULL):
 * "2-5001,5003";
 * "" for none. New. */
char *import_lines(const ImportPlan *plan, const GArray *rows, GHashTable *without);

/* Leaves the rows out that an import of the same file into @list_id sent before it was cut off; how many
 * these are. Those of a batch that a person settled as come are left out as settled. @journal may be NULL. */
guint import_leave_out_sent(Journal *journal, const char *server, const char *list_id, ImportPlan *plan);

/* A person wants all of them again. */
void import_begin_anew(Journal *journal, const char *server, const char *list_id, ImportPlan *plan);
