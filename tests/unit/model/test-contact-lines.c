/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact written as lines and read back: whatever stands in it comes back as it was, and only what a
 * person changed is a change.
 */
#include "src/model/contact-lines.h"

static Contact *
ada(void)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, "CID_1");
  contact_set(contact, CONTACT_FIELD_EMAIL, "ada@example.org");
  contact_set(contact, CONTACT_FIELD_FIRST_NAME, "Ada");
  contact_set_embedded(contact, "site", "north");
  contact_set_embedded(contact, "visits", "3");
  return contact;
}

static ContactEdit *
read_text(const Contact *base, const char *text)
{
  g_autofree char *reason = NULL;
  ContactEdit *edit = contact_lines_read(text, base, &reason);
  g_assert_cmpstr(reason, ==, NULL);
  g_assert_nonnull(edit);
  return edit;
}

static void
refused(const char *text, const char *expected)
{
  g_autoptr(Contact) base = ada();
  g_autofree char *reason = NULL;
  g_assert_null(contact_lines_read(text, base, &reason));
  g_assert_cmpstr(reason, ==, expected);
}

static void
what_was_not_touched_is_no_change(void)
{
  static const char *const hard[] = {
      "",       " ",   "a=b",          "#x", "[embedded data]", "\\",         "a\\sb",
      " both ", "\\=", "[x]",          "=",  "x = y",           "Zo\303\253", "-- ",
      "a  b",   "a\\", "# no comment", "key"};
  g_autoptr(Contact) contact = ada();
  for (guint i = 0; i < G_N_ELEMENTS(hard); i++) {
    g_autofree char *name = g_strdup_printf("%s%u", hard[i], i);
    contact_set_embedded(contact, name, hard[i]);
    if (*hard[i] != '\0')
      contact_set_embedded(contact, hard[i], name);
    contact_set(contact, CONTACT_FIELD_LAST_NAME, hard[i]);
    g_autofree char *text = contact_lines_new(contact, "Ada\nhow it is written");
    g_autoptr(ContactEdit) edit = read_text(contact, text);
    g_autofree char *what = contact_edit_describe(edit);
    g_assert_cmpstr(what, ==, "");
  }
}

/* Nor is it complained about, where it breaks a rule. */
static void
values_of_several_lines_and_old_sins_stay(void)
{
  g_autoptr(Contact) base = ada();
  contact_set(base, CONTACT_FIELD_EMAIL, "nowhere");
  contact_set_embedded(base, "note", "one\n two = 2\n\n#three\\n\n");
  g_autofree char *text = contact_lines_new(base, NULL);
  g_autoptr(ContactEdit) edit = read_text(base, text);
  g_assert_true(contact_edit_is_empty(edit));
  g_autoptr(ContactEdit) more =
      read_text(base, "[embedded data]\nnote = one\\ntwo\nsite = north\nvisits = 3\n");
  g_autoptr(Contact) now = contact_copy(base);
  contact_edit_apply(more, now);
  g_assert_cmpstr(contact_embedded(now, "note"), ==, "one\ntwo");
}

static void
what_was_changed_is_a_change(void)
{
  g_autoptr(Contact) base = ada();
  g_autoptr(ContactEdit) edit = read_text(base, "email=\nfirstName = Adah \r\n"
                                                "[embedded data]\n site =south \nnew = a = b\n");
  g_autoptr(Contact) now = contact_copy(base);
  contact_edit_apply(edit, now);
  g_assert_cmpstr(now->fields[CONTACT_FIELD_EMAIL], ==, "");
  g_assert_cmpstr(now->fields[CONTACT_FIELD_FIRST_NAME], ==, "Adah");
  g_assert_cmpstr(contact_embedded(now, "site"), ==, "south");
  g_assert_cmpstr(contact_embedded(now, "new"), ==, "a = b");
  g_assert_cmpstr(contact_embedded(now, "visits"), ==, NULL);
}

static void
an_emptied_text_changes_nothing(void)
{
  g_autoptr(Contact) base = ada();
  static const char *const texts[] = {"", "\n\n", "# only a comment\n", "firstName = Ada\n"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(ContactEdit) edit = read_text(base, texts[i]);
    g_assert_true(contact_edit_is_empty(edit));
  }
}

static void
what_is_wrong_is_said_with_its_line(void)
{
  refused("\nfirstName Ada\n", "Line 2: It has no “=”; write key = value.");
  refused("email = ada\n", "Line 1: This is no email address; it needs a name, an @ and a domain.");
  refused("site = north\n",
          "Line 1: site is no field of a contact; embedded data stands under [embedded data].");
  refused("email = a@b.org\nEMAIL = c@d.org\n", "Line 2: email stands there twice.");
  refused("[embedded data]\nsite = a\nsite = b\n", "Line 3: site stands there twice.");
  refused("[embedded data]\nPoints = 3\n", "Line 2: This name is reserved by Qualtrics; choose another.");
  refused("[embedded data]\n = 3\n", "Line 2: Embedded data needs a name.");
  refused("firstName = A\033[2J\n", "Line 1: It holds a control character.");
  refused("firstName = A\xf7\n", "Line 1: It is not UTF-8.");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-lines/untouched", what_was_not_touched_is_no_change);
  g_test_add_func("/contact-lines/several-lines", values_of_several_lines_and_old_sins_stay);
  g_test_add_func("/contact-lines/changed", what_was_changed_is_a_change);
  g_test_add_func("/contact-lines/emptied", an_emptied_text_changes_nothing);
  g_test_add_func("/contact-lines/wrong", what_is_wrong_is_said_with_its_line);
  return g_test_run();
}
