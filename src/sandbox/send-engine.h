/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sends what is due by the sandbox's clock.
 */
#pragma once

#include "src/sandbox/world.h"

void send_engine_run(World *world);
