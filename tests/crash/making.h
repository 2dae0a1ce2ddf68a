/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the driver that makes things and the test that kills it agree on.
 */
#pragma once

#include "src/api/directories.h"
#include "tests/support/desk.h"

/* The last one is refused with its phone and sent again without it: two POSTs. */
static const char crash_csv[] G_GNUC_UNUSED = "email,phone\n"
                                              "one@example.org,\n"
                                              "two@example.org,\n"
                                              "three@example.org,no phone\n";

/* The directory that merges nothing, so that two are two; new. */
static inline char *
crash_directory(TestDesk *desk)
{
  GError *error = NULL;
  TestWait wait = {0};
  directories_list_async(desk->client, FETCH_VISIBLE, FALSE, NULL, NULL, test_wait_callback, &wait);
  g_autoptr(Page) page = directories_list_finish(desk->client, test_wait_result(&wait), &error);
  g_assert_no_error(error);
  test_wait_clear(&wait);
  return g_strdup(((const Directory *) g_ptr_array_index(page->items, 1))->id);
}
