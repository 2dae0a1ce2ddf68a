/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a distribution is written.
 */
#pragma once

#include "src/sandbox/distribution.h"

/* @whole: as GET of one has it, with the text and all embedded data. */
cJSON *distribution_json(const World *world, Distribution *distribution, gboolean whole);

/* "Invite", "Reminder", ... */
const char *distribution_request_type(const Distribution *distribution);
