/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's state, for the files app*.c alone. Two chains of panes: 1 feeds 2, 3 feeds 4. A place that
 * was opened (a card, the numbers of a distribution) stands in the slot of the pane that opened it; the
 * request log and the connections take the whole body.
 */
#pragma once

#include "src/local/views.h"
#include "ui/app.h"
#include "ui/asks.h"
#include "ui/keymap.h"
#include "ui/layout.h"
#include "ui/loop.h"
#include "ui/messages.h"
#include "ui/overlay.h"
#include "ui/pane.h"
#include "ui/screen.h"
#include "ui/services.h"
#include "ui/spots.h"

enum { SLOT_DIRECTORIES, SLOT_CONTACTS, SLOT_SURVEYS, SLOT_DISTRIBUTIONS, SLOTS };

/* One thing done, for undo and redo: a saved edit, contacts taken off a list, marks taken away, a list
 * renamed or a survey switched. */
typedef struct EditDone {
  char *directory_id, *list_id, *title;
  ContactEdit *edit;  /* NULL: it is one of these */
  GPtrArray *removed; /* of Contact; @title is the list's name then */
  GPtrArray *edits;   /* of ContactEdit: of many contacts at once */
  GPtrArray *marks;   /* of char *: IDs */
  char *sent;         /* a launch: its distribution's ID, or "" where that is not known, */
  gboolean calling;   /* which is being called back */
  char *before;       /* the list was called so, and is called @title now */
  char *survey_id;    /* of the survey called @title, */
  gboolean active;    /* which is so now */
} EditDone;

typedef struct App {
  const AppOptions *options;
  Screen *screen;
  Loop *loop;
  Keymap *keymap;
  Messages *messages;
  OverlayStack *overlays;
  Journal *journal;
  Views *views; /* NULL until the folders are there */
  Services services;
  PaneHost host;
  Pane *panes[SLOTS];
  Pane *opened[SLOTS];      /* over the pane of that slot, or NULL */
  int came_from[SLOTS];     /* which pane had the focus when it was opened */
  Pane *full;               /* over all of them, or NULL */
  const Pane *shown[SLOTS]; /* which of them the last picture shows; for comparing only */
  int focus;
  gboolean zoom;
  Layout layout;
  Spots *titles; /* the panes' numbers, in the line of titles of a small screen */
  GCancellable *connecting;
  Connection *connection;  /* that is open, or NULL */
  GCancellable *unlocking; /* the vault; NULL: not asked for yet */
  gboolean asking_key;     /* and the answer is not there */
  const char *doing;       /* what the top line says while no connection is open; static */
  GPtrArray *undo;         /* of EditDone, the last one is undone first */
  GPtrArray *redo;         /* of EditDone */
  int click_x, click_y;    /* of the last click, and when it was (monotonic) */
  gint64 clicked_at;
  gint64 began;        /* ms, this machine's clock */
  gboolean quitting;   /* it was asked whether to quit with a launch under way */
  gboolean fates_open; /* of drafts nobody knows yet whether they were sent */
  char *offer;         /* the words that offer a draft, while they may stand on the message line */
  char *offered;       /* its name; NULL: there are several */
  char *throwing;      /* the draft that is asked about, see drafts_take_name */
  guint drafts_shown;  /* their serial in the last picture */
  gboolean resending;  /* an edit that waited for the network is being saved */
  guint tries;         /* to save it, in vain */
  gint64 try_at;       /* the next one, in monotonic seconds */
  gint64 look_at;      /* when it is looked again what other copies saved, the same */
  char **mail_drafts;  /* the names of the drafts that are asked about */
  char *settling;      /* the intent that is asked about */
  int status;          /* the exit status */
} App;

/* app.c */
Pane *app_current(App *app);
void app_say(App *app, MessageKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
void app_overlay(App *app, Overlay *overlay);
void app_open_full(App *app, const PaneClass *klass);
/* The topmost opened place goes. FALSE if there was none. */
gboolean app_close_place(App *app);
gboolean app_read_only(const App *app);
/* The same for what may be changed here: the connections are this machine's own. */
gboolean app_read_only_here(App *app);
/* All four panes ask anew. */
void app_refresh_all(App *app);

/* app-host.c */

/* What panes get of the program; and the four of them. */
void app_fill_host(App *app);
void app_make_panes(App *app);

/* app-keys.c */
void app_take_key(App *app, const Key *key);
/* The keys that the config gives to actions; what is wrong there is said. */
void app_bind_keys(App *app);

/* app-views.c */

/* A pane with the columns that its person likes; and keeps those that it has now. */
Pane *app_pane_new(App *app, const PaneClass *klass);
void app_keep_columns(App *app, Pane *pane);

/* app-commands.c */

/* The commands with an argument, and the saved filters of the pane in focus. */
void app_add_commands(App *app, Overlay *palette);

/* app-draw.c */
/* In how many seconds the count-down of the top line reads otherwise; 0: it counts nothing. */
guint app_countdown_changes(App *app);
void app_paint(gpointer data);

/* app-actions.c */
void app_do(App *app, ActionId action);
/* NULL, or why not (new). */
char *app_refuse(App *app, ActionId action);

/* app-mail.c */
void app_mail(App *app);
void app_sms(App *app);
void app_links(App *app);

/* app-drafts.c */
/* A connection is open: its drafts are meant from now on. The first time they are read. */
void app_drafts_connected(App *app);
/* Throws the drafts away of launches that were sent all the same. */
void app_drop_sent(App *app);
void app_open_draft(gpointer app, const char *name);
/* Is a draft offered on the message line? Asked before a key takes the line away; then the key may mean that
 * draft. */
gboolean app_draft_is_offered(App *app);
gboolean app_draft_key(App *app, const Key *key);
/* What is known of the sends has changed; drafts may have waited for that. */
void app_drafts_sends_changed(App *app);
/* How many edits of this connection were tried and not taken. */
guint app_unsaved_edits(App *app);
/* To be called before a picture. */
void app_drafts_show(App *app);

/* app-waiting.c */
/* Saves what waits for the network when its time has come. In how many seconds to be asked again; 0: nothing
 * waits. */
guint app_waiting_tick(App *app);
/* Other drafts are there than before. */
void app_waiting_look(App *app);

/* app-connect.c */
void app_connect_start(App *app);
void app_connect_to(gpointer app, const Connection *connection, const char *token);
void app_disconnect(App *app);
gboolean app_busy(gpointer data);

/* app-settle.c */
/* Asks how a launch ended whose fate nobody knows: to @list_id, or any (NULL). FALSE if there is none. */
gboolean app_settle(App *app, const char *list_id);

/* app-leaving.c */
/* Quits, or asks first when something is under way; when it is asked once more it quits. */
void app_quit(App *app);
/* What nobody knows the end of, a line each for the shell; new. */
GPtrArray *app_left_open(const App *app);

/* Is there anything whose fate nobody knows? */
gboolean app_has_to_settle(App *app);
/* The same of what this form sent (see draft_form_id). */
gboolean app_settle_form(App *app, const char *form_id);

/* app-undo.c */
void app_edited(gpointer app, const ContactPlace *place, const ContactEdit *edit, const char *title);
void app_unmarked(gpointer app, const ContactPlace *place, const GPtrArray *ids);
void app_taken_off(gpointer app, const ContactPlace *place, const char *name, const GPtrArray *contacts);
/* Why there is nothing for ACT_UNDO or ACT_REDO (static), or NULL: the hint line offers what can be done. */
const char *app_refuse_undo(App *app, ActionId action);
void app_undo(App *app);
void app_redo(App *app);
/* A send was called back: its numbers, if they are open, are those of nothing now. Not @is_gone: it was not,
 * and what is there has to be asked for anew all the same. */
void app_called_back(App *app, const char *distribution_id, gboolean is_gone);
void edit_done_free(gpointer done);
/* The last thing done; taken. Nothing is done again over it. */
void app_done(App *app, EditDone *done);

/* One step back or forth that is under way. */
typedef struct {
  App *app;
  EditDone *done; /* owned; what is written is its reverse when going back */
  gboolean forth;
} UndoStep;
/* @step, allocated and counted as a write on its way. */
UndoStep *undo_step_new(App *app, EditDone *done /* taken */, gboolean forth);
/* Done: it can be reversed again. Frees @step. */
void undo_step_done(UndoStep *step);
/* Not done, and said why: trying again may help, or (a refusal, somebody else's change) not, so that it does
 * not stand before what was done earlier. Silent when the connection was left. Frees @step. */
void undo_step_failed(UndoStep *step, const GError *error);

/* What `u` would take back (borrowed, may be NULL). */
const EditDone *app_next_undo(App *app);
/* What `u` does just now, as a word for the hint line: "undo", "settle", or NULL. Static. */
const char *app_undo_word(App *app);

/* app-undo-send.c */
/* A launch was accepted, or may have been (@distribution_id NULL). */
void app_sent(App *app, const char *distribution_id);
/* Can it still be called back or settled? */
gboolean app_send_waits(App *app, const EditDone *done);
/* Calls it back; any that waits, or asks about one that may have been sent, where it is not known or @done is
 * NULL. FALSE: nothing of that. */
gboolean app_call_back(App *app, EditDone *done);
/* app_undo_word() where the last thing done is that send, or (NULL) nothing. */
const char *app_undo_send_word(App *app, const EditDone *done);
/* Would `u` call this one back now? */
gboolean app_undo_calls_back(App *app, const LaunchPending *launch);

/* app-undo-state.c */
void app_list_renamed(gpointer app, const char *directory_id, const char *list_id, const char *before,
                      const char *after);
void app_survey_switched(gpointer app, const Survey *survey);
void app_step_list(App *app, EditDone *done /* taken */, gboolean forth);
void app_step_survey(App *app, EditDone *done /* taken */, gboolean forth);

/* app-undo-many.c */
void app_edited_many(gpointer app, const ContactPlace *place, const GPtrArray *edits);
void app_step_many(App *app, EditDone *done /* taken */, gboolean forth);

/* app-people.c */
void app_came(gpointer app, const ContactPlace *place, const Contact *contact, gboolean is_new);
void app_went(gpointer app, const ContactPlace *place, const GPtrArray *contacts);
void app_put_back(App *app, EditDone *done /* taken */);

/* app-browse.c */
void app_browse(gpointer app, const char *address);

/* app-ids.c */
char *app_known_id(gpointer app, const char *kind);
const char *app_survey_name(gpointer app, const char *survey_id);

/* app-editor.c */
char *app_edit_text(gpointer app, const char *text, const char *suffix, GError **error);
