/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What directories.c and directories-fetch.c share: the state of pane 1. */
#pragma once

#include "ui/panes/common.h"
#include "ui/services.h"

typedef struct Node {
  ListPlace place;
  gboolean open, asked, loading;
  gboolean seen;    /* a list: it stands in the answer that is coming in */
  GPtrArray *lists; /* of Node; NULL for a list */
} Node;

typedef struct {
  Pane *pane;
  Services *services;
  Table *table;
  GPtrArray *directories; /* of Node */
  GPtrArray *shown;       /* of Node, borrowed: the rows */
  ListFilter filter;
  GCancellable *cancellable;
  gboolean loading, settled; /* settled: the person or the first answer chose a row */
} State;

/* The rows are others: folds, filters and paints them. */
void directories_show(State *state);
/* The node under the cursor, or NULL. */
Node *directories_current(State *state);
/* The ID of its list, else of its directory. */
const char *directories_node_id(const Node *node);
/* Frees a Node. */
void directories_node_free(gpointer node);

/* directories-fetch.c */

/* The node of that ID among @nodes, or NULL. */
Node *directories_find(GPtrArray *nodes, const char *id);
/* Opens or closes a directory; its lists are asked for when it is opened first. */
void directories_unfold(State *state, Node *node, gboolean open);
/* Asks for everything anew; what is shown stays until the answers come. */
void directories_refresh(State *state);
