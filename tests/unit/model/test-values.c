/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text at the door, times, and edits that meet other people's. */
#include <string.h>

#include "src/model/clean-text.h"
#include "src/model/contact-edit.h"
#include "src/model/distribution.h"
#include "src/model/text-fold.h"
#include "src/model/timestamp.h"

static void
cleans_what_could_move_the_cursor(void)
{
  g_autofree char *escape = clean_text("a\x1b[31mb\nc\x9b", -1, 100);
  g_assert_cmpstr(escape, ==, "a [31mb c\xef\xbf\xbd");
  g_autofree char *lines = clean_text_lines("a\nb\tc", -1, 100);
  g_assert_cmpstr(lines, ==, "a\nb c");
  g_autofree char *bidi = clean_text("x\xe2\x80\xaey", -1, 100);
  g_assert_cmpstr(bidi, ==, "xy");
  g_autofree char *broken = clean_text("\xff\xfe", 2, 100);
  g_assert_true(g_utf8_validate(broken, -1, NULL));
  g_autofree char *cut = clean_text("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", -1, 9);
  g_assert_true(g_utf8_validate(cut, -1, NULL));
  g_assert_cmpuint(strlen(cut), <=, 9);
  g_autofree char *whole = clean_text("h\xc3\xa9llo", -1, 6), *shorter = clean_text("h\xc3\xa9llo", -1, 5);
  g_assert_cmpstr(whole, ==, "h\xc3\xa9llo");
  g_assert_cmpstr(shorter, ==, "h\xe2\x80\xa6");
  g_autofree char *family = clean_text("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", -1, 100);
  g_assert_cmpstr(family, ==, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"); /* joiners make letters */
}

static void
folds_case_and_accents(void)
{
  static const struct {
    const char *text, *folded;
  } words[] = {
      {"", ""},
      {"Ada ROSSI", "ada rossi"},
      {"M\xc3\xa1rio", "mario"},
      {"Ma\xcc\x81rio", "mario"},
      {"\xc5\x81ukasz", "lukasz"},
      {"S\xc3\xb8ren", "soren"},
      {"Stra\xc3\x9f"
       "e",
       "strasse"},
      {"\xc4\xb0stanbul", "istanbul"},
      {"\xce\x93\xce\xb9\xcf\x8e\xcf\x81\xce\xb3\xce\xbf\xcf\x82",
       "\xce\xb3\xce\xb9\xcf\x89\xcf\x81\xce\xb3\xce\xbf\xcf\x83"},
      {"\xef\xbc\xa1", "a"}, /* full width */
  };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *folded = text_fold(words[i].text);
    g_assert_cmpstr(folded, ==, words[i].folded);
  }
}

static void
orders_as_a_reader_would(void)
{
  static const char *const order[] = {"ada", "\xc3\x89mile", "item 9", "item 10", "Item 11", "zoe"};
  for (guint i = 1; i < G_N_ELEMENTS(order); i++) {
    g_autofree char *before = text_sort_key(order[i - 1]);
    g_autofree char *after = text_sort_key(order[i]);
    g_assert_cmpint(strcmp(before, after), <, 0);
  }
}

static void
reads_the_four_kinds_of_time(void)
{
  gint64 ms = 0;
  g_assert_true(timestamp_parse("2026-11-24T08:30:00Z", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795509000000));
  g_assert_true(timestamp_parse("2026-11-24 08:30:00", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795509000000));
  g_assert_true(timestamp_parse("2026-11-24T08:30:00.487Z", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795509000487));
  g_assert_true(timestamp_parse("1795509000000", &ms));
  g_autofree char *api = timestamp_to_api(ms);
  g_assert_cmpstr(api, ==, "2026-11-24T08:30:00Z");
  g_assert_true(timestamp_parse("2026-11-24T08:30:00+02:00", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795501800000));
  g_assert_true(timestamp_parse("2026-11-24", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795478400000));
  g_autofree char *before_1970 = timestamp_to_api(-500);
  g_assert_cmpstr(before_1970, ==, "1969-12-31T23:59:59Z");
  g_assert_null(timestamp_to_api(TIMESTAMP_NONE));
  g_assert_false(timestamp_parse("2026-02-30", &ms));
  g_assert_false(timestamp_parse("99999999999999999999", &ms));
  g_assert_cmpint(ms, ==, G_GINT64_CONSTANT(1795478400000));
  g_assert_false(timestamp_parse("yesterday", &ms));
  g_assert_true(timestamp_parse("253402300799999", &ms));
  g_assert_false(timestamp_parse("253402300800000", &ms));
  g_assert_false(timestamp_parse("", &ms));
  g_assert_false(timestamp_parse(NULL, &ms));
}

static Contact *
ada(void)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, "CID_1");
  contact_set(contact, CONTACT_FIELD_LANGUAGE, "it");
  contact_set_embedded(contact, "site", "north");
  return contact;
}

static void
takes_back_what_is_typed_back(void)
{
  g_autoptr(Contact) base = ada();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "fr");
  g_assert_false(contact_edit_is_empty(edit));
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "it");
  contact_edit_set(edit, base, CONTACT_FIELD_PHONE, ""); /* was NULL: the same to a person */
  g_assert_true(contact_edit_is_empty(edit));
}

static void
sees_what_somebody_else_changed(void)
{
  g_autoptr(Contact) base = ada();
  g_autoptr(Contact) now = ada();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, base, CONTACT_FIELD_LANGUAGE, "fr");
  contact_edit_set_embedded(edit, base, "site", NULL);
  contact_set(now, CONTACT_FIELD_PHONE, "1"); /* another field: no conflict */
  g_autoptr(GPtrArray) none = contact_edit_conflicts(edit, now);
  g_assert_cmpuint(none->len, ==, 0);
  contact_set(now, CONTACT_FIELD_LANGUAGE, "de");
  g_autoptr(GPtrArray) one = contact_edit_conflicts(edit, now);
  g_assert_cmpuint(one->len, ==, 1);
  const ContactChange *conflict = g_ptr_array_index(one, 0);
  g_assert_cmpstr(conflict->before, ==, "de");
  g_assert_cmpstr(conflict->after, ==, "fr");
}

static void
reverses_an_edit(void)
{
  g_autoptr(Contact) contact = ada();
  g_autoptr(ContactEdit) edit = contact_edit_new("CID_1");
  contact_edit_set(edit, contact, CONTACT_FIELD_LANGUAGE, "fr");
  contact_edit_set_embedded(edit, contact, "site", NULL);
  contact_edit_set_embedded(edit, contact, "visits", "3");
  contact_edit_apply(edit, contact);
  g_assert_null(contact_embedded(contact, "site"));
  g_autoptr(ContactEdit) reverse = contact_edit_reverse(edit);
  contact_edit_apply(reverse, contact);
  g_assert_cmpstr(contact->fields[CONTACT_FIELD_LANGUAGE], ==, "it");
  g_assert_cmpstr(contact_embedded(contact, "site"), ==, "north");
  g_assert_null(contact_embedded(contact, "visits"));
  g_autofree char *back = contact_edit_describe_again(reverse);
  g_assert_cmpstr(back, ==, "language is it again, site is north again, visits is gone again");
  g_autoptr(ContactEdit) out = contact_edit_new("CID_1");
  contact_edit_set(out, contact, CONTACT_FIELD_PHONE, "1");
  contact_edit_set(out, contact, CONTACT_OPT_OUT_LIST, "yes");
  g_autoptr(ContactEdit) in = contact_edit_reverse(out);
  g_autofree char *forth = contact_edit_describe_again(out), *in_words = contact_edit_describe_again(in);
  g_assert_cmpstr(forth, ==, "phone is 1 again, opted out of the list again");
  g_assert_cmpstr(in_words, ==, "phone is empty again, opted back into the list");
}

/* Cleaned for the screen, but written back as the server had it. */
static void
keeps_what_it_did_not_show(void)
{
  g_autoptr(Contact) contact = ada();
  contact_add_embedded(contact, "a b", "x y", "a\tb", "x\ty");
  g_autoptr(Contact) copy = contact_copy(contact);
  contact_set_embedded(copy, "site", "south");
  const EmbeddedField *field = g_ptr_array_index(copy->embedded, 1);
  g_assert_cmpstr(field->raw_name, ==, "a\tb");
  g_assert_cmpstr(field->raw_value, ==, "x\ty");
  contact_set_embedded(copy, "a b", "z");
  g_assert_null(field->raw_value);
  g_assert_cmpstr(field->raw_name, ==, "a\tb");
}

static void
checks_fields(void)
{
  g_assert_null(contact_check_field(CONTACT_FIELD_EMAIL, "ada@example.org"));
  g_assert_nonnull(contact_check_field(CONTACT_FIELD_EMAIL, "ada@example"));
  g_assert_nonnull(contact_check_field(CONTACT_FIELD_EMAIL, "a b@example.org"));
  g_assert_null(contact_check_field(CONTACT_FIELD_LANGUAGE, "pt-br"));
  g_assert_null(contact_check_field(CONTACT_FIELD_LANGUAGE, "ZH-S"));
  g_assert_null(contact_check_field(CONTACT_FIELD_LANGUAGE, "mya"));
  g_assert_nonnull(contact_check_field(CONTACT_FIELD_LANGUAGE, "x"));
  g_assert_nonnull(contact_check_field(CONTACT_FIELD_LANGUAGE, "klingon"));
  g_assert_nonnull(contact_check_embedded("Points", "1"));
  g_autofree char *long_value = g_strnfill(1025, 'x');
  g_assert_nonnull(contact_check_embedded("site", long_value));
  g_assert_null(contact_check_embedded("site", "x"));
  g_assert_nonnull(launch_check_message("<p>Hello</p>"));
  g_assert_null(launch_check_message("<p>${l://SurveyLink?d=Go}</p>"));
}

static void
asks_for_numbers_more_seldom_as_they_age(void)
{
  const gint64 left = G_GINT64_CONSTANT(1700000000000);
  g_assert_cmpuint(distribution_ask_again(TIMESTAMP_NONE, left), ==, 0);
  g_assert_cmpuint(distribution_ask_again(left, left - 1), ==, 0);
  g_assert_cmpuint(distribution_ask_again(left, left), ==, 5);
  g_assert_cmpuint(distribution_ask_again(left, left + 600 * 1000), ==, 60);
  g_assert_cmpuint(distribution_ask_again(left, left + 5 * 3600 * 1000), ==, 300);
  g_assert_cmpuint(distribution_ask_again(left, left + 24 * 3600 * 1000), ==, 0);
}

static void
reads_a_time_left(gint64 seconds, const char *wanted, guint wanted_changes)
{
  guint changes = 0;
  g_autofree char *text = distribution_time_left(seconds * 1000, 0, &changes);
  g_assert_cmpstr(text, ==, wanted);
  g_assert_cmpuint(changes, ==, wanted_changes);
}

static void
counts_down_no_finer_than_is_shown(void)
{
  reads_a_time_left(-5, "00:00", 1);
  reads_a_time_left(252, "04:12", 1);
  reads_a_time_left(3599, "59:59", 1);
  reads_a_time_left(5 * 3600 + 9, "5 h", 10);
  reads_a_time_left(5 * 3600 + 3000, "5 h", 600);
  reads_a_time_left(3 * 86400 + 1, "3 days", 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/clean-text/cleans-what-could-move-the-cursor", cleans_what_could_move_the_cursor);
  g_test_add_func("/text-fold/folds-case-and-accents", folds_case_and_accents);
  g_test_add_func("/text-fold/orders-as-a-reader-would", orders_as_a_reader_would);
  g_test_add_func("/timestamp/reads-the-four-kinds-of-time", reads_the_four_kinds_of_time);
  g_test_add_func("/contact-edit/takes-back-what-is-typed-back", takes_back_what_is_typed_back);
  g_test_add_func("/contact-edit/sees-what-somebody-else-changed", sees_what_somebody_else_changed);
  g_test_add_func("/contact-edit/reverses-an-edit", reverses_an_edit);
  g_test_add_func("/contact/keeps-what-it-did-not-show", keeps_what_it_did_not_show);
  g_test_add_func("/contact-edit/checks-fields", checks_fields);
  g_test_add_func("/distribution/asks-for-numbers-more-seldom-as-they-age",
                  asks_for_numbers_more_seldom_as_they_age);
  g_test_add_func("/distribution/counts-down-no-finer-than-is-shown", counts_down_no_finer_than_is_shown);
  return g_test_run();
}
