/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass, a cell after the other; the separator is the one that the header line has most often outside of
 * quotes. */
#include "src/model/csv-reader.h"

#include <string.h>

GQuark
csv_error_quark(void)
{
  return g_quark_from_static_string("canvass-csv-error");
}

typedef struct {
  const char *at, *end;
  guint line; /* that @at stands in */
  GString *cell;
  CsvTable *table;
} Reader;

static gboolean
fail(GError **error, CsvError code, guint line, const char *what)
{
  g_set_error(error, CSV_ERROR, code, "Line %u: %s", line, what);
  return FALSE;
}

static guint
line_of(const char *bytes, const char *at)
{
  guint line = 1;
  for (; bytes < at; bytes++)
    line += *bytes == '\n';
  return line;
}

static char
find_separator(const char *at, const char *end)
{
  static const char candidates[] = ",;\t";
  guint counts[G_N_ELEMENTS(candidates)] = {0}, best = 0;
  gboolean quoted = FALSE;
  for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
    const char *found = strchr(candidates, *at);
    if (*at == '"')
      quoted = !quoted;
    else if (!quoted && found)
      counts[found - candidates]++;
  }
  for (guint i = 1; i < G_N_ELEMENTS(candidates) - 1; i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

static gboolean
at_line_end(const Reader *reader)
{
  return reader->at < reader->end && (*reader->at == '\n' || *reader->at == '\r');
}

/* CRLF, LF or CR. */
static void
pass_line_end(Reader *reader)
{
  if (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n')
    reader->at++;
  reader->at++;
  reader->line++;
}

/* A line end within quotes stays as one line feed. */
static gboolean
read_quoted(Reader *reader, GError **error)
{
  guint began = reader->line;
  reader->at++;
  while (reader->at < reader->end) {
    if (at_line_end(reader)) {
      pass_line_end(reader);
      g_string_append_c(reader->cell, '\n');
    } else if (*reader->at != '"')
      g_string_append_c(reader->cell, *reader->at++);
    else if (reader->at + 1 < reader->end && reader->at[1] == '"') {
      g_string_append_c(reader->cell, '"');
      reader->at += 2;
    } else {
      reader->at++;
      if (reader->at < reader->end && *reader->at != reader->table->separator && !at_line_end(reader))
        return fail(error, CSV_ERROR_SHAPE, reader->line, "there is text after a closing quote");
      return TRUE;
    }
    if (reader->cell->len > CSV_MAX_CELL)
      return fail(error, CSV_ERROR_LIMIT, began,
                  "a cell is longer than 64 KiB; perhaps a quote that nothing closes");
  }
  return fail(error, CSV_ERROR_SHAPE, began, "a quote is opened here and never closed");
}

static gboolean
read_cell(Reader *reader, GError **error)
{
  g_string_truncate(reader->cell, 0);
  if (reader->at < reader->end && *reader->at == '"')
    return read_quoted(reader, error);
  const char *begin = reader->at;
  while (reader->at < reader->end && *reader->at != reader->table->separator && !at_line_end(reader))
    reader->at++;
  if (reader->at - begin > CSV_MAX_CELL)
    return fail(error, CSV_ERROR_LIMIT, reader->line, "a cell is longer than 64 KiB");
  g_string_append_len(reader->cell, begin, reader->at - begin);
  return TRUE;
}

/* The cells of one row, borrowed from the table's text. NULL: an error. */
static GPtrArray *
read_row(Reader *reader, GError **error)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new();
  for (;;) {
    if (!read_cell(reader, error))
      return NULL;
    g_ptr_array_add(
        cells, g_string_chunk_insert_len(reader->table->text, reader->cell->str, (gssize) reader->cell->len));
    if (cells->len > CSV_MAX_COLUMNS) {
      fail(error, CSV_ERROR_LIMIT, reader->line, "there are more than 1,000 columns");
      return NULL;
    }
    if (reader->at >= reader->end)
      break;
    if (at_line_end(reader)) {
      pass_line_end(reader);
      break;
    }
    reader->at++;
  }
  return g_steal_pointer(&cells);
}

static gboolean
is_blank(const GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    for (const char *at = g_ptr_array_index(cells, i); *at; at++)
      if (!g_ascii_isspace(*at))
        return FALSE;
  return TRUE;
}

/* Spreadsheets leave separators at the end of rows; what is empty is in nobody's way. */
static void
drop_empty_end(GPtrArray *cells, guint n_columns)
{
  while (cells->len > n_columns && *(char *) g_ptr_array_index(cells, cells->len - 1) == '\0')
    g_ptr_array_set_size(cells, (gint) cells->len - 1);
}

static void
take_header(CsvTable *table, GPtrArray *cells)
{
  drop_empty_end(cells, 1);
  table->n_columns = cells->len;
  for (guint i = 0; i < cells->len; i++)
    g_strstrip(g_ptr_array_index(cells, i));
  g_ptr_array_add(cells, NULL);
  table->header = g_memdup2(cells->pdata, cells->len * sizeof(char *));
}

static gboolean
take_row(CsvTable *table, GPtrArray *cells, guint line, GError **error)
{
  drop_empty_end(cells, table->n_columns);
  if (cells->len > table->n_columns)
    return fail(error, CSV_ERROR_SHAPE, line, "there are more cells than the header has columns");
  if (table->rows->len >= CSV_MAX_ROWS)
    return fail(error, CSV_ERROR_LIMIT, line, "there are more than a million rows");
  char **row = g_new0(char *, table->n_columns + 1);
  for (guint i = 0; i < table->n_columns; i++)
    row[i] = i < cells->len ? g_ptr_array_index(cells, i) : (char *) "";
  g_ptr_array_add(table->rows, row);
  g_array_append_val(table->lines, line);
  return TRUE;
}

static gboolean
read_rows(Reader *reader, GError **error)
{
  while (reader->at < reader->end) {
    guint line = reader->line;
    g_autoptr(GPtrArray) cells = read_row(reader, error);
    if (!cells)
      return FALSE;
    if (is_blank(cells))
      continue;
    if (!reader->table->header)
      take_header(reader->table, cells);
    else if (!take_row(reader->table, cells, line, error))
      return FALSE;
  }
  return reader->table->header != NULL ||
         fail(error, CSV_ERROR_SHAPE, 1, "the file is empty; its first line names the columns");
}

static gboolean
check_text(const char *bytes, gsize length, GError **error)
{
  const char *bad;
  if (length > CSV_MAX_BYTES)
    return fail(error, CSV_ERROR_LIMIT, 1, "the file is larger than 128 MiB");
  if (!g_utf8_validate_len(bytes, length, &bad))
    return fail(error, CSV_ERROR_TEXT, line_of(bytes, bad),
                "this is not UTF-8; save the file as \xe2\x80\x9c"
                "CSV UTF-8\xe2\x80\x9d");
  return TRUE;
}

CsvTable *
csv_read(const char *bytes, gsize length, GError **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  if (!check_text(bytes, length, error))
    return NULL;
  gsize skip = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
  g_autoptr(CsvTable) table = g_new0(CsvTable, 1);
  table->rows = g_ptr_array_new_with_free_func(g_free);
  table->lines = g_array_new(FALSE, FALSE, sizeof(guint));
  table->text = g_string_chunk_new(64 << 10);
  g_autoptr(GString) cell = g_string_new(NULL);
  Reader reader = {bytes + skip, bytes + length, 1, cell, table};
  const char *first = reader.at;
  while (first < reader.end && (*first == '\n' || *first == '\r'))
    first++;
  table->separator = find_separator(first, reader.end);
  return read_rows(&reader, error) ? g_steal_pointer(&table) : NULL;
}

void
csv_table_free(CsvTable *table)
{
  if (table == NULL)
    return;
  g_free(table->header);
  g_ptr_array_unref(table->rows);
  g_array_unref(table->lines);
  g_string_chunk_free(table->text);
  g_free(table);
}
