/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the place where m is pressed to the launch form: the contact of a card, the marked contacts, the list.
 * What is meant comes first among the recipients; the others can be chosen.
 */
#include "ui/app-private.h"
#include "ui/dialog.h"
#include "ui/forms/launch.h"
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

static void
open_form(App *app, gboolean resume)
{
  g_auto(Aim) aim = {.marked = g_ptr_array_new_with_free_func(g_free)};
  LaunchStart start = {.resume = resume};
  const char *reason = take_aim(app, &aim, &start);
  if (reason)
    app_say(app, MESSAGE_WARNING, "mail: %s", reason);
  else
    app_overlay(app, launch_form_new(&app->host, &app->services, &start));
}

static void
on_kept(int choice, gpointer data)
{
  if (choice >= 0)
    open_form(data, choice == 0);
}

/* A form that was left half-filled here is offered first; starting anew keeps it until the new one is left or
 * sent. */
void
app_mail(App *app)
{
  static const char *const items[] = {"go on with the form that was left here", "start a new one", NULL};
  if (!app->services.desk) {
    app_say(app, MESSAGE_ERROR, "Nothing can be sent: the journal cannot be written");
    return;
  }
  g_auto(Aim) aim = {.marked = g_ptr_array_new_with_free_func(g_free)};
  LaunchStart start = {NULL};
  const char *reason = take_aim(app, &aim, &start);
  if (!reason && start.place && app_settle(app, start.place->list_id))
    return;
  if (!reason && launch_is_kept(&app->services, start.place))
    app_overlay(app, dialog_menu("Distribute by email", items, "gn", 0, on_kept, app));
  else
    open_form(app, FALSE);
}
