/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table out of a CSV file (RFC 4180), as spreadsheets write them: comma, semicolon or tab, with or without
 * a byte order mark, CRLF or LF. What can't be read for sure is refused with its line, never guessed: a
 * shifted column would write one person's data into another's.
 */
#pragma once

#include <glib.h>

#define CSV_ERROR (csv_error_quark())

typedef enum {
  CSV_ERROR_TEXT,  /* not UTF-8, or bytes that no text has */
  CSV_ERROR_SHAPE, /* an open quote, a row with too many cells, no header */
  CSV_ERROR_LIMIT, /* more than is taken */
} CsvError;

GQuark csv_error_quark(void);

enum { CSV_MAX_BYTES = 128 << 20, CSV_MAX_ROWS = 1000000, CSV_MAX_COLUMNS = 1000, CSV_MAX_CELL = 64 << 10 };

typedef struct {
  char separator;
  guint n_columns;
  char **header;   /* n_columns of them, trimmed, then NULL */
  GPtrArray *rows; /* of char **: n_columns cells, as in the file, then NULL; empty lines are left out */
  GArray *lines;   /* of guint: in which line of the file each row begins, from 1 */
  GStringChunk *text;
} CsvTable;

/* Reads the whole file. NULL and a CSV_ERROR whose message names the line. The cells are not clean_text(). */
CsvTable *csv_read(const char *bytes, gsize length, GError **error);
void csv_table_free(CsvTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvTable, csv_table_free)
