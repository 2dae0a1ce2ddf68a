/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was typed and not taken outlives the program, if there is a keyring for the key; what an earlier run
 * left is offered.
 */
#include "src/local/secret-text.h"
#include "src/local/vault-key.h"
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/draft-fate.h"
#include "ui/forms/contact.h"
#include "ui/forms/edit.h"
#include "ui/forms/import.h"
#include "ui/forms/send-resume.h"
#include "ui/panes/panes.h"

/* A key of the keyring in a few words. */
static const char *
why_not(const GError *error)
{
  if (g_error_matches(error, LOCAL_ERROR, LOCAL_ERROR_NO_KEYRING))
    return "there is no keyring";
  if (g_error_matches(error, LOCAL_ERROR, LOCAL_ERROR_KEYRING_LOCKED))
    return "the keyring is locked";
  if (g_error_matches(error, LOCAL_ERROR, LOCAL_ERROR_KEYRING_TIMEOUT))
    return "the keyring does not answer";
  return error->message;
}

/* Beside what the line says already, that the token is not from the keyring either. */
static void
say_in_memory(App *app, const GError *error)
{
  MessageKind kind = MESSAGE_INFO;
  const char *shown = messages_text(app->messages, &kind);
  g_autofree char *before = shown && kind == MESSAGE_WARNING ? g_strdup_printf("%s; ", shown) : g_strdup("");
  app_say(app, MESSAGE_WARNING, "%sdrafts live in memory only: %s", before, why_not(error));
}

/* Offering */

/* What the journal has now; NULL: nothing can be read. */
static const GPtrArray *
entries_of(App *app)
{
  return app->journal ? journal_intents(app->journal, NULL) : NULL;
}

void
app_drop_sent(App *app)
{
  const GPtrArray *entries = entries_of(app);
  g_autoptr(GPtrArray) sent = g_ptr_array_new_with_free_func(g_free);
  const GPtrArray *all = drafts_all(app->services.drafts);
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    if (drafts_is_here(app->services.drafts, draft) && !draft->elsewhere &&
        draft_fate(draft, entries) == FORM_SENT)
      g_ptr_array_add(sent, g_strdup(draft->name));
  }
  for (guint i = 0; i < sent->len; i++)
    drafts_drop_name(app->services.drafts, g_ptr_array_index(sent, i));
}

/* What an earlier run left of this connection; what waits for the network goes by itself, what may have been
 * sent is looked for first, and what another copy goes on with is its own. New. */
static GPtrArray *
left_here(App *app)
{
  GPtrArray *left = g_ptr_array_new();
  const GPtrArray *entries = entries_of(app);
  const GPtrArray *all = drafts_all(app->services.drafts);
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    g_autoptr(EditDraft) edit = edit_draft_read(draft);
    if (!drafts_is_here(app->services.drafts, draft) || draft->elsewhere || (edit && edit->waits))
      continue;
    if (draft_fate(draft, entries) == FORM_OPEN)
      app->fates_open = TRUE;
    else
      g_ptr_array_add(left, (gpointer) draft);
  }
  return left;
}

/* Are keys free to mean something else than a text? */
static gboolean
keys_are_free(App *app)
{
  const PaneClass *klass = pane_class(app_current(app));
  return !overlay_stack_top(app->overlays) && !(klass->hint && klass->hint(pane_state(app_current(app))));
}

static void
offer(App *app)
{
  app->fates_open = FALSE;
  drafts_sync(app->services.drafts);
  app_drop_sent(app);
  g_autoptr(GPtrArray) left = left_here(app);
  if (left->len == 0)
    return;
  const Draft *last = g_ptr_array_index(left, 0);
  g_autofree char *when = draft_when(last);
  g_clear_pointer(&app->offer, g_free);
  g_clear_pointer(&app->offered, g_free);
  if (!keys_are_free(app)) {
    app_say(app, MESSAGE_INFO, "Drafts were left, the last of %s from %s: d shows them", last->title, when);
    return;
  }
  if (left->len == 1) {
    app->offered = g_strdup(last->name);
    app->offer =
        g_strdup_printf("A draft of %s from %s: Enter opens it, D throws it away", last->title, when);
  } else
    app->offer =
        g_strdup_printf("%u drafts, the last of %s from %s: Enter shows them", left->len, last->title, when);
  app_say(app, MESSAGE_WARNING, "%s", app->offer);
}

gboolean
app_draft_is_offered(App *app)
{
  MessageKind kind = MESSAGE_INFO;
  return app->offer && g_strcmp0(messages_text(app->messages, &kind), app->offer) == 0 && keys_are_free(app);
}

static void
on_throw(gboolean yes, gpointer data)
{
  App *app = data;
  if (yes)
    drafts_drop_name(app->services.drafts, app->throwing);
  drafts_let_go(app->services.drafts, g_steal_pointer(&app->throwing));
  app_say(app, MESSAGE_INFO, yes ? "The draft is thrown away" : "The draft is kept: d shows it");
}

static void
ask_throw(App *app)
{
  g_autoptr(GError) error = NULL;
  char *held = drafts_take_name(app->services.drafts, app->offered, &error);
  if (!held) {
    app_say(app, MESSAGE_WARNING, "%s", error->message);
    return;
  }
  drafts_let_go(app->services.drafts, app->throwing);
  app->throwing = held;
  const Draft *draft = drafts_find_name(app->services.drafts, held);
  g_autofree char *when = draft_when(draft);
  g_autofree char *text = g_strdup_printf("Throw away %s from %s? It cannot be undone.", draft->title, when);
  app_overlay(app, dialog_confirm("Throw away a draft", text, on_throw, app));
}

gboolean
app_draft_key(App *app, const Key *key)
{
  const Draft *draft = app->offered ? drafts_find_name(app->services.drafts, app->offered) : NULL;
  if (key_is(key, "Enter") && !app->offered)
    app_do(app, ACT_DRAFTS);
  else if (key_is(key, "Enter") && draft)
    app_open_draft(app, app->offered);
  else if (key_is(key, "D") && draft)
    ask_throw(app);
  else
    return key_is(key, "Esc");
  return TRUE;
}

/* Opening */

static char *
place_string(const Draft *draft, const char *key)
{
  return g_key_file_get_string(draft->body, "place", key, NULL);
}

static void
open_new_contact(App *app, const Draft *draft)
{
  g_autofree char *directory_id = place_string(draft, "directory-id");
  g_autofree char *list_id = place_string(draft, "list-id");
  g_autofree char *name = place_string(draft, "name");
  g_autofree char *directory_name = place_string(draft, "directory-name");
  ListPlace place = {directory_id, list_id, name, directory_name, 0, -1};
  if (directory_id)
    app_overlay(app, contact_form_new(&app->host, &app->services, &place));
}

static void
open_edit(App *app, const Draft *draft)
{
  EditDraft *edit = edit_draft_read(draft);
  if (edit)
    app_overlay(app, edit_form_new(&app->host, &app->services, edit));
}

static void
open_call(App *app, const Draft *draft)
{
  g_autofree char *id = g_strdup(draft->id);
  app_open_full(app, &pane_api_console);
  api_console_pane_resume(app->full, id);
}

static void
open_bulk(App *app, const Draft *draft)
{
  contacts_pane_resume_bulk(app->panes[SLOT_CONTACTS], draft);
}

static void
open_list_name(App *app, const Draft *draft)
{
  directories_pane_resume_name(app->panes[SLOT_DIRECTORIES], draft);
}

static void
open_import(App *app, const Draft *draft)
{
  import_resume(&app->host, &app->services, draft);
}

/* A list whose last send is unknown comes first. */
static void
open_send(App *app, const Draft *draft)
{
  if (!app->services.desk) {
    app_say(app, MESSAGE_ERROR, "Nothing can be sent: the journal cannot be written");
    return;
  }
  g_autofree char *list_id = send_draft_list(draft);
  if (list_id && app_settle(app, list_id))
    return;
  Overlay *form = send_form_resume(&app->host, &app->services, draft);
  if (form)
    app_overlay(app, form);
  else
    app_say(app, MESSAGE_ERROR, "This draft can't be read");
}

/* Nobody opens what may have been sent, to send it once more: first it is said whether it was. */
static void
settle_send(App *app, const Draft *draft)
{
  g_autofree char *form_id = draft_form_id(draft);
  if (!app_settle_form(app, form_id))
    app_say(app, MESSAGE_WARNING, "It is still looked for whether this was sent");
}

/* It is this copy's for so long as it takes to open it: then it is its form's. */
static void
open_held(App *app, const Draft *draft)
{
  static void (*const openers[DRAFT_KINDS])(App *, const Draft *) = {[DRAFT_NEW_CONTACT] = open_new_contact,
                                                                     [DRAFT_EDIT] = open_edit,
                                                                     [DRAFT_SEND] = open_send,
                                                                     [DRAFT_CALL] = open_call,
                                                                     [DRAFT_BULK] = open_bulk,
                                                                     [DRAFT_LIST_NAME] = open_list_name,
                                                                     [DRAFT_IMPORT] = open_import};
  const GPtrArray *entries = entries_of(app);
  FormFate fate = draft_fate(draft, entries);
  if (fate == FORM_SENT) {
    app_say(app, MESSAGE_INFO, "This was sent already: it is no draft any more");
    app_drop_sent(app);
  } else if (fate == FORM_OPEN)
    settle_send(app, draft);
  else
    openers[draft->kind](app, draft);
}

void
app_open_draft(gpointer data, const char *name)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  const Draft *draft = drafts_find_name(app->services.drafts, name);
  if (!draft)
    return;
  if (!app->services.client || !drafts_is_here(app->services.drafts, draft)) {
    app_say(app, MESSAGE_WARNING, "This was typed in the connection %s (%s): open that first, with C",
            draft->connection, draft->server);
    return;
  }
  if (app_read_only(app) && draft->kind != DRAFT_CALL) {
    app_say(app, MESSAGE_WARNING, "This connection is read-only");
    return;
  }
  char *held = drafts_take_name(app->services.drafts, name, &error);
  if (held)
    open_held(app, drafts_find_name(app->services.drafts, held));
  else
    app_say(app, MESSAGE_WARNING, "%s", error->message);
  drafts_let_go(app->services.drafts, held);
}

void
app_drafts_sends_changed(App *app)
{
  if (app->fates_open && !app->offer)
    offer(app);
}

guint
app_unsaved_edits(App *app)
{
  guint count = 0;
  const GPtrArray *all = drafts_all(app->services.drafts);
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    count += draft->kind == DRAFT_EDIT && draft->reason && !draft->elsewhere &&
             drafts_is_here(app->services.drafts, draft);
  }
  return count;
}

void
app_drafts_show(App *app)
{
  guint serial = drafts_serial(app->services.drafts);
  if (serial != app->drafts_shown)
    app_waiting_look(app);
  if (serial != app->drafts_shown && app->full && pane_class(app->full) == &pane_drafts)
    drafts_pane_changed(app->full);
  app->drafts_shown = serial;
}

/* The key */

static void
on_key(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  guint8 *key = vault_key_finish(result, &error);
  if (was_cancelled(error))
    return;
  App *app = data;
  app->asking_key = FALSE;
  loop_invalidate(app->loop);
  if (!key) {
    say_in_memory(app, error);
    return;
  }
  /* A home that cannot be written has been told already. */
  if (!drafts_unlock(app->services.drafts, key, &error) && !app->options->no_memory)
    app_say(app, MESSAGE_ERROR, "Drafts live in memory only: %s", error->message);
  secret_text_free((char *) key);
  offer(app);
}

void
app_drafts_connected(App *app)
{
  drafts_open(app->services.drafts, app->services.connection_name, api_client_server(app->services.client));
  if (app->options->demo)
    return;
  if (app->unlocking) {
    offer(app);
    return;
  }
  app->unlocking = g_cancellable_new();
  app->asking_key = TRUE;
  vault_key_async(app->unlocking, on_key, app);
}
