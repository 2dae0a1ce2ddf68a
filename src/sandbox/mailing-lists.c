/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mailing lists. Those shared with a group are shown only to who asks for the group's, and can't be read
 * alone.
 */
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

static cJSON *
list_json(const Call *call, const MailingList *list)
{
  g_autofree char *id = id_new("CG", list->index);
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "mailingListId", id);
  cJSON_AddStringToObject(json, "name", list->name);
  cJSON_AddStringToObject(json, "ownerId", list->owner);
  cJSON_AddNumberToObject(json, "lastModifiedDate", (double) list->modified);
  cJSON_AddNumberToObject(json, "creationDate", (double) list->created);
  cJSON_AddNumberToObject(json, "contactCount",
                          call_query_flag(call, "includeCount") ? (double) list_count(list) : 0);
  return json;
}

void
lists_index(Call *call)
{
  const Directory *directory = call_directory(call, 0);
  if (!directory)
    return;
  g_autofree char *user = world_user_id();
  const char *asked = call_query(call, "ownerId");
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->lists->len; i++) {
    const MailingList *list = call->world->lists->pdata[i];
    if (!list->gone && list->directory == directory->index && strcmp(list->owner, asked ? asked : user) == 0)
      cJSON_AddItemToArray(all, list_json(call, list));
  }
  page_answer_whole(call, 100, 100, all);
}

void
lists_create(Call *call)
{
  static const BodyKey keys[] = {
      {"name", BODY_STRING, TRUE, 100}, {"ownerId", BODY_STRING}, {"prioritizeListMetadata", BODY_BOOLEAN}};
  const Directory *directory = call_directory(call, 0);
  if (!directory || !body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  g_autofree char *user = world_user_id();
  const char *owner = body_string(call->body, "ownerId");
  const MailingList *list = world_add_list(call->world, directory->index, body_string(call->body, "name"),
                                           owner ? owner : user, 0, 0);
  g_autofree char *id = id_new("CG", list->index);
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, "id", id);
  call_answer(call, result);
}

/* The list, when it is the user's own. */
static MailingList *
own_list(Call *call)
{
  g_autofree char *user = world_user_id();
  MailingList *list = call_list(call, 1);
  if (list && strcmp(list->owner, user) != 0) {
    call_refuse(call, 403, "AuthZ_2.0", "You are not authorized to access this resource.");
    return NULL;
  }
  return list;
}

void
lists_get(Call *call)
{
  const MailingList *list = own_list(call);
  if (list)
    call_answer(call, list_json(call, list));
}

void
lists_update(Call *call)
{
  static const BodyKey keys[] = {{"name", BODY_STRING, FALSE, 100}, {"ownerId", BODY_STRING}};
  MailingList *list = own_list(call);
  if (!list || !body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  const char *name = body_string(call->body, "name"), *owner = body_string(call->body, "ownerId");
  if (name) {
    g_free(list->name);
    list->name = g_strdup(name);
  }
  if (owner) {
    g_free(list->owner);
    list->owner = g_strdup(owner);
  }
  list->modified = world_now(call->world);
  call_done(call);
}

/* Its people stay in the directory. */
void
lists_delete(Call *call)
{
  MailingList *list = own_list(call);
  if (!list)
    return;
  list->gone = TRUE;
  call_done(call);
}
