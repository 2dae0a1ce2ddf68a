/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Personal links without a mail: a set of them for a list, or for some of its contacts. Nobody is written to;
 * pane 4 has the set, which shows and exports the links.
 */
#pragma once

#include "ui/forms/launch.h"

Overlay *links_form_new(const PaneHost *host, Services *services, const LaunchStart *start);
