/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the place where m is pressed to the launch form: the contact of a card, the marked contacts, the list.
 * What is meant comes first among the recipients; the others can be chosen.
 */
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/draft-fate.h"
#include "ui/forms/launch.h"
#include "ui/forms/links.h"
#include "ui/forms/send-resume.h"
#include "ui/forms/sms.h"
#include "ui/panes/panes.h"

/* What a LaunchStart borrows. */
typedef struct Aim {
  GPtrArray *marked; /* of char *: contact IDs */
  char *contact_id, *lookup_id, *title;
} Aim;

static void
aim_clear(Aim *aim)
{
  g_clear_pointer(&aim->marked, g_ptr_array_unref);
  g_free(aim->contact_id);
  g_free(aim->lookup_id);
  g_free(aim->title);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Aim, aim_clear)

/* Whoever looks at contacts means these, whatever the cursor of pane 1 has come to stand on. NULL, or why
 * they can't be mailed (static). */
static const char *
aim_at_people(App *app, Aim *aim, LaunchStart *start)
{
  Pane *contacts = app->panes[SLOT_CONTACTS], *card = app->opened[SLOT_CONTACTS];
  start->place = contacts_pane_place(contacts);
  contacts_pane_marked(contacts, aim->marked);
  if (card)
    contact_card_pane_contact(card, &aim->contact_id, &aim->title);
  else
    contacts_pane_current(contacts, &aim->contact_id, &aim->title);
  if (aim->contact_id)
    aim->lookup_id = contacts_pane_lookup_id(contacts, aim->contact_id);
  if ((card || aim->marked->len) && !(start->place && start->place->list_id))
    return "Here stands a whole directory; open one of its lists to mail to some of its contacts";
  if (card && !aim->lookup_id)
    return "This contact is not in the list as it is loaded; r loads it again";
  start->marked = aim->marked->len ? aim->marked : NULL;
  start->lookup_id = start->place && start->place->list_id ? aim->lookup_id : NULL;
  start->contact_id = aim->contact_id;
  start->contact_title = aim->title;
  start->contact_first = card != NULL;
  return NULL;
}

/* NULL, or why nothing can be mailed from here (static). */
static const char *
take_aim(App *app, Aim *aim, LaunchStart *start)
{
  start->survey = pane_selection(app->panes[SLOT_SURVEYS]);
  start->place = pane_selection(app->panes[SLOT_DIRECTORIES]);
  return app->focus == SLOT_CONTACTS ? aim_at_people(app, aim, start) : NULL;
}

/* @draft: the name of one, or NULL: a new form. */
static void
open_form(App *app, const char *draft)
{
  g_auto(Aim) aim = {.marked = g_ptr_array_new_with_free_func(g_free)};
  LaunchStart start = {.draft = draft};
  const char *reason = take_aim(app, &aim, &start);
  if (reason)
    app_say(app, MESSAGE_WARNING, "mail: %s", reason);
  else
    app_overlay(app, launch_form_new(&app->host, &app->services, &start));
}

static void
on_kept(int choice, gpointer data)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = g_steal_pointer(&app->mail_drafts);
  gboolean is_kept = choice >= 0 && (guint) choice < g_strv_length(names);
  char *held = is_kept ? drafts_take_name(app->services.drafts, names[choice], &error) : NULL;
  if (error)
    app_say(app, MESSAGE_WARNING, "%s", error->message);
  else if (choice >= 0)
    open_form(app, held);
  drafts_let_go(app->services.drafts, held);
}

/* "go on with “Your opinion” from 14:02". New. */
static char *
kept_words(const Draft *draft)
{
  g_autofree char *subject = draft_subject(draft);
  g_autofree char *when = draft_when(draft);
  return g_strdup_printf("go on with the form that was left here: “%s”, %s", subject, when);
}

/* Forms that were left half-filled here are offered first; a new one is kept beside them. */
static gboolean
offer_kept(App *app, const ListPlace *place)
{
  drafts_sync(app->services.drafts);
  g_autoptr(GPtrArray) kept = send_drafts_of(&app->services, "email", place);
  if (kept->len == 0)
    return FALSE;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new(), items = g_strv_builder_new();
  for (guint i = 0; i < kept->len; i++) {
    const Draft *draft = g_ptr_array_index(kept, i);
    g_autofree char *words = kept_words(draft);
    g_strv_builder_add(names, draft->name);
    g_strv_builder_add(items, words);
  }
  g_strv_builder_add(items, "start a new one");
  g_strfreev(app->mail_drafts);
  app->mail_drafts = g_strv_builder_end(names);
  g_auto(GStrv) texts = g_strv_builder_end(items);
  g_autofree char *keys = g_strnfill(kept->len + 1, '?');
  keys[0] = 'g';
  for (guint i = 1; i < kept->len; i++)
    keys[i] = (char) ('1' + MIN(i, 8));
  keys[kept->len] = 'n';
  app_overlay(app, dialog_menu("Distribute by email", (const char *const *) texts, keys, 0, on_kept, app));
  return TRUE;
}

void
app_mail(App *app)
{
  if (!app->services.desk) {
    app_say(app, MESSAGE_ERROR, "Nothing can be sent: the journal cannot be written");
    return;
  }
  g_auto(Aim) aim = {.marked = g_ptr_array_new_with_free_func(g_free)};
  LaunchStart start = {NULL};
  const char *reason = take_aim(app, &aim, &start);
  if (!reason && start.place && app_settle(app, start.place->list_id))
    return;
  if (reason || !offer_kept(app, start.place))
    open_form(app, NULL);
}

typedef Overlay *(*FormNew)(const PaneHost *host, Services *services, const LaunchStart *start);

/* Another form with the same aim. */
static void
open_other(App *app, const char *what, FormNew form_new)
{
  if (!app->services.desk) {
    app_say(app, MESSAGE_ERROR, "Nothing can be sent: the journal cannot be written");
    return;
  }
  g_auto(Aim) aim = {.marked = g_ptr_array_new_with_free_func(g_free)};
  LaunchStart start = {NULL};
  const char *reason = take_aim(app, &aim, &start);
  if (reason)
    app_say(app, MESSAGE_WARNING, "%s: %s", what, reason);
  else if (!start.place || !app_settle(app, start.place->list_id))
    app_overlay(app, form_new(&app->host, &app->services, &start));
}

void
app_sms(App *app)
{
  open_other(app, "sms", sms_form_new);
}

/* Of a distribution its links are shown; elsewhere some are made. */
void
app_links(App *app)
{
  Pane *pane = app_current(app);
  if (pane_class(pane)->place == PLACE_DISTRIBUTION)
    pane_act(pane, ACT_LINKS);
  else
    open_other(app, "links", links_form_new);
}
