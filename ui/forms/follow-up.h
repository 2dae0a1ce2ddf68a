/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminder or thank-you for a distribution: which of them, then a form for the mail, then the review with the
 * number of those who would get it.
 */
#pragma once

#include "src/model/distribution.h"
#include "ui/pane.h"
#include "ui/services.h"

/* From a draft: @what says which form, @origin for which distribution. NULL: it is none of these. */
Overlay *follow_up_form_resume(const PaneHost *host, Services *services, GKeyFile *origin, const char *what);

/* Why @distribution can't be followed up (static), or NULL. @now is the server's. */
const char *follow_up_refuse(const Distribution *distribution, gint64 now);

/* Asks and opens the form. Nothing of @distribution is kept; @survey_id is the one it was read with,
 * @to the name of the list that it went to (NULL: not known). */
void follow_up_ask(const PaneHost *host, Services *services, const Distribution *distribution,
                   const char *survey_id, const char *to);
