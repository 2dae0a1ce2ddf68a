/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program shares with its panes and forms: the connection that is open, this machine's memory, and
 * the few things that only the program can do (a clipboard, an editor, an undo over all panes). Borrowed by
 * everyone who gets it; the members change when another connection is opened.
 */
#pragma once

#include "src/api/client.h"
#include "src/api/contacts.h"
#include "src/flow/launch.h"
#include "src/flow/making-desk.h"
#include "src/flow/merge-rule.h"
#include "src/local/connections.h"
#include "src/local/journal.h"
#include "src/local/settings.h"
#include "src/model/contact-edit.h"
#include "src/model/values.h"
#include "ui/drafts.h"
#include "ui/refusals.h"

typedef struct Services {
  gpointer app;
  ApiClient *client;  /* NULL: no connection is open */
  LaunchDesk *desk;   /* with the client; NULL where there is no journal */
  MakingDesk *making; /* likewise: contacts, lists and imports whose making nobody knows the end of */
  Settings *settings;
  Journal *journal;         /* NULL: it cannot be written */
  Connections *connections; /* NULL: nothing is kept (--demo) */
  Drafts *drafts;           /* what was typed and not taken; never NULL */
  Refusals *refusals;       /* what the account may not do, as it turned out; never NULL */
  const Paths *paths;
  Identity *identity;    /* NULL until whoami has answered */
  char *connection_name; /* of the one that is open */
  gboolean read_only;
  GCancellable *session; /* cancelled when the connection is left: for what outlives a pane. Never NULL */
  guint saves;           /* writes on their way to the server */
  guint calls_back;      /* sends that are being called back */

  /* The terminal's clipboard. */
  void (*copy)(gpointer app, const char *text);
  /* Something came that is waited for: the bell or a notification, if the person wants one. */
  void (*notify)(gpointer app, const char *text);
  /* Opens @address in the person's browser, and says so. */
  void (*browse)(gpointer app, const char *address);
  /* Lets the person change @text in $EDITOR; the file is private and gone afterwards. New, or NULL and an
   * error. The terminal is the editor's for so long. */
  char *(*edit_text)(gpointer app, const char *text, const char *suffix, GError **error);
  /* The ID that a pane stands on: of "directory", "list", "contact", "survey", "distribution", or "library".
   * New, or NULL. */
  char *(*known_id)(gpointer app, const char *kind);
  /* The name of a survey, if it is one of those that are loaded; else NULL. Borrowed, for the call. */
  const char *(*survey_name)(gpointer app, const char *survey_id);
  /* An edit was saved: `u` can take it back. The edit and the place are copied. */
  void (*edited)(gpointer app, const ContactPlace *place, const ContactEdit *edit, const char *title);
  /* The same of many contacts at once; @edits: of ContactEdit. */
  void (*edited_many)(gpointer app, const ContactPlace *place, const GPtrArray *edits);
  /* A contact is at @place now (made there, or put back), @is_new in its directory too: the panes show it. */
  void (*came)(gpointer app, const ContactPlace *place, const Contact *contact, gboolean is_new);
  /* These (of Contact) are no longer at @place: off the list, or deleted from the directory (then from
   * everywhere). */
  void (*went)(gpointer app, const ContactPlace *place, const GPtrArray *contacts);
  /* Contacts (as they were) were taken off the list @place, called @name: `u` can put them back. Or they were
   * deleted from the directory: `u` says that this stays so. Copied. */
  void (*taken_off)(gpointer app, const ContactPlace *place, const char *name, const GPtrArray *contacts);
  /* The marks of contacts of @place were taken away: `u` marks them again. @ids is copied. */
  void (*unmarked)(gpointer app, const ContactPlace *place, const GPtrArray *ids);
  /* A list was renamed, or a survey activated or deactivated (it is as @survey says now): `u` can take it
   * back. Copied. */
  void (*list_renamed)(gpointer app, const char *directory_id, const char *list_id, const char *before,
                       const char *after);
  void (*survey_switched)(gpointer app, const Survey *survey);
  /* A survey is as @survey says now: the panes show it. */
  void (*survey_changed)(gpointer app, const Survey *survey);
  /* A launch of @survey_id was accepted, or may have been (@distribution_id NULL): pane 4 shows it. */
  void (*launched)(gpointer app, const char *survey_id, const char *distribution_id);
  /* Opens the draft of that name: a form, in which nothing is sent by itself. */
  void (*open_draft)(gpointer app, const char *name);
  /* A connection was tried and is good: opens it. @token is borrowed. */
  void (*connect)(gpointer app, const Connection *connection, const char *token);
} Services;

/* Whose contacts pane 2 shows: a mailing list, or a whole directory. */
typedef struct ListPlace {
  char *directory_id;
  char *list_id; /* NULL: the directory itself */
  char *name;
  char *directory_name;
  MergeRule rule; /* of the directory, as it was last read */
  gint64 count;   /* -1: not known yet */
} ListPlace;

/* A contact to look at: where it was read, and what was known of it. */
typedef struct CardSubject {
  const ListPlace *place;
  const char *contact_id;
  const char *title;
} CardSubject;
