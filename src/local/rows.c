/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV by RFC 4180, with nothing in it that a spreadsheet takes for a formula. */
#include "src/local/rows.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "src/model/csv-cell.h"

struct Rows {
  FILE *out;
  gboolean json;
  const char *const *columns;
  gboolean begun;
};

static void
write_cell(FILE *out, const char *value)
{
  const char *guard = csv_cell_guard(value);
  if (!*guard && !strpbrk(value, "\",\r\n")) {
    fputs(value, out);
    return;
  }
  fprintf(out, "\"%s", guard);
  for (const char *at = value; *at; at++) {
    if (*at == '"')
      fputc('"', out);
    fputc(*at, out);
  }
  fputc('"', out);
}

static void
write_csv(FILE *out, const char *const *columns, const char *const *values)
{
  for (gsize i = 0; columns[i]; i++) {
    if (i > 0)
      fputc(',', out);
    if (values[i])
      write_cell(out, values[i]);
  }
  fputs("\r\n", out);
}

static void
write_json(Rows *rows, const char *const *values)
{
  cJSON *object = cJSON_CreateObject();
  for (gsize i = 0; rows->columns[i]; i++)
    cJSON_AddItemToObject(object, rows->columns[i],
                          values[i] ? cJSON_CreateString(values[i]) : cJSON_CreateNull());
  char *text = cJSON_PrintUnformatted(object);
  fprintf(rows->out, "%s%s", rows->begun ? ",\n" : "[\n", text);
  cJSON_free(text);
  cJSON_Delete(object);
}

Rows *
rows_new(FILE *out, gboolean json, const char *const *columns)
{
  Rows *rows = g_new0(Rows, 1);
  rows->out = out;
  rows->json = json;
  rows->columns = columns;
  if (!json)
    write_csv(out, columns, columns);
  return rows;
}

void
rows_add(Rows *rows, const char *const *values)
{
  if (rows->json)
    write_json(rows, values);
  else
    write_csv(rows->out, rows->columns, values);
  rows->begun = TRUE;
}

void
rows_end(Rows *rows)
{
  if (rows->json)
    fputs(rows->begun ? "\n]\n" : "[]\n", rows->out);
  g_free(rows);
}
