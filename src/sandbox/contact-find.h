/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contact that a path names.
 */
#pragma once

#include "src/sandbox/call.h"

/* directories/{0}/contacts/{1}; FALSE after having refused. */
gboolean contact_find_in_directory(Call *call, Directory **directory, guint64 *number);

/* directories/{0}/mailinglists/{1}/contacts/{2}; FALSE after having refused. */
gboolean contact_find_in_list(Call *call, MailingList **list, guint64 *number);
