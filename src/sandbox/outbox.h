/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mails that were "sent", a file each.
 */
#pragma once

#include "src/sandbox/distribution.h"

/* Counts the mail, and writes it when there is an outbox. */
void outbox_put(World *world, const Distribution *distribution, const Recipient *recipient);

/* The address of the recipient's own link to the survey. Free with g_free. */
char *outbox_link(const World *world, const Distribution *distribution, const Recipient *recipient);
