/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers 0 and 1 are always Ada and Mário, whom the stories name. Of the others one in about fifty has opted
 * out, one in seventy bounces, one in a hundred has no address, and a few are people with hardly any field at
 * all.
 */
#include "src/sandbox/person.h"

#include <string.h>

#include "src/sandbox/ids.h"
#include "src/sandbox/names-data.h"

#define DAY_MS G_GINT64_CONSTANT(86400000)
static const gint64 first_created = G_GINT64_CONSTANT(1609459200000); /* 2021-01-01 */

const char *const person_field_names[N_PERSON_FIELDS] = {"firstName", "lastName", "email",
                                                         "phone",     "extRef",   "language"};

static guint64
dice_of(guint64 seed, guint64 number)
{
  return mix64(mix64(seed) ^ number);
}

gboolean
person_number_is_unsubscribed(guint64 seed G_GNUC_UNUSED, guint64 number)
{
  return number % 53 == 7;
}

gboolean
person_number_is_bounced(guint64 seed G_GNUC_UNUSED, guint64 number)
{
  return number % 71 == 3;
}

static gboolean
is_nearly_empty(guint64 number)
{
  return number % 211 == 11;
}

gboolean
person_number_has_email(guint64 seed G_GNUC_UNUSED, guint64 number)
{
  return number % 97 != 5 && !is_nearly_empty(number);
}

static const NameSet *
name_set_of(guint64 seed, guint64 number)
{
  return &name_sets[number < 2 ? number : dice_of(seed, number) % n_name_sets];
}

static Name
first_name_of(guint64 seed, guint64 number)
{
  const NameSet *set = name_set_of(seed, number);
  if (number % 173 == 13)
    return odd_first_names[(number / 173) % n_odd_first_names];
  return set->firsts[number < 2 ? 0 : (dice_of(seed, number) >> 8) % set->n_firsts];
}

static Name
last_name_of(guint64 seed, guint64 number)
{
  const NameSet *set = name_set_of(seed, number);
  return set->lasts[number < 2 ? 0 : (dice_of(seed, number) >> 20) % set->n_lasts];
}

static char *
email_of(guint64 seed, guint64 number)
{
  static const char *const ends[] = {"org", "com", "net"};
  if (!person_number_has_email(seed, number))
    return NULL;
  if (number == 0)
    return g_strdup("ada.rossi@example.org");
  if (number == 1)
    return g_strdup("m.rossi@example.org");
  guint64 owner = number % 401 == 400 ? number - 1 : number; /* two people with one address happen */
  return g_strdup_printf("%s.%s%" G_GUINT64_FORMAT "@example.%s", first_name_of(seed, owner).ascii,
                         last_name_of(seed, owner).ascii, owner,
                         ends[dice_of(seed, owner) % G_N_ELEMENTS(ends)]);
}

gboolean
person_number_of_email(const char *email, guint64 *number)
{
  const char *at = strchr(email, '@');
  const char *start = at;
  while (start && start > email && g_ascii_isdigit(start[-1]))
    start--;
  if (!at || start == at)
    return FALSE;
  *number = g_ascii_strtoull(start, NULL, 10);
  return TRUE;
}

static cJSON *
embedded_of(guint64 dice)
{
  static const char *const sites[] = {"north", "south", "Zürich", "北京", "coast"};
  static const char *const levels[] = {"low", "mid", "high"};
  cJSON *embedded = cJSON_CreateObject();
  if (dice % 9 == 0)
    return embedded;
  cJSON_AddStringToObject(embedded, "site", sites[dice % G_N_ELEMENTS(sites)]);
  if (dice % 2) {
    g_autofree char *visits = g_strdup_printf("%d", (int) (dice >> 12) % 40);
    cJSON_AddStringToObject(embedded, "visits", visits);
  }
  if (dice % 3 == 0)
    cJSON_AddStringToObject(embedded, "level", levels[(dice >> 7) % G_N_ELEMENTS(levels)]);
  if (dice % 17 == 0)
    cJSON_AddStringToObject(embedded, "Note", "");
  return embedded;
}

static void
fill_fields(Person *person, guint64 seed, guint64 dice)
{
  guint64 number = person->number;
  char **fields = person->fields;
  const NameSet *set = name_set_of(seed, number);
  if (!is_nearly_empty(number)) {
    fields[PERSON_FIRST_NAME] = g_strdup(first_name_of(seed, number).name);
    fields[PERSON_LAST_NAME] = g_strdup(number % 43 == 42 ? "" : last_name_of(seed, number).name);
    fields[PERSON_EMAIL] = email_of(seed, number);
    fields[PERSON_EXT_REF] =
        number % 13 == 12 ? NULL : g_strdup_printf("A-%04" G_GUINT64_FORMAT, number + 17);
    fields[PERSON_LANGUAGE] = number % 19 == 18   ? g_strdup("")
                              : number % 29 == 28 ? NULL
                                                  : g_strdup(set->language);
  }
  if (dice % 4 == 0 || is_nearly_empty(number))
    fields[PERSON_PHONE] = g_strdup_printf("%s555%07d", set->phone, (int) ((dice >> 16) % 10000000));
}

Person *
person_new_from_number(guint64 seed, guint64 number)
{
  guint64 dice = mix64(dice_of(seed, number));
  Person *person = g_new0(Person, 1);
  person->number = number;
  fill_fields(person, seed, dice);
  person->omits_nulls = number % 7 == 4;
  person->embedded = embedded_of(dice);
  person->bounced = person_number_is_bounced(seed, number);
  person->created = first_created + (gint64) (dice % (2000 * (guint64) DAY_MS));
  person->modified = person->created + (gint64) (mix64(dice) % (30 * (guint64) DAY_MS));
  person->unsubscribed = person_number_is_unsubscribed(seed, number);
  /* A date may be left although the person came back. */
  person->unsubscribed_at = person->unsubscribed || number % 307 == 300 ? person->modified : 0;
  return person;
}

Person *
person_copy(const Person *person)
{
  Person *copy = g_memdup2(person, sizeof *person);
  for (int i = 0; i < N_PERSON_FIELDS; i++)
    copy->fields[i] = g_strdup(person->fields[i]);
  copy->embedded = cJSON_Duplicate(person->embedded, TRUE);
  return copy;
}

void
person_free(Person *person)
{
  if (!person)
    return;
  for (int i = 0; i < N_PERSON_FIELDS; i++)
    g_free(person->fields[i]);
  cJSON_Delete(person->embedded);
  g_free(person);
}
