/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/model/response.h"

#include <string.h>

#include "src/model/timestamp.h"

static void
field_free(gpointer data)
{
  ResponseField *field = data;
  g_free(field->key);
  g_free(field->value);
  g_free(field->label);
  g_free(field);
}

Response *
response_new(void)
{
  Response *response = g_new0(Response, 1);
  response->recorded = response->started = response->ended = TIMESTAMP_NONE;
  response->duration = response->status = -1;
  response->fields = g_ptr_array_new_with_free_func(field_free);
  return response;
}

void
response_free(Response *response)
{
  if (response == NULL)
    return;
  g_free(response->id);
  g_free(response->json);
  g_ptr_array_unref(response->fields);
  g_free(response);
}

Response *
response_copy(const Response *response)
{
  Response *copy = response_new();
  GPtrArray *fields = copy->fields;
  *copy = *response;
  copy->id = g_strdup(response->id);
  copy->json = g_strdup(response->json);
  copy->fields = fields;
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    response_add(copy, g_strdup(field->key), g_strdup(field->value), g_strdup(field->label));
  }
  return copy;
}

void
response_add(Response *response, char *key, char *value, char *label)
{
  ResponseField *field = g_new(ResponseField, 1);
  *field = (ResponseField){key, value, label};
  g_ptr_array_add(response->fields, field);
}

const ResponseField *
response_field(const Response *response, const char *key)
{
  for (guint i = 0; i < response->fields->len; i++) {
    const ResponseField *field = g_ptr_array_index(response->fields, i);
    if (strcmp(field->key, key) == 0)
      return field;
  }
  return NULL;
}

const char *
response_value(const Response *response, const char *key)
{
  const ResponseField *field = response_field(response, key);
  return field != NULL ? field->value : NULL;
}

const char *
response_status_name(const Response *response)
{
  switch (response->status) {
  case 1:
    return "preview";
  case 2:
    return "test";
  case 4:
    return "imported";
  case 8:
    return "spam";
  case 16:
    return "offline";
  case 17:
    return "offline preview";
  default:
    return "";
  }
}

char *
response_who(const Response *response)
{
  const char *first = response_value(response, "recipientFirstName");
  const char *last = response_value(response, "recipientLastName");
  const char *email = response_value(response, "recipientEmail");
  g_autofree char *name = g_strdup_printf("%s %s", first != NULL ? first : "", last != NULL ? last : "");
  if (*g_strstrip(name) != '\0')
    return g_steal_pointer(&name);
  return g_strdup(email != NULL ? email : "");
}

void
response_export_free(ResponseExport *job)
{
  if (job == NULL)
    return;
  g_free(job->progress_id);
  g_free(job->file_id);
  g_free(job->token);
  g_free(job);
}
