/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types to search on the server. */
#include "src/model/contact-query.h"

static void
reads(const char *text, const char *wanted)
{
  g_autofree char *reason = NULL;
  g_autoptr(GPtrArray) terms = contact_query_parse(text, &reason);
  g_autoptr(GString) got = g_string_new(reason);
  for (guint i = 0; terms && i < terms->len; i++) {
    const ContactTerm *term = terms->pdata[i];
    g_string_append_printf(got, "%s%d %s %s %s", i ? "; " : "", term->kind, term->name ? term->name : "-",
                           term->comparison, term->value ? term->value : "-");
  }
  g_assert_cmpstr(got->str, ==, wanted);
}

static void
test_fields_and_values(void)
{
  reads("email = ada@example.org", "0 email eq ada@example.org");
  reads("  EMAIL=ada@example.org  ", "0 email eq ada@example.org");
  reads("last != van Dyk and first == Ada", "0 lastName neq van Dyk; 0 firstName eq Ada");
  reads("last = \"Sand and Stone\" AND lang = de", "0 lastName eq Sand and Stone; 0 language eq de");
  reads("ref = A and phone = +49 30", "0 extRef eq A; 0 phone eq +49 30");
}

static void
test_dates_lists_and_nothing(void)
{
  reads("created >= 2026-01-31 and modified < 2026-11-01 08:00:00",
        "1 created gte 2026-01-31; 1 lastModified lt 2026-11-01 08:00:00");
  reads("in CG_1 and not in CG_2", "2 - true CG_1; 2 - false CG_2");
  reads("email is empty and ref is not empty and last not empty",
        "3 email empty -; 3 extRef notEmpty -; 3 lastName notEmpty -");
}

static void
test_refusals_say_why(void)
{
  static const char *const fields =
      "Fields: email, first, last, lang, phone, ref, created, modified; lists: in CG_…";
  reads("", fields);
  reads("points = 3", fields);
  reads("emails = x", fields);
  reads("email", "After “email” comes =, !=, “is empty” and the like");
  reads("email = ", "What is the value of “email”?");
  reads("email > x", "The server compares email with = and != only");
  reads("created = yesterday", "A date is 2026-01-31 or 2026-01-31 08:00:00 (UTC)");
  reads("created = 2026-1-31", "A date is 2026-01-31 or 2026-01-31 08:00:00 (UTC)");
  reads("in Spring panel", "A list is named by its ID, which begins with CG_ (y copies it)");
  reads("lang is empty", "Only email, first, last and ref can be asked for being empty");
  reads("email = \"x\" y", "What is “y”? Join with “and”");
  reads("ref = 1 and ref = 2 and ref = 3 and ref = 4 and ref = 5 and ref = 6",
        "The server takes 5 conditions at most");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact-query/fields", test_fields_and_values);
  g_test_add_func("/contact-query/others", test_dates_lists_and_nothing);
  g_test_add_func("/contact-query/refusals", test_refusals_say_why);
  return g_test_run();
}
