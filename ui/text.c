/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are counted with GLib's tables rather than the C library's wcwidth(), which knows nothing outside a
 * UTF-8 locale. A cluster is as wide as its first character: screen.c leaves out joiners and variation
 * selectors, so that terminals that know them and those that don't take the same cells. */
#include "ui/text.h"

#include <string.h>

#define ELLIPSIS "…"
enum { ZWJ = 0x200d, TONE_FIRST = 0x1f3fb, TONE_LAST = 0x1f3ff };

static int
character_cells(gunichar c)
{
  if (c < 0x300)
    return 1;
  if (g_unichar_iszerowidth(c))
    return 0;
  return g_unichar_iswide(c) ? 2 : 1;
}

/* The character at `p`, or U+FFFD and one byte where it is no UTF-8. */
static gunichar
character_at(const char *p, const char **next)
{
  gunichar c = g_utf8_get_char_validated(p, -1);
  gboolean bad = c == (gunichar) -1 || c == (gunichar) -2;
  *next = bad ? p + 1 : g_utf8_next_char(p);
  return bad ? 0xfffd : c;
}

static gboolean
extends(gunichar c)
{
  return g_unichar_iszerowidth(c) || (c >= TONE_FIRST && c <= TONE_LAST);
}

static const char *
skip_extenders(const char *p)
{
  while ((guchar) *p >= 0x80) {
    const char *next;
    gunichar c = character_at(p, &next);
    if (!extends(c))
      break;
    p = next;
    if (c == ZWJ && (guchar) *p >= 0x80)
      character_at(p, &p);
  }
  return p;
}

const char *
text_next_cluster(const char *p, int *cells)
{
  guchar byte = (guchar) *p;
  *cells = byte ? 1 : 0;
  if (byte == 0)
    return p;
  if (byte < 0x80)
    return (guchar) p[1] < 0x80 ? p + 1 : skip_extenders(p + 1);
  const char *next;
  *cells = character_cells(character_at(p, &next));
  return skip_extenders(next);
}

const char *
text_previous_cluster(const char *start, const char *p)
{
  const char *at = start;
  while (at < p) {
    int cells;
    const char *next = text_next_cluster(at, &cells);
    if (next >= p)
      break;
    at = next;
  }
  return at;
}

int
text_width(const char *text)
{
  int width = 0, cells;
  while (*text) {
    text = text_next_cluster(text, &cells);
    width += cells;
  }
  return width;
}

gsize
text_head_bytes(const char *text, int width, int *cells)
{
  const char *p = text;
  int taken = 0;
  while (*p) {
    int wide;
    const char *next = text_next_cluster(p, &wide);
    if (taken + wide > width)
      break;
    taken += wide;
    p = next;
  }
  if (cells)
    *cells = taken;
  return (gsize) (p - text);
}

char *
text_cut(const char *text, int width)
{
  int cells;
  gsize bytes = text_head_bytes(text, MAX(width, 0), &cells);
  if (text[bytes] == '\0' || width <= 0)
    return g_strndup(text, bytes);
  bytes = text_head_bytes(text, width - 1, &cells);
  g_autofree char *head = g_strndup(text, bytes);
  return g_strconcat(head, ELLIPSIS, NULL);
}

char *
text_pad_right(const char *text, int width)
{
  g_autofree char *cut = text_cut(text, width);
  return g_strdup_printf("%s%*s", cut, MAX(width - text_width(cut), 0), "");
}

/* Bytes of the line that starts at `p`: up to the width, back to the last blank if a word would be cut. */
static gsize
line_bytes(const char *p, gsize length, int width)
{
  gsize bytes = text_head_bytes(p, width, NULL);
  if (bytes >= length)
    return length;
  if (bytes == 0) {
    int cells;
    return (gsize) (text_next_cluster(p, &cells) - p);
  }
  for (gsize at = bytes + 1; at > 1; at--)
    if (p[at - 1] == ' ')
      return at - 1;
  return bytes;
}

/* The lines of one paragraph; `head` stands before the first, as many blanks before the others. */
static void
wrap_paragraph(GPtrArray *lines, const char *head, const char *p, int width)
{
  int indent = text_width(head);
  gboolean first = TRUE;
  do {
    gsize bytes = line_bytes(p, strlen(p), MAX(width - indent, 1));
    g_autofree char *words = g_strndup(p, bytes);
    g_ptr_array_add(lines,
                    g_strchomp(g_strdup_printf("%*s%s", first ? 0 : indent, first ? head : "", words)));
    p += bytes;
    while (*p == ' ')
      p++;
    first = FALSE;
  } while (*p);
}

GPtrArray *
text_wrap(const char *text, int width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
  for (char **paragraph = paragraphs; *paragraph; paragraph++) {
    char *tab = strchr(*paragraph, '\t');
    g_autofree char *label = tab ? g_strndup(*paragraph, (gsize) (tab - *paragraph)) : NULL;
    gboolean hangs = tab && width > 2 * TEXT_HANG;
    g_autofree char *head = hangs ? text_pad_right(label, TEXT_HANG) : g_strdup("");
    if (tab && !hangs)
      *tab = ' ';
    wrap_paragraph(lines, head, hangs ? tab + 1 : *paragraph, width);
  }
  return lines;
}

char *
text_count(guint64 number)
{
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, number);
  GString *text = g_string_new(NULL);
  gsize length = strlen(digits);
  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append_c(text, ',');
    g_string_append_c(text, digits[i]);
  }
  return g_string_free(text, FALSE);
}

char *
text_counted(guint64 number, const char *noun)
{
  g_autofree char *count = text_count(number);
  return g_strdup_printf("%s %s%s", count, noun, number == 1 ? "" : "s");
}
