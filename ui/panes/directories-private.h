/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What directories.c, directories-fetch.c and directories-write.c share: the state of pane 1. */
#pragma once

#include "ui/asks.h"
#include "ui/panes/pane-list.h"
#include "ui/services.h"

typedef struct Node {
  ListPlace place;
  gboolean open, asked, loading;
  gboolean seen;    /* a list: it stands in the answer that is coming in */
  GPtrArray *lists; /* of Node; NULL for a list */
} Node;

typedef struct {
  PaneList list; /* of Node; its order is that of the lists in each directory */
  Pane *pane;
  Services *services;
  GPtrArray *directories; /* of Node */
  GCancellable *cancellable;
  gboolean loading, settled; /* settled: the person or the first answer chose a row */
  GPtrArray *writes;         /* of ListJob, borrowed: under way or being asked about */
} State;

/* The rows are others: folds, filters and paints them. */
void directories_show(gpointer state);
/* The node under the cursor, or NULL. */
Node *directories_current(State *state);
/* The ID of its list, else of its directory. */
const char *directories_node_id(const Node *node);
/* The cursor is on another row, or its row means something else now. */
void directories_tell_moved(gpointer state);
/* Frees a Node. */
void directories_node_free(gpointer node);

/* directories-fetch.c */

/* The node of that ID among @nodes, or NULL. */
Node *directories_find(GPtrArray *nodes, const char *id);
/* The list of that ID in @directory; made there when there is none, not counted. */
Node *directories_add_list(Node *directory, const char *list_id, const char *name);
/* Opens or closes a directory; its lists are asked for when it is opened first. */
void directories_unfold(State *state, Node *node, gboolean open);
/* Asks for everything anew; what is shown stays until the answers come. */
void directories_refresh(State *state);

/* directories-write.c */

/* Why not (new), or NULL; for ACT_NEW, ACT_EDIT and ACT_DELETE, as the next. */
char *directories_write_refuse(State *state, ActionId action);
void directories_write(State *state, ActionId action);
/* The pane goes; what was begun goes on. */
void directories_write_leave(State *state);
/* Cancels what is loading. FALSE: nothing is. */
gboolean directories_stop(State *state);
