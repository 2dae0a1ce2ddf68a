/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The distribution that a path names.
 */
#pragma once

#include "src/sandbox/call.h"
#include "src/sandbox/distribution.h"

/* NULL after having refused with GED_3. */
Distribution *distribution_find(Call *call, guint param);
