/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an export goes: asks for a file, asks again before one is replaced, then has the rows written. A name
 * that ends in .json gets JSON, every other one CSV.
 */
#pragma once

#include "src/local/rows.h"
#include "ui/pane.h"

/* Adds the rows; how many there were. */
typedef guint (*ExportWrite)(Rows *rows, gpointer data);

/* @name is the file that is offered, in the home folder. @columns as for rows_new: static. @data must be
 * there until the overlays are gone, which a pane's state is. */
void export_ask(const PaneHost *host, const char *name, const char *const *columns, ExportWrite write,
                gpointer data);
