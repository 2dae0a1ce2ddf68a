/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form of a new contact, in a list or in a directory. What the directory does with a contact that is
 * there already is read first and said; who that is, is looked up before anything is written, and asked
 * about. A lost answer is looked for; only a person may then create it again.
 */
#pragma once

#include "ui/overlay.h"
#include "ui/pane.h"
#include "ui/services.h"

/* @place is copied; host and services are borrowed and outlive the form. */
Overlay *contact_form_new(const PaneHost *host, Services *services, const ListPlace *place);
