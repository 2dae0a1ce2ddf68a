/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The token goes from the field into secret memory and is wiped with the form. */
#include "ui/forms/connection.h"

#include "src/api/whoami.h"
#include "src/local/secret-text.h"
#include "ui/form.h"

typedef struct {
  const PaneHost *host;
  Services *services;
  Form *form;
  ApiClient *client; /* the one that is being tried */
  Connection *connection;
  char *token; /* secret memory */
  GCancellable *cancellable;
} Draft;

static void
draft_free(gpointer data)
{
  Draft *draft = data;
  g_cancellable_cancel(draft->cancellable);
  g_object_unref(draft->cancellable);
  api_client_free(draft->client);
  connection_free(draft->connection);
  secret_text_clear(&draft->token);
  g_free(draft);
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
on_change(Form *form, const char *name, gpointer data G_GNUC_UNUSED)
{
  if (!g_str_equal(name, "server"))
    return;
  g_autofree char *server = server_address_normalize(form_get(form, "server"), NULL);
  if (server)
    form_set_note(form, "server", server);
}

/* Trying and storing */

static void
open_now(Draft *draft)
{
  form_close(draft->form);
  draft->services->connect(draft->services->app, draft->connection, draft->token);
  draft->host->reap(draft->host->app);
}

static void
on_stored(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  connection_store_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Draft *draft = data;
  const PaneHost *host = draft->host;
  if (error) {
    g_autofree char *text = g_strdup_printf("Open for now, not stored: %s", error->message);
    host->say(host->app, MESSAGE_ERROR, text);
  } else {
    g_autofree char *text = g_strdup_printf("%s: stored in the keyring", draft->connection->name);
    host->say(host->app, MESSAGE_OK, text);
  }
  open_now(draft);
}

static void
on_identity(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Identity *identity = identity_get_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Draft *draft = data;
  identity_free(identity);
  draft->host->invalidate(draft->host->app);
  if (error) {
    form_set_busy(draft->form, NULL);
    form_set_status(draft->form, error->message, TRUE);
    return;
  }
  form_set_busy(draft->form, "Storing it in the keyring…");
  if (!draft->services->connections) {
    open_now(draft);
    return;
  }
  connection_store_async(draft->services->connections, draft->connection, draft->token, draft->cancellable,
                         on_stored, draft);
}

static void
on_connect(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  Draft *draft = data;
  g_autofree char *server = server_address_normalize(form_get(form, "server"), NULL);
  g_clear_pointer(&draft->client, api_client_free);
  g_clear_pointer(&draft->connection, connection_free);
  secret_text_clear(&draft->token);
  draft->connection =
      connection_new(form_get(form, "name"), server, form_get_toggle(form, "read-only"), CONNECTION_KEYRING);
  draft->connection->is_default = TRUE;
  draft->token = secret_text_new(form_get(form, "token"), -1);
  ApiClientOptions options = {.server = server, .token = draft->token, .read_only = TRUE};
  draft->client = api_client_new(&options);
  form_set_status(form, NULL, FALSE);
  form_set_busy(form, "Trying it with whoami…  Esc leaves");
  identity_get_async(draft->client, draft->cancellable, on_identity, draft);
}

Overlay *
connection_form_new(const PaneHost *host, Services *services, const char *reason)
{
  Draft *draft = g_new0(Draft, 1);
  draft->host = host;
  draft->services = services;
  draft->cancellable = g_cancellable_new();
  Form *form = form_new("Connection", draft);
  draft->form = form;
  form_add_text(form, "name", "Name", "work", FORM_REQUIRED, check_name);
  form_add_text(form, "server", "Server", "", FORM_REQUIRED, check_server);
  form_set_note(form, "server", "data centre (fra1), host or address");
  form_add_secret(form, "token", "API token", FORM_REQUIRED, NULL);
  form_set_note(form, "token", "Account settings, Qualtrics IDs; it is never shown");
  form_add_toggle(form, "read-only", "Read-only", FALSE);
  form_add_button(form, "connect", "Connect", TRUE, on_connect);
  form_on_change(form, on_change);
  if (reason)
    form_set_status(form, reason, TRUE);
  return form_overlay(form, draft_free);
}
