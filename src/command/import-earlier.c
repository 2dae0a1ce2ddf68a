/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. Another program may have its answer meanwhile, so it is the journal that tells when the
 * waiting is over.
 */
#include "src/command/import-earlier.h"

#include <string.h>

#include "src/command/common.h"
#include "src/flow/making-desk.h"

/* The imports to the list in that state, oldest first; NULL and an error. */
static GPtrArray *
earlier(Journal *journal, const char *server, const char *list_id, MakingState state, GError **error)
{
  GPtrArray *makings = making_read(journal, server, error);
  for (guint i = makings ? makings->len : 0; i > 0; i--) {
    const Making *making = g_ptr_array_index(makings, i - 1);
    if (making->kind != MAKING_IMPORT || making->state != state || g_strcmp0(making->list_id, list_id) != 0)
      g_ptr_array_remove_index(makings, i - 1);
  }
  return makings;
}

/* "An import (3 contacts, lines 2-4 of its file) of 1 Dec 01:00"; new. */
static char *
name_of(const Making *making)
{
  g_autoptr(GDateTime) began = g_date_time_new_from_unix_local(making->began / 1000);
  g_autofree char *when = began ? g_date_time_format(began, "%-d %b %H:%M") : g_strdup("an earlier time");
  const char *lines = making->lines ? making->lines : "?";
  return g_strdup_printf("An import (%s, line%s %s of its file) of %s", making->title ? making->title : "?",
                         strpbrk(lines, ",-") ? "s" : "", lines, when);
}

static gboolean
on_second(gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

/* FALSE: the journal can't be read any more. */
static gboolean
wait_for_open(ApiClient *client, Journal *journal, const char *list_id, GError **error)
{
  const char *server = api_client_server(client);
  g_autoptr(GPtrArray) open = earlier(journal, server, list_id, MAKING_OPEN, error);
  if (!open || open->len == 0)
    return open != NULL;
  g_autofree char *name = name_of(g_ptr_array_index(open, 0));
  complain("%s was cut off before its answer came: looking what came of it, for two minutes at most", name);
  g_autoptr(MakingDesk) desk = making_desk_new(client, journal, NULL, NULL);
  making_desk_recover_imports(desk, list_id);
  guint seconds = g_timeout_add_seconds(1, on_second, NULL);
  while (open && open->len > 0) {
    g_main_context_iteration(NULL, TRUE);
    g_ptr_array_unref(open);
    open = earlier(journal, server, list_id, MAKING_OPEN, error);
  }
  g_source_remove(seconds);
  return open != NULL;
}

static int
settle(ApiClient *client, Journal *journal, const GPtrArray *unknown, gboolean came)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MakingDesk) desk = making_desk_new(client, journal, NULL, NULL);
  for (guint i = 0; i < unknown->len; i++) {
    const Making *making = g_ptr_array_index(unknown, i);
    g_autofree char *name = name_of(making);
    if (!making_desk_settle(desk, making->intent_id, came, &error))
      return fail_with(error);
    complain("%s is settled: it %s", name, came ? "came" : "did not come");
  }
  return EXIT_DONE;
}

int
import_earlier(ApiClient *client, Journal *journal, const char *list_id, const char *settled)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) unknown = NULL;
  if (wait_for_open(client, journal, list_id, &error))
    unknown = earlier(journal, api_client_server(client), list_id, MAKING_UNKNOWN, &error);
  if (!unknown)
    return fail_with(error);
  if (unknown->len > 0 && settled)
    return settle(client, journal, unknown, g_str_equal(settled, "came"));
  if (settled) {
    complain("--settled: nothing that was sent to this list waits for that; nothing was sent now");
    return EXIT_BAD_USAGE;
  }
  for (guint i = 0; i < unknown->len; i++) {
    g_autofree char *name = name_of(g_ptr_array_index(unknown, i));
    complain("%s was sent to this list, and nobody knows whether it came: look on the list, then say "
             "--settled came, or --settled not. Nothing was sent now",
             name);
  }
  return unknown->len > 0 ? EXIT_REFUSED : EXIT_DONE;
}
