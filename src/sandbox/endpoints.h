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

/* contact-write.c */
void contacts_create_in_directory(Call *call);
void contacts_create_in_list(Call *call);
void contacts_update_in_directory(Call *call);
void contacts_update_in_list(Call *call);
void contacts_delete_in_directory(Call *call);
void contacts_delete_in_list(Call *call);

/* contact-search.c */
void contacts_search(Call *call);

/* contact-history.c */
void contacts_history_in_directory(Call *call);
void contacts_history_in_list(Call *call);

/* imports.c */
void imports_start(Call *call);
void imports_progress(Call *call);
void imports_report(Call *call);

/* transactions.c */
void batches_index(Call *call);
void batches_create(Call *call);
void batches_get(Call *call);
void batches_add(Call *call);
void transactions_create(Call *call);

/* libraries.c */
void libraries_index(Call *call);
void libraries_messages(Call *call);
void libraries_message(Call *call);

/* distributions.c */
void distributions_index(Call *call);
void distributions_get(Call *call);
void distributions_delete(Call *call);
void distributions_history(Call *call);
void distributions_links(Call *call);

/* distribution-create.c */
void distributions_create(Call *call);
void distributions_remind(Call *call);
void distributions_thank(Call *call);

/* sms.c */
void sms_index(Call *call);
void sms_create(Call *call);
void sms_get(Call *call);
void sms_delete(Call *call);

/* surveys.c */
void surveys_index(Call *call);
void surveys_get(Call *call);
void surveys_update(Call *call);
void surveys_metadata(Call *call);

/* questionnaire.c */
void surveys_definition(Call *call);

/* exports.c */
void exports_start(Call *call);
void exports_progress(Call *call);
void exports_file(Call *call);
void responses_get(Call *call);
