/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the contacts, lists and imports whose making an earlier run left open: a contact is searched
 * for by what tells it from others, a list by its name, the job of an import by its ID, until it is found or
 * has been looked for long enough; then it is unknown, and a person decides. Nothing is made here.
 */
#pragma once

#include "src/flow/making.h"
#include "src/flow/refusal.h"

typedef struct MakingDesk MakingDesk;

/* How the making of @making ended, in a line for a person. */
typedef void (*MakingTold)(const Making *making, WriteFate fate, const char *text, gpointer data);

/* @client and @journal are the caller's and outlive the desk. @told may be NULL. */
MakingDesk *making_desk_new(ApiClient *client, Journal *journal, MakingTold told, gpointer data);
/* What is open stays open in the journal. */
void making_desk_free(MakingDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MakingDesk, making_desk_free)

/* Looks for what is open. */
void making_desk_recover(MakingDesk *desk);
/* The same for the batches to that list alone that have no answer. */
void making_desk_recover_imports(MakingDesk *desk, const char *list_id);

/* Something was made, or not: what is unknown is read from the journal again. */
void making_desk_reload(MakingDesk *desk);

/* What nobody knows, oldest first: GPtrArray of Making. Valid until the next change. */
const GPtrArray *making_desk_unknown(const MakingDesk *desk);

/* A person looked and decided. */
gboolean making_desk_settle(MakingDesk *desk, const char *intent_id, gboolean was_made, GError **error);
