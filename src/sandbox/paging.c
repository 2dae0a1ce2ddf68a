/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/paging.h"

#include <string.h>

#include "src/sandbox/ids.h"

char *
page_token(guint64 position)
{
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, position);
  return g_base64_encode((const guchar *) digits, strlen(digits));
}

static gboolean
read_number(const char *text, guint64 min, guint64 max, guint64 *number)
{
  return g_ascii_string_to_unsigned(text, 10, min, max, number, NULL);
}

/* Digits, or base64 of digits: the old and the new scheme. */
static gboolean
read_token(const char *token, guint64 *position)
{
  gsize length = 0;
  if (read_number(token, 0, G_MAXINT64, position))
    return TRUE;
  g_autofree guchar *decoded = g_base64_decode(token, &length);
  g_autofree char *digits = g_strndup((const char *) decoded, length);
  return length > 0 && read_number(digits, 0, G_MAXINT64, position);
}

gboolean
page_read(Call *call, guint fallback, guint max, Page *page)
{
  const char *size = call_query(call, "pageSize");
  const char *token = call_query(call, "skipToken");
  guint64 number = fallback;
  *page = (Page){0, fallback};
  if (size && !read_number(size, 1, max, &number)) {
    call_refuse(call, 400, "GPR_1", "Invalid value for pageSize: must be between 1 and %u.", max);
    return FALSE;
  }
  page->size = (guint) number;
  if (token && !read_token(token, &page->start)) {
    call_refuse(call, 400, "GPR_1", "Invalid skipToken.");
    return FALSE;
  }
  return TRUE;
}

/* The asked query again, with the new token in place of the old one. */
static char *
next_address(const Call *call, guint64 next)
{
  gboolean by_name = call_query_flag(call, "useNewPaginationScheme");
  g_autofree char *token = by_name ? page_token(next) : g_strdup_printf("%" G_GUINT64_FORMAT, next);
  g_autofree char *escaped = g_uri_escape_string(token, NULL, FALSE);
  GString *address = g_string_new(NULL);
  g_string_append_printf(address, "http://%s/API/v3/%s?", call->host, call->path);
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init(&iter, call->query);
  while (g_hash_table_iter_next(&iter, &name, &value)) {
    g_autofree char *quoted = g_uri_escape_string(value, NULL, FALSE);
    if (strcmp(name, "skipToken") && !g_str_has_prefix(name, "proxy"))
      g_string_append_printf(address, "%s=%s&", (char *) name, quoted);
  }
  if (call->proxied_host)
    g_string_append(address, "proxyDepth=1&proxyInfo=%7B%22proxyDepth%22%3A1%7D&");
  g_string_append_printf(address, "skipToken=%s", escaped);
  return g_string_free(address, FALSE);
}

void
page_answer(Call *call, const Page *page, cJSON *elements, guint64 next, guint64 total)
{
  cJSON *result = cJSON_CreateObject();
  guint64 dice = mix64(g_str_hash(call->path));
  gboolean just_full = next >= total && (guint) cJSON_GetArraySize(elements) == page->size && page->size > 1;
  cJSON_AddItemToObject(result, "elements", elements);
  if (next < total || (just_full && dice % 2)) {
    g_autofree char *address = next_address(call, next);
    cJSON_AddStringToObject(result, "nextPage", address);
  } else if (call->count % 3)
    cJSON_AddNullToObject(result, "nextPage");
  call_answer(call, result);
}

void
page_answer_whole(Call *call, guint fallback, guint max, cJSON *all)
{
  Page page;
  if (!page_read(call, fallback, max, &page)) {
    cJSON_Delete(all);
    return;
  }
  cJSON *elements = cJSON_CreateArray();
  guint64 total = (guint64) cJSON_GetArraySize(all);
  for (guint64 i = 0; i < page.start && i < total; i++)
    cJSON_DeleteItemFromArray(all, 0);
  while ((guint) cJSON_GetArraySize(elements) < page.size && cJSON_GetArraySize(all) > 0)
    cJSON_AddItemToArray(elements, cJSON_DetachItemFromArray(all, 0));
  cJSON_Delete(all);
  page_answer(call, &page, elements, page.start + (guint64) cJSON_GetArraySize(elements), total);
}
