/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mails and SMS that were "sent", a file each.
 */
#pragma once

#include "src/sandbox/distribution.h"
#include "src/sandbox/sms.h"

/* Counts the mail, and writes it when there is an outbox. */
void outbox_put(World *world, const Distribution *distribution, const Recipient *recipient);

void outbox_put_sms(World *world, const Sms *sms, const MailingList *list, guint64 person);

/* The address of the recipient's own link to the survey. Free with g_free. */
char *outbox_link(const World *world, const Distribution *distribution, const Recipient *recipient);
