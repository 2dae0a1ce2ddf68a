/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jobs that import contacts. A job's rows are in the world before it is answered for; only its counts take
 * their time.
 */
#pragma once

#include "src/sandbox/world.h"

void import_job_free(gpointer job);
