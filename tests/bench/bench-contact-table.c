/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the contact table costs, as ratios against something fair in the same run: appending against copying
 * the same bytes, filtering against strstr over them, memory against the bytes themselves. The number of
 * contacts is the first argument, 1,000,000 without one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/model/contact-table.h"

#define PAGE 50

static double
since(gint64 began)
{
  return (double) (g_get_monotonic_time() - began) / 1000.0;
}

static ContactPage *
make_page(guint first, GString *raw)
{
  ContactPage *page = contact_page_new();
  for (guint n = first; n < first + PAGE; n++) {
    char id[32], lookup[32], email[64], last[32], ref[32];
    g_snprintf(id, sizeof id, "CID_%011u", n);
    g_snprintf(lookup, sizeof lookup, "CGC_%011u", n);
    g_snprintf(email, sizeof email, "person.%u@example%u.org", n, n % 97);
    g_snprintf(last, sizeof last, "Rossi%u", n * 7919 % 10007);
    g_snprintf(ref, sizeof ref, "A-%06u", n);
    const char *fields[N_CONTACT_FIELDS] = {
        email, n % 3 ? "Ada" : "M\303\241rio", last, n % 5 ? "en" : "it", ref, NULL, id, lookup};
    contact_page_add(page, fields, 0);
    for (guint i = 0; i < N_CONTACT_FIELDS; i++)
      if (fields[i] != NULL)
        g_string_append_len(raw, fields[i], (gssize) strlen(fields[i]) + 1);
  }
  contact_page_seal(page);
  return page;
}

/* What the kernel says that the program has in memory, in bytes; 0 where it does not say. */
static gsize
resident(void)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
    return 0;
  const char *blank = strchr(text, ' ');
  return blank != NULL ? (gsize) g_ascii_strtoull(blank + 1, NULL, 10) * (gsize) sysconf(_SC_PAGESIZE) : 0;
}

/* The most that one page may keep the main thread from its keys is the longest of these, in ms. */
static double
take_pages(ContactTable *table, const GPtrArray *pages, double *longest)
{
  gint64 began = g_get_monotonic_time();
  for (guint i = 0; i < pages->len; i++) {
    gint64 before = g_get_monotonic_time();
    contact_table_take_page(table, g_ptr_array_index(pages, i));
    *longest = MAX(*longest, since(before));
  }
  return since(began);
}

static guint
count_in_raw(const GString *raw, const char *word)
{
  guint hits = 0;
  for (const char *p = raw->str; p < raw->str + raw->len; p += strlen(p) + 1)
    hits += strstr(p, word) != NULL;
  return hits;
}

static void
finish(ContactTable *table)
{
  while (contact_table_work(table, 2000))
    ;
}

static double
time_filter(ContactTable *table, const char *text)
{
  gint64 began = g_get_monotonic_time();
  contact_table_filter(table, text);
  finish(table);
  return since(began);
}

int
main(int argc, char **argv)
{
  guint count = argc > 1 ? (guint) strtoul(argv[1], NULL, 10) / PAGE * PAGE : 1000 * 1000;
  ContactTable *table = contact_table_new();
  GString *raw = g_string_new(NULL);
  GPtrArray *pages = g_ptr_array_new();
  gsize before = resident();
  for (guint n = 0; n < count; n += PAGE)
    g_ptr_array_add(pages, make_page(n, raw));
  double longest = 0, append = take_pages(table, pages, &longest);
  gsize size = contact_table_size(table), taken = resident() - before - raw->len;
  gint64 began = g_get_monotonic_time();
  char *copy = g_memdup2(raw->str, raw->len);
  double memory_copy = since(began);

  double first = time_filter(table, "rossi99");
  guint hits = contact_table_visible(table);
  double narrowed = time_filter(table, "rossi999");
  began = g_get_monotonic_time();
  guint raw_hits = count_in_raw(raw, "Rossi99");
  double scan = since(began);
  contact_table_filter(table, "");
  began = g_get_monotonic_time();
  contact_table_sort(table, CONTACT_FIELD_LAST_NAME, FALSE);
  finish(table);
  double sort = since(began);

  printf("contacts             %10u\n", count);
  printf("append / memcpy      %10.1f   (%.1f ms, %.1f ms)\n", append / memory_copy, append, memory_copy);
  printf("filter / strstr      %10.1f   (%.1f ms, %.1f ms; %u hits, %u)\n", first / scan, first, scan, hits,
         raw_hits);
  printf("narrowing / filter   %10.3f   (%.1f ms)\n", narrowed / first, narrowed);
  printf("sort / filter        %10.1f   (%.1f ms)\n", sort / first, sort);
  printf("longest append, ms   %10.2f\n", longest);
  printf("memory / raw bytes   %10.2f   (%.0f bytes a contact, %.0f raw; %.0f of the kernel)\n",
         (double) size / (double) raw->len, (double) size / count, (double) raw->len / count,
         (double) taken / count);
  g_free(copy);
  g_string_free(raw, TRUE);
  g_ptr_array_unref(pages);
  contact_table_free(table);
  return 0;
}
