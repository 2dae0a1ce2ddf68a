/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one person answered, and the job that exports such responses.
 */
#pragma once

#include <glib.h>

typedef struct {
  char *key;   /* "QID1", "recordedDate", a field of the embedded data */
  char *value; /* as text, line ends kept; several are parted by ", " */
  char *label; /* what the choices are called, or NULL */
} ResponseField;

typedef struct {
  char *id;                        /* R_ */
  gint64 recorded, started, ended; /* ms */
  gint64 duration;                 /* s; -1: unknown */
  gint64 status;                   /* 0: as usual, 1: preview, ...; -1: unknown */
  gboolean finished;
  GPtrArray *fields; /* of ResponseField, in the server's order; it owns them */
  char *json;        /* the whole as it came, on one line, not cleaned */
} Response;

Response *response_new(void);
void response_free(Response *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Response, response_free)

Response *response_copy(const Response *response);

/* Takes the three strings. */
void response_add(Response *response, char *key, char *value, char *label);

/* The field of that name; NULL when there is none. */
const ResponseField *response_field(const Response *response, const char *key);
/* Its value; NULL when there is none. */
const char *response_value(const Response *response, const char *key);

/* "preview" and its like; "" as usual. */
const char *response_status_name(const Response *response);

/* Who answered, as far as it is known: name, else address, else "". New. */
char *response_who(const Response *response);

typedef enum {
  RESPONSE_EXPORT_RUNNING,
  RESPONSE_EXPORT_COMPLETE,
  RESPONSE_EXPORT_FAILED
} ResponseExportState;

typedef struct {
  ResponseExportState state;
  char *progress_id; /* ES_; only when it was started */
  char *file_id;     /* when it is complete */
  char *token;       /* to go on from here, once the file is read; NULL: not said yet, or not asked for */
  double percent;
} ResponseExport;

void response_export_free(ResponseExport *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ResponseExport, response_export_free)
