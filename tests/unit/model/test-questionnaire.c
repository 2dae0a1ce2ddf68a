/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts that go with the keys and values of responses, and what a person reads of HTML.
 */
#include "src/model/html-text.h"
#include "src/model/questionnaire.h"
#include "src/model/response.h"

static Questionnaire *
some_questions(void)
{
  Questionnaire *questionnaire = questionnaire_new();
  Question *one = questionnaire_add(questionnaire, "QID1", "Q1", "How likely?");
  question_add_choice(one, "0", "not at all");
  question_add_choice(one, "10", "very");
  Question *matrix = questionnaire_add(questionnaire, "QID12", "Q2", "How satisfied with");
  question_add_statement(matrix, "2", "the price");
  question_add_choice(matrix, "2", "a little");
  questionnaire_add(questionnaire, "QID3", NULL, NULL);
  return questionnaire;
}

static void
tells_answers_from_circumstances(void)
{
  const char *const answers[] = {"QID1", "QID12_2", "QID4_TEXT", "3_QID5_2", "QID1_DO"};
  const char *const others[] = {"status", "QIDx", "QID", "3QID1", "_QID1", "mQID1", ""};
  for (guint i = 0; i < G_N_ELEMENTS(answers); i++)
    g_assert_true(questionnaire_is_answer(answers[i]));
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    g_assert_false(questionnaire_is_answer(others[i]));
}

static void
assert_title(const Questionnaire *questionnaire, const char *key, const char *wanted)
{
  g_autofree char *title = questionnaire_title(questionnaire, key);
  g_assert_cmpstr(title, ==, wanted);
}

static void
names_keys(void)
{
  g_autoptr(Questionnaire) questionnaire = some_questions();
  assert_title(questionnaire, "QID1", "How likely?");
  assert_title(questionnaire, "QID12_2", "How satisfied with – the price");
  assert_title(questionnaire, "7_QID12_2", "How satisfied with – the price");
  assert_title(questionnaire, "QID12_9", "How satisfied with");
  assert_title(questionnaire, "QID1_10_TEXT", "How likely? – very");
  assert_title(questionnaire, "QID1_TEXT", "How likely?");
  assert_title(questionnaire, "QID3", NULL);
  assert_title(questionnaire, "QID99", NULL);
  assert_title(questionnaire, "status", NULL);
}

static void
tells_choices_in_their_order(void)
{
  g_autoptr(Questionnaire) questionnaire = some_questions();
  g_assert_cmpstr(question_choices(questionnaire_nth(questionnaire, 0)), ==, "not at all / very");
  g_assert_cmpstr(question_statements(questionnaire_nth(questionnaire, 0)), ==, "");
  g_assert_cmpstr(question_statements(questionnaire_nth(questionnaire, 1)), ==, "the price");
  g_assert_cmpstr(question_choices(questionnaire_nth(questionnaire, 2)), ==, "");
}

static void
names_values(void)
{
  g_autoptr(Questionnaire) questionnaire = some_questions();
  g_assert_cmpstr(questionnaire_answer(questionnaire, "QID1", "10"), ==, "very");
  g_assert_cmpstr(questionnaire_answer(questionnaire, "QID12_2", "2"), ==, "a little");
  g_assert_null(questionnaire_answer(questionnaire, "QID1", "5"));
  g_assert_null(questionnaire_answer(questionnaire, "QID1_TEXT", "10"));
  g_assert_null(questionnaire_answer(questionnaire, "duration", "10"));
}

static void
reads_html(void)
{
  static const struct {
    const char *html, *text, *line;
  } cases[] = {
      {NULL, "", ""},
      {"<p>One</p><p>two&nbsp;three</p>", "One\ntwo three", "One two three"},
      {"a &lt;b&gt; &amp;amp; &#39;c&#x27; &hellip;", "a <b> &amp; 'c' …", "a <b> &amp; 'c' …"},
      {"&unknown; & &#0; &#xffffffff; &#;", "&unknown; & &#0; &#xffffffff; &#;",
       "&unknown; & &#0; &#xffffffff; &#;"},
      {"&#27;[31mred&#x202e;", "[31mred", "[31mred"},
      {"open <b", "open", "open"},
      {"<div> a <br> b</div>", "a \n b", "a b"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = html_as_text(cases[i].html);
    g_autofree char *line = html_as_line(cases[i].html);
    g_assert_cmpstr(text, ==, cases[i].text);
    g_assert_cmpstr(line, ==, cases[i].line);
  }
}

static void
says_who(void)
{
  g_autoptr(Response) response = response_new();
  g_autofree char *nobody = response_who(response);
  g_assert_cmpstr(nobody, ==, "");
  response_add(response, g_strdup("recipientEmail"), g_strdup("ada@example.org"), NULL);
  g_autofree char *address = response_who(response);
  g_assert_cmpstr(address, ==, "ada@example.org");
  response_add(response, g_strdup("recipientLastName"), g_strdup("Rossi"), NULL);
  g_autofree char *name = response_who(response);
  g_assert_cmpstr(name, ==, "Rossi");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/questionnaire/tells-answers-from-circumstances", tells_answers_from_circumstances);
  g_test_add_func("/questionnaire/names-keys", names_keys);
  g_test_add_func("/model/questionnaire/choices", tells_choices_in_their_order);
  g_test_add_func("/questionnaire/names-values", names_values);
  g_test_add_func("/html/reads", reads_html);
  g_test_add_func("/response/says-who", says_who);
  return g_test_run();
}
