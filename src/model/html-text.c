/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No parser: tags go, those that begin a line leave one, the common entities become their characters. */
#include "src/model/html-text.h"

#include <string.h>

#include "src/model/clean-text.h"

#define MAX_TEXT ((gsize) 64 * 1024)

static gboolean
is_break(const char *tag)
{
  static const char *const breaks[] = {"<br", "</p", "</div", "</h", "</li", "</tr"};
  for (gsize i = 0; i < G_N_ELEMENTS(breaks); i++)
    if (g_ascii_strncasecmp(tag, breaks[i], strlen(breaks[i])) == 0)
      return TRUE;
  return FALSE;
}

/* "&#39;" and "&#x27;": the character, or 0. */
static gunichar
numbered(const char *entity, const char **end)
{
  gboolean is_hex = entity[2] == 'x' || entity[2] == 'X';
  const char *digits = entity + (is_hex ? 3 : 2);
  char *after;
  guint64 code = g_ascii_strtoull(digits, &after, is_hex ? 16 : 10);
  if (!g_ascii_isxdigit(*digits) || *after != ';' || code == 0 || code > G_MAXUINT32 ||
      !g_unichar_validate((gunichar) code))
    return 0;
  *end = after + 1;
  return (gunichar) code;
}

/* Appends what the "&" at @p stands for; returns what comes after it. */
static const char *
take_entity(GString *text, const char *p)
{
  static const struct {
    const char *entity, *text;
  } entities[] = {{"&nbsp;", " "},
                  {"&amp;", "&"},
                  {"&lt;", "<"},
                  {"&gt;", ">"},
                  {"&quot;", "\""},
                  {"&apos;", "'"},
                  {"&hellip;", "\xe2\x80\xa6"},
                  {"&ndash;", "\xe2\x80\x93"},
                  {"&mdash;", "\xe2\x80\x94"},
                  {"&lsquo;", "\xe2\x80\x98"},
                  {"&rsquo;", "\xe2\x80\x99"},
                  {"&ldquo;", "\xe2\x80\x9c"},
                  {"&rdquo;", "\xe2\x80\x9d"},
                  {"&euro;", "\xe2\x82\xac"},
                  {"&copy;", "\xc2\xa9"}};
  const char *end;
  gunichar c = p[1] == '#' ? numbered(p, &end) : 0;
  if (c != 0) {
    g_string_append_unichar(text, c == 0xa0 ? ' ' : c);
    return end;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(entities); i++)
    if (g_str_has_prefix(p, entities[i].entity)) {
      g_string_append(text, entities[i].text);
      return p + strlen(entities[i].entity);
    }
  g_string_append_c(text, '&');
  return p + 1;
}

char *
html_as_text(const char *html)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (const char *p = html != NULL ? html : ""; *p != '\0';) {
    if (*p == '<') {
      const char *end = strchr(p, '>');
      if (is_break(p))
        g_string_append_c(text, '\n');
      p = end != NULL ? end + 1 : p + strlen(p);
    } else if (*p == '&') {
      p = take_entity(text, p);
    } else {
      g_string_append_c(text, *p == '\t' || *p == '\r' ? ' ' : *p);
      p++;
    }
  }
  /* An entity can stand for a control character. */
  return g_strstrip(clean_text_lines(text->str, (gssize) text->len, MAX_TEXT));
}

char *
html_as_line(const char *html)
{
  char *text = html_as_text(html), *to = text;
  for (const char *from = text; *from != '\0'; from++)
    if (!g_ascii_isspace(*from))
      *to++ = *from;
    else if (to > text && to[-1] != ' ')
      *to++ = ' ';
  *to = '\0';
  return text;
}
