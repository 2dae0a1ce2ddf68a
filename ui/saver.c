/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/saver.h"

#include "src/api/passing.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/edit-drafts.h"

struct Saver {
  PaneHost host; /* the program's, not the pane's: that may be closed before the save has ended */
  Services *services;
  char *held; /* the draft of it, see drafts_take */
  char *directory_id, *list_id, *title;
  ContactEdit *edit, *whole; /* what is left to be written, and what there was at first */
  GCancellable *caller, *session;
  SaverDone done;
  gpointer data;
  Contact *now;         /* as someone else left it */
  GPtrArray *conflicts; /* of ContactChange, while they are asked about */
  guint asked;          /* how many have been answered */
  gboolean waits;       /* for the network */
};

static void G_GNUC_PRINTF(3, 4) say(Saver *saver, MessageKind kind, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  saver->host.say(saver->host.app, kind, text);
}

static void
saver_free(Saver *saver)
{
  saver->services->saves--;
  drafts_let_go(saver->services->drafts, saver->held);
  g_free(saver->directory_id);
  g_free(saver->list_id);
  g_free(saver->title);
  contact_edit_free(saver->edit);
  contact_edit_free(saver->whole);
  contact_free(saver->now);
  g_clear_pointer(&saver->conflicts, g_ptr_array_unref);
  g_object_unref(saver->caller);
  g_object_unref(saver->session);
  g_free(saver);
}

gboolean
saver_waits(const Saver *saver)
{
  return saver->waits;
}

const ContactEdit *
saver_edit(const Saver *saver)
{
  return saver->edit;
}

const char *
contact_field_word(ContactField field)
{
  static const char *const words[N_CONTACT_CHANGEABLE] = {
      "email", "first name", "last name", "language",  "ext. ref.",       "phone",
      "ID",    "lookup ID",  "",          "opted out", "opted out of all"};
  return field < N_CONTACT_CHANGEABLE ? words[field] : "";
}

static void save(Saver *saver);

static void
keep(Saver *saver, const char *reason, gboolean waits)
{
  ContactPlace place = {saver->directory_id, saver->list_id};
  edit_draft_failed(saver->services->drafts, &place, saver->title, saver->edit, reason, waits);
}

static void
end(Saver *saver, const Contact *now, const char *reason)
{
  if (now)
    saver->host.open(saver->host.app, NULL, "contact-changed", now);
  if (!g_cancellable_is_cancelled(saver->caller))
    saver->done(saver, now, reason, saver->data);
  else if (reason && !saver->waits)
    say(saver, MESSAGE_ERROR, "%s: not saved: %s", saver->title, reason);
  saver_free(saver);
}

/* Conflicts */

static void ask_next(Saver *saver);

static const ContactChange *
asked_change(Saver *saver)
{
  return g_ptr_array_index(saver->conflicts, saver->asked);
}

static const char *
change_name(const ContactChange *change)
{
  return change->embedded ? change->embedded : contact_field_word(change->field);
}

/* The edit as if it had begun at what someone else left. */
static void
rebase(Saver *saver, const ContactChange *change, gboolean mine)
{
  const char *value = mine ? change->after : change->before;
  for (guint i = 0; i < saver->edit->changes->len; i++) {
    ContactChange *own = g_ptr_array_index(saver->edit->changes, i);
    if (own->field != change->field || g_strcmp0(own->embedded, change->embedded) != 0)
      continue;
    g_free(own->before);
    own->before = g_strdup(change->before);
    if (g_strcmp0(own->after, value) != 0) {
      g_free(own->after);
      own->after = g_strdup(value);
    }
    if (g_strcmp0(own->before, own->after) == 0)
      g_ptr_array_remove_index(saver->edit->changes, i);
    return;
  }
}

static void
on_choice(int choice, gpointer data)
{
  Saver *saver = data;
  if (g_cancellable_is_cancelled(saver->session)) {
    saver_free(saver);
    return;
  }
  if (choice < 0) {
    keep(saver, "someone else changed the same meanwhile", FALSE);
    if (g_cancellable_is_cancelled(saver->caller))
      say(saver, MESSAGE_WARNING, "%s: not saved, as someone else had it changed", saver->title);
    end(saver, NULL, NULL);
    return;
  }
  rebase(saver, asked_change(saver), choice == 1);
  saver->asked++;
  ask_next(saver);
}

static void
ask_next(Saver *saver)
{
  if (saver->asked >= saver->conflicts->len) {
    if (contact_edit_is_empty(saver->edit)) {
      say(saver, MESSAGE_INFO, "%s: kept as someone else left it; nothing was written", saver->title);
      edit_draft_take_out(saver->services->drafts, saver->whole);
      end(saver, saver->now, NULL);
    } else
      save(saver);
    return;
  }
  const ContactChange *change = asked_change(saver);
  g_autofree char *title =
      g_strdup_printf("%s: someone else changed %s meanwhile", saver->title, change_name(change));
  g_autofree char *theirs = g_strdup_printf("keep theirs: %s", change->before ? change->before : "(nothing)");
  g_autofree char *mine = g_strdup_printf("write mine: %s", change->after ? change->after : "(nothing)");
  const char *items[] = {theirs, mine, NULL};
  saver->host.overlay(
      saver->host.app,
      dialog_with_orphan(dialog_menu(title, items, "tm", 0, on_choice, saver), (GDestroyNotify) saver_free));
}

/* Saving */

static void
say_saved(Saver *saver, const ContactSaved *saved)
{
  g_autofree char *what = contact_edit_describe(saved->edit);
  if (saved->differences && saved->differences->len) {
    const ContactChange *first = g_ptr_array_index(saved->differences, 0);
    say(saver, MESSAGE_WARNING, "%s: %s, but the server made %s “%s”", saver->title, what, change_name(first),
        first->after ? first->after : "");
    return;
  }
  say(saver, MESSAGE_OK, "%s: %s%s", saver->title, what, saved->confirmed ? "" : " (not read back)");
}

static void
on_saved(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Saver *saver = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactSaved) saved = contact_save_finish(NULL, result, &error);
  if (was_cancelled(error)) {
    say(saver, MESSAGE_ERROR, "%s: the connection was left first, so nobody knows whether it is saved",
        saver->title);
    saver_free(saver);
    return;
  }
  if (error) {
    saver->waits = error_is_passing(error);
    keep(saver, error->message, saver->waits);
    if (saver->waits)
      say(saver, MESSAGE_WARNING, "%s: not saved yet, but by itself when the network is back: %s",
          saver->title, error->message);
    end(saver, NULL, error->message);
    return;
  }
  if (!saved->saved) {
    g_clear_pointer(&saver->conflicts, g_ptr_array_unref);
    contact_free(saver->now);
    contact_edit_free(saver->edit);
    saver->now = g_steal_pointer(&saved->now);
    saver->edit = g_steal_pointer(&saved->edit);
    saver->conflicts = g_steal_pointer(&saved->conflicts);
    saver->asked = 0;
    ask_next(saver);
    return;
  }
  say_saved(saver, saved);
  edit_draft_take_out(saver->services->drafts, saver->whole);
  ContactPlace place = {saver->directory_id, saver->list_id};
  saver->services->edited(saver->services->app, &place, saved->edit, saver->title);
  end(saver, saved->now, NULL);
}

static void
save(Saver *saver)
{
  ContactPlace place = {saver->directory_id, saver->list_id};
  contact_save_async(saver->services->client, saver->services->journal, &place, saver->edit, TRUE,
                     saver->session, on_saved, saver);
}

Saver *
saver_start(const PaneHost *host, Services *services, const ContactPlace *place, ContactEdit *edit,
            const char *title, GCancellable *caller, SaverDone done, gpointer data)
{
  Saver *saver = g_new0(Saver, 1);
  saver->host = *host;
  saver->services = services;
  services->saves++;
  saver->directory_id = g_strdup(place->directory_id);
  saver->list_id = g_strdup(place->list_id);
  saver->title = g_strdup(title);
  saver->edit = edit;
  saver->whole = contact_edit_copy(edit);
  saver->caller = g_object_ref(caller);
  saver->session = g_object_ref(services->session);
  saver->done = done;
  saver->data = data;
  saver->held = drafts_take(services->drafts, DRAFT_EDIT, edit->contact_id);
  keep(saver, "the server has not confirmed it", FALSE);
  save(saver);
  return saver;
}
