/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The envelope around every answer, in the new form and the old, with its oddities: the order of the keys
 * changes, and a request ID is now and then null or empty.
 */
#pragma once

#include "src/sandbox/call.h"

/* The whole answer of the call as a tree; takes its result. */
cJSON *envelope_new(Call *call);
