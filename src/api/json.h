/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one tolerant reader of JSON: a count may come as a string, a flag as "0", a time as a number or as
 * text. Everything textual passes clean_text here. Runs on the fetch thread. @object may be NULL everywhere.
 */
#pragma once

#include <cjson/cJSON.h>
#include <glib.h>

#include "src/model/values.h"

#define JSON_DEPTH 64

/* Parses @text; NULL when it is no JSON, cut off, or nested deeper than JSON_DEPTH. */
cJSON *json_parse(const char *text, gsize length);

const cJSON *json_get(const cJSON *object, const char *name);
/* The text of a string, number or boolean, cleaned, at most 64 KiB; NULL for null, missing and the rest. New.
 */
char *json_text(const cJSON *object, const char *name);
/* The same for a value itself; with @lines line feeds stay. */
char *json_value_text(const cJSON *value, gboolean lines);
/* What a thing is called, never NULL: @name, or @id where that has nothing that could be seen. New. */
char *json_title(const cJSON *object, const char *name, const char *id);
/* The name of a member, cleaned; NULL when it has none. New. */
char *json_name(const cJSON *member);
/* Nothing counts further: a number of JSON is exact up to here, and a few of these can be added up. */
#define JSON_INTEGER_MAX ((gint64) 1 << 53)
gint64 json_integer(const cJSON *object, const char *name, gint64 otherwise);
gboolean json_flag(const cJSON *object, const char *name);
gint64 json_time(const cJSON *object, const char *name); /* TIMESTAMP_NONE when there is none */

/* Adds a string member, unless @value is NULL: null is never sent. */
void json_add_text(cJSON *object, const char *name, const char *value);
