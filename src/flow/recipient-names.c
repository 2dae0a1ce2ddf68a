/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First the directories, then the list in the first of them that has it, page by page, then single contacts,
 * a few at a time.
 */
#include "src/flow/recipient-names.h"

#include "src/api/contacts.h"
#include "src/api/directories.h"

enum { AT_ONCE = 4 };

struct RecipientNames {
  ApiClient *client;
  char *list_id;
  GHashTable *known; /* contact ID to RecipientName */
  GHashTable *asked; /* contact IDs that were wanted */
  GQueue wanted;     /* of char *: not asked for yet */
  GPtrArray *directories;
  guint directory; /* of them, which has the list */
  gboolean is_walking;
  guint single; /* asks for one contact that are under way */
  GCancellable *cancellable;
  RecipientNamesChanged changed;
  gpointer data;
};

static void
name_free(gpointer data)
{
  RecipientName *name = data;
  g_free(name->first_name);
  g_free(name->last_name);
  g_free(name->email);
  g_free(name);
}

static void
keep(RecipientNames *names, const char *id, const char *first, const char *last, const char *email)
{
  RecipientName *name = g_new0(RecipientName, 1);
  name->first_name = g_strdup(first);
  name->last_name = g_strdup(last);
  name->email = g_strdup(email);
  g_hash_table_replace(names->known, g_strdup(id), name);
}

static void
tell(RecipientNames *names)
{
  if (names->changed != NULL)
    names->changed(names->data);
}

/* One by one */

typedef struct {
  RecipientNames *names;
  char *contact_id;
  guint directory;
} Single;

static void ask_single(Single *single);
static void ask_wanted(RecipientNames *names);

static void
on_contact(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Single *single = data;
  g_autofree char *contact_id = single->contact_id;
  RecipientNames *names = single->names;
  guint directory = single->directory;
  g_free(single);
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) contact = contact_get_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  names->single--;
  if (contact != NULL)
    keep(names, contact_id, contact->fields[CONTACT_FIELD_FIRST_NAME],
         contact->fields[CONTACT_FIELD_LAST_NAME], contact->fields[CONTACT_FIELD_EMAIL]);
  else if (g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND) &&
           directory + 1 < names->directories->len) {
    Single *again = g_new0(Single, 1);
    *again = (Single){names, g_steal_pointer(&contact_id), directory + 1};
    ask_single(again);
    return;
  }
  ask_wanted(names);
  tell(names);
}

/* Takes @single. */
static void
ask_single(Single *single)
{
  RecipientNames *names = single->names;
  ContactPlace place = {.directory_id = g_ptr_array_index(names->directories, single->directory)};
  names->single++;
  contact_get_async(names->client, &place, single->contact_id, names->cancellable, on_contact, single);
}

/* Not before the list was walked: most are on it. */
static void
ask_wanted(RecipientNames *names)
{
  while (!names->is_walking && names->directories->len > 0 && names->single < AT_ONCE &&
         !g_queue_is_empty(&names->wanted)) {
    g_autofree char *id = g_queue_pop_head(&names->wanted);
    if (g_hash_table_contains(names->known, id))
      continue;
    Single *single = g_new0(Single, 1);
    single->names = names;
    single->contact_id = g_steal_pointer(&id);
    ask_single(single);
  }
}

/* The list */

static void walk(RecipientNames *names, const char *next);

static void
end_walk(RecipientNames *names)
{
  names->is_walking = FALSE;
  ask_wanted(names);
  tell(names);
}

static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactPage) page = contacts_list_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecipientNames *names = data;
  if (error != NULL && api_error_http_status(error) < 500 && names->directory + 1 < names->directories->len) {
    names->directory++; /* not in this directory */
    walk(names, NULL);
    return;
  }
  for (guint i = 0; page != NULL && i < contact_page_length(page); i++)
    keep(names, contact_page_field(page, i, CONTACT_FIELD_ID),
         contact_page_field(page, i, CONTACT_FIELD_FIRST_NAME),
         contact_page_field(page, i, CONTACT_FIELD_LAST_NAME),
         contact_page_field(page, i, CONTACT_FIELD_EMAIL));
  if (page == NULL || contact_page_next(page) == NULL) {
    names->directory = page != NULL ? names->directory : 0;
    end_walk(names);
    return;
  }
  walk(names, contact_page_next(page));
  tell(names);
}

static void
walk(RecipientNames *names, const char *next)
{
  ContactPlace place = {g_ptr_array_index(names->directories, names->directory), names->list_id};
  contacts_list_async(names->client, &place, FETCH_BACKGROUND, next, names->cancellable, on_page, names);
}

static void
on_directories(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecipientNames *names = data;
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    g_ptr_array_add(names->directories, g_strdup(((Directory *) g_ptr_array_index(page->items, i))->id));
  if (names->list_id != NULL && names->directories->len > 0)
    walk(names, NULL);
  else
    end_walk(names);
}

/* From outside */

RecipientNames *
recipient_names_new(ApiClient *client, const char *list_id, RecipientNamesChanged changed, gpointer data)
{
  RecipientNames *names = g_new0(RecipientNames, 1);
  names->client = client;
  names->list_id = g_strdup(list_id);
  names->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, name_free);
  names->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init(&names->wanted);
  names->directories = g_ptr_array_new_with_free_func(g_free);
  names->cancellable = g_cancellable_new();
  names->changed = changed;
  names->data = data;
  names->is_walking = TRUE;
  directories_list_async(client, FETCH_NEXT, FALSE, NULL, names->cancellable, on_directories, names);
  return names;
}

void
recipient_names_free(RecipientNames *names)
{
  if (names == NULL)
    return;
  g_cancellable_cancel(names->cancellable);
  g_object_unref(names->cancellable);
  g_free(names->list_id);
  g_hash_table_unref(names->known);
  g_hash_table_unref(names->asked);
  g_queue_clear_full(&names->wanted, g_free);
  g_ptr_array_unref(names->directories);
  g_free(names);
}

const RecipientName *
recipient_names_get(const RecipientNames *names, const char *contact_id)
{
  return contact_id != NULL ? g_hash_table_lookup(names->known, contact_id) : NULL;
}

void
recipient_names_want(RecipientNames *names, const char *contact_id)
{
  if (contact_id == NULL || g_hash_table_contains(names->known, contact_id) ||
      !g_hash_table_add(names->asked, g_strdup(contact_id)))
    return;
  g_queue_push_tail(&names->wanted, g_strdup(contact_id));
  ask_wanted(names);
}

gboolean
recipient_names_is_idle(const RecipientNames *names)
{
  return !names->is_walking && names->single == 0;
}

const char *
recipient_names_directory(const RecipientNames *names)
{
  return names->directories->len > 0 && !names->is_walking
             ? g_ptr_array_index(names->directories, names->directory)
             : NULL;
}

char *
recipient_name_whole(const RecipientName *name)
{
  if (name == NULL)
    return g_strdup("");
  return g_strstrip(g_strdup_printf("%s %s", name->first_name != NULL ? name->first_name : "",
                                    name->last_name != NULL ? name->last_name : ""));
}
