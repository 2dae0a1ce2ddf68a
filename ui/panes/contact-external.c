/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/contact-external.h"

#include "src/model/contact-lines.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/edit-drafts.h"
#include "ui/saver.h"

typedef struct {
  PaneHost host; /* the program's, not the pane's: that may be closed before the save has ended */
  Services *services;
  char *directory_id, *list_id, *where, *title;
  Contact *base;        /* as it was read before the editor opened */
  char *text;           /* as the person left it; NULL: not opened yet */
  GCancellable *caller; /* or NULL */
  ContactExternalDone done;
  gpointer data;
  GCancellable *waiting; /* of the saver: never cancelled, the session ends it */
} External;

static void
external_free(External *external)
{
  g_free(external->directory_id);
  g_free(external->list_id);
  g_free(external->where);
  g_free(external->title);
  contact_free(external->base);
  g_free(external->text);
  g_clear_object(&external->caller);
  g_object_unref(external->waiting);
  g_free(external);
}

static ContactPlace
place_of(const External *external)
{
  return (ContactPlace){external->directory_id, external->list_id};
}

/* @format has one %s: the contact. */
static void
say(const External *external, MessageKind kind, const char *format)
{
  g_auto(GStrv) parts = g_strsplit(format, "%s", 2);
  g_autofree char *text = g_strjoinv(external->title, parts);
  external->host.say(external->host.app, kind, text);
}

static void open_editor(External *external);

static ContactEdit *
read_text(const External *external, char **reason)
{
  return contact_lines_read(external->text, external->base, reason);
}

/* Takes it; a save may have been tried, and be kept for later. */
static void
throw_away(External *external)
{
  g_autofree char *reason = NULL;
  g_autoptr(ContactEdit) edit = read_text(external, &reason);
  if (edit)
    edit_draft_take_out(external->services->drafts, edit);
  external_free(external);
}

/* Something is wrong with what was typed */

static void
on_choice(int choice, gpointer data)
{
  External *external = data;
  if (choice == 1)
    throw_away(external);
  else
    open_editor(external);
}

/* A bare Enter and Esc edit again: what was typed is thrown away by its letter only. */
static void
offer_again(External *external, const char *reason)
{
  static const char *const items[] = {"edit it again", "throw away what was typed", NULL};
  const PaneHost *host = &external->host;
  host->say(host->app, MESSAGE_WARNING, reason); /* it goes with the key that answers */
  host->overlay(host->app,
                dialog_with_orphan(dialog_menu(external->title, items, "et", 0, on_choice, external),
                                   (GDestroyNotify) external_free));
}

/* Saving */

static void
on_saved(const Saver *saver, const Contact *now, const char *reason, gpointer data)
{
  External *external = data;
  gboolean wanted = external->done && !(external->caller && g_cancellable_is_cancelled(external->caller));
  if (now && wanted)
    external->done(now, external->data);
  if (now || saver_waits(saver))
    external_free(external);
  else
    offer_again(external, reason ? reason : "Not saved");
}

static void
save(External *external, ContactEdit *edit /* taken */)
{
  ContactPlace place = place_of(external);
  saver_start(&external->host, external->services, &place, edit, external->title, external->waiting, on_saved,
              external);
}

/* The names of the embedded data that the edit drops, "a, b"; NULL: none. */
static char *
dropped_names(const ContactEdit *edit)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    if (change->embedded && !change->after)
      g_ptr_array_add(names, change->embedded);
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add(names, NULL);
  return g_strjoinv(", ", (char **) names->pdata);
}

static void take_text(External *external);

static void
on_drop(gboolean yes, gpointer data)
{
  External *external = data;
  if (yes)
    take_text(external);
  else
    offer_again(external, "Nothing was saved");
}

static void
take_text(External *external)
{
  g_autofree char *reason = NULL;
  save(external, read_text(external, &reason));
}

/* The editor has ended. */
static void
on_edited(External *external)
{
  g_autofree char *reason = NULL;
  g_autoptr(ContactEdit) edit = read_text(external, &reason);
  const PaneHost *host = &external->host;
  if (!edit) {
    offer_again(external, reason);
    return;
  }
  if (contact_edit_is_empty(edit)) {
    say(external, MESSAGE_INFO, "%s: nothing was changed");
    external_free(external);
    return;
  }
  g_autofree char *dropped = dropped_names(edit);
  if (dropped) {
    g_autofree char *text =
        g_strdup_printf("These lines are gone: %s. Drop this embedded data of %s?", dropped, external->title);
    host->overlay(host->app, dialog_with_orphan(dialog_confirm("Drop embedded data", text, on_drop, external),
                                                (GDestroyNotify) external_free));
  } else
    save(external, g_steal_pointer(&edit));
}

static void
open_editor(External *external)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *heading =
      g_strdup_printf("%s, %s\nkey = value, a line each. An empty value clears a field. A field whose line "
                      "is gone stays as it "
                      "is;\nembedded data whose line is gone is dropped. An empty file changes nothing.",
                      external->title, external->where);
  g_autofree char *fresh = external->text ? NULL : contact_lines_new(external->base, heading);
  char *edited = external->services->edit_text(external->services->app,
                                               external->text ? external->text : fresh, ".txt", &error);
  if (!edited) {
    g_autofree char *reason = g_strdup_printf("The editor: %s", error->message);
    if (external->text)
      offer_again(external, reason);
    else {
      external->host.say(external->host.app, MESSAGE_ERROR, reason);
      external_free(external);
    }
    return;
  }
  g_free(external->text);
  external->text = edited;
  on_edited(external);
}

static void
on_read(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  External *external = data;
  g_autoptr(GError) error = NULL;
  external->base = contact_get_finish(NULL, result, &error);
  if (external->base) {
    open_editor(external);
    return;
  }
  if (!was_cancelled(error)) {
    g_autofree char *text = g_strdup_printf("%s: %s", external->title, error->message);
    external->host.say(external->host.app, MESSAGE_ERROR, text);
  }
  external_free(external);
}

void
contact_external_edit(const PaneHost *host, Services *services, const ContactPlace *place, const char *where,
                      const char *contact_id, const char *title, GCancellable *caller,
                      ContactExternalDone done, gpointer data)
{
  External *external = g_new0(External, 1);
  external->host = *host;
  external->services = services;
  external->directory_id = g_strdup(place->directory_id);
  external->list_id = g_strdup(place->list_id);
  external->where = g_strdup(where);
  external->title = g_strdup(title);
  external->caller = caller ? g_object_ref(caller) : NULL;
  external->done = done;
  external->data = data;
  external->waiting = g_cancellable_new();
  say(external, MESSAGE_INFO, "Reading %s for the editor…");
  contact_get_async(services->client, place, contact_id, services->session, on_read, external);
}
