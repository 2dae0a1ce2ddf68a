/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read from the left: the name, what is asked of it, the value up to the next "and". A value with "and" in it
 * stands in quotes.
 */
#include "src/model/contact-query.h"

#include <string.h>

typedef struct {
  const char *word; /* as people say it */
  const char *name; /* as the API says it */
  gboolean is_date;
  gboolean may_be_empty; /* the server can say so */
} Field;

static const Field fields[] = {
    {"email", "email", FALSE, TRUE},
    {"first", "firstName", FALSE, TRUE},
    {"firstname", "firstName", FALSE, TRUE},
    {"last", "lastName", FALSE, TRUE},
    {"lastname", "lastName", FALSE, TRUE},
    {"lang", "language", FALSE, FALSE},
    {"language", "language", FALSE, FALSE},
    {"phone", "phone", FALSE, FALSE},
    {"ref", "extRef", FALSE, TRUE},
    {"extref", "extRef", FALSE, TRUE},
    {"created", "created", TRUE, FALSE},
    {"modified", "lastModified", TRUE, FALSE},
    {"lastmodified", "lastModified", TRUE, FALSE},
};

static const struct {
  const char *sign, *comparison;
  gboolean of_dates; /* only of them */
} signs[] = {
    {"!=", "neq", FALSE}, {">=", "gte", TRUE}, {"<=", "lte", TRUE}, {"==", "eq", FALSE},
    {"=", "eq", FALSE},   {">", "gt", TRUE},   {"<", "lt", TRUE},
};

static void
term_free(gpointer data)
{
  ContactTerm *term = data;
  g_free(term->value);
  g_free(term);
}

static const char *
skip_blanks(const char *p)
{
  return p + strspn(p, " ");
}

/* Takes a word, whatever its case; FALSE if another stands there. */
static gboolean
take_word(const char **p, const char *word)
{
  gsize length = strlen(word);
  if (g_ascii_strncasecmp(*p, word, length) != 0 || g_ascii_isalnum((*p)[length]) || (*p)[length] == '_')
    return FALSE;
  *p = skip_blanks(*p + length);
  return TRUE;
}

static const Field *
take_field(const char **p)
{
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (take_word(p, fields[i].word))
      return &fields[i];
  return NULL;
}

/* The value that begins here, up to " and " or the end. New; "" if there is none. */
static char *
take_value(const char **p)
{
  const char *start = *p, *end = start;
  if (*start == '"' && strchr(start + 1, '"')) {
    end = strchr(start + 1, '"');
    *p = skip_blanks(end + 1);
    return g_strndup(start + 1, (gsize) (end - start - 1));
  }
  while (*end && !(g_ascii_strncasecmp(end, " and ", 5) == 0))
    end++;
  *p = skip_blanks(end);
  return g_strchomp(g_strndup(start, (gsize) (end - start)));
}

/* "2026-11-01" or "2026-11-01 08:00:00" */
static gboolean
is_date(const char *value)
{
  static const char pattern[] = "dddd-dd-dd dd:dd:dd";
  gsize length = strlen(value);
  if (length != 10 && length != strlen(pattern))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (pattern[i] == 'd' ? !g_ascii_isdigit(value[i]) : value[i] != pattern[i])
      return FALSE;
  return TRUE;
}

/* "[is] [not] empty" after a field. */
static gboolean
take_empty(const char **p, const Field *field, ContactTerm *term)
{
  const char *at = *p;
  take_word(&at, "is");
  gboolean not = take_word(&at, "not");
  if (!take_word(&at, "empty"))
    return FALSE;
  *p = at;
  *term = (ContactTerm){QUERY_EMPTY, field->name, not ? "notEmpty" : "empty", NULL};
  return TRUE;
}

static char *
read_comparison(const char **p, const Field *field, ContactTerm *term)
{
  gsize i = 0;
  while (i < G_N_ELEMENTS(signs) && !g_str_has_prefix(*p, signs[i].sign))
    i++;
  if (i == G_N_ELEMENTS(signs))
    return g_strdup_printf("After “%s” comes =, !=%s", field->word,
                           field->is_date ? ", <, >, <=, >= and a date" : ", “is empty” and the like");
  if (signs[i].of_dates && !field->is_date)
    return g_strdup_printf("The server compares %s with = and != only", field->word);
  *p = skip_blanks(*p + strlen(signs[i].sign));
  g_autofree char *value = take_value(p);
  if (!*value)
    return g_strdup_printf("What is the value of “%s”?", field->word);
  if (field->is_date && !is_date(value))
    return g_strdup("A date is 2026-01-31 or 2026-01-31 08:00:00 (UTC)");
  *term = (ContactTerm){field->is_date ? QUERY_DATE : QUERY_FIELD, field->name, signs[i].comparison,
                        g_steal_pointer(&value)};
  return NULL;
}

static char *
read_list(const char **p, gboolean not, ContactTerm *term)
{
  g_autofree char *list = take_value(p);
  if (!g_str_has_prefix(list, "CG_"))
    return g_strdup("A list is named by its ID, which begins with CG_ (y copies it)");
  *term = (ContactTerm){QUERY_LIST, NULL, not ? "false" : "true", g_steal_pointer(&list)};
  return NULL;
}

/* NULL, or what is wrong. */
static char *
read_term(const char **p, ContactTerm *term)
{
  gboolean not = take_word(p, "not");
  if (take_word(p, "in"))
    return read_list(p, not, term);
  const Field *field = not ? NULL : take_field(p);
  if (!field)
    return g_strdup("Fields: email, first, last, lang, phone, ref, created, modified; lists: in CG_…");
  if (take_empty(p, field, term))
    return field->may_be_empty ? NULL
                               : g_strdup("Only email, first, last and ref can be asked for being empty");
  return read_comparison(p, field, term);
}

GPtrArray *
contact_query_parse(const char *text, char **reason)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(term_free);
  const char *p = skip_blanks(text);
  do {
    ContactTerm term = {0};
    *reason = read_term(&p, &term);
    if (*reason) {
      g_free(term.value);
      return NULL;
    }
    g_ptr_array_add(terms, g_memdup2(&term, sizeof term));
  } while (take_word(&p, "and"));
  if (*p)
    *reason = g_strdup_printf("What is “%s”? Join with “and”", p);
  else if (terms->len > CONTACT_TERMS_MOST)
    *reason = g_strdup_printf("The server takes %d conditions at most", CONTACT_TERMS_MOST);
  return *reason ? NULL : g_steal_pointer(&terms);
}
