/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/contact-json.h"

#include <string.h>

static void
add_field(cJSON *json, const Person *person, PersonField field, const char *name, gboolean always)
{
  if (person->fields[field] || always || !person->omits_nulls)
    cJSON_AddItemToObject(json, name, json_string_or_null(person->fields[field]));
}

static void
add_fields(cJSON *json, const Person *person, gboolean always)
{
  for (int i = 0; i < N_PERSON_FIELDS; i++)
    add_field(json, person, i, person_field_names[i], always);
}

static void
add_id(cJSON *json, const char *name, guint64 number)
{
  g_autofree char *id = contact_id(number);
  cJSON_AddStringToObject(json, name, id);
}

static void
add_lookup(cJSON *json, const MailingList *list, guint64 number)
{
  g_autofree char *lookup = lookup_id(list, number);
  cJSON_AddStringToObject(json, "contactLookupId", lookup);
}

static void
add_embedded(cJSON *json, const Person *person)
{
  cJSON_AddItemToObject(json, "embeddedData", cJSON_Duplicate(person->embedded, TRUE));
}

cJSON *
contact_element(const Call *call, const MailingList *list, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  cJSON *json = cJSON_CreateObject();
  add_id(json, "contactId", number);
  add_fields(json, person, FALSE);
  cJSON_AddBoolToObject(json, "unsubscribed", person->unsubscribed);
  if (list) {
    cJSON_AddBoolToObject(json, "mailingListUnsubscribed",
                          world_membership(call->world, list, number).unsubscribed);
    add_lookup(json, list, number);
  }
  if (!list || call_query_flag(call, "includeEmbedded"))
    add_embedded(json, person);
  return json;
}

cJSON *
contact_opted_out_element(const Call *call, const MailingList *list, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  g_autofree char *date = person->unsubscribed_at ? iso_from_ms(person->unsubscribed_at) : NULL;
  cJSON *json = cJSON_CreateObject();
  add_id(json, "contactId", number);
  add_fields(json, person, TRUE);
  cJSON_AddBoolToObject(json, "directoryUnsubscribed", person->unsubscribed);
  cJSON_AddItemToObject(json, "directoryUnsubscribeDate", json_string_or_null(date));
  if (list) {
    Membership membership = world_membership(call->world, list, number);
    g_autofree char *left = membership.unsubscribed_at ? iso_from_ms(membership.unsubscribed_at) : NULL;
    cJSON_AddBoolToObject(json, "mailingListUnsubscribed", membership.unsubscribed);
    cJSON_AddItemToObject(json, "mailingListUnsubscribeDate", json_string_or_null(left));
  }
  return json;
}

static void
add_core(cJSON *json, const Person *person)
{
  const char *email = person->fields[PERSON_EMAIL];
  const char *at = email ? strchr(email, '@') : NULL;
  add_id(json, "contactId", person->number);
  cJSON_AddNumberToObject(json, "creationDate", (double) person->created);
  cJSON_AddNumberToObject(json, "lastModified", (double) person->modified);
  add_fields(json, person, TRUE);
  cJSON_AddItemToObject(json, "emailDomain", json_string_or_null(at ? at + 1 : NULL));
  add_embedded(json, person);
}

static void
add_memberships(cJSON *json, const Call *call, guint64 number)
{
  cJSON *map = cJSON_AddObjectToObject(json, "mailingListMembership");
  for (guint i = 0; i < call->world->lists->len; i++) {
    const MailingList *list = call->world->lists->pdata[i];
    if (!list_has(list, number))
      continue;
    Membership membership = world_membership(call->world, list, number);
    g_autofree char *id = list_id(list);
    cJSON *entry = cJSON_AddObjectToObject(map, id);
    add_lookup(entry, list, number);
    cJSON_AddStringToObject(entry, "name", list->name);
    cJSON_AddBoolToObject(entry, "unsubscribed", membership.unsubscribed);
    cJSON_AddItemToObject(entry, "unsubscribeDate", json_ms_or_null(membership.unsubscribed_at));
    cJSON_AddStringToObject(entry, "ownerId", list->owner);
  }
}

cJSON *
contact_in_directory(const Call *call, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  cJSON *json = cJSON_CreateObject();
  add_core(json, person);
  cJSON_AddBoolToObject(json, "writeBlanks", FALSE);
  cJSON_AddItemToObject(json, "transactionData", cJSON_CreateArray());
  cJSON_AddItemToObject(json, "stats", cJSON_CreateObject());
  cJSON_AddBoolToObject(json, "skipped", FALSE);
  cJSON_AddBoolToObject(json, "directoryUnsubscribed", person->unsubscribed);
  cJSON_AddItemToObject(json, "directoryUnsubscribeDate", json_ms_or_null(person->unsubscribed_at));
  add_memberships(json, call, number);
  if (call_query_flag(call, "includeSegments"))
    cJSON_AddItemToObject(json, "segmentMembership", cJSON_CreateObject());
  return json;
}

cJSON *
contact_in_list(const Call *call, const MailingList *list, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  Membership membership = world_membership(call->world, list, number);
  g_autofree char *date = person->unsubscribed_at ? iso_from_ms(person->unsubscribed_at) : NULL;
  cJSON *json = cJSON_CreateObject();
  add_core(json, person);
  cJSON_AddBoolToObject(json, "mailingListUnsubscribed", membership.unsubscribed);
  cJSON_AddItemToObject(json, "mailingListUnsubscribeDate", json_ms_or_null(membership.unsubscribed_at));
  cJSON_AddBoolToObject(json, "directoryUnsubscribed", person->unsubscribed);
  cJSON_AddItemToObject(json, "directoryUnsubscribeDate", json_string_or_null(date));
  add_lookup(json, list, number);
  cJSON_AddItemToObject(json, "privateEmbeddedData",
                        membership.private_embedded ? cJSON_Duplicate(membership.private_embedded, TRUE)
                                                    : cJSON_CreateObject());
  cJSON_AddItemToObject(json, "stats", cJSON_CreateObject());
  return json;
}

cJSON *
contact_search_element(const Call *call, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  g_autofree char *created = plain_date_from_ms(person->created);
  g_autofree char *modified = plain_date_from_ms(person->modified);
  g_autofree char *left = person->unsubscribed_at ? plain_date_from_ms(person->unsubscribed_at) : NULL;
  cJSON *json = cJSON_CreateObject();
  add_id(json, "id", number);
  cJSON_AddStringToObject(json, "creationDate", created);
  cJSON_AddStringToObject(json, "lastModified", modified);
  add_field(json, person, PERSON_FIRST_NAME, "firstName", TRUE);
  add_field(json, person, PERSON_LAST_NAME, "lastName", TRUE);
  add_field(json, person, PERSON_EMAIL, "email", TRUE);
  add_field(json, person, PERSON_PHONE, "phoneNumber", TRUE);
  add_field(json, person, PERSON_EXT_REF, "externalDataReference", TRUE);
  add_field(json, person, PERSON_LANGUAGE, "language", TRUE);
  cJSON_AddBoolToObject(json, "unsubscribed", person->unsubscribed);
  cJSON_AddItemToObject(json, "unsubscribeDate", json_string_or_null(left));
  cJSON_AddItemToObject(json, "stats", cJSON_CreateObject());
  if (call_query_flag(call, "includeEmbedded"))
    add_embedded(json, person);
  cJSON_AddItemToObject(json, "segmentMembership", cJSON_CreateObject());
  return json;
}
