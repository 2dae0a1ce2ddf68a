/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POST .../contacts/search: one filter or up to five joined by "and"; whole strings only. Its own paging: a
 * skipToken in the result, and a full last page is followed by an empty one.
 */
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/contact-json.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

enum { MAX_FILTERS = 5, SEARCH_PAGE = 100 };

static PersonField
field_named(const char *name)
{
  for (int i = 0; i < N_PERSON_FIELDS; i++)
    if (g_strcmp0(person_field_names[i], name) == 0)
      return i;
  return N_PERSON_FIELDS;
}

static gboolean
is_field_filter_true(const cJSON *filter, const char *text)
{
  g_autofree char *value = g_strstrip(g_strdup(body_string(filter, "value")));
  g_autofree char *wanted = g_utf8_casefold(value, -1);
  g_autofree char *folded = g_utf8_casefold(text ? text : "", -1);
  return (strcmp(wanted, g_strstrip(folded)) == 0) ==
         (g_strcmp0(body_string(filter, "comparison"), "eq") == 0);
}

static gboolean
is_date_filter_true(const cJSON *filter, gint64 ms)
{
  g_autofree char *date = plain_date_from_ms(ms);
  const char *value = body_string(filter, "value"), *comparison = body_string(filter, "comparison");
  int order = strlen(value) == 10 ? strncmp(date, value, 10) : strcmp(date, value);
  return strcmp(comparison, "eq") == 0    ? order == 0
         : strcmp(comparison, "neq") == 0 ? order != 0
         : strcmp(comparison, "gt") == 0  ? order > 0
         : strcmp(comparison, "lt") == 0  ? order < 0
         : strcmp(comparison, "gte") == 0 ? order >= 0
                                          : order <= 0;
}

static gboolean
is_true_of(const World *world, const cJSON *filter, const Person *person)
{
  const char *type = body_string(filter, "filterType");
  const char *comparison = body_string(filter, "comparison");
  PersonField field = field_named(type);
  guint64 index;
  if (field < N_PERSON_FIELDS)
    return is_field_filter_true(filter, person->fields[field]);
  if (strcmp(type, "created") == 0 || strcmp(type, "lastModified") == 0)
    return is_date_filter_true(filter, *type == 'c' ? person->created : person->modified);
  if (strcmp(type, "inList") == 0)
    return (id_parse("CG", body_string(filter, "mailingListId"), &index) && index < world->lists->len &&
            list_has(world->lists->pdata[index], person->number)) ==
           !!cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(filter, "comparison"));
  const char *text = person->fields[field_named(body_string(filter, "field"))];
  return (!text || !*text) == (strcmp(comparison, "empty") == 0);
}

/* ## Strictness */

static gboolean
check_comparison(const cJSON *filter, const char *const *allowed)
{
  const char *comparison = body_string(filter, "comparison");
  return comparison && g_strv_contains(allowed, comparison);
}

static gboolean
is_sound(const cJSON *filter)
{
  static const char *const equal[] = {"eq", "neq", NULL};
  static const char *const ordered[] = {"eq", "neq", "gt", "lt", "gte", "lte", NULL};
  static const char *const states[] = {"empty", "notEmpty", NULL};
  const char *type = body_string(filter, "filterType");
  if (!type)
    return FALSE;
  if (field_named(type) < N_PERSON_FIELDS)
    return check_comparison(filter, equal) && body_string(filter, "value");
  if (strcmp(type, "created") == 0 || strcmp(type, "lastModified") == 0)
    return check_comparison(filter, ordered) && body_string(filter, "value");
  if (strcmp(type, "inList") == 0)
    return cJSON_IsBool(cJSON_GetObjectItemCaseSensitive(filter, "comparison")) &&
           body_string(filter, "mailingListId");
  return strcmp(type, "infoFieldState") == 0 && check_comparison(filter, states) &&
         field_named(body_string(filter, "field")) < N_PERSON_FIELDS;
}

/* The filters as an array, to be freed; NULL after having refused. */
static cJSON *
read_filters(Call *call)
{
  static const BodyKey keys[] = {{"filter", BODY_OBJECT, TRUE}};
  if (!body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return NULL;
  const cJSON *filter = cJSON_GetObjectItemCaseSensitive(call->body, "filter");
  const cJSON *joined = cJSON_GetObjectItemCaseSensitive(filter, "filters");
  cJSON *filters = cJSON_IsArray(joined) ? cJSON_Duplicate(joined, TRUE) : cJSON_CreateArray();
  if (!joined)
    cJSON_AddItemToArray(filters, cJSON_Duplicate(filter, TRUE));
  gboolean sound = joined ? g_strcmp0(body_string(filter, "conjunction"), "and") == 0 : TRUE;
  for (const cJSON *one = filters->child; one; one = one->next)
    sound = sound && is_sound(one);
  int n = cJSON_GetArraySize(filters);
  if (sound && n >= (joined ? 2 : 1) && n <= MAX_FILTERS)
    return filters;
  call_refuse(call, 400, "GPR_1", "Invalid filter.");
  cJSON_Delete(filters);
  return NULL;
}

/* ## Looking */

static gboolean
fits(const World *world, const cJSON *filters, guint64 number)
{
  g_autoptr(Person) person = world_person(world, number);
  for (const cJSON *filter = filters->child; filter; filter = filter->next)
    if (!is_true_of(world, filter, person))
      return FALSE;
  return TRUE;
}

void
contacts_search(Call *call)
{
  const Directory *directory = call_directory(call, 0);
  Page page;
  if (!directory || !page_read(call, SEARCH_PAGE, SEARCH_PAGE, &page))
    return;
  cJSON *filters = read_filters(call);
  if (!filters)
    return;
  cJSON *result = cJSON_CreateObject();
  cJSON *elements = cJSON_AddArrayToObject(result, "elements");
  guint64 position = page.start, number;
  guint n = 0;
  for (; position < directory_positions(directory) && n < page.size; position++)
    if (directory_at(directory, position, &number) && fits(call->world, filters, number)) {
      cJSON_AddItemToArray(elements, contact_search_element(call, number));
      n++;
    }
  if (n == page.size) {
    g_autofree char *token = page_token(position);
    cJSON_AddStringToObject(result, "skipToken", token);
  }
  cJSON_Delete(filters);
  call_answer(call, result);
}
