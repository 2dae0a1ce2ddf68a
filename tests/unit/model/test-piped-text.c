/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recipient reads in place of ${...}. */
#include "src/model/piped-text.h"

static Contact *
ada(void)
{
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, "CID_1");
  contact_set(contact, CONTACT_FIELD_FIRST_NAME, "Ada");
  contact_set(contact, CONTACT_FIELD_EMAIL, "ada@example.org");
  contact_set_embedded(contact, "Team", "blue ${m://FirstName}");
  return contact;
}

static void
test_fill(void)
{
  static const struct {
    const char *text, *read;
  } cases[] = {
      {"", ""},
      {"Dear ${m://FirstName},", "Dear Ada,"},
      {"${m://firstname} ${m://LastName}!", "Ada !"},
      {"<${m://Email}>", "<ada@example.org>"},
      {"${e://Field/Team}", "blue ${m://FirstName}"},
      {"${e://Field/Nothing}.", "."},
      {"${l://SurveyLink?d=Take the survey}", "[Take the survey]"},
      {"${l://SurveyLink?d=}${l://SurveyURL}", "[survey link][survey link]"},
      {"${l://OptOutLink?d=Leave}", "[Leave]"},
      {"${date://CurrentDate/PT} $5 ${ }", "${date://CurrentDate/PT} $5 ${ }"},
      {"${m://FirstName", "${m://FirstName"},
      {"${${m://FirstName}", "${Ada"},
  };
  g_autoptr(Contact) who = ada();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *read = piped_text_fill(cases[i].text, who);
    g_assert_cmpstr(read, ==, cases[i].read);
  }
}

static void
test_needs_embedded(void)
{
  g_assert_true(piped_text_needs_embedded("Hi ${e://Field/Team}"));
  g_assert_false(piped_text_needs_embedded("Hi ${m://FirstName}, e://Field/Team"));
  g_assert_false(piped_text_needs_embedded(NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/piped-text/fill", test_fill);
  g_test_add_func("/piped-text/needs-embedded", test_needs_embedded);
  return g_test_run();
}
