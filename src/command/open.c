/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/command/open.h"

#include "src/command/common.h"

Desk *
desk_open(const CommandContext *context, GError **error)
{
  Settings *settings = settings_load(context->paths, error);
  if (!settings)
    return NULL;
  Desk *desk = g_new0(Desk, 1);
  desk->context = context;
  desk->settings = settings;
  desk->connections = connections_new(settings, context->server, context->token);
  return desk;
}

void
desk_free(Desk *desk)
{
  if (!desk)
    return;
  connections_free(desk->connections);
  settings_free(desk->settings);
  g_free(desk);
}

GPtrArray *
desk_list(Desk *desk, GError **error)
{
  g_auto(Wait) wait = {0};
  g_autoptr(GError) keyring_error = NULL;
  connections_list_async(desk->connections, NULL, wait_callback, &wait);
  GPtrArray *list = connections_list_finish(desk->connections, wait_for(&wait), &keyring_error, error);
  if (keyring_error)
    complain("%s", keyring_error->message);
  return list;
}
