/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CSV file into a mailing list: which file, which column goes where, what merging will do, the number
 * typed; then how far it is, and a report. Rows that did not come are kept as a file of their own.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* Why nothing can be imported there (new), or NULL. @place may be NULL. */
char *import_refuse(const Services *services, const ListPlace *place);

/* @path as a person types it; NULL: asks for it. @host and @place are copied; what was begun goes on for as
 * long as the connection is open. */
void import_ask(const PaneHost *host, Services *services, const ListPlace *place, const char *path);
/* Goes on where @draft was left: with its columns, or with its path if the file is not to be read now. */
void import_resume(const PaneHost *host, Services *services, const Draft *draft);
