/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words to look for, and where.
 */
#include "src/model/contact-filter.h"

#include <string.h>

#include "src/model/text-fold.h"

typedef struct {
  char *word; /* folded */
  gint field; /* -1: any */
  gboolean not ;
} Term;

struct ContactFilter {
  GArray *terms;
};

static void
term_clear(gpointer data)
{
  g_free(((Term *) data)->word);
}

static gint
field_named(const char *name, gsize length)
{
  static const char *const names[N_CONTACT_EDITABLE] = {"email", "first", "last", "lang", "ref", "phone"};
  for (gint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (strlen(names[i]) == length && g_ascii_strncasecmp(names[i], name, length) == 0)
      return i;
  return -1;
}

static void
add_term(ContactFilter *filter, const char *text)
{
  Term term = {.field = -1};
  if (*text == '!') {
    term.not = TRUE;
    text++;
  }
  const char *colon = strchr(text, ':');
  if (colon != NULL) {
    term.field = field_named(text, colon - text);
    if (term.field >= 0)
      text = colon + 1;
  }
  if (*text == '\0')
    return;
  term.word = text_fold(text);
  g_array_append_val(filter->terms, term);
}

ContactFilter *
contact_filter_new(const char *text)
{
  ContactFilter *filter = g_new0(ContactFilter, 1);
  filter->terms = g_array_new(FALSE, FALSE, sizeof(Term));
  g_array_set_clear_func(filter->terms, term_clear);
  g_auto(GStrv) words = g_strsplit(text != NULL ? text : "", " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    add_term(filter, words[i]);
  return filter;
}

void
contact_filter_free(ContactFilter *filter)
{
  if (filter == NULL)
    return;
  g_array_unref(filter->terms);
  g_free(filter);
}

gboolean
contact_filter_is_empty(const ContactFilter *filter)
{
  return filter->terms->len == 0;
}

static gboolean
occurs(const Term *term, const char *folded)
{
  if (term->field < 0)
    return strstr(folded, term->word) != NULL;
  for (gint i = 0; i < term->field; i++)
    folded = strchr(folded, '\x1f') + 1;
  const char *end = strchr(folded, '\x1f');
  const char *hit = strstr(folded, term->word);
  return hit != NULL && hit + strlen(term->word) <= end;
}

gboolean
contact_filter_matches(const ContactFilter *filter, const char *folded)
{
  for (guint i = 0; i < filter->terms->len; i++) {
    const Term *term = &g_array_index(filter->terms, Term, i);
    if (occurs(term, folded) == term->not )
      return FALSE;
  }
  return TRUE;
}

gboolean
contact_filter_narrows(const char *shorter, const char *longer)
{
  if (!g_str_has_prefix(longer, shorter))
    return FALSE;
  const char *rest = longer + strlen(shorter);
  if (*shorter == '\0' || *rest == '\0' || *rest == ' ' || shorter[strlen(shorter) - 1] == ' ')
    return TRUE; /* whole words came in addition */
  /* The last word grew: that narrows, unless it is a "not" or is becoming a field's name. */
  const char *blank = strrchr(shorter, ' ');
  const char *last = blank != NULL ? blank + 1 : shorter;
  const char *end = strchr(rest, ' ');
  const char *colon = strchr(last, ':');
  gboolean turns_field = colon != NULL && colon >= longer + strlen(shorter) && (end == NULL || colon < end);
  colon = strchr(rest, ':');
  turns_field = turns_field || (colon != NULL && (end == NULL || colon < end));
  return *last != '!' && !turns_field;
}
