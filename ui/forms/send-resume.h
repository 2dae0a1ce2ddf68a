/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms that send and were left half-filled: found by what they send and where, and opened again. */
#pragma once

#include "ui/drafts.h"
#include "ui/overlay.h"
#include "ui/services.h"

/* The form as it was left, wherever that was; NULL if it can't be read. */
Overlay *send_form_resume(const PaneHost *host, Services *services, const Draft *draft);
/* Those of one kind ("email", "sms", "links") for this place, or for none, that no other copy goes on with
 * (of const Draft, borrowed; the newest first). New. */
GPtrArray *send_drafts_of(const Services *services, const char *what, const ListPlace *place);
/* The ID of the list where it was opened, or NULL. New. */
char *send_draft_list(const Draft *draft);
