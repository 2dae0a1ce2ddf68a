/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The demo's world: canvass-sandbox as a child of ours, and private folders instead of the person's, all gone
 * at the end.
 */
#pragma once

#include <glib.h>

typedef struct Demo Demo;

/* Points the XDG variables at a temporary folder and starts the sandbox with @contacts people (0: as many as
 * it likes). Waits until it is ready. Called before anything looks for folders. */
Demo *demo_start(int contacts, GError **error);
const char *demo_url(const Demo *demo);
const char *demo_token(const Demo *demo);
/* Ends the sandbox, removes the folder. */
void demo_end(Demo *demo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Demo, demo_end)
