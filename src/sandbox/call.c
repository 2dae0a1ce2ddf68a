/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answering, and finding what a path names.
 */
#include "src/sandbox/call.h"

#include <microhttpd.h>
#include <stdarg.h>
#include <string.h>

#include "src/sandbox/ids.h"

void
call_clear(Call *call)
{
  cJSON_Delete(call->result);
  cJSON_Delete(call->beside);
  g_clear_pointer(&call->file, g_bytes_unref);
  g_free(call->error_code);
  g_free(call->error_message);
}

void
call_answer(Call *call, cJSON *result)
{
  call->status = MHD_HTTP_OK;
  call->result = result;
}

void
call_done(Call *call)
{
  call->status = MHD_HTTP_OK;
}

void
call_answer_beside(Call *call, cJSON *members)
{
  call->status = MHD_HTTP_OK;
  call->beside = members;
}

void
call_accepted(Call *call, cJSON *result)
{
  call->status = MHD_HTTP_ACCEPTED;
  call->result = result;
}

void
call_refuse(Call *call, guint status, const char *code, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  call->status = status;
  call->error_code = g_strdup(code);
  call->error_message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
}

void
call_refuse_old(Call *call, guint status, const char *code, const char *message)
{
  call_refuse(call, status, code, "%s", message);
  call->old_envelope = TRUE;
}

const char *
call_query(const Call *call, const char *name)
{
  return g_hash_table_lookup(call->query, name);
}

gboolean
call_query_flag(const Call *call, const char *name)
{
  return g_strcmp0(call_query(call, name), "true") == 0;
}

Directory *
call_directory(Call *call, guint param)
{
  guint64 index;
  if (id_parse("POOL", call->params[param], &index) && index < call->world->directories->len)
    return call->world->directories->pdata[index];
  call_refuse_old(call, MHD_HTTP_NOT_FOUND, "GS_5", "Directory not found.");
  return NULL;
}

MailingList *
call_list(Call *call, guint param)
{
  Directory *directory = call_directory(call, param - 1);
  const char *id = call->params[param];
  guint64 index;
  if (!directory)
    return NULL;
  if (!id_has_prefix("CG", id)) {
    call_refuse(call, MHD_HTTP_BAD_REQUEST, "GP_0", "Invalid mailing list id: %s", id);
    return NULL;
  }
  MailingList *list = NULL;
  if (id_parse("CG", id, &index) && index < call->world->lists->len)
    list = call->world->lists->pdata[index];
  if (list && !list->gone && list->directory == directory->index)
    return list;
  call_refuse_old(call, MHD_HTTP_NOT_FOUND, "PACC_6", "Mailing list not found.");
  return NULL;
}

Survey *
call_survey_id(Call *call, const char *id)
{
  guint64 index;
  Survey *survey = NULL;
  if (id_parse("SV", id, &index) && index < call->world->surveys->len)
    survey = call->world->surveys->pdata[index];
  if (survey && !survey->gone)
    return survey;
  call_refuse(call, MHD_HTTP_NOT_FOUND, "GSI_2", "Survey not found.");
  return NULL;
}

Survey *
call_query_survey(Call *call)
{
  const char *id = call_query(call, "surveyId");
  if (id && *id)
    return call_survey_id(call, id);
  call_refuse(call, MHD_HTTP_BAD_REQUEST, "RP_10", "Missing query parameter: surveyId");
  return NULL;
}

char *
call_status_line(guint status)
{
  return g_strdup_printf("%u - %s", status, MHD_get_reason_phrase_for(status));
}

cJSON *
json_string_or_null(const char *text)
{
  return text ? cJSON_CreateString(text) : cJSON_CreateNull();
}

cJSON *
json_ms_or_null(gint64 ms)
{
  return ms ? cJSON_CreateNumber((double) ms) : cJSON_CreateNull();
}

static char *
format_ms(gint64 ms, const char *format)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(ms / 1000);
  return moment ? g_date_time_format(moment, format) : g_strdup("");
}

char *
iso_from_ms(gint64 ms)
{
  return format_ms(ms, "%Y-%m-%dT%H:%M:%SZ");
}

char *
iso_from_ms_exact(gint64 ms)
{
  g_autofree char *seconds = format_ms(ms, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf("%s.%03dZ", seconds, (int) (ms % 1000));
}

char *
plain_date_from_ms(gint64 ms)
{
  return format_ms(ms, "%Y-%m-%d %H:%M:%S");
}

gboolean
iso_parse(const char *text, gint64 *ms)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) moment = strchr(text, 'T') ? g_date_time_new_from_iso8601(text, utc) : NULL;
  if (!moment)
    return FALSE;
  *ms = g_date_time_to_unix(moment) * 1000 + g_date_time_get_microsecond(moment) / 1000;
  return TRUE;
}
