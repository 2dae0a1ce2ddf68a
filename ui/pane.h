/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract of a pane. A pane is a table of functions; the program makes one state of each,
 * gives it a rectangle and what the pane on the left selected, and asks. Drawing reads only; acting writes.
 * No pane knows another, nor the program: what it needs is called through its host. */
#pragma once
#include "ui/actions.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/messages.h"
#include "ui/overlay.h"
#include "ui/table.h"

typedef struct Pane Pane;

/* What a pane may ask of the program that holds it; the first argument is always `app`. Valid as long as the
 * pane. */
typedef struct PaneHost {
  gpointer app;
  /* Paint me at the end of this turn. */
  void (*invalidate)(gpointer app);
  /* The message line. Copies the text. */
  void (*say)(gpointer app, MessageKind kind, const char *text);
  /* A dialog or form over the panes. Takes the overlay. */
  void (*overlay)(gpointer app, Overlay *overlay);
  /* A form was closed by a reply: take it off (overlay_stack_reap). */
  void (*reap)(gpointer app);
  /* What selection() returns is another thing, or has changed: whoever is fed by this pane gets it. */
  void (*selection_changed)(gpointer app, Pane *pane);
  /* Enter: `what` names the place ("contact-card", "distribution"); the program opens it on `subject`, which
   * is borrowed for the call. */
  void (*open)(gpointer app, Pane *pane, const char *what, gconstpointer subject);
  /* Work in slices, as loop_add_slice(). */
  guint (*add_slice)(gpointer app, GSourceFunc slice, gpointer data, GDestroyNotify destroy);
  void (*remove_slice)(gpointer app, guint id);
  /* A tick comes in a second. */
  void (*start_ticking)(gpointer app);
  /* Does the last picture show this pane? Whoever comes into sight gets a tick. */
  gboolean (*is_shown)(gpointer app, const Pane *pane);
  /* Action for another pane or the program ("mail these contacts"). */
  void (*do_action)(gpointer app, ActionId action);
} PaneHost;

typedef struct PaneClass {
  const char *name;  /* "contacts": config, palette */
  const char *title; /* "Contacts": until frame_title() knows more */
  Place place;
  gsize state_size; /* zeroed memory of this size goes to init() */

  /* `services` is what the program shares with its panes (ui/services.h); borrowed. */
  void (*init)(gpointer state, Pane *pane, gpointer services);
  /* Cancels what it asked for and frees what it holds. No callback may come after it. */
  void (*done)(gpointer state);
  /* What the pane that feeds this one has selected, or NULL; borrowed for the call. Called again when it
   * changes. */
  void (*point_at)(gpointer state, gconstpointer subject);
  /* What this pane has selected, for whom it feeds; borrowed until the next event. May be NULL. */
  gconstpointer (*selection)(gpointer state);

  /* Texts of the frame: title at the left, `right` at the right (filter, progress), to be freed by the
   * caller; right may be left NULL. */
  char *(*frame_title)(gpointer state, char **right);
  /* Reads only; draws inside `rect` (the frame's inside). */
  void (*draw)(gpointer state, Canvas *canvas, Rect rect, gboolean focused);
  /* Is there a row under the cursor? */
  gboolean (*has_row)(gpointer state);
  /* The reason (to be freed) why this can't be done here now, or NULL. May be NULL: never refuses. */
  char *(*refuse)(gpointer state, ActionId action);
  /* FALSE if the action is none of the pane's. */
  gboolean (*act)(gpointer state, ActionId action);
  /* Keys before the keymap sees them: while the pane edits a row or a filter. TRUE if taken. May be NULL. */
  gboolean (*key)(gpointer state, const Key *key);
  /* The hint line while key() takes all keys; static; NULL: the table's hints. May be NULL. */
  const char *(*hint)(gpointer state);
  /* Time has passed, nobody knows how much. In how many seconds to be asked again at the latest; 0: nothing
   * counts down here, nor is worth asking for again. May be NULL. */
  guint (*tick)(gpointer state);
  /* Something that a person waits for is under way here. May be NULL. */
  gboolean (*busy)(gpointer state);
  /* The table of the list, for the scroll mark and the mouse. May be NULL. */
  Table *(*table)(gpointer state);
  /* The text of its filter, NULL or "" for none; borrowed. May be NULL: it has none. */
  const char *(*filter)(gpointer state);
} PaneClass;

/* Class, host and services are borrowed and outlive the pane. */
Pane *pane_new(const PaneClass *klass, const PaneHost *host, gpointer services);
void pane_free(Pane *pane);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pane, pane_free)

const PaneClass *pane_class(const Pane *pane);
gpointer pane_state(Pane *pane);
const PaneHost *pane_host(const Pane *pane);

/* Frame, title, inside, scroll mark. `number` 1 to 4 stands before the title; 0: none. */
void pane_draw(Pane *pane, Canvas *canvas, Rect rect, int number, gboolean focused);
/* The width at which nothing of the pane's list is cut, frame included; 0: it has none. */
int pane_wanted_width(Pane *pane);
/* The title only, for the line of titles; the caller frees it. */
char *pane_title(Pane *pane);
/* NULL if the action may be done, else the reason (to be freed): the pane's own word, after the table's
 * needs. */
char *pane_refuse(Pane *pane, ActionId action, gboolean connected, gboolean read_only);
gboolean pane_act(Pane *pane, ActionId action);
gboolean pane_key(Pane *pane, const Key *key);
void pane_point_at(Pane *pane, gconstpointer subject);
gconstpointer pane_selection(Pane *pane);
guint pane_tick(Pane *pane);
gboolean pane_busy(Pane *pane);
/* The table of its list, or NULL. */
Table *pane_table(Pane *pane);
/* The text of the filter that stands in it, "" for none; NULL: it has no filters. Borrowed. */
const char *pane_filter(Pane *pane);
/* Filters it as if the text were typed. */
void pane_set_filter(Pane *pane, const char *text);
/* Click and wheel: goes to the table. TRUE if taken. */
gboolean pane_mouse(Pane *pane, const Key *key);

/* Shorthands through the host. */
void pane_invalidate(Pane *pane);
void pane_say(Pane *pane, MessageKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
