/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A launch desk with a sandbox behind it and a state folder of its own.
 */
#pragma once

#include "src/flow/launch.h"
#include "src/model/values.h"
#include "tests/support/sandbox.h"

typedef struct {
  TestSandbox *sandbox;
  ApiClient *client;
  char *home;
  Paths *paths;
  Journal *journal;
  LaunchDesk *desk;
  Launch *launch;
} TestDesk;

/* Starts the sandbox, opens the desk, fills in a launch to a list of people. */
void test_desk_start(TestDesk *desk);
void test_desk_end(TestDesk *desk);

/* Only the paths, into @home; for a desk whose sandbox runs elsewhere. */
void test_desk_paths(TestDesk *desk);

/* Whether the last request was a read that is done: with a send under way, that the desk has looked for it.
 */
gboolean test_desk_has_searched(TestDesk *desk);

/* Sends desk->launch while @fault (may be NULL) is set. A search for a launch that is not there ends with its
 * second, not minutes later. */
LaunchResult *test_desk_send(TestDesk *desk, const char *fault);

/* The program ends and begins again on the same state folder; the sandbox goes on. */
void test_desk_open(TestDesk *desk);
void test_desk_close(TestDesk *desk);

/* A launch to test_some_list of test_some_survey in five minutes; new. */
Launch *test_desk_launch(TestDesk *desk);

/* Makes it a launch of that kind: of a reminder or thank-you to an invitation that was sent. */
void test_desk_aim(TestDesk *desk, LaunchKind kind);

/* The first page of the survey's distributions, or of its SMS. */
Page *test_distributions(TestDesk *desk, gboolean sms);

/* An invitation that was sent and that some have finished; its ID, new. */
char *test_some_invitation(TestDesk *desk);

/* The ID of a list with more than ten people, of another one, and of a survey that is active; new. */
char *test_some_list(ApiClient *client);
char *test_other_list(ApiClient *client, const char *list_id);
char *test_some_survey(ApiClient *client);
