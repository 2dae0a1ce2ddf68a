/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands of the palette that take an argument, and the filters that were saved for the pane in focus. A
 * command is a row: what it is given is checked while the palette stands, and done when it is gone.
 */
#include <string.h>

#include "src/model/contact-query.h"
#include "ui/app-private.h"
#include "ui/forms/import.h"
#include "ui/forms/list-export.h"
#include "ui/palette.h"
#include "ui/panes/panes.h"
#include "ui/typed-path.h"

#define FILTER "filter "

typedef struct {
  const char *name, *argument, *prefix, *help;
  char *(*check)(App *app, const char *argument); /* why not, or NULL; may be NULL */
  void (*run)(App *app, const char *argument);
  char *(*refuse)(App *app); /* why not, before anything is typed; may be NULL */
  CompletionFunc complete;   /* of the argument; may be NULL */
} Command;

static char *
check_id(App *app, const char *argument, const char *prefix, const char *what)
{
  if (!app->services.client)
    return g_strdup("There is no connection: press C to make or choose one");
  gsize length = strlen(prefix);
  if (strncmp(argument, prefix, length) != 0 || !argument[length] ||
      strspn(argument + length, G_CSET_A_2_Z G_CSET_a_2_z "0123456789") != strlen(argument + length))
    return g_strdup_printf("The ID of a %s is %s and letters or digits", what, prefix);
  return NULL;
}

static void
go_to(App *app, int slot)
{
  g_clear_pointer(&app->full, pane_free);
  app->focus = slot;
}

/* Contacts */

static char *
check_contact(App *app, const char *argument)
{
  char *reason = check_id(app, argument, "CID_", "contact");
  if (!reason && !contacts_pane_place(app->panes[SLOT_CONTACTS]))
    reason = g_strdup("Choose its directory in pane 1 first");
  return reason;
}

static void
open_contact(App *app, const char *argument)
{
  const ListPlace *place = contacts_pane_place(app->panes[SLOT_CONTACTS]);
  ListPlace directory = *place;
  directory.list_id = NULL;
  directory.name = place->list_id ? place->directory_name : place->name;
  const CardSubject subject = {&directory, argument, argument};
  go_to(app, SLOT_CONTACTS);
  app->host.open(app, app->panes[SLOT_CONTACTS], "contact-card", &subject);
}

static char *
check_search(App *app, const char *argument)
{
  char *reason = NULL;
  g_autoptr(GPtrArray) terms = contact_query_parse(argument, &reason);
  if (terms && !contacts_pane_place(app->panes[SLOT_CONTACTS]))
    reason = g_strdup("Choose a directory in pane 1 first");
  return reason;
}

static char *
refuse_search(App *app)
{
  const ListPlace *place = contacts_pane_place(app->panes[SLOT_CONTACTS]);
  return place ? refusals_why(app->services.refusals, ACT_FILTER, place->directory_id) : NULL;
}

static void
search(App *app, const char *argument)
{
  go_to(app, SLOT_CONTACTS);
  g_clear_pointer(&app->opened[SLOT_CONTACTS], pane_free);
  g_autofree char *reason = contacts_pane_search(app->panes[SLOT_CONTACTS], argument);
  if (reason)
    app_say(app, MESSAGE_WARNING, "%s", reason);
  else
    app_say(app, MESSAGE_INFO,
            "The server compares whole values, without case, and finds 10,000 at most; Esc goes back");
}

static char *
check_opted_out(App *app, const char *argument G_GNUC_UNUSED)
{
  return contacts_pane_view_refuse(app->panes[SLOT_CONTACTS], CONTACTS_OPTED_OUT);
}

static char *
check_bounced(App *app, const char *argument G_GNUC_UNUSED)
{
  return contacts_pane_view_refuse(app->panes[SLOT_CONTACTS], CONTACTS_BOUNCED);
}

static char *
check_everybody(App *app, const char *argument G_GNUC_UNUSED)
{
  return contacts_pane_view_refuse(app->panes[SLOT_CONTACTS], CONTACTS_EVERYBODY);
}

static void
show_view(App *app, ContactsView view)
{
  go_to(app, SLOT_CONTACTS);
  g_clear_pointer(&app->opened[SLOT_CONTACTS], pane_free);
  contacts_pane_show(app->panes[SLOT_CONTACTS], view);
}

static void
show_opted_out(App *app, const char *argument G_GNUC_UNUSED)
{
  show_view(app, CONTACTS_OPTED_OUT);
}

static void
show_bounced(App *app, const char *argument G_GNUC_UNUSED)
{
  show_view(app, CONTACTS_BOUNCED);
}

static void
show_everybody(App *app, const char *argument G_GNUC_UNUSED)
{
  show_view(app, CONTACTS_EVERYBODY);
}

/* Surveys and lists */

static char *
check_survey(App *app, const char *argument)
{
  char *reason = check_id(app, argument, "SV_", "survey");
  if (!reason && !surveys_pane_has(app->panes[SLOT_SURVEYS], argument))
    reason = g_strdup("None of the surveys in pane 3 has that ID");
  return reason;
}

static void
go_to_survey(App *app, const char *argument)
{
  go_to(app, SLOT_SURVEYS);
  g_clear_pointer(&app->opened[SLOT_SURVEYS], pane_free);
  surveys_pane_go_to(app->panes[SLOT_SURVEYS], argument);
}

static char *
check_list(App *app, const char *argument)
{
  return directories_pane_has(app->panes[SLOT_DIRECTORIES], argument)
             ? NULL
             : g_strdup("No mailing list in pane 1 has that ID or name");
}

static void
go_to_list(App *app, const char *argument)
{
  go_to(app, SLOT_DIRECTORIES);
  directories_pane_go_to(app->panes[SLOT_DIRECTORIES], argument);
}

/* The console */

static void
write_call(App *app, const char *argument)
{
  app_open_full(app, &pane_api_console);
  api_console_pane_write(app->full, argument);
}

/* Filters */

static char *
check_save(App *app, const char *argument)
{
  const char *text = pane_filter(app_current(app));
  if (!text || !*text)
    return g_strdup("There is no filter here to save: / makes one");
  return views_filter_name_is_good(argument) ? NULL : g_strdup("A name is letters, digits, - and _");
}

static char *
check_drop(App *app, const char *argument)
{
  g_autofree char *text = views_filter(app->views, pane_class(app_current(app))->name, argument);
  return text ? NULL : g_strdup("No filter of that name is saved here");
}

static void
keep_filter(App *app, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  if (!views_set_filter(app->views, pane_class(app_current(app))->name, name, text, &error))
    app_say(app, MESSAGE_ERROR, "%s", error->message);
  else if (text)
    app_say(app, MESSAGE_OK, "Saved: the command “filter %s” filters by %s", name, text);
  else
    app_say(app, MESSAGE_OK, "The filter %s is forgotten", name);
}

static void
save_filter(App *app, const char *argument)
{
  g_autofree char *text = g_strdup(pane_filter(app_current(app)));
  keep_filter(app, argument, text);
}

static void
drop_filter(App *app, const char *argument)
{
  keep_filter(app, argument, NULL);
}

static const ListPlace *
selected_list(App *app)
{
  return pane_selection(app->panes[SLOT_DIRECTORIES]);
}

static char *
refuse_import(App *app)
{
  return import_refuse(&app->services, selected_list(app));
}

static char *
check_import(App *app, const char *argument G_GNUC_UNUSED)
{
  return refuse_import(app);
}

static void
import(App *app, const char *argument)
{
  import_ask(&app->host, &app->services, selected_list(app), argument);
}

static char *
check_export(App *app, const char *argument G_GNUC_UNUSED)
{
  if (!app->services.client)
    return g_strdup("There is no connection: press C to make or choose one");
  return selected_list(app) ? NULL : g_strdup("Choose a mailing list in pane 1 first");
}

static void export(App *app, const char *argument)
{
  list_export_ask(&app->host, &app->services, selected_list(app), argument);
}

static char *
check_settle(App *app, const char *argument G_GNUC_UNUSED)
{
  return app_has_to_settle(app) ? NULL : g_strdup("Everything that was sent or made has its answer");
}

static void
settle(App *app, const char *argument G_GNUC_UNUSED)
{
  app_settle(app, NULL);
}

static const Command commands[] = {
    {"contact", "CID_…", "CID_", "open a contact's card", check_contact, open_contact},
    {"search", "FIELD = …", NULL,
     "contacts of the directory, on the server, which compares whole values and finds 10,000 at most: by "
     "email, "
     "first, last, lang, phone, ref, created, modified, or lists: in CG_…; up to five, joined by and",
     check_search, search, refuse_search},
    {"opted-out", NULL, NULL, "who opted out of the list or directory of pane 2", check_opted_out,
     show_opted_out},
    {"bounced", NULL, NULL, "whose mail came back, of the list of pane 2", check_bounced, show_bounced},
    {"everybody", NULL, NULL, "all contacts of pane 2 again", check_everybody, show_everybody},
    {"survey", "SV_…", "SV_", "go to a survey", check_survey, go_to_survey},
    {"list", "NAME or CG_…", "CG_", "go to a mailing list", check_list, go_to_list},
    {"export", "FILE", NULL, "everyone of the list of pane 1, embedded data too: .csv or .json", check_export,
     export, NULL, typed_path_complete},
    {"import", "FILE", NULL, "a CSV file into the mailing list of pane 1", check_import, import,
     refuse_import, typed_path_complete},
    {"settle", NULL, NULL, "say how a launch or an import ended whose answer was lost", check_settle, settle},
    {"api", "METHOD PATH", NULL, "a call, in the API console", NULL, write_call},
    {"save-filter", "NAME", NULL, "keep the filter of this pane", check_save, save_filter},
    {"drop-filter", "NAME", NULL, "forget a saved filter", check_drop, drop_filter},
};

static char *
check(const char *name, const char *argument, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(commands[i].name, name))
      return commands[i].check ? commands[i].check(data, argument) : NULL;
  return NULL;
}

static void
run(const char *name, const char *argument, gpointer data)
{
  App *app = data;
  loop_invalidate(app->loop);
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(commands[i].name, name)) {
      commands[i].run(app, argument);
      return;
    }
  if (!g_str_has_prefix(name, FILTER))
    return;
  Pane *pane = app_current(app);
  g_autofree char *text = views_filter(app->views, pane_class(pane)->name, name + strlen(FILTER));
  if (text)
    pane_set_filter(pane, text);
}

/* What takes no argument can be checked at once. */
static char *
refuse(App *app, const Command *command)
{
  if (command->refuse)
    return command->refuse(app);
  return command->argument || !command->check ? NULL : command->check(app, "");
}

void
app_add_commands(App *app, Overlay *palette)
{
  palette_on_command(palette, check, run);
  Pane *pane = app_current(app);
  gboolean has_filters = app->views && pane_filter(pane);
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
    const Command *command = &commands[i];
    if (!has_filters && g_str_has_suffix(command->name, "-filter"))
      continue;
    palette_add_command(palette, command->name, command->argument, command->prefix, command->help,
                        refuse(app, command));
    palette_complete(palette, command->complete);
  }
  if (!has_filters)
    return;
  g_auto(GStrv) names = views_filters(app->views, pane_class(pane)->name);
  for (char **name = names; *name; name++) {
    g_autofree char *text = views_filter(app->views, pane_class(pane)->name, *name);
    g_autofree char *full = g_strconcat(FILTER, *name, NULL);
    palette_add_command(palette, full, NULL, NULL, text, NULL);
  }
}
