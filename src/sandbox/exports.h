/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jobs that export responses. What a job gives is decided when it starts; it is made when its file is
 * fetched.
 */
#pragma once

#include "src/sandbox/world.h"

void export_job_free(gpointer job);
