/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A send that has not left is called back: from its row, from its numbers, or by u.
 */
#pragma once

#include "src/flow/launch.h"
#include "src/model/distribution.h"
#include "ui/pane.h"
#include "ui/services.h"

/* Calls it back and says what came of it; then the host opens "distribution-gone" or "distribution-stays".
 * All is copied; it goes on when the pane is closed. */
void call_back(const PaneHost *host, Services *services, LaunchKind kind, const char *distribution_id,
               const char *survey_id, gint64 send_at);
/* Why it can't be called back (any more), before anybody is asked; or NULL. New. */
char *call_back_refuse(const Services *services, const Distribution *distribution);
/* The same after @question, with "no" chosen: the rows may be others by the time it is answered. */
void call_back_ask(const PaneHost *host, Services *services, const Distribution *distribution,
                   const char *survey_id, const char *question);
