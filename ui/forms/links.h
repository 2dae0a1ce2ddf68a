/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Personal links without a mail: a set of them for a list, or for some of its contacts. Nobody is written to;
 * pane 4 has the set, which shows and exports the links.
 */
#pragma once

#include "ui/forms/launch.h"

/* A form of the kinds of this file, of sms.h or of follow-up.h as it was left; NULL if the draft is broken.
 */
Overlay *send_form_resume(const PaneHost *host, Services *services, const Draft *draft);

Overlay *links_form_new(const PaneHost *host, Services *services, const LaunchStart *start);
