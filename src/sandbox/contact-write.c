/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Creating, changing and deleting contacts. Keys that are left out stay as they are; embedded data, once
 * sent, is the whole map. In a directory that de-duplicates by email a create that matches changes the person
 * who is there.
 */
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/contact-change.h"
#include "src/sandbox/contact-find.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"

enum { EMBEDDED_NAME_MAX = 200, EMBEDDED_VALUE_MAX = 1024 };

static const BodyKey keys[] = {
    {"firstName", BODY_STRING},     {"lastName", BODY_STRING},     {"email", BODY_STRING},
    {"phone", BODY_STRING},         {"extRef", BODY_STRING},       {"language", BODY_STRING},
    {"unsubscribed", BODY_BOOLEAN}, {"embeddedData", BODY_OBJECT}, {"privateEmbeddedData", BODY_OBJECT},
};
enum { N_LIST_KEYS = G_N_ELEMENTS(keys), N_DIRECTORY_KEYS = N_LIST_KEYS - 1 };

static gboolean
is_reserved(const char *name)
{
  for (int i = 0; i < N_PERSON_FIELDS; i++)
    if (g_ascii_strcasecmp(name, person_field_names[i]) == 0)
      return TRUE;
  return strcmp(name, "Points") == 0;
}

static void
check_embedded(Call *call, const cJSON *map)
{
  for (const cJSON *value = map ? map->child : NULL; value && !call->status; value = value->next) {
    if (g_utf8_strlen(value->string, -1) > EMBEDDED_NAME_MAX)
      call_refuse(call, 400, "GPR_1", "Embedded data name is longer than %d characters.", EMBEDDED_NAME_MAX);
    else if (!*value->string || is_reserved(value->string))
      call_refuse(call, 400, "GPR_1", "Embedded data name is reserved: %s", value->string);
    else if (!cJSON_IsString(value) && !cJSON_IsNumber(value) && !cJSON_IsBool(value))
      call_refuse(call, 400, "GPR_1", "Invalid value for embedded data %s.", value->string);
    else if (cJSON_IsString(value) && g_utf8_strlen(value->valuestring, -1) > EMBEDDED_VALUE_MAX)
      call_refuse(call, 400, "GPR_1", "Embedded data value of %s is longer than %d characters.",
                  value->string, EMBEDDED_VALUE_MAX);
  }
}

gboolean
contact_email_is_valid(const char *email)
{
  return !*email || (strchr(email, '@') && !strpbrk(email, " \t\r\n,"));
}

static gboolean
check_contact(Call *call, guint n_keys)
{
  const char *email;
  if (!body_check(call, call->body, keys, n_keys))
    return FALSE;
  check_embedded(call, cJSON_GetObjectItemCaseSensitive(call->body, "embeddedData"));
  if (!call->status)
    check_embedded(call, cJSON_GetObjectItemCaseSensitive(call->body, "privateEmbeddedData"));
  email = body_string(call->body, "email");
  if (!call->status && email && !contact_email_is_valid(email))
    call_refuse(call, 400, "GPR_1", "Invalid value for email.");
  return call->status == 0;
}

/* All values as strings. */
static cJSON *
strings_of(const cJSON *map)
{
  cJSON *strings = cJSON_CreateObject();
  for (const cJSON *value = map->child; value; value = value->next) {
    g_autofree char *text =
        cJSON_IsString(value) ? g_strdup(value->valuestring) : cJSON_PrintUnformatted(value);
    cJSON_AddStringToObject(strings, value->string, text);
  }
  return strings;
}

static void
change_person(const Call *call, guint64 number)
{
  Person *person = world_edit_person(call->world, number);
  const cJSON *embedded = cJSON_GetObjectItemCaseSensitive(call->body, "embeddedData");
  for (int i = 0; i < N_PERSON_FIELDS; i++) {
    const char *text = body_string(call->body, person_field_names[i]);
    if (!text)
      continue;
    g_free(person->fields[i]);
    person->fields[i] = g_strdup(text);
  }
  if (embedded) {
    cJSON_Delete(person->embedded);
    person->embedded = strings_of(embedded);
  }
  if (body_string(call->body, "email")) {
    person->bounced = FALSE;
    world_note_address(call->world, person);
  }
  person->modified = world_now(call->world);
}

/* "unsubscribed" on a path of the directory. */
static void
change_directory_opt_out(const Call *call, guint64 number)
{
  const cJSON *flag = cJSON_GetObjectItemCaseSensitive(call->body, "unsubscribed");
  Person *person = world_edit_person(call->world, number);
  if (!flag || person->unsubscribed == cJSON_IsTrue(flag))
    return;
  person->unsubscribed = cJSON_IsTrue(flag);
  if (person->unsubscribed)
    person->unsubscribed_at = world_now(call->world);
}

/* "unsubscribed" and the private data on a path of the list. */
static void
change_membership(const Call *call, const MailingList *list, guint64 number)
{
  const cJSON *flag = cJSON_GetObjectItemCaseSensitive(call->body, "unsubscribed");
  const cJSON *data = cJSON_GetObjectItemCaseSensitive(call->body, "privateEmbeddedData");
  if (!flag && !data)
    return;
  Membership *membership = world_edit_membership(call->world, list, number);
  if (flag && membership->unsubscribed != cJSON_IsTrue(flag)) {
    membership->unsubscribed = cJSON_IsTrue(flag);
    membership->unsubscribed_at = membership->unsubscribed ? world_now(call->world) : 0;
  }
  if (data) {
    cJSON_Delete(membership->private_embedded);
    membership->private_embedded = strings_of(data);
  }
}

/* ## Create */

static gboolean
has_email(const World *world, guint64 number, const char *email)
{
  g_autoptr(Person) person = world_person(world, number);
  return person->fields[PERSON_EMAIL] && g_ascii_strcasecmp(person->fields[PERSON_EMAIL], email) == 0;
}

static gboolean
is_here(const World *world, const Directory *directory, guint64 number, const char *email)
{
  return directory_has(world, directory, number) && has_email(world, number, email);
}

/* The person of the directory with this address: computed ones carry their number in it, the others are
 * looked at. */
static gboolean
find_by_email(const World *world, const Directory *directory, const char *email, guint64 *number)
{
  for (*number = 0; *number < 2; ++*number)
    if (is_here(world, directory, *number, email))
      return TRUE;
  if (person_number_of_email(email, number) && is_here(world, directory, *number, email))
    return TRUE;
  const GArray *numbers = world_with_address(world, email);
  for (guint i = 0; numbers && i < numbers->len; i++) {
    *number = g_array_index(numbers, guint64, i);
    if (is_here(world, directory, *number, email))
      return TRUE;
  }
  return FALSE;
}

static gboolean
find_match(const Call *call, const Directory *directory, guint64 *number)
{
  const char *email = body_string(call->body, "email");
  return directory->dedupes_by_email && email && *email &&
         find_by_email(call->world, directory, email, number);
}

static guint64
create_or_match(Call *call, Directory *directory)
{
  guint64 number;
  if (!find_match(call, directory, &number))
    number = world_create_person(call->world, directory)->number;
  change_person(call, number);
  return number;
}

/* What @row says of embedded data comes to what the person has. */
static void
merge_embedded(const Call *call, cJSON *row, guint64 number)
{
  g_autoptr(Person) person = world_person(call->world, number);
  cJSON *merged = cJSON_Duplicate(person->embedded, TRUE);
  const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(row, "embeddedData");
  for (const cJSON *value = wanted ? wanted->child : NULL; value; value = value->next) {
    cJSON_DeleteItemFromObjectCaseSensitive(merged, value->string);
    cJSON_AddItemToObject(merged, value->string, cJSON_Duplicate(value, TRUE));
  }
  cJSON_DeleteItemFromObjectCaseSensitive(row, "embeddedData");
  cJSON_AddItemToObject(row, "embeddedData", merged);
}

guint64
contact_import(Call *call, MailingList *list, const cJSON *row, gboolean *is_new)
{
  Directory *directory = call->world->directories->pdata[list->directory];
  cJSON *body = call->body;
  guint64 number;
  call->body = cJSON_Duplicate(row, TRUE);
  *is_new = !find_match(call, directory, &number);
  if (*is_new)
    number = world_create_person(call->world, directory)->number;
  else
    merge_embedded(call, call->body, number);
  change_person(call, number);
  list_add(list, number);
  change_membership(call, list, number);
  cJSON_Delete(call->body);
  call->body = body;
  return number;
}

static cJSON *
id_result(guint64 number)
{
  g_autofree char *id = contact_id(number);
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, "id", id);
  return result;
}

void
contacts_create_in_directory(Call *call)
{
  Directory *directory = call_directory(call, 0);
  if (!directory || !check_contact(call, N_DIRECTORY_KEYS))
    return;
  guint64 number = create_or_match(call, directory);
  change_directory_opt_out(call, number);
  call_answer(call, id_result(number));
}

void
contacts_create_in_list(Call *call)
{
  MailingList *list = call_list(call, 1);
  if (!list || !check_contact(call, N_LIST_KEYS))
    return;
  guint64 number = create_or_match(call, call->world->directories->pdata[list->directory]);
  list_add(list, number);
  change_membership(call, list, number);
  g_autofree char *lookup = lookup_id(list, number);
  cJSON *result = id_result(number);
  cJSON_AddStringToObject(result, "contactLookupId", lookup);
  call_answer(call, result);
}

/* ## Update and delete */

void
contacts_update_in_directory(Call *call)
{
  Directory *directory;
  guint64 number;
  if (!contact_find_in_directory(call, &directory, &number) || !check_contact(call, N_DIRECTORY_KEYS))
    return;
  change_person(call, number);
  change_directory_opt_out(call, number);
  call_done(call);
}

void
contacts_update_in_list(Call *call)
{
  MailingList *list;
  guint64 number;
  if (!contact_find_in_list(call, &list, &number) || !check_contact(call, N_LIST_KEYS))
    return;
  change_person(call, number);
  change_membership(call, list, number);
  call_done(call);
}

void
contacts_delete_in_directory(Call *call)
{
  Directory *directory;
  guint64 number;
  if (!contact_find_in_directory(call, &directory, &number))
    return;
  world_delete_person(call->world, directory, number);
  call_done(call);
}

void
contacts_delete_in_list(Call *call)
{
  MailingList *list;
  guint64 number;
  if (!contact_find_in_list(call, &list, &number))
    return;
  list_remove(list, number);
  call_done(call);
}
