/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which column of a CSV file goes where in a contact: guessed from the header, corrected by a person. Says of
 * a row why it can't be imported, before it is sent.
 */
#pragma once

#include "src/model/contact.h"
#include "src/model/csv-reader.h"

/* Where a column goes: a ContactField before N_CONTACT_EDITABLE, or one of these. */
enum {
  IMPORT_EMBEDDED = N_CONTACT_EDITABLE, /* embedded data, by the column's name */
  IMPORT_OPT_OUT,                       /* "true", "yes" or "1": comes opted out of the list */
  IMPORT_SKIP,
  N_IMPORT_TARGETS
};

typedef struct {
  const CsvTable *table; /* borrowed */
  guint *targets;        /* of each column */
  guint8 *sent;          /* of each row: 0, or it was sent before; NULL: none was */
} ImportPlan;

/* By header names, as exports and other programs write them; what nobody knows becomes embedded data, and
 * Qualtrics' own IDs are left out. @table is borrowed. */
ImportPlan *import_plan_new(const CsvTable *table);
void import_plan_free(ImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportPlan, import_plan_free)

/* "email", "embedded data", "not imported"; static. */
const char *import_target_word(guint target);

/* From such a word or the name of a column: "firstName", "First Name", "embedded", "skip". */
gboolean import_target_parse(const char *word, guint *target);

/* The number of a column by its header, as it stands there; -1: there is none. */
int import_plan_find(const ImportPlan *plan, const char *header);

/* What a person is shown of a column: "Given Name → first name · Ines"; the arrows of all stand below each
 * other, where no header is very long. New, clean. */
char *import_plan_line(const ImportPlan *plan, guint column);

/* Why nothing can be imported this way; new, or NULL. */
char *import_plan_refusal(const ImportPlan *plan);

/* Why row @row can't be; static, or NULL. */
const char *import_plan_row_refusal(const ImportPlan *plan, guint row);

/* Row @row was sent before, and is left out now. Settled: nobody knew whether it came, and a person said so
 * of the batch that it was in. */
void import_plan_set_sent(ImportPlan *plan, guint row);
void import_plan_set_settled(ImportPlan *plan, guint row);
gboolean import_plan_was_sent(const ImportPlan *plan, guint row);
gboolean import_plan_was_settled(const ImportPlan *plan, guint row);
void import_plan_forget_sent(ImportPlan *plan);
guint import_plan_sent(const ImportPlan *plan);
guint import_plan_settled(const ImportPlan *plan); /* of these */

/* How many rows can be. */
guint import_plan_count(const ImportPlan *plan);

/* The contact of a row; empty cells are not in it. New. */
Contact *import_plan_contact(const ImportPlan *plan, guint row);
