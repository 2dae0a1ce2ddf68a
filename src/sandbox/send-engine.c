/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/send-engine.h"

void
send_engine_run(World *world G_GNUC_UNUSED)
{
}
