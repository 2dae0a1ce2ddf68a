/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response as a person reads it, with the texts of the survey and without. */
#include "ui/panes/response-text.h"

#include <string.h>

static Response *
some_response(void)
{
  static const char *const fields[][3] = {
      {"status", "1", "Preview"},
      {"recipientFirstName", "Ada", NULL},
      {"recipientLastName", "Rossi", NULL},
      {"recipientEmail", "ada@example.org", NULL},
      {"distributionChannel", "email", NULL},
      {"QID1", "9", NULL},
      {"QID1_DO", "9, 8", NULL},
      {"QID2", "1, 3", "Newsletter, App"},
      {"QID4_TEXT", "one\ntwo", NULL},
      {"QID5_2", "4", NULL},
      {"Source", "web", NULL},
  };
  Response *response = response_new();
  response->id = g_strdup("R_1");
  response->status = 1;
  response->finished = TRUE;
  response->duration = 192;
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    response_add(response, g_strdup(fields[i][0]), g_strdup(fields[i][1]), g_strdup(fields[i][2]));
  return response;
}

static Questionnaire *
some_questions(void)
{
  Questionnaire *questions = questionnaire_new();
  questionnaire_add(questions, "QID1", "Q1", "How likely?");
  questionnaire_add(questions, "QID2", "Q2", "Which?");
  questionnaire_add(questions, "QID4", "Q4", "What else?");
  Question *matrix = questionnaire_add(questions, "QID5", "Q5", "How satisfied with");
  question_add_statement(matrix, "2", "the price");
  question_add_choice(matrix, "4", "very");
  return questions;
}

static void
test_line(void)
{
  g_autoptr(Response) response = some_response();
  g_autoptr(Questionnaire) questions = some_questions();
  g_autofree char *line = response_text_line(response, questions);
  g_assert_cmpstr(line, ==, "Q1 9 · Q2 Newsletter, App · Q4 one two · Q5_2 very");
  g_autofree char *bare = response_text_line(response, NULL);
  g_assert_cmpstr(bare, ==, "QID1 9 · QID2 Newsletter, App · QID4_TEXT one two · QID5_2 4");
}

static void
test_whole(void)
{
  g_autoptr(Response) response = some_response();
  g_autoptr(Questionnaire) questions = some_questions();
  g_autofree char *whole = response_text_whole(response, questions);
  g_assert_cmpstr(whole, ==,
                  "Who           Ada Rossi\n"
                  "Address       ada@example.org\n"
                  "Channel       email\n"
                  "Took          3 min 12 s\n"
                  "State         preview\n"
                  "ID            R_1\n"
                  "\nHow likely?\n  9\n"
                  "\nWhich?\n  Newsletter, App\n"
                  "\nWhat else?\n  one\n  two\n"
                  "\nHow satisfied with – the price\n  very\n"
                  "\nWhat came along\n  Source: web\n");
}

static void
test_who(void)
{
  g_autoptr(Response) response = some_response();
  g_autofree char *name = response_text_who(response);
  g_assert_cmpstr(name, ==, "Ada Rossi");
  g_autoptr(Response) nobody = response_new();
  response_add(nobody, g_strdup("distributionChannel"), g_strdup("anonymous"), NULL);
  g_autofree char *channel = response_text_who(nobody);
  g_assert_cmpstr(channel, ==, "anonymous");
}

static void
test_duration(void)
{
  static const struct {
    gint64 seconds;
    const char *text;
  } cases[] = {{-1, ""},          {0, "0 s"},          {59, "59 s"},
               {60, "1 min 0 s"}, {3600, "1 h 0 min"}, {90061, "25 h 1 min"}};
  g_autoptr(Response) response = response_new();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    response->duration = cases[i].seconds;
    g_autofree char *text = response_text_duration(response);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/response-text/line", test_line);
  g_test_add_func("/response-text/whole", test_whole);
  g_test_add_func("/response-text/who", test_who);
  g_test_add_func("/response-text/duration", test_duration);
  return g_test_run();
}
