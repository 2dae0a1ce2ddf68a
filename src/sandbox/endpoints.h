/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every endpoint of the API that the sandbox plays, by the file it stands in. router.c says which path leads
 * where.
 */
#pragma once

#include "src/sandbox/call.h"

/* account.c */
void account_whoami(Call *call);

/* directories.c */
void directories_index(Call *call);

/* mailing-lists.c */
void lists_index(Call *call);
void lists_create(Call *call);
void lists_get(Call *call);
void lists_update(Call *call);
void lists_delete(Call *call);

/* contacts.c */
void contacts_of_directory(Call *call);
void contacts_of_list(Call *call);
void contacts_get_in_directory(Call *call);
void contacts_get_in_list(Call *call);
void contacts_opted_out_of_directory(Call *call);
void contacts_opted_out_of_list(Call *call);
void contacts_bounced_of_list(Call *call);

/* surveys.c */
void surveys_index(Call *call);
void surveys_get(Call *call);
void surveys_update(Call *call);
void surveys_metadata(Call *call);
