/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a directory does with a new contact that agrees with one that is there: with de-duplication on it
 * changes that one, with it off it makes a second person (deduplicationCriteria of GET /directories).
 */
#pragma once

#include "src/api/client.h"
#include "src/model/contact.h"
#include "src/model/values.h"

/* 1 << ContactField for each field that must agree; 0: nothing is merged. */
typedef guint MergeRule;

/* From its deduplicationCriteria. */
MergeRule merge_rule_of(const Directory *directory);

/* Can it match at all: does @contact have every field that the rule looks at? FALSE without a rule. */
gboolean merge_rule_applies(MergeRule rule, const Contact *contact);

/* "email", "first name and last name"; "" without a rule. New. */
char *merge_rule_words(MergeRule rule);

/* What becomes of many new contacts, said before they come: a sentence. New. */
char *merge_rule_explain(MergeRule rule, const char *directory_name);

/* GET /directories until that directory is found; API_ERROR_NOT_FOUND when it is not among them. */
void merge_rule_read_async(ApiClient *client, const char *directory_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
/* @rule is set when this says TRUE. */
gboolean merge_rule_read_finish(ApiClient *client, GAsyncResult *result, MergeRule *rule, GError **error);
