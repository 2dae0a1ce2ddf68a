/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contact table against the simplest thing that could be right. */
#include "src/model/contact-table.h"

#include <string.h>

#include "src/model/contact-filter.h"
#include "src/model/text-fold.h"

static const char *const first_names[] = {"Ada", "Mário", "李", "Zoë", "", "ada", "Ömer", "Bo 10", "Bo 9"};

/* Person @n: the same every time. */
static void
person(guint n, char *fields[N_CONTACT_FIELDS])
{
  memset(fields, 0, sizeof(char *) * N_CONTACT_FIELDS);
  fields[CONTACT_FIELD_ID] = g_strdup_printf("CID_%06u", n);
  fields[CONTACT_FIELD_EMAIL] = n % 11 == 0 ? NULL : g_strdup_printf("p%u@example.org", n * 7919 % 1000);
  fields[CONTACT_FIELD_FIRST_NAME] = g_strdup(first_names[n % G_N_ELEMENTS(first_names)]);
  fields[CONTACT_FIELD_LAST_NAME] = g_strdup_printf("Rossi%u", n % 13);
  fields[CONTACT_FIELD_LANGUAGE] = g_strdup(n % 3 == 0 ? "it" : "en");
}

static void
take_people(ContactTable *table, guint from, guint count)
{
  ContactPage *page = contact_page_new();
  for (guint n = from; n < from + count; n++) {
    char *fields[N_CONTACT_FIELDS];
    person(n, fields);
    contact_page_add(page, (const char *const *) fields, n % 5 == 0 ? CONTACT_UNSUBSCRIBED : 0);
    for (guint i = 0; i < N_CONTACT_FIELDS; i++)
      g_free(fields[i]);
  }
  contact_page_seal(page);
  contact_table_take_page(table, page);
}

static void
work(ContactTable *table)
{
  while (contact_table_work(table, 50))
    ;
}

static void
keeps_what_it_is_given(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 50);
  take_people(table, 50, 7);
  g_assert_cmpuint(contact_table_length(table), ==, 57);
  g_assert_cmpuint(contact_table_visible(table), ==, 57);
  g_assert_null(contact_table_field(table, 0, CONTACT_FIELD_EMAIL));
  g_assert_cmpstr(contact_table_field(table, 4, CONTACT_FIELD_FIRST_NAME), ==, "");
  g_assert_cmpstr(contact_table_id(table, 56), ==, "CID_000056");
  g_assert_cmpuint(contact_table_flags(table, 5), ==, CONTACT_UNSUBSCRIBED);
  g_assert_cmpint(contact_table_find_id(table, "CID_000012"), ==, 12);
  g_assert_cmpint(contact_table_find_id(table, "CID_nobody"), ==, -1);
}

static void
replaces_a_contact_that_comes_again(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 50);
  take_people(table, 40, 20);
  g_assert_cmpuint(contact_table_length(table), ==, 60);
}

static void
filters_as_typed(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  const char *typed[] = {"m",       "ma",   "mar", "mari", "mario", "mario rossi1", "mario rossi1 !lang:it",
                         "lang:it", "!ada", "zoe", ""};
  take_people(table, 0, 500);
  for (guint t = 0; t < G_N_ELEMENTS(typed); t++) {
    contact_table_filter(table, typed[t]);
    if (t % 2 == 0)
      take_people(table, 500 + t * 50, 50);
    work(table);
    g_autoptr(ContactFilter) filter = contact_filter_new(typed[t]);
    guint wanted = 0;
    for (guint n = 0; n < 500 + (t / 2 + 1) * 100 - 0 && n < 2000; n++) {
      char *fields[N_CONTACT_FIELDS];
      if (contact_table_field_of(table, (person(n, fields), fields[CONTACT_FIELD_ID]), CONTACT_FIELD_ID) !=
          NULL) {
        GString *folded = g_string_new(NULL);
        for (guint i = 0; i < N_CONTACT_EDITABLE; i++) {
          if (fields[i] != NULL)
            text_fold_append(folded, fields[i]);
          g_string_append_c(folded, '\x1f');
        }
        wanted += contact_filter_matches(filter, folded->str);
        g_string_free(folded, TRUE);
      }
      for (guint i = 0; i < N_CONTACT_FIELDS; i++)
        g_free(fields[i]);
    }
    if (*typed[t] != '\0')
      g_assert_cmpuint(contact_table_visible(table), ==, wanted);
    else
      g_assert_cmpuint(contact_table_visible(table), ==, contact_table_length(table));
  }
}

static void
assert_sorted(const ContactTable *table)
{
  g_autofree char *last = NULL;
  gboolean empty_seen = FALSE;
  for (guint i = 0; i < contact_table_visible(table); i++) {
    const char *text = contact_table_field(table, i, CONTACT_FIELD_FIRST_NAME);
    if (text == NULL || *text == '\0') {
      empty_seen = TRUE;
      continue;
    }
    g_assert_false(empty_seen);
    char *key = text_sort_key(text);
    if (last != NULL)
      g_assert_cmpint(strcmp(last, key), <=, 0);
    g_free(last);
    last = key;
  }
}

static void
sorts_while_pages_arrive(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 333);
  contact_table_sort(table, CONTACT_FIELD_FIRST_NAME, FALSE);
  for (guint n = 333; n < 2000; n += 50) {
    take_people(table, n, 50);
    contact_table_work(table, 10);
  }
  work(table);
  g_assert_cmpuint(contact_table_visible(table), ==, contact_table_length(table));
  assert_sorted(table);
  contact_table_filter(table, "rossi3");
  work(table);
  assert_sorted(table);
}

/* Nobody looks at an empty list while rows are sorted, and what is typed does not wait for it. */
static void
shows_the_old_order_until_the_new_one_is_there(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 5000);
  contact_table_sort(table, CONTACT_FIELD_EMAIL, FALSE);
  g_assert_true(contact_table_work(table, 0));
  g_assert_cmpuint(contact_table_visible(table), ==, 5000);
  g_assert_cmpstr(contact_table_id(table, 1), ==, "CID_000001");
  contact_table_filter(table, "mario");
  while (contact_table_visible(table) < 556)
    g_assert_true(contact_table_work(table, 0));
  g_assert_cmpstr(contact_table_id(table, 0), ==, "CID_000001");
  work(table);
  g_assert_cmpuint(contact_table_visible(table), ==, 556);
  g_assert_cmpstr(contact_table_id(table, 0), !=, "CID_000001");
  take_people(table, 5000, 9); /* a page that comes leaves the rest on the screen */
  g_assert_cmpuint(contact_table_visible(table), ==, 556);
  work(table);
  g_assert_cmpuint(contact_table_visible(table), ==, 557);
}

static void
counts_numbers_as_numbers(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 9);
  contact_table_sort(table, CONTACT_FIELD_FIRST_NAME, FALSE);
  work(table);
  gint64 nine = contact_table_find_id(table, "CID_000008"), ten = contact_table_find_id(table, "CID_000007");
  g_assert_cmpint(nine, <, ten);
}

static void
keeps_marks_through_everything(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 100);
  contact_table_mark(table, 7, TRUE);
  contact_table_mark_range(table, 20, 29, TRUE);
  g_assert_cmpuint(contact_table_mark_count(table), ==, 11);
  contact_table_sort(table, CONTACT_FIELD_LAST_NAME, TRUE);
  contact_table_filter(table, "rossi");
  work(table);
  g_assert_true(contact_table_is_marked(table, (guint) contact_table_find_id(table, "CID_000025")));
  contact_table_clear(table);
  take_people(table, 0, 100);
  work(table);
  g_assert_cmpuint(contact_table_mark_count(table), ==, 11);
  g_assert_true(contact_table_remove_id(table, "CID_000025"));
  g_autoptr(GPtrArray) ids = contact_table_marked_ids(table);
  g_assert_cmpuint(ids->len, ==, 10);
  contact_table_invert_marks(table);
  g_assert_cmpuint(contact_table_mark_count(table), ==, 89);
  contact_table_clear_marks(table);
  g_assert_cmpuint(contact_table_mark_count(table), ==, 0);
  contact_table_mark_id(table, "CID_000025"); /* who is gone */
  g_assert_cmpuint(contact_table_mark_count(table), ==, 0);
  contact_table_mark_id(table, "CID_000026");
  contact_table_mark_id(table, "CID_000026");
  contact_table_mark_id(table, "CID_000120"); /* who has not come yet */
  g_assert_cmpuint(contact_table_mark_count(table), ==, 1);
  g_assert_cmpuint(contact_table_marks_to_come(table), ==, 2);
  g_autoptr(GPtrArray) to_come = g_ptr_array_new_with_free_func(g_free);
  contact_table_add_marks_to_come(table, to_come);
  g_assert_cmpuint(to_come->len, ==, 2);
  take_people(table, 100, 50);
  g_assert_cmpuint(contact_table_mark_count(table), ==, 2);
  g_assert_cmpuint(contact_table_marks_to_come(table), ==, 1);
  contact_table_clear_marks(table);
}

static void
changes_one_row_at_its_place(void)
{
  g_autoptr(ContactTable) table = contact_table_new();
  take_people(table, 0, 100);
  const char *fields[N_CONTACT_FIELDS] = {
      [CONTACT_FIELD_ID] = "CID_000042", [CONTACT_FIELD_EMAIL] = "new@example.org"};
  g_assert_true(contact_table_update(table, "CID_000042", fields, CONTACT_UNSUBSCRIBED_FROM_LIST));
  g_assert_cmpstr(contact_table_field(table, 42, CONTACT_FIELD_EMAIL), ==, "new@example.org");
  g_assert_null(contact_table_field(table, 42, CONTACT_FIELD_FIRST_NAME));
  g_assert_false(contact_table_update(table, "CID_nobody", fields, 0));
  g_assert_true(contact_table_remove_id(table, "CID_000041"));
  g_assert_cmpuint(contact_table_visible(table), ==, 99);
  g_assert_cmpstr(contact_table_id(table, 41), ==, "CID_000042");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-table/keeps-what-it-is-given", keeps_what_it_is_given);
  g_test_add_func("/contact-table/replaces-a-contact-that-comes-again", replaces_a_contact_that_comes_again);
  g_test_add_func("/contact-table/filters-as-typed", filters_as_typed);
  g_test_add_func("/contact-table/sorts-while-pages-arrive", sorts_while_pages_arrive);
  g_test_add_func("/contact-table/shows-the-old-order-until-the-new-one-is-there",
                  shows_the_old_order_until_the_new_one_is_there);
  g_test_add_func("/contact-table/counts-numbers-as-numbers", counts_numbers_as_numbers);
  g_test_add_func("/contact-table/keeps-marks-through-everything", keeps_marks_through_everything);
  g_test_add_func("/contact-table/changes-one-row-at-its-place", changes_one_row_at_its_place);
  return g_test_run();
}
