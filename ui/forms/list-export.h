/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everyone of a list (or of a directory) into a file: asks for its name, and again before one is replaced.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* Those of @only (a set of IDs, taken) among the contacts of @place; asks for the file. */
void list_export_some(const PaneHost *host, Services *services, const ListPlace *place, GHashTable *only);
/* @path as a person types it; NULL: asks for it. @host and @place are copied; what was begun goes on for as
 * long as the connection is open. */
void list_export_ask(const PaneHost *host, Services *services, const ListPlace *place, const char *path);
