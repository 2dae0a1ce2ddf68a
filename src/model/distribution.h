/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A distribution: a survey sent by email to a list, a contact or a batch; and the launch that makes one.
 */
#pragma once

#include <glib.h>

typedef struct {
  gint64 sent, failed, started, bounced, opened, skipped, finished, complaints, blocked;
} DistributionStats;

typedef struct {
  char *id; /* EMD_ */
  char *parent_id;
  char *request_type;   /* Invite, Reminder, ThankYou, GeneratedInvite, ... */
  char *request_status; /* Pending, Done, Generated, ...; case varies */
  gint64 sends, created;
  char *from_email, *from_name, *reply_to, *subject;
  char *list_id, *lookup_id, *batch_id, *sample_id;
  char *library_id, *message_id, *message_text;
  char *survey_id, *link_type;
  gint64 link_expires;
  DistributionStats stats;
} Distribution;
Distribution *distribution_new(void);
void distribution_free(Distribution *distribution);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Distribution, distribution_free)

/* In how many seconds the numbers of what left at @sends are worth asking for again: often at first, more
 * seldom the older it is; 0: not any more by itself. Times in ms. */
guint distribution_ask_again(gint64 sends, gint64 now);
/* "04:12", "5 h", "3 days" until @sends; and after how many seconds at most it should be read again. New. */
char *distribution_time_left(gint64 sends, gint64 now, guint *changes);

/* What became of the mail to one recipient (GET /distributions/{id}/history). */
typedef struct {
  char *contact_id, *lookup_id, *status, *response_id;
  gint64 sent, opened, started, completed;
} DistributionEntry;
void distribution_entry_free(DistributionEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DistributionEntry, distribution_entry_free)

/* What a status says, in a word or two ("finished"); one that is not known as it came. Static, or @status. */
const char *distribution_status_word(const char *status);

/* What a launch form holds: everything that POST /distributions takes. NULL: not given. */
typedef struct {
  char *survey_id;
  char *list_id;   /* the list; with lookup_id one contact of it; alone the whole list */
  char *lookup_id; /* CGC_ */
  char *batch_id;  /* BT_ made for marked contacts; then no list_id in the call */
  char *from_name, *from_email, *reply_to, *subject;
  char *library_id, *message_id; /* either these */
  char *message_text;            /* or own HTML */
  char *link_type;               /* Individual, Multiple, Anonymous */
  gint64 link_expires;           /* TIMESTAMP_NONE: never given */
  gint64 send_at;                /* server time */
} Launch;
Launch *launch_new(void);
Launch *launch_copy(const Launch *launch);
void launch_free(Launch *launch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Launch, launch_free)

/* TRUE when a message text holds a link to the survey (${l://SurveyLink...} or ${l://SurveyURL}). */
gboolean message_has_survey_link(const char *html);

/* Why the value can't stand in its field, a sentence for the user (static); NULL when it can. */
const char *launch_check_email(const char *value);
const char *launch_check_subject(const char *value);
const char *launch_check_message(const char *html);
