/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed behind "/": every word must occur ("rossi it"), "!word" must not, "field:word" looks in one
 * field (email, first, last, lang, ref, phone). Matching is on folded text.
 */
#pragma once

#include "src/model/contact-page.h"

typedef struct ContactFilter ContactFilter;

ContactFilter *contact_filter_new(const char *text);
void contact_filter_free(ContactFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContactFilter, contact_filter_free)

/* TRUE when it holds no word: everything matches. */
gboolean contact_filter_is_empty(const ContactFilter *filter);

/* Whether the contact of that folded text (contact_page_folded) matches. */
gboolean contact_filter_matches(const ContactFilter *filter, const char *folded);

/* Whether all that @longer matches was matched by @shorter: then only the last result need be looked through.
 */
gboolean contact_filter_narrows(const char *shorter, const char *longer);
