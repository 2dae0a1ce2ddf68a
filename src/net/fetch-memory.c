/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before each block stands its size, in as much room as keeps the block aligned.
 */
#include "src/net/fetch-memory.h"

#include <sodium.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef union {
  size_t size;
  max_align_t align;
} Head;

static void *
wiped_malloc(size_t size)
{
  Head *head = size <= SIZE_MAX - sizeof(Head) ? malloc(sizeof(Head) + size) : NULL;
  if (head == NULL)
    return NULL;
  head->size = size;
  return head + 1;
}

static void
wiped_free(void *block)
{
  if (block == NULL)
    return;
  Head *head = (Head *) block - 1;
  sodium_memzero(block, head->size);
  free(head);
}

static void *
wiped_calloc(size_t count, size_t size)
{
  if (size != 0 && count > SIZE_MAX / size)
    return NULL;
  void *block = wiped_malloc(count * size);
  if (block != NULL)
    memset(block, 0, count * size);
  return block;
}

/* Never in place: realloc would leave the old bytes where nobody wipes them. */
static void *
wiped_realloc(void *block, size_t size)
{
  void *larger = wiped_malloc(size);
  if (larger == NULL || block == NULL)
    return larger;
  size_t old = ((Head *) block - 1)->size;
  memcpy(larger, block, old < size ? old : size);
  wiped_free(block);
  return larger;
}

static char *
wiped_strdup(const char *text)
{
  size_t size = strlen(text) + 1;
  char *copy = wiped_malloc(size);
  return copy != NULL ? memcpy(copy, text, size) : NULL;
}

CURLcode
fetch_memory_init(long flags)
{
  return curl_global_init_mem(flags, wiped_malloc, wiped_free, wiped_realloc, wiped_strdup, wiped_calloc);
}
