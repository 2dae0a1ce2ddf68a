/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the fields to a connection that is kept: find the token, try it, store it, take away what stood under
 * the former name. Each step begins the next one; an error goes back to the fields.
 */
#include "ui/forms/connection.h"

#include "src/api/whoami.h"
#include "src/local/secret-text.h"
#include "src/local/token-command.h"
#include "ui/asks.h"
#include "ui/form.h"
#include "ui/theme.h"

typedef struct {
  PaneHost host; /* a copy: the pane it came from may go before the form does */
  Services *services;
  Form *form;
  Connection *former; /* that is edited; NULL: a new one */
  char *former_command;
  ApiClient *client; /* the one that is being tried */
  Connection *connection;
  char *token; /* secret memory */
  GCancellable *cancellable;
} Typed;

static void
draft_free(gpointer data)
{
  Typed *draft = data;
  g_cancellable_cancel(draft->cancellable);
  g_object_unref(draft->cancellable);
  api_client_free(draft->client);
  connection_free(draft->connection);
  connection_free(draft->former);
  g_free(draft->former_command);
  secret_text_clear(&draft->token);
  g_free(draft);
}

static gboolean
by_command(const Typed *draft)
{
  return g_strcmp0(form_get(draft->form, "from"), "command") == 0;
}

/* Checks */

static char *
check_name(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  return connection_name_check(value, &error) ? NULL : g_strdup(error->message);
}

static char *
check_server(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *server = server_address_normalize(value, &error);
  return server ? NULL : g_strdup(error->message);
}

static void
show_source(Typed *draft)
{
  form_set_hidden(draft->form, "token", by_command(draft));
  form_set_hidden(draft->form, "command", !by_command(draft));
}

static void
on_change(Form *form, const char *name, gpointer data)
{
  if (g_str_equal(name, "from"))
    show_source(data);
  if (!g_str_equal(name, "server"))
    return;
  g_autofree char *server = server_address_normalize(form_get(form, "server"), NULL);
  if (server)
    form_set_note(form, "server", server);
}

/* Keeping. Every step calls the next, or fail(). */

static void
fail(Typed *draft, const GError *error)
{
  form_set_busy(draft->form, NULL);
  form_set_status(draft->form, error->message, TRUE);
  draft->host.invalidate(draft->host.app);
}

static void
end(Typed *draft, MessageKind kind, const char *text)
{
  const PaneHost host = draft->host;
  Services *services = draft->services;
  gboolean is_open = draft->former && g_strcmp0(draft->former->name, services->connection_name) == 0;
  host.say(host.app, kind, text);
  form_close(draft->form);
  if (!draft->former || is_open) {
    services->connect(services->app, draft->connection, draft->token);
    host.reap(host.app);
    return;
  }
  host.reap(host.app); /* the draft is gone with it */
  host.do_action(host.app, ACT_REFRESH);
}

static gboolean
keep_colour(Typed *draft, GError **error)
{
  Settings *settings = draft->services->settings;
  const char *colour = form_get(draft->form, "colour");
  gboolean renamed = draft->former && !g_str_equal(draft->former->name, draft->connection->name);
  return settings_set_connection_value(settings, draft->connection->name, "colour",
                                       colour && *colour ? colour : NULL, error) &&
         (!renamed || settings_set_connection_value(settings, draft->former->name, "colour", NULL, error));
}

/* It was the default and shall be no more. */
static gboolean
keep_default(Typed *draft, GError **error)
{
  Settings *settings = draft->services->settings;
  gboolean drops = draft->former && draft->former->is_default && !draft->connection->is_default;
  return !drops || settings_set_default_connection(settings, NULL, error);
}

static void
kept(Typed *draft)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  if (!keep_default(draft, &error) || !keep_colour(draft, &error)) {
    text = g_strdup_printf("%s: kept, but not all of it: %s", draft->connection->name, error->message);
    end(draft, MESSAGE_WARNING, text);
    return;
  }
  text = g_strdup_printf("%s: stored in the %s", draft->connection->name,
                         by_command(draft) ? "config" : "keyring");
  end(draft, MESSAGE_OK, text);
}

static void
on_former_removed(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  connection_remove_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  if (error)
    fail(data, error);
  else
    kept(data);
}

static gboolean
set_in_config(Typed *draft, const char *name, const char *server, const char *command, gboolean read_only,
              GError **error)
{
  Settings *settings = draft->services->settings;
  return settings_set_connection_value(settings, name, "server", server, error) &&
         settings_set_connection_value(settings, name, "token-command", command, error) &&
         settings_set_connection_value(settings, name, "read-only", read_only ? "true" : NULL, error);
}

/* What stood under the former name, or in the other place, goes once the new one is there. */
static void
drop_former(Typed *draft)
{
  g_autoptr(GError) error = NULL;
  const Connection *former = draft->former;
  ConnectionSource now = draft->connection->source;
  gboolean moved = former && (!g_str_equal(former->name, draft->connection->name) || former->source != now);
  if (moved && former->source == CONNECTION_KEYRING) {
    connection_remove_async(draft->services->connections, former->name, draft->cancellable, on_former_removed,
                            draft);
    return;
  }
  if (moved && former->source == CONNECTION_COMMAND &&
      !set_in_config(draft, former->name, NULL, NULL, FALSE, &error))
    fail(draft, error);
  else
    kept(draft);
}

static void
on_stored(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  connection_store_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  Typed *draft = data;
  if (!error) {
    drop_former(draft);
    return;
  }
  if (draft->former) {
    fail(draft, error);
    return;
  }
  g_autofree char *text = g_strdup_printf("Open for now, not stored: %s", error->message);
  end(draft, MESSAGE_ERROR, text);
}

static void
keep_in_config(Typed *draft)
{
  g_autoptr(GError) error = NULL;
  const Connection *connection = draft->connection;
  Settings *settings = draft->services->settings;
  gboolean is_default = g_strcmp0(settings_default_connection(settings), connection->name) == 0;
  if (!set_in_config(draft, connection->name, connection->server, form_get(draft->form, "command"),
                     connection->read_only, &error) ||
      (connection->is_default && !is_default &&
       !settings_set_default_connection(settings, connection->name, &error)))
    fail(draft, error);
  else
    drop_former(draft);
}

static void
keep(Typed *draft)
{
  if (!draft->services->connections || !draft->services->settings) {
    end(draft, MESSAGE_INFO, "Open for now; nothing is kept here");
    return;
  }
  form_set_busy(draft->form, "Storing it…");
  if (by_command(draft))
    keep_in_config(draft);
  else
    connection_store_async(draft->services->connections, draft->connection, draft->token, draft->cancellable,
                           on_stored, draft);
}

/* Trying */

static void
on_identity(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Identity *identity = identity_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  Typed *draft = data;
  identity_free(identity);
  draft->host.invalidate(draft->host.app);
  if (error)
    fail(draft, error);
  else
    keep(draft);
}

/* Neither its server nor its token are others: there is nothing to try. */
static gboolean
is_known_good(const Typed *draft)
{
  return draft->former && g_strcmp0(draft->former->server, draft->connection->server) == 0 &&
         draft->former->source == draft->connection->source && !*form_get(draft->form, "token") &&
         (!by_command(draft) || g_strcmp0(draft->former_command, form_get(draft->form, "command")) == 0);
}

/* Takes the token. */
static void
try_it(Typed *draft, char *token)
{
  secret_text_clear(&draft->token);
  draft->token = token;
  if (is_known_good(draft)) {
    keep(draft);
    return;
  }
  ApiClientOptions options = {.server = draft->connection->server, .token = token, .read_only = TRUE};
  g_clear_pointer(&draft->client, api_client_free);
  draft->client = api_client_new(&options);
  form_set_busy(draft->form, "Trying it with whoami…  Esc leaves");
  identity_get_async(draft->client, draft->cancellable, on_identity, draft);
}

static void
on_token(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *token = connection_load_token_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  if (token)
    try_it(data, token);
  else
    fail(data, error);
}

static void
on_command_token(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *token = token_command_run_finish(result, &error);
  if (was_cancelled(error))
    return;
  if (token)
    try_it(data, token);
  else
    fail(data, error);
}

static void
find_token(Typed *draft)
{
  const char *typed = form_get(draft->form, "token");
  if (by_command(draft)) {
    form_set_busy(draft->form, "Running the command…  Esc leaves");
    token_command_run_async(form_get(draft->form, "command"), draft->cancellable, on_command_token, draft);
  } else if (*typed)
    try_it(draft, secret_text_new(typed, -1));
  else {
    form_set_busy(draft->form, "Asking the keyring…  Esc leaves");
    connection_load_token_async(draft->services->connections, draft->former, draft->cancellable, on_token,
                                draft);
  }
}

static void
on_save(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Typed *draft = data;
  const char *needed = by_command(draft) ? "command" : "token";
  gboolean has_token = draft->former && draft->former->source == CONNECTION_KEYRING;
  if (!*form_get(form, needed) && (by_command(draft) || !has_token)) {
    form_set_error(form, needed, "This is needed");
    form_focus(form, needed);
    return;
  }
  g_autofree char *server = server_address_normalize(form_get(form, "server"), NULL);
  g_clear_pointer(&draft->connection, connection_free);
  draft->connection = connection_new(form_get(form, "name"), server, form_get_toggle(form, "read-only"),
                                     by_command(draft) ? CONNECTION_COMMAND : CONNECTION_KEYRING);
  draft->connection->is_default = form_get_toggle(form, "default");
  form_set_status(form, NULL, FALSE);
  find_token(draft);
}

/* The fields */

static void
add_colours(Form *form, const char *chosen)
{
  static const char *const names[] = {THEME_TAGS};
  form_add_choice(form, "colour", "Colour", 0, NULL);
  form_add_option(form, "colour", "", "none");
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    form_add_option(form, "colour", names[i], names[i]);
  form_set(form, "colour", theme_tag(chosen) == STYLE_NORMAL ? "" : chosen);
}

static Form *
make_form(Typed *draft, const char *title, const Connection *like, const char *colour)
{
  Form *form = form_new(title, draft);
  draft->form = form;
  form_add_text(form, "name", "Name", like->name, FORM_REQUIRED, check_name);
  form_add_text(form, "server", "Server", like->server, FORM_REQUIRED, check_server);
  form_set_note(form, "server", "data centre (fra1), host or address");
  form_add_secret(form, "token", "API token", 0, NULL);
  form_set_note(form, "token",
                draft->former ? "empty: the one it has"
                              : "Account settings, Qualtrics IDs; it is never shown");
  form_add_text(form, "command", "Command", draft->former_command, 0, NULL);
  form_set_note(form, "command", "prints the token: pass show qualtrics");
  form_add_choice(form, "from", "Token from", 0, NULL);
  form_add_option(form, "from", "keyring", "the keyring");
  form_add_option(form, "from", "command", "a command (no keyring here)");
  form_set(form, "from", like->source == CONNECTION_COMMAND ? "command" : "keyring");
  form_add_toggle(form, "read-only", "Read-only", like->read_only);
  form_add_toggle(form, "default", "Open at start", like->is_default);
  add_colours(form, colour);
  form_add_button(form, "save", draft->former ? "Save" : "Connect", TRUE, on_save);
  form_on_change(form, on_change);
  show_source(draft);
  return form;
}

static Typed *
draft_new(const PaneHost *host, Services *services)
{
  Typed *draft = g_new0(Typed, 1);
  draft->host = *host;
  draft->services = services;
  draft->cancellable = g_cancellable_new();
  return draft;
}

Overlay *
connection_form_new(const PaneHost *host, Services *services, const char *reason)
{
  Typed *draft = draft_new(host, services);
  g_autoptr(Connection) like = connection_new("work", "", FALSE, CONNECTION_KEYRING);
  like->is_default = TRUE;
  Form *form = make_form(draft, "Connection", like, NULL);
  if (reason)
    form_set_status(form, reason, TRUE);
  return form_overlay(form, draft_free);
}

Overlay *
connection_form_edit(const PaneHost *host, Services *services, const Connection *connection,
                     const char *server)
{
  Typed *draft = draft_new(host, services);
  const Settings *settings = services->settings;
  draft->former = connection_copy(connection);
  draft->former_command = settings_connection_command(settings, connection->name);
  g_autoptr(Connection) like = connection_copy(connection);
  if (server) {
    g_free(like->server);
    like->server = g_strdup(server);
  }
  g_autofree char *colour = settings_connection_colour(settings, connection->name);
  return form_overlay(make_form(draft, "Connection", like, colour), draft_free);
}
