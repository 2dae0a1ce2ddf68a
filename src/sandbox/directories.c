/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

static cJSON *
directory_json(const Call *call, const Directory *directory)
{
  g_autofree char *id = id_new("POOL", directory->index);
  guint64 count = call_query_flag(call, "includeCount") ? directory_count(call->world, directory) : 0;
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "directoryId", id);
  cJSON_AddStringToObject(json, "name", directory->name);
  cJSON_AddNumberToObject(json, "contactCount", (double) count);
  cJSON_AddBoolToObject(json, "isDefault", directory->is_default);
  cJSON *criteria = cJSON_AddObjectToObject(json, "deduplicationCriteria");
  cJSON_AddBoolToObject(criteria, "email", directory->dedupes_by_email);
  cJSON_AddBoolToObject(criteria, "firstName", FALSE);
  cJSON_AddBoolToObject(criteria, "lastName", FALSE);
  cJSON_AddBoolToObject(criteria, "externalDataReference", FALSE);
  cJSON_AddBoolToObject(criteria, "phone", FALSE);
  return json;
}

void
directories_index(Call *call)
{
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->directories->len; i++)
    cJSON_AddItemToArray(all, directory_json(call, call->world->directories->pdata[i]));
  page_answer_whole(call, 100, 100, all);
}
