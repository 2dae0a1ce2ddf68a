/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A menu outlives neither the overlay it is shown in nor, while JSON is asked for, the connection.
 */
#include "ui/panes/copy-menu.h"

#include <string.h>

#include "src/api/json-layout.h"
#include "src/api/raw.h"
#include "src/model/clean-text.h"
#include "ui/asks.h"
#include "ui/dialog.h"

enum { MOST_SAID = 60, MOST_JSON = 512 * 1024 };

typedef enum { ITEM_TEXT, ITEM_JSON, ITEM_LINK } ItemKind;

typedef struct {
  ItemKind kind;
  char *label, *text;
} Item;

struct CopyMenu {
  PaneHost host; /* a copy: the pane may go while JSON is asked for */
  Services *services;
  GArray *items; /* of Item */
  GString *keys;
};

static void
item_clear(gpointer data)
{
  Item *item = data;
  g_free(item->label);
  g_free(item->text);
}

static void
menu_free(gpointer data)
{
  CopyMenu *menu = data;
  g_array_unref(menu->items);
  g_string_free(menu->keys, TRUE);
  g_free(menu);
}

CopyMenu *
copy_menu_new(Pane *pane, Services *services)
{
  CopyMenu *menu = g_new0(CopyMenu, 1);
  menu->host = *pane_host(pane);
  menu->services = services;
  menu->items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_array_set_clear_func(menu->items, item_clear);
  menu->keys = g_string_new(NULL);
  return menu;
}

static void
add(CopyMenu *menu, ItemKind kind, char key, const char *label, const char *text)
{
  if (!text || !*text)
    return;
  Item item = {kind, g_strdup(label), g_strdup(text)};
  g_array_append_val(menu->items, item);
  g_string_append_c(menu->keys, key);
}

void
copy_menu_add(CopyMenu *menu, char key, const char *label, const char *text)
{
  add(menu, ITEM_TEXT, key, label, text);
}

void
copy_menu_add_call(CopyMenu *menu, const char *path)
{
  if (!menu->services->client)
    return;
  g_autofree char *curl = raw_call_curl(menu->services->client, FETCH_GET, path, NULL, NULL);
  add(menu, ITEM_JSON, 'j', "JSON", path);
  add(menu, ITEM_TEXT, 'c', "curl line", curl);
}

/* Copying */

static void G_GNUC_PRINTF(3, 4) say(const PaneHost *host, MessageKind kind, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  host->say(host->app, kind, text);
}

typedef struct {
  PaneHost host;
  Services *services;
} Asking;

static void
on_json(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(RawReply) reply = raw_call_finish(NULL, result, NULL, &error);
  if (was_cancelled(error))
    return;
  if (error) {
    say(&asking->host, MESSAGE_ERROR, "Nothing was copied: %s", error->message);
    return;
  }
  g_autofree char *text = json_layout_lines(reply->body, MOST_JSON);
  asking->services->copy(asking->services->app, text);
  say(&asking->host, MESSAGE_OK, "Copied the JSON");
}

static void
ask_json(const CopyMenu *menu, const char *path)
{
  Asking *asking = g_new0(Asking, 1);
  asking->host = menu->host;
  asking->services = menu->services;
  say(&menu->host, MESSAGE_INFO, "Asking for the JSON…");
  raw_call_async(menu->services->client, FETCH_GET, path, NULL, NULL, menu->services->session, on_json,
                 asking);
}

static void
copy_text(const CopyMenu *menu, const Item *item)
{
  g_autofree char *said = clean_text(item->text, -1, MOST_SAID);
  menu->services->copy(menu->services->app, item->text);
  say(&menu->host, MESSAGE_OK, "Copied the %s: %s", item->label, said);
}

static void
on_chosen(int choice, gpointer data)
{
  const CopyMenu *menu = data;
  if (choice < 0 || choice >= (int) menu->items->len)
    return;
  const Item *item = &g_array_index(menu->items, Item, choice);
  if (item->kind == ITEM_JSON && menu->services->client)
    ask_json(menu, item->text);
  else if (item->kind == ITEM_LINK)
    menu->services->browse(menu->services->app, item->text);
  else if (item->kind == ITEM_TEXT)
    copy_text(menu, item);
}

static void
show(CopyMenu *menu, const char *title)
{
  const PaneHost host = menu->host;
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (guint i = 0; i < menu->items->len; i++)
    g_ptr_array_add(labels, g_array_index(menu->items, Item, i).label);
  g_ptr_array_add(labels, NULL);
  host.overlay(host.app, dialog_menu_owning(title, (const char *const *) labels->pdata, menu->keys->str, 0,
                                            on_chosen, menu, menu_free));
}

void
copy_menu_show(CopyMenu *menu)
{
  if (menu->items->len > 0) {
    show(menu, "Copy");
    return;
  }
  say(&menu->host, MESSAGE_INFO, "There is nothing to copy");
  menu_free(menu);
}

/* Links */

static char *
link_to(const Services *services, const char *before, const char *id, const char *after)
{
  if (!services->client)
    return NULL;
  g_autofree char *escaped = g_uri_escape_string(id, NULL, FALSE);
  return g_strconcat(api_client_server(services->client), before, escaped, after, NULL);
}

char *
survey_form_link(const Services *services, const char *survey_id)
{
  return link_to(services, "/jfe/form/", survey_id, "");
}

void
survey_open_menu(Pane *pane, Services *services, const char *survey_id)
{
  CopyMenu *menu = copy_menu_new(pane, services);
  g_autofree char *form = survey_form_link(services, survey_id);
  g_autofree char *editor = link_to(services, "/survey-builder/", survey_id, "/edit");
  add(menu, ITEM_LINK, 'f', "the form that people answer (answers count)", form);
  add(menu, ITEM_LINK, 'e', "its editor", editor);
  show(menu, "Open in the browser");
}
