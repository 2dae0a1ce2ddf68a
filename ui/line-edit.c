/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text lies in one buffer and the cursor is a byte in it, always between clusters. A secret's buffer is
 * wiped before it is freed or grown. */
#include "ui/line-edit.h"

#include <string.h>

#include "ui/text.h"

enum {
  UNDO_DEPTH = 100,
  NEAR = 512, /* bytes to look back for a cluster */
};

struct LineEdit {
  char *text;
  gsize cursor;
  gboolean secret;
  GQueue undo;  /* of char* */
  gsize scroll; /* first byte drawn */
  Rect drawn;
};

static void
wipe(LineEdit *edit, char *text)
{
  if (edit->secret && text)
    explicit_bzero(text, strlen(text));
  g_free(text);
}

LineEdit *
line_edit_new(const char *text)
{
  LineEdit *edit = g_new0(LineEdit, 1);
  g_queue_init(&edit->undo);
  edit->text = g_utf8_make_valid(text ? text : "", -1);
  edit->cursor = strlen(edit->text);
  return edit;
}

LineEdit *
line_edit_new_secret(void)
{
  LineEdit *edit = line_edit_new("");
  edit->secret = TRUE;
  return edit;
}

void
line_edit_free(LineEdit *edit)
{
  if (!edit)
    return;
  wipe(edit, edit->text);
  g_queue_clear_full(&edit->undo, g_free);
  g_free(edit);
}

const char *
line_edit_text(const LineEdit *edit)
{
  return edit->text;
}

void
line_edit_set_text(LineEdit *edit, const char *text)
{
  char *copy = g_utf8_make_valid(text ? text : "", -1);
  wipe(edit, edit->text);
  edit->text = copy;
  edit->cursor = strlen(edit->text);
  edit->scroll = 0;
  g_queue_clear_full(&edit->undo, g_free);
}

gsize
line_edit_cursor(const LineEdit *edit)
{
  return edit->cursor;
}

void
line_edit_set_cursor(LineEdit *edit, gsize bytes)
{
  edit->cursor = MIN(bytes, strlen(edit->text));
}

static void
remember(LineEdit *edit)
{
  if (edit->secret)
    return;
  g_queue_push_head(&edit->undo, g_strdup(edit->text));
  if (edit->undo.length > UNDO_DEPTH)
    g_free(g_queue_pop_tail(&edit->undo));
}

static void
undo(LineEdit *edit)
{
  char *former = g_queue_pop_head(&edit->undo);
  if (!former)
    return;
  wipe(edit, edit->text);
  edit->text = former;
  edit->cursor = MIN(edit->cursor, strlen(former));
  while (edit->cursor > 0 && ((guchar) former[edit->cursor] & 0xc0) == 0x80)
    edit->cursor--;
}

/* Puts `insert` in place of the bytes from `start` to `end`; the cursor goes behind it. */
static void
replace(LineEdit *edit, gsize start, gsize end, const char *insert)
{
  if (start == end && !*insert)
    return;
  remember(edit);
  gsize length = strlen(edit->text), added = strlen(insert);
  char *text = g_malloc(length - (end - start) + added + 1);
  memcpy(text, edit->text, start);
  memcpy(text + start, insert, added);
  memcpy(text + start + added, edit->text + end, length - end + 1);
  wipe(edit, edit->text);
  edit->text = text;
  edit->cursor = start + added;
}

/* Without control characters, and no longer than there is room for. */
static char *
clean(const LineEdit *edit, const char *text)
{
  glong room = LINE_EDIT_LONGEST - g_utf8_strlen(edit->text, -1);
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p && room > 0; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '\n' || c == '\t' || c == '\r')
      c = ' ';
    if (g_unichar_iscntrl(c))
      continue;
    g_string_append_unichar(out, c);
    room--;
  }
  return g_string_free(out, FALSE);
}

static void
insert(LineEdit *edit, const char *text)
{
  char *cleaned = clean(edit, text);
  replace(edit, edit->cursor, edit->cursor, cleaned);
  wipe(edit, cleaned);
}

static gsize
before(const LineEdit *edit)
{
  return (gsize) (text_previous_cluster(edit->text, edit->text + edit->cursor) - edit->text);
}

static gsize
after(const LineEdit *edit)
{
  int cells;
  return (gsize) (text_next_cluster(edit->text + edit->cursor, &cells) - edit->text);
}

static gboolean
is_word(const char *p)
{
  return g_unichar_isalnum(g_utf8_get_char(p));
}

/* The head of the word at or before the cursor. */
static gsize
word_start(const LineEdit *edit)
{
  const char *p = edit->text + edit->cursor;
  const char *back = p;
  while (p > edit->text && !is_word(back = g_utf8_prev_char(p)))
    p = back;
  while (p > edit->text && is_word(back = g_utf8_prev_char(p)))
    p = back;
  return (gsize) (p - edit->text);
}

static gsize
word_end(const LineEdit *edit)
{
  const char *p = edit->text + edit->cursor;
  while (*p && !is_word(p))
    p = g_utf8_next_char(p);
  while (*p && is_word(p))
    p = g_utf8_next_char(p);
  return (gsize) (p - edit->text);
}

/* What each fixed key does; a table, so that it reads as the list of keys that it is. */
typedef enum Move {
  TO_START,
  TO_END,
  TO_LEFT,
  TO_RIGHT,
  TO_WORD_LEFT,
  TO_WORD_RIGHT,
  CUT_LEFT,
  CUT_RIGHT,
  CUT_TO_START,
  CUT_TO_END,
  CUT_WORD_LEFT,
  CUT_WORD_RIGHT,
  UNDO
} Move;

static const struct {
  const char *key;
  Move move;
} moves[] = {
    {"Home", TO_START},
    {"C-a", TO_START},
    {"End", TO_END},
    {"C-e", TO_END},
    {"Left", TO_LEFT},
    {"C-b", TO_LEFT},
    {"Right", TO_RIGHT},
    {"C-f", TO_RIGHT},
    {"C-Left", TO_WORD_LEFT},
    {"M-b", TO_WORD_LEFT},
    {"C-Right", TO_WORD_RIGHT},
    {"M-f", TO_WORD_RIGHT},
    {"Backspace", CUT_LEFT},
    {"C-h", CUT_LEFT},
    {"Delete", CUT_RIGHT},
    {"C-d", CUT_RIGHT},
    {"C-u", CUT_TO_START},
    {"C-k", CUT_TO_END},
    {"C-w", CUT_WORD_LEFT},
    {"M-Backspace", CUT_WORD_LEFT},
    {"M-d", CUT_WORD_RIGHT},
    {"C-z", UNDO},
};

static void
do_move(LineEdit *edit, Move move)
{
  gsize end = strlen(edit->text);
  switch (move) {
  case TO_START:
    edit->cursor = 0;
    break;
  case TO_END:
    edit->cursor = end;
    break;
  case TO_LEFT:
    edit->cursor = before(edit);
    break;
  case TO_RIGHT:
    edit->cursor = after(edit);
    break;
  case TO_WORD_LEFT:
    edit->cursor = edit->secret ? 0 : word_start(edit);
    break;
  case TO_WORD_RIGHT:
    edit->cursor = edit->secret ? end : word_end(edit);
    break;
  case CUT_LEFT:
    replace(edit, before(edit), edit->cursor, "");
    break;
  case CUT_RIGHT:
    replace(edit, edit->cursor, after(edit), "");
    edit->cursor = MIN(edit->cursor, strlen(edit->text));
    break;
  case CUT_TO_START:
    replace(edit, 0, edit->cursor, "");
    break;
  case CUT_TO_END:
    replace(edit, edit->cursor, end, "");
    break;
  case CUT_WORD_LEFT:
    replace(edit, edit->secret ? 0 : word_start(edit), edit->cursor, "");
    break;
  case CUT_WORD_RIGHT:
    replace(edit, edit->cursor, edit->secret ? end : word_end(edit), "");
    break;
  case UNDO:
    undo(edit);
    break;
  }
}

static char *shown_text(const LineEdit *edit, gsize *cursor);

static gboolean
take_click(LineEdit *edit, const Key *key)
{
  int cells = key->x - edit->drawn.x;
  if (key->y != edit->drawn.y || cells < 0 || cells >= edit->drawn.width)
    return FALSE;
  gsize ignored;
  g_autofree char *shown = shown_text(edit, &ignored);
  gsize scroll = MIN(edit->scroll, strlen(shown));
  gsize bytes = scroll + text_head_bytes(shown + scroll, cells, NULL);
  glong characters = g_utf8_strlen(shown, (gssize) bytes); /* as many as in the text, a secret's too */
  edit->cursor = (gsize) (g_utf8_offset_to_pointer(edit->text, characters) - edit->text);
  return TRUE;
}

gboolean
line_edit_key(LineEdit *edit, const Key *key)
{
  if (key->code == K_PASTE) {
    insert(edit, key->paste);
    return TRUE;
  }
  if (key->code == K_CLICK)
    return take_click(edit, key);
  if (key->code == K_CHAR && key->mods == 0) {
    char utf8[7] = "";
    g_unichar_to_utf8(key->ch, utf8);
    insert(edit, utf8);
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(moves); i++)
    if (key_is(key, moves[i].key)) {
      do_move(edit, moves[i].move);
      return TRUE;
    }
  return FALSE;
}

/* What is drawn: the text, or a bullet for each character of a secret; `cursor` gets the cursor's byte in it.
 */
static char *
shown_text(const LineEdit *edit, gsize *cursor)
{
  *cursor = edit->cursor;
  if (!edit->secret)
    return g_strdup(edit->text);
  GString *bullets = g_string_new(NULL);
  *cursor = 0;
  for (const char *p = edit->text; *p; p = g_utf8_next_char(p)) {
    if (p < edit->text + edit->cursor)
      *cursor += strlen("•");
    g_string_append(bullets, "•");
  }
  return g_string_free(bullets, FALSE);
}

static int
cells_between(const char *start, const char *end)
{
  g_autofree char *part = g_strndup(start, (gsize) (end - start));
  return text_width(part);
}

/* text_previous_cluster() looks from the start, which may be far away. */
static const char *
previous_near(const char *text, const char *p)
{
  const char *start = p - text > NEAR ? p - NEAR : text;
  while (start < p && ((guchar) *start & 0xc0) == 0x80)
    start++;
  return text_previous_cluster(start, p);
}

/* The cursor's cell must be inside, and one more at the end to type in. Each byte is looked at a few times at
 * most, however long the text. */
static void
scroll_to_cursor(LineEdit *edit, const char *shown, gsize cursor, int width)
{
  gsize length = strlen(shown);
  int cells;
  if (edit->scroll > cursor || edit->scroll > length)
    edit->scroll = cursor;
  for (int between = cells_between(shown + edit->scroll, shown + cursor);
       edit->scroll < cursor && between >= width; between -= cells)
    edit->scroll = (gsize) (text_next_cluster(shown + edit->scroll, &cells) - shown);
  /* Text that was cut away at the end leaves no empty field behind. */
  gint64 tail = edit->scroll > 0 ? text_width(shown + edit->scroll) : 0;
  while (edit->scroll > 0) {
    const char *back = previous_near(shown, shown + edit->scroll);
    tail += cells_between(back, shown + edit->scroll);
    if (tail >= width)
      break;
    edit->scroll = (gsize) (back - shown);
  }
}

void
line_edit_draw(LineEdit *edit, Canvas *canvas, int y, int x, int width, Style style, gboolean focused)
{
  if (width <= 0)
    return;
  gsize cursor;
  edit->drawn = (Rect){y, x, 1, width};
  g_autofree char *shown = shown_text(edit, &cursor);
  if (focused)
    scroll_to_cursor(edit, shown, cursor, width);
  else
    edit->scroll = 0;
  canvas_fill(canvas, (Rect){y, x, 1, width}, style);
  const char *from = shown + edit->scroll;
  g_autofree char *part = g_strndup(from, focused ? text_head_bytes(from, width, NULL) : strlen(from));
  canvas_text(canvas, y, x, width, part, style);
  if (focused)
    canvas_set_cursor(canvas, y, x + cells_between(from, shown + cursor), TRUE);
}
