/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a mailing list's ID, which is what a person has, to the directory that it is in, which the calls want.
 */
#pragma once

#include "src/api/client.h"

typedef struct {
  char *directory_id, *directory_name; /* the name may be NULL */
  char *name;                          /* of the list; may be NULL */
} FoundList;

void found_list_free(FoundList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FoundList, found_list_free)

/* GET /directories, then the list in each until it is there; waits for them. NULL and API_ERROR_NOT_FOUND
 * when none has it. */
FoundList *find_list(ApiClient *client, const char *list_id, GError **error);
