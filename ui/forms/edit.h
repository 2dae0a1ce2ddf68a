/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An edit of a contact that was typed earlier and is not on the server: each change as a field, with the
 * value that it began from. Saving merges it with what the contact has become.
 */
#pragma once

#include "ui/edit-drafts.h"
#include "ui/overlay.h"
#include "ui/services.h"

/* Takes the draft; host and services are borrowed and outlive the form. */
Overlay *edit_form_new(const PaneHost *host, Services *services, EditDraft *draft);
