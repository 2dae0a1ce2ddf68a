/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/command/find-list.h"

#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "src/command/common.h"

void
found_list_free(FoundList *list)
{
  if (!list)
    return;
  g_free(list->directory_id);
  g_free(list->directory_name);
  g_free(list->name);
  g_free(list);
}

/* NULL without an error: it is not in this one. */
static FoundList *
look_in(ApiClient *client, const Directory *directory, const char *list_id, GError **error)
{
  g_auto(Wait) wait = {0};
  g_autoptr(GError) cause = NULL;
  mailing_list_get_async(client, FETCH_VISIBLE, directory->id, list_id, NULL, wait_callback, &wait);
  g_autoptr(MailingList) list = mailing_list_get_finish(client, wait_for(&wait), &cause);
  if (list) {
    FoundList *found = g_new0(FoundList, 1);
    *found = (FoundList){g_strdup(directory->id), g_strdup(directory->name), g_strdup(list->name)};
    return found;
  }
  if (!g_error_matches(cause, API_ERROR, API_ERROR_NOT_FOUND))
    g_propagate_error(error, g_steal_pointer(&cause));
  return NULL;
}

FoundList *
find_list(ApiClient *client, const char *list_id, GError **error)
{
  g_autoptr(GError) cause = NULL;
  FoundList *found = NULL;
  g_auto(Wait) asked = {0};
  directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, NULL, wait_callback, &asked);
  g_autoptr(Page) page = directories_list_finish(client, wait_for(&asked), &cause);
  for (guint i = 0; page && i < page->items->len && !found && !cause; i++)
    found = look_in(client, page->items->pdata[i], list_id, &cause);
  if (!found && !cause)
    g_set_error(error, API_ERROR, API_ERROR_NOT_FOUND, "no directory has a list %s", list_id);
  else if (cause)
    g_propagate_error(error, g_steal_pointer(&cause));
  return found;
}
