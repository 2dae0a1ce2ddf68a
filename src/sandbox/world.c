/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of the main directory begin at 0, of the research pool at 2^31, of those created later at 2^32; so
 * a number alone tells whether a person is computed or kept.
 */
#include "src/sandbox/world.h"

#include "src/sandbox/distribution.h"
#include "src/sandbox/exports.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/imports.h"
#include "src/sandbox/response.h"
#include "src/sandbox/sms.h"

static const guint64 research_first = (guint64) 1 << 31;
static const guint64 created_first = (guint64) 1 << 32;
enum { LIST_SHIFT = 40 };

#define DAY_MS G_GINT64_CONSTANT(86400000)

/* ## The clock and the names */

gint64
world_now(const World *world)
{
  return g_get_real_time() / 1000 + world->clock_offset;
}

char *
world_user_id(void)
{
  return id_new("UR", 1);
}

char *
world_group_id(void)
{
  return id_new("GR", 1);
}

char *
list_id(const MailingList *list)
{
  return id_new("CG", list->index);
}

char *
contact_id(guint64 number)
{
  return id_new("CID", number);
}

char *
lookup_id(const MailingList *list, guint64 number)
{
  return id_new("CGC", (guint64) list->index << LIST_SHIFT | number);
}

gboolean
lookup_id_parse(const char *text, guint *list, guint64 *number)
{
  guint64 both;
  if (!id_parse("CGC", text, &both))
    return FALSE;
  *list = (guint) (both >> LIST_SHIFT);
  *number = both & (((guint64) 1 << LIST_SHIFT) - 1);
  return TRUE;
}

static guint64 *
number_key(guint64 number)
{
  return g_memdup2(&number, sizeof number);
}

static GHashTable *
number_set_new(void)
{
  return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* ## Directories */

static void
directory_free(gpointer data)
{
  Directory *directory = data;
  g_array_unref(directory->created);
  g_hash_table_unref(directory->deleted);
  g_free(directory);
}

static Directory *
add_directory(World *world, const char *name, guint64 first, guint64 count)
{
  Directory *directory = g_new0(Directory, 1);
  directory->index = world->directories->len;
  directory->name = name;
  directory->is_default = directory->index == 0;
  directory->dedupes_by_email = directory->index == 0;
  directory->first = first;
  directory->count = count;
  directory->created = g_array_new(FALSE, FALSE, sizeof(guint64));
  directory->deleted = number_set_new();
  g_ptr_array_add(world->directories, directory);
  return directory;
}

guint64
directory_positions(const Directory *directory)
{
  return directory->count + directory->created->len;
}

gboolean
directory_at(const Directory *directory, guint64 position, guint64 *number)
{
  *number = position < directory->count
                ? directory->first + position
                : g_array_index(directory->created, guint64, position - directory->count);
  return !g_hash_table_contains(directory->deleted, number);
}

guint64
directory_count(const World *world G_GNUC_UNUSED, const Directory *directory)
{
  return directory_positions(directory) - g_hash_table_size(directory->deleted);
}

gboolean
directory_has(const World *world, const Directory *directory, guint64 number)
{
  if (g_hash_table_contains(directory->deleted, &number))
    return FALSE;
  if (number >= directory->first && number - directory->first < directory->count)
    return TRUE;
  const Person *kept = g_hash_table_lookup(world->people, &number);
  return kept && kept->directory == directory->index;
}

/* ## People */

Person *
world_person(const World *world, guint64 number)
{
  const Person *kept = g_hash_table_lookup(world->people, &number);
  if (kept)
    return person_copy(kept);
  Person *person = person_new_from_number(world->seed, number);
  person->directory = number >= research_first;
  return person;
}

Person *
world_edit_person(World *world, guint64 number)
{
  Person *kept = g_hash_table_lookup(world->people, &number);
  if (!kept) {
    kept = world_person(world, number);
    g_hash_table_insert(world->people, number_key(number), kept);
  }
  return kept;
}

void
world_note_address(World *world, const Person *person)
{
  const char *email = person->fields[PERSON_EMAIL];
  char *small = g_ascii_strdown(email ? email : "", -1);
  GArray *numbers = g_hash_table_lookup(world->addresses, small);
  if (!numbers) {
    numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_hash_table_insert(world->addresses, g_strdup(small), numbers);
  }
  g_array_append_val(numbers, person->number);
  g_free(small);
}

const GArray *
world_with_address(const World *world, const char *email)
{
  g_autofree char *small = g_ascii_strdown(email, -1);
  return g_hash_table_lookup(world->addresses, small);
}

Person *
world_create_person(World *world, Directory *directory)
{
  Person *person = g_new0(Person, 1);
  person->number = world->next_person++;
  person->directory = directory->index;
  person->embedded = cJSON_CreateObject();
  person->created = person->modified = world_now(world);
  g_hash_table_insert(world->people, number_key(person->number), person);
  g_array_append_val(directory->created, person->number);
  return person;
}

void
world_delete_person(World *world, Directory *directory, guint64 number)
{
  g_hash_table_add(directory->deleted, number_key(number));
  for (guint i = 0; i < world->lists->len; i++)
    list_remove(world->lists->pdata[i], number);
}

gboolean
world_person_is_unsubscribed(const World *world, guint64 number)
{
  const Person *kept = g_hash_table_lookup(world->people, &number);
  return kept ? kept->unsubscribed : person_number_is_unsubscribed(world->seed, number);
}

gboolean
world_person_is_bounced(const World *world, guint64 number)
{
  const Person *kept = g_hash_table_lookup(world->people, &number);
  return kept ? kept->bounced : person_number_is_bounced(world->seed, number);
}

/* ## Lists */

static void
list_free(gpointer data)
{
  MailingList *list = data;
  g_free(list->name);
  g_free(list->owner);
  g_array_unref(list->added);
  g_hash_table_unref(list->ever_added);
  g_hash_table_unref(list->removed);
  g_free(list);
}

MailingList *
world_add_list(World *world, guint directory, const char *name, const char *owner, guint64 first,
               guint64 count)
{
  MailingList *list = g_new0(MailingList, 1);
  list->index = world->lists->len;
  list->directory = directory;
  list->name = g_strdup(name);
  list->owner = g_strdup(owner);
  list->created = list->modified = world_now(world);
  list->first = first;
  list->count = count;
  list->added = g_array_new(FALSE, FALSE, sizeof(guint64));
  list->ever_added = number_set_new();
  list->removed = number_set_new();
  g_ptr_array_add(world->lists, list);
  return list;
}

static gboolean
list_ever_had(const MailingList *list, guint64 number)
{
  return (number >= list->first && number - list->first < list->count) ||
         g_hash_table_contains(list->ever_added, &number);
}

gboolean
list_has(const MailingList *list, guint64 number)
{
  return !list->gone && !g_hash_table_contains(list->removed, &number) && list_ever_had(list, number);
}

guint64
list_positions(const MailingList *list)
{
  return list->count + list->added->len;
}

gboolean
list_at(const MailingList *list, guint64 position, guint64 *number)
{
  *number = position < list->count ? list->first + position
                                   : g_array_index(list->added, guint64, position - list->count);
  return !g_hash_table_contains(list->removed, number);
}

guint64
list_count(const MailingList *list)
{
  return list_positions(list) - g_hash_table_size(list->removed);
}

void
list_add(MailingList *list, guint64 number)
{
  if (list_ever_had(list, number))
    g_hash_table_remove(list->removed, &number);
  else {
    g_array_append_val(list->added, number);
    g_hash_table_add(list->ever_added, number_key(number));
  }
}

void
list_remove(MailingList *list, guint64 number)
{
  if (list_ever_had(list, number))
    g_hash_table_add(list->removed, number_key(number));
}

/* ## Memberships */

static void
membership_free(gpointer data)
{
  Membership *membership = data;
  cJSON_Delete(membership->private_embedded);
  g_free(membership);
}

Membership
world_membership(const World *world, const MailingList *list, guint64 number)
{
  guint64 key = (guint64) list->index << LIST_SHIFT | number;
  const Membership *kept = g_hash_table_lookup(world->memberships, &key);
  if (kept)
    return *kept;
  Membership computed = {.unsubscribed = number < created_first && (number + list->index) % 61 == 9};
  if (computed.unsubscribed)
    computed.unsubscribed_at =
        G_GINT64_CONSTANT(1751328000000) + (gint64) (mix64(key) % (300 * (guint64) DAY_MS));
  return computed;
}

Membership *
world_edit_membership(World *world, const MailingList *list, guint64 number)
{
  guint64 key = (guint64) list->index << LIST_SHIFT | number;
  Membership *kept = g_hash_table_lookup(world->memberships, &key);
  if (!kept) {
    Membership computed = world_membership(world, list, number);
    kept = g_memdup2(&computed, sizeof computed);
    g_hash_table_insert(world->memberships, number_key(key), kept);
  }
  return kept;
}

/* ## The beginning */

static void
add_lists(World *world, guint64 n_contacts)
{
  g_autofree char *user = world_user_id();
  g_autofree char *group = world_group_id();
  guint64 shared = MIN(n_contacts, 200); /* some people are on both */
  guint64 alumni = n_contacts - shared, customers = alumni + 911;
  struct {
    guint directory;
    const char *name, *owner;
    guint64 first, count;
  } lists[] = {
      {0, "Spring panel", user, 0, n_contacts},
      {0, "Alumni 2025", user, alumni, 911},
      {0, "Customers EU", user, customers, 2004},
      {0, "Pilot (empty)", user, 0, 0},
      {0, "Board", user, customers + 40, 50},
      {0, "Été 2026 — événements ☀️ 夏", user, customers + 100, 57},
      {0, "Employees (shared)", group, customers + 300, 340},
      {1, "Panel A", user, research_first, 1200},
      {1, "Panel B", user, research_first + 1200, 804},
  };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    MailingList *list = world_add_list(world, lists[i].directory, lists[i].name, lists[i].owner,
                                       lists[i].first, lists[i].count);
    list->created = G_GINT64_CONSTANT(1735689600000) + i * 11 * DAY_MS + 701;
    list->modified = list->created + (i % 3) * 5 * DAY_MS;
  }
  add_directory(world, "Main directory", 0, customers + 2004 + 1500);
  add_directory(world, "Research pool", research_first, 2004);
}

static void
survey_free(gpointer data)
{
  Survey *survey = data;
  g_free(survey->name);
  g_free(survey->expiration_start);
  g_free(survey->expiration_end);
  g_free(survey);
}

static void
add_surveys(World *world)
{
  static const struct {
    const char *name;
    gboolean active;
    int auditable;
  } surveys[] = {
      {"NPS Q4", TRUE, 2231},         {"Onboarding 2026", FALSE, 0},
      {"Alumni voices", TRUE, 388},   {"Customer effort (EU)", TRUE, 940},
      {"Événements — été", TRUE, 12}, {"顧客満足度 2026", TRUE, 71},
      {"Exit interview", FALSE, 55},  {"Untitled project", FALSE, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(surveys); i++) {
    Survey *survey = g_new0(Survey, 1);
    survey->index = i;
    survey->name = g_strdup(surveys[i].name);
    survey->active = surveys[i].active;
    survey->auditable = surveys[i].auditable;
    survey->created = G_GINT64_CONSTANT(1748736000000) + i * 17 * DAY_MS;
    survey->modified = survey->created + (i % 4) * 9 * DAY_MS;
    if (i == 6)
      survey->expiration_end = g_strdup("2026-06-30T23:59:59Z");
    g_ptr_array_add(world->surveys, survey);
  }
}

static void
batch_free(gpointer data)
{
  Batch *batch = data;
  g_array_unref(batch->members);
  g_free(batch);
}

static void
person_free_any(gpointer data)
{
  person_free(data);
}

World *
world_new(guint64 seed, guint64 n_contacts)
{
  World *world = g_new0(World, 1);
  world->seed = seed;
  world->speed = 1;
  world->next_person = created_first;
  world->directories = g_ptr_array_new_with_free_func(directory_free);
  world->lists = g_ptr_array_new_with_free_func(list_free);
  world->surveys = g_ptr_array_new_with_free_func(survey_free);
  world->batches = g_ptr_array_new_with_free_func(batch_free);
  world->distributions = g_ptr_array_new_with_free_func(distribution_free);
  world->sms = g_ptr_array_new_with_free_func(sms_free);
  world->exports = g_ptr_array_new_with_free_func(export_job_free);
  world->imports = g_ptr_array_new_with_free_func(import_job_free);
  world->arrivals = g_array_new(FALSE, FALSE, sizeof(Response));
  world->started = world_now(world);
  world->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  world->people = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, person_free_any);
  world->memberships = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, membership_free);
  add_lists(world, n_contacts);
  add_surveys(world);
  distribution_add_past(world);
  return world;
}

void
world_free(World *world)
{
  if (!world)
    return;
  g_ptr_array_unref(world->directories);
  g_ptr_array_unref(world->lists);
  g_ptr_array_unref(world->surveys);
  g_ptr_array_unref(world->batches);
  g_ptr_array_unref(world->distributions);
  g_ptr_array_unref(world->sms);
  g_ptr_array_unref(world->exports);
  g_ptr_array_unref(world->imports);
  g_array_unref(world->arrivals);
  g_hash_table_unref(world->people);
  g_hash_table_unref(world->addresses);
  g_hash_table_unref(world->memberships);
  g_free(world->outbox);
  g_free(world);
}
