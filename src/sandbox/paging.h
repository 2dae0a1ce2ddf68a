/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of a list: the size asked for, the place in the skipToken, the next page's address. The last page
 * says so with null or with no key at all; a last page that is just full may be followed by an empty one.
 */
#pragma once

#include "src/sandbox/call.h"

typedef struct {
  guint64 start; /* position of the first element */
  guint size;
} Page;

/* FALSE after having refused a page size above @max or a token that is none. */
gboolean page_read(Call *call, guint fallback, guint max, Page *page);

/* Answers with the elements; @next is the position after the last one looked at, @total how many there are.
 */
void page_answer(Call *call, const Page *page, cJSON *elements, guint64 next, guint64 total);

/* For short lists: answers with the page's part of @all, which is taken over. */
void page_answer_whole(Call *call, guint fallback, guint max, cJSON *all);

/* base64 of a position, as the token of searches. Free with g_free. */
char *page_token(guint64 position);
