/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/import-resume.h"

#include <string.h>

#include "src/flow/making.h"

/* Cells are told apart by what no cell's text ends in. */
static void
add(GChecksum *sum, const char *text)
{
  g_checksum_update(sum, (const guchar *) text, (gssize) strlen(text) + 1);
}

char *
import_fingerprint(const ImportPlan *plan)
{
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  const CsvTable *table = plan->table;
  for (guint column = 0; column < table->n_columns; column++)
    add(sum, table->header[column]);
  for (guint row = 0; row < table->rows->len; row++)
    for (guint column = 0; column < table->n_columns; column++)
      add(sum, ((char **) g_ptr_array_index(table->rows, row))[column]);
  char *text = g_strdup(g_checksum_get_string(sum));
  g_checksum_free(sum);
  return text;
}

static guint
line_of(const ImportPlan *plan, guint row)
{
  return g_array_index(plan->table->lines, guint, row);
}

/* Rows that follow each other make one range, whatever lines their cells take. */
char *
import_lines(const ImportPlan *plan, const GArray *rows, GHashTable *without)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < rows->len;) {
    guint first = g_array_index(rows, guint, i), last = first;
    if (without != NULL && g_hash_table_contains(without, GUINT_TO_POINTER(first))) {
      i++;
      continue;
    }
    for (i++; i < rows->len && g_array_index(rows, guint, i) == last + 1 &&
              !(without != NULL && g_hash_table_contains(without, GUINT_TO_POINTER(last + 1)));
         i++)
      last++;
    g_string_append_printf(text, "%s%u", text->len > 0 ? "," : "", line_of(plan, first));
    if (last != first)
      g_string_append_printf(text, "-%u", line_of(plan, last));
  }
  return g_string_free(text, FALSE);
}

/* The first row at @line or after it. */
static guint
row_at(const ImportPlan *plan, guint line)
{
  guint low = 0, high = plan->table->rows->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (line_of(plan, middle) < line)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
leave_out(ImportPlan *plan, const Making *making)
{
  g_auto(GStrv) ranges = g_strsplit(making->lines, ",", -1);
  for (guint i = 0; ranges[i] != NULL; i++) {
    g_auto(GStrv) ends = g_strsplit(ranges[i], "-", 2);
    guint64 first, last;
    if (ends[0] == NULL || !g_ascii_string_to_unsigned(ends[0], 10, 1, G_MAXUINT, &first, NULL))
      continue;
    last = first;
    if (ends[1] != NULL && !g_ascii_string_to_unsigned(ends[1], 10, 1, G_MAXUINT, &last, NULL))
      continue;
    for (guint row = row_at(plan, (guint) first); row < plan->table->rows->len && line_of(plan, row) <= last;
         row++)
      (making->is_settled ? import_plan_set_settled : import_plan_set_sent)(plan, row);
  }
}

guint
import_leave_out_sent(Journal *journal, const char *server, const char *list_id, ImportPlan *plan)
{
  g_autofree char *mark = import_fingerprint(plan);
  g_autoptr(GPtrArray) makings = journal != NULL ? making_read(journal, server, NULL) : NULL;
  for (guint i = 0; makings != NULL && i < makings->len; i++) {
    const Making *making = g_ptr_array_index(makings, i);
    if (making->kind == MAKING_IMPORT && making->state >= MAKING_TAKEN && making->lines != NULL &&
        g_strcmp0(making->list_id, list_id) == 0 && g_strcmp0(making->mark, mark) == 0)
      leave_out(plan, making);
  }
  return import_plan_sent(plan);
}

void
import_begin_anew(Journal *journal, const char *server, const char *list_id, ImportPlan *plan)
{
  g_autofree char *mark = import_fingerprint(plan);
  making_run_ended(journal, server, list_id, mark, "import: left, the whole file is sent again");
  import_plan_forget_sent(plan);
}
