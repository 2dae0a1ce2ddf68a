/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Activates or deactivates a survey for the list and for its card: the question, the doing, the words.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* Asks, with "no" chosen; @survey is copied from. services->survey_changed is called when it is done. */
void survey_switcher_ask(const PaneHost *host, Services *services, const Survey *survey);
