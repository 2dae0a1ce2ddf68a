/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose token it is.
 */
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"

void
account_whoami(Call *call)
{
  g_autofree char *user = world_user_id();
  g_autofree char *type = id_new("UT", 1);
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, "brandId", "sandbox");
  cJSON_AddStringToObject(result, "userId", user);
  cJSON_AddStringToObject(result, "userName", "ada.ferri@example.org#sandbox");
  cJSON_AddStringToObject(result, "accountType", type);
  cJSON_AddStringToObject(result, "firstName", "Ada");
  cJSON_AddStringToObject(result, "lastName", "Ferri");
  cJSON_AddStringToObject(result, "email", "ada.ferri@example.org");
  cJSON_AddStringToObject(result, "datacenter", "fra1");
  if (call->count % 2)
    cJSON_AddStringToObject(result, "language", "en");
  call_answer(call, result);
}
