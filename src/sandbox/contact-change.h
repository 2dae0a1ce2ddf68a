/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import shares with the making of one contact.
 */
#pragma once

#include "src/sandbox/call.h"

/* An empty one is. */
gboolean contact_email_is_valid(const char *email);

/* Puts @row (a contact as in the body of a create) on the list: into the person who matches, whose embedded
 * data is merged, or as a new one. The person's number. */
guint64 contact_import(Call *call, MailingList *list, const cJSON *row, gboolean *is_new);
