/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/list-filter.h"

#include <string.h>

#include "src/model/text-fold.h"
#include "ui/text.h"

void
list_filter_clear(ListFilter *filter)
{
  g_clear_pointer(&filter->edit, line_edit_free);
  g_clear_pointer(&filter->text, g_free);
}

void
list_filter_begin(ListFilter *filter)
{
  if (!filter->edit)
    filter->edit = line_edit_new(filter->text ? filter->text : "");
}

gboolean
list_filter_is_open(const ListFilter *filter)
{
  return filter->edit != NULL;
}

gboolean
list_filter_is_empty(const ListFilter *filter)
{
  return !filter->text || !*filter->text;
}

gboolean
list_filter_drop(ListFilter *filter)
{
  gboolean had = !list_filter_is_empty(filter) || filter->edit;
  list_filter_clear(filter);
  return had;
}

gboolean
list_filter_key(ListFilter *filter, const Key *key, gboolean *changed)
{
  *changed = FALSE;
  if (!filter->edit)
    return FALSE;
  if (key->code == K_ENTER || key->code == K_DOWN || key->code == K_UP) {
    g_clear_pointer(&filter->edit, line_edit_free);
    return key->code == K_ENTER;
  }
  if (key->code == K_ESC) {
    *changed = !list_filter_is_empty(filter);
    list_filter_clear(filter);
    return TRUE;
  }
  if (key->code == K_CLICK || key->code == K_WHEEL || !line_edit_key(filter->edit, key))
    return key->code == K_CHAR && !(key->mods & (K_CTRL | K_META));
  if (g_strcmp0(filter->text, line_edit_text(filter->edit)) != 0) {
    g_free(filter->text);
    filter->text = g_strdup(line_edit_text(filter->edit));
    *changed = TRUE;
  }
  return TRUE;
}

static gboolean
stands_in(const char *word, const char *text)
{
  g_autofree char *folded = text_fold(text ? text : "");
  return strstr(folded, word) != NULL;
}

static gboolean
begins_with(const char *word, const char *text)
{
  g_autofree char *folded = text_fold(text ? text : "");
  return g_str_has_prefix(folded, word);
}

/* "state:opened", or a word that may stand anywhere. */
static gboolean
word_stands(const char *word, const FilterPart *parts, guint n_parts)
{
  const char *colon = strchr(word, ':');
  gsize length = colon ? (gsize) (colon - word) : 0;
  for (guint i = 0; length > 0 && i < n_parts; i++)
    if (parts[i].name && strncmp(parts[i].name, word, length) == 0)
      return parts[i].named_only ? begins_with(colon + 1, parts[i].text)
                                 : stands_in(colon + 1, parts[i].text);
  for (guint i = 0; i < n_parts; i++)
    if (!parts[i].named_only && stands_in(word, parts[i].text))
      return TRUE;
  return FALSE;
}

gboolean
list_filter_matches_parts(const ListFilter *filter, const FilterPart *parts, guint n_parts)
{
  if (list_filter_is_empty(filter))
    return TRUE;
  g_autofree char *wanted = text_fold(filter->text);
  g_auto(GStrv) words = g_strsplit(wanted, " ", -1);
  for (char **word = words; *word; word++) {
    gboolean excludes = **word == '!' && (*word)[1];
    if (word_stands(excludes ? *word + 1 : *word, parts, n_parts) == excludes)
      return FALSE;
  }
  return TRUE;
}

gboolean
list_filter_matches(const ListFilter *filter, const char *text)
{
  const FilterPart part = {NULL, text, FALSE};
  return list_filter_matches_parts(filter, &part, 1);
}

const char *
list_filter_hint(const ListFilter *filter)
{
  return list_filter_is_open(filter) ? "Enter keep  Esc clear  !word not" : NULL;
}

char *
list_filter_words(const ListFilter *filter, guint64 shown)
{
  if (list_filter_is_empty(filter))
    return NULL;
  g_autofree char *count = text_count(shown);
  return g_strdup_printf("filter: %s (%s)", filter->text, count);
}

Rect
list_filter_draw(const ListFilter *filter, Canvas *canvas, Rect rect)
{
  if (!filter->edit || rect.height < 2)
    return rect;
  int y = rect.y + rect.height - 1;
  canvas_text(canvas, y, rect.x + 1, 1, "/", STYLE_KEY);
  line_edit_draw(filter->edit, canvas, y, rect.x + 2, rect.width - 3, STYLE_FIELD, TRUE);
  rect.height--;
  return rect;
}
