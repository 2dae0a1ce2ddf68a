/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person typed and nobody has taken yet: half-filled forms, edits that were not saved. Whoever holds
 * such a thing tells each change of it; it is written (sealed, see src/local/vault.h) as soon as no key
 * waits. A draft belongs to the connection it was typed in and has a name there: its kind, and the ID of what
 * it is about. It is kept until it is sent, saved or thrown away by hand.
 *
 * Whoever begins to type, or to throw away, takes the draft first: then no other copy of the program does the
 * same. Where one has it, what is typed here is a draft beside it.
 */
#pragma once

#include "src/local/vault.h"
#include "ui/pane.h"

typedef enum DraftKind {
  DRAFT_NEW_CONTACT,
  DRAFT_EDIT,
  DRAFT_SEND,
  DRAFT_CALL,      /* by hand, in the API console */
  DRAFT_BULK,      /* of many contacts at once */
  DRAFT_LIST_NAME, /* of a new list, or another one of an old list */
  DRAFT_IMPORT,
  DRAFT_KINDS
} DraftKind;

typedef struct Draft {
  DraftKind kind;
  char *id;                  /* of a list, of a contact; or what else tells it from others */
  char *title;               /* "a launch to Spring panel" */
  char *reason;              /* why it was not taken; NULL: it was never sent */
  char *connection, *server; /* where it was typed */
  gint64 at;                 /* when it was last changed, ms since 1970 */
  GKeyFile *body;            /* what whoever typed it has put there */
  gboolean elsewhere;        /* another copy of the program goes on with it */
  char *name;                /* in the vault */
} Draft;

/* "14:02", or "23 Nov 14:02" when that was another day. New. */
char *draft_when(const Draft *draft);

typedef struct Drafts Drafts;

/* Takes the vault; the host is borrowed. */
Drafts *drafts_new(Vault *vault, const PaneHost *host);
/* Writes what is not written yet. */
void drafts_free(Drafts *drafts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drafts, drafts_free)

/* From now on drafts outlive the program, and those of earlier runs are there. See vault_unlock(). */
gboolean drafts_unlock(Drafts *drafts, const guint8 *key, GError **error);

/* The connection that is open now: its drafts are kept and found by kind and ID. */
void drafts_open(Drafts *drafts, const char *connection, const char *server);

/* Takes what there is of that kind and ID and no other copy has; if there is none, what is typed from now on
 * is beside theirs. Counted: who holds it here already gets it once more. Returns the name under which
 * drafts_find_name() has it, if there is one; for drafts_let_go. */
char *drafts_take(Drafts *drafts, DraftKind kind, const char *id);
/* Takes this one, and from now on it is what there is of its kind and ID. NULL and why not, for a person, if
 * another copy has it, or was through with it meanwhile. */
char *drafts_take_name(Drafts *drafts, const char *name, GError **error);
/* Frees @held (may be NULL). */
void drafts_let_go(Drafts *drafts, char *held);
/* Looks what other copies have kept, dropped and taken meanwhile. */
void drafts_sync(Drafts *drafts);

/* Keeps @body (taken) instead of what was there. Says once when it cannot be written; it is in memory then.
 */
void drafts_keep(Drafts *drafts, DraftKind kind, const char *id, const char *title, const char *reason,
                 GKeyFile *body);
/* It was tried, and this is how far it came. Nothing if there is no such draft. */
void drafts_set_reason(Drafts *drafts, DraftKind kind, const char *id, const char *reason);
/* Borrowed until the next change; NULL: there is none. */
const Draft *drafts_find(const Drafts *drafts, DraftKind kind, const char *id);
void drafts_drop(Drafts *drafts, DraftKind kind, const char *id);
/* The same for a draft of any connection. */
const Draft *drafts_find_name(const Drafts *drafts, const char *name);
void drafts_drop_name(Drafts *drafts, const char *name);

/* Of Draft, of all connections, the one changed last first; borrowed until the next change. */
const GPtrArray *drafts_all(Drafts *drafts);
/* How many of all drafts end with the program: they are on no disk, because there is no key to seal them. */
guint drafts_in_memory_only(const Drafts *drafts);
/* Was it typed in the connection that is open? */
gboolean drafts_is_here(const Drafts *drafts, const Draft *draft);
/* Grows with every change. */
guint drafts_serial(const Drafts *drafts);

/* Writes what waits to be written, now. */
void drafts_flush(Drafts *drafts);
