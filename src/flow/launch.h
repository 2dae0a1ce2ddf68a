/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The launch desk: the one way in which mail leaves. A send happens at most once: the intent is in the
 * journal before the POST, with a second that no other launch of the list uses; the POST goes out once; if
 * its answer is lost, the desk looks for that survey, list and second among the distributions until it finds
 * it, or says "unknown" and holds the list until a person has settled it. After a crash the next desk goes on
 * from exactly this point. The same holds for reminders and thank-yous (which hold what they follow up), for
 * SMS, and for sets of links. A launch to some contacts of a list holds the whole list: the next batch of it
 * may have the same people. A launch that says of which form it is goes out once from that form, unless it
 * surely did not, or was called back.
 */
#pragma once

#include "src/api/client.h"
#include "src/local/journal.h"
#include "src/model/distribution.h"

typedef struct LaunchDesk LaunchDesk;

typedef enum {
  LAUNCH_DONE,    /* accepted by Qualtrics */
  LAUNCH_REFUSED, /* surely not sent; may be tried again */
  LAUNCH_UNKNOWN, /* may have been sent; the list is held until a person decides */
} LaunchOutcome;

typedef struct {
  LaunchOutcome outcome;
  char *distribution_id; /* EMD_, when done */
  gint64 send_at;        /* the second that was used, ms */
  char *reason;          /* for a person, when not done */
} LaunchResult;
void launch_result_free(LaunchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LaunchResult, launch_result_free)

/* A launch that waits for its time, or whose fate is open; for the line at the top and for the undo. */
typedef struct {
  LaunchKind kind;
  char *intent_id;
  char *server;          /* where it was sent to */
  char *distribution_id; /* NULL while its fate is open */
  char *survey_id;
  char *list_id;  /* what it holds: a list, or the distribution that is followed up */
  char *batch_id; /* when it goes to some of the list: the batch that was made of them */
  char *subject;
  char *mark; /* see launch-wire.h */
  gint64 send_at;
  gboolean unknown;
  gboolean calling; /* it was begun to call it back, and no end is known */
} LaunchPending;

typedef void (*LaunchDeskChanged)(gpointer data);
/* What came of a call back that an earlier run began, in a line for a person; @good: it is gone. */
typedef void (*LaunchDeskTold)(gboolean good, const char *text, gpointer data);

/* @client, @journal and @paths are the caller's and outlive the desk. @changed (may be NULL) is called when
 * the pending launches change. Recovery of open intents begins with launch_desk_recover. */
LaunchDesk *launch_desk_new(ApiClient *client, Journal *journal, const Paths *paths,
                            LaunchDeskChanged changed, gpointer data);
void launch_desk_free(LaunchDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LaunchDesk, launch_desk_free)

/* Who is told while launches are looked for; NULL for nobody. */
void launch_desk_set_told(LaunchDesk *desk, LaunchDeskTold told, gpointer data);

/* Looks for the launches whose fate, or whose call back, an earlier run left open, or another copy that has
 * ended; those that are under way or looked for already are left alone. */
void launch_desk_recover(LaunchDesk *desk);

/* The launches that wait or are open, of LaunchPending, soonest first. Valid until the next change. */
const GPtrArray *launch_desk_pending(LaunchDesk *desk);
/* The @n-th launch that is on its way or looked for; NULL when there are no more. Borrowed. */
const LaunchPending *launch_desk_under_way(const LaunchDesk *desk, guint n);
/* Is any of them of this survey, and to this list? NULL: of any, to any; @desk NULL: there is none. */
gboolean launch_desk_waits(LaunchDesk *desk, const char *survey_id, const char *list_id);

/* Its review is made: what may be sent of its like from now on, by another copy of the program too, is not in
 * it. launch_send_async() refuses the launch then. */
void launch_desk_review(LaunchDesk *desk, Launch *launch);

/* Why this may not be sent now, by the journal as it is now, in which other copies and connections write as
 * well: a launch to the same list (or a follow-up of the same distribution) is under way or unknown, or its
 * form was sent; or NULL. launch_send_async asks the same once more. Free with g_free. */
char *launch_desk_refuse(LaunchDesk *desk, const Launch *launch);

/* A person looked and decided: the unknown launch is taken as sent or as not sent; its list is free again. */
gboolean launch_desk_settle(LaunchDesk *desk, const char *intent_id, gboolean was_sent, GError **error);

/* Sends. @launch is copied; its send_at is the earliest second (server time). The result is a value; there is
 * no error beside it. Cancelling is not possible once it began. */
void
launch_send_async(LaunchDesk *desk, const Launch *launch, GAsyncReadyCallback callback, gpointer user_data);
LaunchResult *launch_send_finish(LaunchDesk *desk, GAsyncResult *result);

/* Calls a scheduled launch back (DELETE /distributions/{id}, or of an SMS); refused when less than 30 seconds
 * are left. It is looked for afterwards: TRUE when it is gone; else @error is a whole line for a person, and
 * it waits still, so that it can be tried again. Of the kinds only LAUNCH_SMS matters. */
void
launch_call_back_async(LaunchDesk *desk, LaunchKind kind, const char *distribution_id, const char *survey_id,
                       gint64 send_at, GAsyncReadyCallback callback, gpointer user_data);
gboolean launch_call_back_finish(LaunchDesk *desk, GAsyncResult *result, GError **error);
