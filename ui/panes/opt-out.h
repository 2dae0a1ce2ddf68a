/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question before a contact opts out or back in, which says of what: of one list, or of everything.
 */
#pragma once

#include "src/model/contact.h"
#include "ui/dialog.h"
#include "ui/services.h"

/* The flag that is meant at this place. */
ContactField opt_out_field(const char *list_id);

/* @title: who. With no chosen. */
Overlay *
opt_out_question(const char *title, guint flags, const ListPlace *place, DialogAnswer answer, gpointer data);
