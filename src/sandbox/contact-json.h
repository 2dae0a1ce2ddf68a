/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a contact is written: in lists, alone in its directory, alone in a list, in a search. The names differ.
 */
#pragma once

#include "src/sandbox/call.h"

/* @list may be NULL: an element of the directory's list. */
cJSON *contact_element(const Call *call, const MailingList *list, guint64 number);
cJSON *contact_opted_out_element(const Call *call, const MailingList *list, guint64 number);
cJSON *contact_in_directory(const Call *call, guint64 number);
cJSON *contact_in_list(const Call *call, const MailingList *list, guint64 number);
cJSON *contact_search_element(const Call *call, guint64 number);
