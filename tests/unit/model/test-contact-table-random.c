/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random work on the contact table, stopped half-way wherever it may be stopped, held against a model that
 * looks at every row each time. A run that fails is repeated with the --seed that GTest prints.
 */
#include <string.h>

#include "src/model/clean-text.h"
#include "src/model/contact-filter.h"
#include "src/model/contact-table.h"
#include "src/model/text-fold.h"

#define PEOPLE 600
#define STEPS 400
#define ROUNDS 4

typedef struct {
  guint number;
  guint version; /* how often it was changed */
  gboolean marked;
} Person;

typedef struct {
  ContactTable *table;
  GArray *people; /* of Person, by arrival */
  const char *filter;
  gint sort; /* a ContactField, or -1 */
  gboolean descending;
  gboolean changed; /* since the last sort and filter: rows stand where they stood, on purpose */
} World;

static const char *const filters[] = {"",
                                      "r",
                                      "ro",
                                      "ros",
                                      "ross",
                                      "rossi",
                                      "rossi1",
                                      "rossi1 m",
                                      "rossi1 ma",
                                      "!ada",
                                      "!ad",
                                      "!ada mario",
                                      "lang",
                                      "la",
                                      "lang:",
                                      "lang:i",
                                      "lang:it",
                                      "lang:it ro",
                                      "zoe",
                                      "LANG:E",
                                      "first:lukas",
                                      "e",
                                      "em",
                                      "email",
                                      "email:p1",
                                      "email:p1 zoe",
                                      "x:y",
                                      "!",
                                      "! ",
                                      "  zoe  ",
                                      "\xcc\x81",
                                      "!\xcc\x81",
                                      "rossi1 !lang:it",
                                      "no such thing"};

/* Strings of person @number in its @version: the same every time. */
static void
describe(const Person *person, char *fields[N_CONTACT_FIELDS])
{
  static const char *const first[] = {"Ada", "M\303\241rio", "\346\235\216", "Zo\303\253",    "",
                                      "ada", "\303\226mer",  "Bo 10",        "\305\201ukasz", "Bo 9"};
  guint n = person->number + person->version * 31;
  memset(fields, 0, sizeof(char *) * N_CONTACT_FIELDS);
  fields[CONTACT_FIELD_ID] = g_strdup_printf("CID_%u", person->number);
  fields[CONTACT_FIELD_EMAIL] = n % 11 == 0 ? NULL : g_strdup_printf("p%u@example.org", n * 7919 % 1000);
  fields[CONTACT_FIELD_FIRST_NAME] = g_strdup(first[n % G_N_ELEMENTS(first)]);
  fields[CONTACT_FIELD_LAST_NAME] = g_strdup_printf("Rossi%u", n % 13);
  fields[CONTACT_FIELD_LANGUAGE] = g_strdup(n % 3 == 0 ? "it" : "en");
}

static void
forget(char *fields[N_CONTACT_FIELDS])
{
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    g_free(fields[i]);
}

static gboolean
passes(const World *world, const Person *person)
{
  char *fields[N_CONTACT_FIELDS];
  describe(person, fields);
  g_autoptr(GString) folded = g_string_new(NULL);
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++) {
    text_fold_append(folded, fields[i] != NULL ? fields[i] : "");
    g_string_append_c(folded, '\x1f');
  }
  forget(fields);
  g_autoptr(ContactFilter) filter = contact_filter_new(world->filter);
  return contact_filter_matches(filter, folded->str);
}

static char *
sort_text(const World *world, const Person *person)
{
  char *fields[N_CONTACT_FIELDS];
  describe(person, fields);
  char *key = text_sort_key(fields[world->sort] != NULL ? fields[world->sort] : "");
  forget(fields);
  return key;
}

static gint
compare(gconstpointer one, gconstpointer other, gpointer data)
{
  const World *world = data;
  g_autofree char *a = sort_text(world, one);
  g_autofree char *b = sort_text(world, other);
  if (*a == '\0' || *b == '\0')
    return (*a == '\0') - (*b == '\0');
  return world->descending ? strcmp(b, a) : strcmp(a, b);
}

static void
finish(World *world)
{
  while (contact_table_work(world->table, 20))
    ;
  g_assert_false(contact_table_has_work(world->table));
}

/* The rows of the table are those of the model, in its order, with its marks. */
static void
agree(World *world)
{
  if (world->changed) {
    if (world->sort >= 0)
      contact_table_sort(world->table, (ContactField) world->sort, world->descending);
    contact_table_filter(world->table, world->filter);
    world->changed = FALSE;
  }
  finish(world);
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(Person));
  guint marked = 0;
  for (guint i = 0; i < world->people->len; i++) {
    const Person *person = &g_array_index(world->people, Person, i);
    marked += person->marked;
    if (passes(world, person))
      g_array_append_vals(wanted, person, 1);
  }
  if (world->sort >= 0)
    g_array_sort_with_data(wanted, compare, world);
  g_assert_cmpuint(contact_table_length(world->table), ==, world->people->len);
  g_assert_cmpuint(contact_table_visible(world->table), ==, wanted->len);
  g_assert_cmpuint(contact_table_mark_count(world->table), ==, marked);
  for (guint i = 0; i < wanted->len; i++) {
    const Person *person = &g_array_index(wanted, Person, i);
    char *fields[N_CONTACT_FIELDS];
    describe(person, fields);
    for (guint field = 0; field < N_CONTACT_FIELDS; field++)
      g_assert_cmpstr(contact_table_field(world->table, i, field), ==, fields[field]);
    g_assert_cmpint(contact_table_find_id(world->table, fields[CONTACT_FIELD_ID]), ==, i);
    g_assert_cmpint(contact_table_is_marked(world->table, i), ==, person->marked);
    forget(fields);
  }
}

static gint
index_of(const World *world, guint number)
{
  for (guint i = 0; i < world->people->len; i++)
    if (g_array_index(world->people, Person, i).number == number)
      return (gint) i;
  return -1;
}

static void
take_page(World *world, const guint *numbers, guint count)
{
  ContactPage *page = contact_page_new();
  for (guint i = 0; i < count; i++) {
    gint there = index_of(world, numbers[i]);
    Person person = {.number = numbers[i]};
    if (there >= 0) {
      g_array_index(world->people, Person, there).version++;
      person = g_array_index(world->people, Person, there);
      world->changed = TRUE;
    } else {
      g_array_append_val(world->people, person);
    }
    char *fields[N_CONTACT_FIELDS];
    describe(&person, fields);
    contact_page_add(page, (const char *const *) fields, 0);
    forget(fields);
  }
  contact_page_seal(page);
  contact_table_take_page(world->table, page);
}

static void
take_some(World *world)
{
  guint numbers[50], count = (guint) g_test_rand_int_range(0, G_N_ELEMENTS(numbers));
  gboolean again = g_test_rand_int_range(0, 4) == 0; /* some that are there already */
  guint n = 0;
  for (guint i = 0; i < count; i++) {
    guint number = (guint) g_test_rand_int_range(0, PEOPLE);
    if (again || index_of(world, number) < 0)
      numbers[n++] = number;
  }
  take_page(world, numbers, n);
}

static void
change_one(World *world)
{
  guint number = (guint) g_test_rand_int_range(0, PEOPLE);
  gint there = index_of(world, number);
  Person person = {.number = number};
  if (there >= 0) {
    g_array_index(world->people, Person, there).version++;
    person = g_array_index(world->people, Person, there);
    world->changed = TRUE;
  }
  char *fields[N_CONTACT_FIELDS];
  describe(&person, fields);
  g_assert_cmpint(
      contact_table_update(world->table, fields[CONTACT_FIELD_ID], (const char *const *) fields, 0), ==,
      there >= 0);
  forget(fields);
}

/* One or several, some of whom are not there, or twice. */
static void
remove_some(World *world)
{
  char *ids[4];
  guint count = (guint) g_test_rand_int_range(1, G_N_ELEMENTS(ids) + 1);
  gboolean any = FALSE;
  for (guint i = 0; i < count; i++) {
    guint number = (guint) g_test_rand_int_range(0, PEOPLE);
    gint there = index_of(world, number);
    ids[i] = g_strdup_printf("CID_%u", number);
    any |= there >= 0;
    if (there >= 0)
      g_array_remove_index(world->people, (guint) there);
  }
  g_assert_cmpint(count == 1 ? contact_table_remove_id(world->table, ids[0])
                             : contact_table_remove_ids(world->table, (const char *const *) ids, count),
                  ==, any);
  for (guint i = 0; i < count; i++)
    g_free(ids[i]);
}

static Person *
person_at(const World *world, guint row)
{
  const char *id = contact_table_id(world->table, row);
  return &g_array_index(world->people, Person, index_of(world, (guint) g_ascii_strtoull(id + 4, NULL, 10)));
}

/* Marks are set on what is visible at that moment, through or not. */
static void
mark_some(World *world)
{
  guint visible = contact_table_visible(world->table);
  if (visible == 0)
    return;
  guint from = (guint) g_test_rand_int_range(0, (gint) visible);
  guint to = (guint) g_test_rand_int_range(0, (gint) visible);
  gboolean on = g_test_rand_bit();
  switch (g_test_rand_int_range(0, 4)) {
  case 0:
    contact_table_mark(world->table, from, on);
    person_at(world, from)->marked = on;
    break;
  case 1:
    contact_table_mark_range(world->table, from, to, on);
    for (guint i = MIN(from, to); i <= MAX(from, to); i++)
      person_at(world, i)->marked = on;
    break;
  case 2:
    contact_table_invert_marks(world->table);
    for (guint i = 0; i < visible; i++)
      person_at(world, i)->marked = !person_at(world, i)->marked;
    break;
  default:
    contact_table_clear_marks(world->table);
    for (guint i = 0; i < world->people->len; i++)
      g_array_index(world->people, Person, i).marked = FALSE;
    break;
  }
}

static void
sort(World *world)
{
  world->sort = g_test_rand_int_range(0, N_CONTACT_EDITABLE);
  world->descending = g_test_rand_bit();
  contact_table_sort(world->table, (ContactField) world->sort, world->descending);
}

/* Mostly the next of the list, which is what typing does. */
static void
type(World *world)
{
  static const guint last = G_N_ELEMENTS(filters) - 1;
  guint at = 0;
  while (at < last && strcmp(filters[at], world->filter) != 0)
    at++;
  at = g_test_rand_int_range(0, 3) > 0 && at < last ? at + 1 : (guint) g_test_rand_int_range(0, (gint) last);
  world->filter = filters[at];
  contact_table_filter(world->table, world->filter);
}

/* The list is fetched again: the same people, and their marks. */
static void
refresh(World *world)
{
  contact_table_clear(world->table);
  g_assert_cmpuint(contact_table_visible(world->table), ==, 0);
  ContactPage *page = contact_page_new();
  for (guint i = 0; i < world->people->len; i++) {
    char *fields[N_CONTACT_FIELDS];
    describe(&g_array_index(world->people, Person, i), fields);
    contact_page_add(page, (const char *const *) fields, 0);
    forget(fields);
  }
  contact_page_seal(page);
  contact_table_take_page(world->table, page);
}

static void
step(World *world)
{
  gint dice = g_test_rand_int_range(0, 100);
  if (dice < 20)
    take_some(world);
  else if (dice < 28)
    change_one(world);
  else if (dice < 35)
    remove_some(world);
  else if (dice < 45)
    mark_some(world);
  else if (dice < 50)
    sort(world);
  else if (dice < 65)
    type(world);
  else if (dice < 66)
    refresh(world);
  else if (dice < 90)
    contact_table_work(world->table, 0);
  else
    agree(world);
}

static void
agrees_with_a_simple_model(void)
{
  for (guint round = 0; round < ROUNDS; round++) {
    World world = {.table = contact_table_new(), .people = g_array_new(FALSE, FALSE, sizeof(Person))};
    world.filter = "";
    world.sort = -1;
    for (guint i = 0; i < STEPS; i++)
      step(&world);
    agree(&world);
    g_array_unref(world.people);
    contact_table_free(world.table);
  }
}

/* Whatever bytes come: valid, short enough, one line, nothing in it that steers a terminal. */
static void
cleans_random_bytes(void)
{
  for (guint round = 0; round < 2000; round++) {
    char bytes[64];
    gsize length = (gsize) g_test_rand_int_range(0, sizeof bytes);
    gsize limit = (gsize) g_test_rand_int_range(3, 80);
    for (gsize i = 0; i < length; i++)
      bytes[i] =
          (char) (g_test_rand_bit() ? g_test_rand_int_range(0, 256) : g_test_rand_int_range(0xc2, 0xf0));
    g_autofree char *clean = clean_text(bytes, (gssize) length, limit);
    g_assert_true(g_utf8_validate(clean, -1, NULL));
    g_assert_cmpuint(strlen(clean), <=, limit);
    for (const char *p = clean; *p != '\0'; p = g_utf8_next_char(p))
      g_assert_false(g_unichar_iscntrl(g_utf8_get_char(p)));
    g_autofree char *twice = clean_text(clean, -1, limit);
    g_assert_cmpstr(twice, ==, clean);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-table/agrees-with-a-simple-model", agrees_with_a_simple_model);
  g_test_add_func("/clean-text/cleans-random-bytes", cleans_random_bytes);
  return g_test_run();
}
