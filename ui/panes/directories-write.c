/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mailing lists made, renamed and deleted. What is asked about is kept apart from the row under the cursor,
 * which may be another by the time of the answer. A name that is typed is a draft until it is the list's.
 */
#include <string.h>

#include "src/api/mailing-lists.h"
#include "src/flow/list-write.h"
#include "ui/dialog.h"
#include "ui/panes/directories-private.h"
#include "ui/panes/panes.h"
#include "ui/text.h"

/* One of them, from its question to its end. */
typedef struct {
  State *state; /* NULL: the pane is gone, and nobody is told */
  Services *services;
  char *directory_id, *directory_name;
  char *list_id; /* NULL: a new one */
  char *name;    /* the list's, before */
  char *typed;
  char *held;      /* the draft of the name, see drafts_take; or NULL */
  gboolean asking; /* a dialog is open, nothing is under way */
} ListJob;

static ListJob *
job_new(State *state, gboolean is_new)
{
  const Node *node = directories_current(state);
  ListJob *job = g_new0(ListJob, 1);
  job->state = state;
  job->services = state->services;
  job->directory_id = g_strdup(node->place.directory_id);
  job->directory_name = g_strdup(node->place.directory_name ? node->place.directory_name : "");
  job->list_id = is_new ? NULL : g_strdup(node->place.list_id);
  job->name = is_new ? NULL : g_strdup(node->place.name ? node->place.name : "");
  g_ptr_array_add(state->writes, job);
  return job;
}

static void
job_free(ListJob *job)
{
  if (job->state)
    g_ptr_array_remove(job->state->writes, job);
  drafts_let_go(job->services->drafts, job->held);
  g_free(job->directory_id);
  g_free(job->directory_name);
  g_free(job->list_id);
  g_free(job->name);
  g_free(job->typed);
  g_free(job);
}

/* The list's node; NULL when it is no longer shown. */
static Node *
job_list(const ListJob *job)
{
  const Node *directory = directories_find(job->state->directories, job->directory_id);
  return directory ? directories_find(directory->lists, job->list_id) : NULL;
}

void
directories_write_leave(State *state)
{
  for (guint i = state->writes->len; i > 0; i--) {
    ListJob *job = g_ptr_array_index(state->writes, i - 1);
    if (job->asking)
      job_free(job);
    else
      job->state = NULL;
  }
}

char *
directories_write_refuse(State *state, ActionId action)
{
  const Node *node = directories_current(state);
  if (!state->services->client)
    return g_strdup("There is no connection: press C to make or choose one");
  if (!node)
    return g_strdup("There is no directory yet");
  if (state->writes->len)
    return g_strdup("A list is being changed already");
  if (action != ACT_NEW && !node->place.list_id)
    return g_strdup(action == ACT_DELETE ? "A directory cannot be deleted from here"
                                         : "A directory cannot be renamed from here");
  return NULL;
}

static void ask_name(ListJob *job, const char *label, const char *text);

/* The draft */

static void
keep(const ListJob *job, const char *text, const char *reason)
{
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, "place", "directory-id", job->directory_id);
  g_key_file_set_string(file, "place", "directory-name", job->directory_name);
  if (job->list_id) {
    g_key_file_set_string(file, "place", "list-id", job->list_id);
    g_key_file_set_string(file, "place", "name", job->name);
  }
  g_key_file_set_string(file, "form", "name", text);
  g_autofree char *title = job->list_id
                               ? g_strdup_printf("another name of %s", job->name)
                               : g_strdup_printf("the name of a new list in %s", job->directory_name);
  drafts_keep(job->services->drafts, DRAFT_LIST_NAME, job->list_id ? job->list_id : job->directory_id, title,
              reason, file);
}

static void
on_edited(const char *text, gpointer data)
{
  keep(data, text, NULL);
}

static void
drop_draft(const ListJob *job)
{
  if (job->held)
    drafts_drop_name(job->services->drafts, job->held);
}

/* The name that was typed before, or @name. New. */
static char *
take_draft(ListJob *job, const char *name)
{
  Drafts *drafts = job->services->drafts;
  job->held = drafts_take(drafts, DRAFT_LIST_NAME, job->list_id ? job->list_id : job->directory_id);
  const Draft *draft = drafts_find_name(drafts, job->held);
  return draft ? g_key_file_get_string(draft->body, "form", "name", NULL) : g_strdup(name);
}

/* Making */

static void
show_new(ListJob *job, const char *id)
{
  State *state = job->state;
  Node *directory = directories_find(state->directories, job->directory_id);
  if (!directory)
    return;
  directories_add_list(directory, id, job->typed)->place.count = 0;
  directory->open = TRUE;
  table_seek_id(state->list.table, id);
  directories_show(state);
  directories_tell_moved(state);
}

static void
on_made(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ListJob *job = data;
  job->services->saves--;
  g_autoptr(ListMade) made = list_make_finish(NULL, result, NULL);
  if (job->services->making)
    making_desk_reload(job->services->making);
  /* What nobody knows is in the journal, and is settled there. */
  if (made && made->fate != WRITE_REFUSED && !made->held)
    drop_draft(job);
  if (!made || !job->state) {
    job_free(job);
    return;
  }
  if (made->fate == WRITE_REFUSED) {
    keep(job, job->typed, made->reason);
    g_autofree char *label = g_strdup_printf("Not created: %s", made->reason);
    ask_name(job, label, job->typed);
    return;
  }
  if (made->fate == WRITE_DONE) {
    show_new(job, made->id);
    pane_say(job->state->pane, MESSAGE_OK, "%s: a new list of %s", job->typed, job->directory_name);
  } else if (made->held)
    pane_say(job->state->pane, MESSAGE_ERROR, "Nothing was created: %s", made->reason);
  else
    pane_say(job->state->pane, MESSAGE_ERROR, "%s: created or not, nobody knows: %s", job->typed,
             made->reason);
  job_free(job);
}

/* Renaming */

static void
on_renamed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ListJob *job = data;
  job->services->saves--;
  g_autoptr(GError) error = NULL;
  g_autofree char *now = list_rename_finish(NULL, result, &error);
  if (was_cancelled(error) || !job->state) {
    job_free(job);
    return;
  }
  if (error) {
    keep(job, job->typed, error->message);
    ask_name(job, error->message, job->typed);
    pane_act(job->state->pane, ACT_REFRESH);
    return;
  }
  drop_draft(job);
  pane_say(job->state->pane, MESSAGE_OK, "%s is called %s now", job->name, now);
  directories_pane_rename(job->state->pane, job->directory_id, job->list_id, now);
  job->services->list_renamed(job->services->app, job->directory_id, job->list_id, job->name, now);
  job_free(job);
}

static void
on_name(const char *text, gpointer data)
{
  ListJob *job = data;
  job->asking = FALSE;
  g_autofree char *name = text ? g_strstrip(g_strdup(text)) : NULL;
  const char *reason = name ? list_name_refusal(name) : NULL;
  if (!name || g_strcmp0(name, job->name) == 0) {
    drop_draft(job);
    job_free(job);
    return;
  }
  if (reason) {
    ask_name(job, reason, text);
    return;
  }
  Services *services = job->services;
  g_free(job->typed);
  job->typed = g_steal_pointer(&name);
  pane_say(job->state->pane, MESSAGE_INFO, job->list_id ? "Renaming to %s…" : "Creating %s…", job->typed);
  keep(job, job->typed, "It may have been done: look before you do it again");
  drafts_flush(services->drafts);
  services->saves++;
  if (job->list_id)
    list_rename_async(services->client, services->journal, job->directory_id, job->list_id, job->name,
                      job->typed, on_renamed, job);
  else
    list_make_async(services->client, services->journal, job->directory_id, job->typed, on_made, job);
}

/* @label is what is wanted, or what was wrong with @text. */
static void
ask_name(ListJob *job, const char *label, const char *text)
{
  const PaneHost *host = pane_host(job->state->pane);
  job->asking = TRUE;
  g_autofree char *title = job->list_id ? g_strdup_printf("Rename %s", job->name)
                                        : g_strdup_printf("New list in %s", job->directory_name);
  host->overlay(host->app, dialog_on_edit(dialog_prompt(title, label, text, on_name, job), on_edited));
}

static void
ask_first_name(ListJob *job)
{
  g_autofree char *text = take_draft(job, job->name);
  ask_name(job,
           job->list_id ? "Its new name (u brings the old one back)"
                        : "Its name (u does not take it back; D deletes it)",
           text);
}

/* Deleting */

static void
say_deleted(const ListJob *job, ListPeople people, const char *contact_id)
{
  static const struct {
    MessageKind kind;
    const char *text;
  } words[] = {
      [LIST_WAS_EMPTY] = {MESSAGE_OK, "it was empty"},
      [LIST_PEOPLE_STAY] = {MESSAGE_OK, "its people are still in the directory; looked at"},
      [LIST_PEOPLE_GONE] = {MESSAGE_ERROR, "and a person of it is gone from the directory too:"},
      [LIST_PEOPLE_UNKNOWN] = {MESSAGE_WARNING, "whether its people are still in the directory is not known"},
  };
  pane_say(job->state->pane, words[people].kind, "The list %s is deleted; %s %s", job->name,
           words[people].text, contact_id ? contact_id : "");
}

static void
on_deleted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ListJob *job = data;
  job->services->saves--;
  g_autoptr(GError) error = NULL;
  g_autofree char *contact_id = NULL;
  ListPeople people = LIST_PEOPLE_UNKNOWN;
  gboolean gone = list_remove_finish(NULL, result, &people, &contact_id, &error);
  State *state = job->state;
  if (was_cancelled(error) || !state) {
    job_free(job);
    return;
  }
  if (!gone)
    pane_say(state->pane, MESSAGE_ERROR, "%s: %s", job->name, error->message);
  else {
    Node *directory = directories_find(state->directories, job->directory_id);
    Node *node = job_list(job);
    say_deleted(job, people, contact_id);
    if (node) {
      g_ptr_array_remove(directory->lists, node);
      directories_show(state);
      directories_tell_moved(state);
    }
  }
  job_free(job);
}

static void
on_typed(gboolean yes, gpointer data)
{
  ListJob *job = data;
  Services *services = job->services;
  job->asking = FALSE;
  if (!yes) {
    job_free(job);
    return;
  }
  pane_say(job->state->pane, MESSAGE_INFO, "Deleting %s…", job->name);
  services->saves++;
  list_remove_async(services->client, services->journal, job->directory_id, job->list_id, on_deleted, job);
}

/* A name that can't be typed (nothing but blanks and commas count for nothing) is replaced by the ID. */
static const char *
to_be_typed(const ListJob *job)
{
  return job->name[strspn(job->name, ", ")] ? job->name : job->list_id;
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ListJob *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (was_cancelled(error) || !job->state) {
    job_free(job);
    return;
  }
  g_autofree char *number =
      list && list->contact_count >= 0 ? text_counted((guint64) list->contact_count, "contact") : NULL;
  g_autofree char *count = number  ? g_strdup_printf("with its %s", number)
                           : error ? g_strdup_printf("(it could not be counted: %s)", error->message)
                                   : g_strdup("(nobody knows how many are on it)");
  g_autofree char *text = g_strdup_printf(
      "The list %s of %s, %s, is deleted for good. Qualtrics does not say whether its people stay in the "
      "directory; one of them is looked up afterwards.%s",
      job->name, job->directory_name, count,
      launch_desk_waits(job->services->desk, NULL, job->list_id)
          ? " A launch to this list is waiting to leave."
          : "");
  const PaneHost *host = pane_host(job->state->pane);
  job->asking = TRUE;
  host->overlay(host->app,
                dialog_type("Delete the list", text, to_be_typed(job), "delete it", on_typed, job));
}

void
directories_write(State *state, ActionId action)
{
  ListJob *job = job_new(state, action == ACT_NEW);
  if (action == ACT_DELETE) {
    pane_say(state->pane, MESSAGE_INFO, "Counting %s…", job->name);
    mailing_list_get_async(state->services->client, FETCH_VISIBLE, job->directory_id, job->list_id, NULL,
                           on_counted, job);
  } else
    ask_first_name(job);
}

void
directories_pane_resume_name(Pane *pane, const Draft *draft)
{
  State *state = pane_state(pane);
  g_autofree char *directory_id = g_key_file_get_string(draft->body, "place", "directory-id", NULL);
  if (state->writes->len || !directory_id) {
    pane_say(pane, MESSAGE_WARNING,
             directory_id ? "A list is being changed already" : "This draft can't be read");
    return;
  }
  ListJob *job = g_new0(ListJob, 1);
  job->state = state;
  job->services = state->services;
  job->directory_id = g_steal_pointer(&directory_id);
  job->directory_name = g_key_file_get_string(draft->body, "place", "directory-name", NULL);
  job->list_id = g_key_file_get_string(draft->body, "place", "list-id", NULL);
  job->name = g_key_file_get_string(draft->body, "place", "name", NULL);
  g_autofree char *reason = g_strdup(draft->reason);
  g_ptr_array_add(state->writes, job);
  ask_first_name(job);
  if (reason)
    pane_say(pane, MESSAGE_WARNING, "%s", reason);
}
