/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A distribution: one email to many, or a set of links. Its numbers are computed from its age and its
 * recipients, so that statistics and history always tell the same story.
 */
#pragma once

#include "src/sandbox/world.h"

typedef enum { KIND_INVITE, KIND_REMINDER, KIND_THANK_YOU, KIND_EMAIL, KIND_LINKS } DistributionKind;

/* What became of the mail to one recipient when it was sent. */
typedef enum { FATE_SENT, FATE_SKIPPED, FATE_FAILED, FATE_BOUNCED } Fate;

typedef struct {
  guint64 person;
  guint list; /* for the lookup ID */
  Fate fate;
} Recipient;

typedef struct {
  gint64 sent, failed, started, bounced, opened, skipped, finished;
} Stats;

struct _Distribution {
  guint index;
  DistributionKind kind;
  Distribution *parent; /* or NULL */
  gint survey;          /* -1: a mail without one */
  gint list;            /* -1: none */
  gint batch;           /* -1: none */
  gboolean to_one;      /* to one person of the list */
  guint64 person;
  char *from_email, *from_name, *reply_to, *subject;
  char *library_id, *message_id, *message_text; /* text, or the two IDs */
  char *link_type;
  char *link_expires; /* ISO or NULL */
  cJSON *embedded;    /* or NULL */
  gint64 created, sends;
  gboolean sent;
  gboolean gone;
  GArray *recipients; /* of Recipient once sent; NULL for those of the past: the range of the list */
  Stats settled;      /* kept once nothing changes any more */
  gboolean is_settled;
  gboolean is_reset; /* its links were read though it was mailed */
};

void distribution_free(gpointer distribution);
Distribution *distribution_add(World *world, DistributionKind kind, const Survey *survey);

/* What the account did before the sandbox started. */
void distribution_add_past(World *world);

/* The number of its recipients once sent, and each of them. */
guint64 distribution_n_recipients(const World *world, const Distribution *distribution);
Recipient distribution_recipient(const World *world, const Distribution *distribution, guint64 position);

/* Moments at which the recipient opened, started, finished; 0 when that has not come by now. */
typedef struct {
  gint64 sent, opened, started, finished;
} Progress;
Progress
distribution_progress(const World *world, const Distribution *distribution, const Recipient *recipient);

Stats distribution_stats(const World *world, Distribution *distribution);
