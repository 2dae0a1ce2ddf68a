/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mailing lists made, renamed and deleted; each written in the journal, the making before it is sent. A lost
 * answer to it is looked for among the lists, and until it is known no second one of the name is made; a
 * renaming overwrites nobody's, and after a deletion it is looked whether the people are still there, because
 * no documentation says so.
 */
#pragma once

#include "src/api/client.h"
#include "src/flow/refusal.h"
#include "src/local/journal.h"

typedef struct {
  WriteFate fate;
  char *id;      /* WRITE_DONE: of the new list */
  gboolean held; /* WRITE_UNKNOWN because of an earlier one; nothing was sent now */
  char *reason;  /* otherwise: a line for a person */
} ListMade;

void list_made_free(ListMade *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListMade, list_made_free)

/* Lists what there is, intent, then one POST. WRITE_UNKNOWN, too, when it is not known what became of an
 * earlier one of that name; nothing is sent then. Without a @journal (NULL) none is made; the others go on.
 * None can be cancelled; when the client goes away meanwhile their _finish says G_IO_ERROR_CANCELLED. */
void list_make_async(ApiClient *client, Journal *journal, const char *directory_id, const char *name,
                     GAsyncReadyCallback callback, gpointer user_data);
ListMade *list_make_finish(ApiClient *client, GAsyncResult *result, GError **error);

/* GET, PUT, GET: no answer to the PUT is believed alone. API_ERROR_REFUSED when it is called neither @before
 * nor
 * @name any more. The name that it has now; new. An @error says in a whole line whether it was not renamed,
 * or that nobody knows. */
void
list_rename_async(ApiClient *client, Journal *journal, const char *directory_id, const char *list_id,
                  const char *before, const char *name, GAsyncReadyCallback callback, gpointer user_data);
char *list_rename_finish(ApiClient *client, GAsyncResult *result, GError **error);

typedef enum { LIST_WAS_EMPTY, LIST_PEOPLE_STAY, LIST_PEOPLE_GONE, LIST_PEOPLE_UNKNOWN } ListPeople;

/* Reads one contact of the list, DELETE, looks for the list, then for that contact in the directory. */
void list_remove_async(ApiClient *client, Journal *journal, const char *directory_id, const char *list_id,
                       GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: it is still there, or nobody knows, as @error says. @people: what is known of those who were on it;
 * @contact_id (new, may be NULL): who was looked for. */
gboolean list_remove_finish(ApiClient *client, GAsyncResult *result, ListPeople *people, char **contact_id,
                            GError **error);

/* Why a list can't have this name, static; NULL when it can. */
const char *list_name_refusal(const char *name);
