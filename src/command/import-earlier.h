/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was sent to a list before, and has no answer: an import that was cut off. It holds its list, so that
 * nobody is there twice; here it is looked for, and settled by whoever has looked.
 */
#pragma once

#include "src/api/client.h"
#include "src/local/journal.h"

/* Looks for what is open and waits until that is over; then @settled ("came", "not", or NULL) is what becomes
 * of what nobody knows. EXIT_DONE: nothing holds the list any more; else complained, and the status. */
int import_earlier(ApiClient *client, Journal *journal, const char *list_id, const char *settled);
