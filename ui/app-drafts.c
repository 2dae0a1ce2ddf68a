/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was typed and not taken outlives the program, if there is a keyring for the key; what an earlier run
 * left is offered.
 */
#include "src/local/secret-text.h"
#include "src/local/vault-key.h"
#include "ui/app-private.h"

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

static void
on_key(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  guint8 *key = vault_key_finish(result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
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
}

void
app_drafts_connected(App *app)
{
  drafts_open(app->services.drafts, app->services.connection_name, api_client_server(app->services.client));
  if (app->unlocking || app->options->demo)
    return;
  app->unlocking = g_cancellable_new();
  app->asking_key = TRUE;
  vault_key_async(app->unlocking, on_key, app);
}
