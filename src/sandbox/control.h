/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strings that a test pulls, outside the API: faults, the clock, the outbox, responses and their exports.
 */
#pragma once

#include "src/sandbox/fault.h"
#include "src/sandbox/world.h"

/* POST /sandbox/fault (a spec a line, or "clear"), POST /sandbox/clock (seconds forward), POST
 * /sandbox/response (a survey's ID, and "late": answered now; the response's ID), POST /sandbox/exports
 * ("fail": the next job, "expire": all tokens), GET /sandbox/outbox (how many mails were sent). Returns a
 * line of text, free with g_free. Under the world's lock. */
char *control_answer(World *world, FaultBook *book, const char *method, const char *url, const char *body,
                     guint *status);
