/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page in the person's own browser. What opens it gets the address and nothing else of ours; where there is
 * nothing to open it with, as over SSH, the address goes to the clipboard.
 */
#include "ui/app-private.h"

#define OPENER "xdg-open"

static gboolean
open_with(const char *opener, const char *address, GError **error)
{
  const char *const argv[] = {opener, address, NULL};
  GSpawnFlags flags = G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  return g_spawn_async(NULL, (char **) argv, NULL, flags, NULL, NULL, NULL, error);
}

void
app_browse(gpointer data, const char *address)
{
  App *app = data;
  g_autoptr(GError) error = NULL;
  if (!app->services.client || api_client_token_is_in(app->services.client, address))
    return;
  g_autofree char *opener = g_find_program_in_path(OPENER);
  if (opener && open_with(opener, address, &error)) {
    app_say(app, MESSAGE_OK, "Opened %s", address);
    return;
  }
  screen_copy(app->screen, address);
  app_say(app, MESSAGE_WARNING, "No browser (%s): copied %s", error ? error->message : "no " OPENER, address);
}
