/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A distribution: a survey sent by email to a list, a contact or a batch; and the launch that makes one.
 */
#pragma once

#include <glib.h>

typedef struct {
  gint64 sent, failed, started, bounced, opened, skipped, finished, complaints, blocked;
  gint64 credits, segments; /* of an SMS */
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
  gboolean is_sms; /* SMSD_; its subject is its name, its type the method */
} Distribution;
Distribution *distribution_new(void);
void distribution_free(Distribution *distribution);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Distribution, distribution_free)

/* In how many seconds the numbers of what left at @sends are worth asking for again: often at first, more
 * seldom the older it is; 0: not any more by itself. Times in ms. */
guint distribution_ask_again(gint64 sends, gint64 now);
/* "04:12", "5 h", "3 days" until @sends; and after how many seconds at most it should be read again. New. */
char *distribution_time_left(gint64 sends, gint64 now, guint *changes);

/* What became of the mail to one recipient (GET /distributions/{id}/history), or the link of one
 * (GET /distributions/{id}/links): only that has the name and the link, and no times. */
typedef struct {
  char *contact_id, *lookup_id, *status, *response_id;
  gint64 sent, opened, started, completed;
  char *first_name, *last_name, *email, *ext_ref;
  char *link;
  gint64 link_expires;
  gboolean unsubscribed;
} DistributionEntry;
void distribution_entry_free(DistributionEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DistributionEntry, distribution_entry_free)

/* Personal links without a mail. */
gboolean distribution_is_link_set(const Distribution *distribution);

/* What a status says, in a word or two ("finished"); one that is not known as it came. Static, or @status. */
const char *distribution_status_word(const char *status);

typedef enum {
  LAUNCH_EMAIL,
  LAUNCH_REMINDER,  /* to those of the parent who did not finish */
  LAUNCH_THANK_YOU, /* to those who did */
  LAUNCH_SMS,
  LAUNCH_LINKS, /* personal links, without a mail */
  LAUNCH_KINDS
} LaunchKind;
/* "email", "reminder", "thank-you", "sms", "links"; static. */
const char *launch_kind_name(LaunchKind kind);
/* LAUNCH_EMAIL for NULL and for what is none of them. */
LaunchKind launch_kind_from_name(const char *name);

/* What a launch form holds: everything that a POST of its kind takes. NULL: not given. */
typedef struct {
  LaunchKind kind;
  char *form_id;   /* of the form that sends it, which is sent once, however often it is tried */
  char *survey_id; /* of a reminder or thank-you: the parent's, by which it is looked for */
  char *parent_id; /* EMD_ or SMSD_ that is followed up; then neither list nor batch */
  char *list_id;   /* the list; with lookup_id one contact of it; alone the whole list */
  char *lookup_id; /* CGC_ */
  char *batch_id;  /* BT_ made for marked contacts; then no list_id in the call */
  char *from_name, *from_email, *reply_to;
  char *subject; /* an SMS's or a set of links' name */
  char *method;  /* of an SMS: Invite (one way, a link), Interactive (two ways, no message), Reminder or
                    Thankyou */
  char *library_id, *message_id; /* either these */
  char *message_text;            /* or own HTML; plain text of an SMS */
  char *link_type;               /* Individual, Multiple, Anonymous */
  gint64 link_expires;           /* TIMESTAMP_NONE: never given */
  gint64 send_at;                /* server time */
  char *mark;                    /* made by the launch desk: by what it is known again, see launch-wire.h */
  char *reviewed;                /* set by launch_desk_review(): the last send of its like; NULL: no matter */
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
/* @method decides whether a text and a link to the survey must be there. */
const char *launch_check_sms(const char *method, const char *text);

#define SMS_NAME_MAX 100   /* characters */
#define SMS_TEXT_MAX 10000 /* likewise */
