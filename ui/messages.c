/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors wait in a queue, the oldest shown; what is not an error stands below it, on the line that is always
 * there, and is gone at the next key. Neither hides the other. */
#include "ui/messages.h"

#include <string.h>

#include "ui/text.h"

enum { ERROR_LINES = 3 }; /* a longer one is cut: the panes have the rest of the screen */

struct Messages {
  GQueue errors; /* of char* */
  char *passing;
  MessageKind passing_kind;
};

Messages *
messages_new(void)
{
  Messages *messages = g_new0(Messages, 1);
  g_queue_init(&messages->errors);
  return messages;
}

void
messages_free(Messages *messages)
{
  if (!messages)
    return;
  g_queue_clear_full(&messages->errors, g_free);
  g_free(messages->passing);
  g_free(messages);
}

void
messages_say(Messages *messages, MessageKind kind, const char *text)
{
  if (kind != MESSAGE_ERROR) {
    g_free(messages->passing);
    messages->passing = g_strdup(text);
    messages->passing_kind = kind;
    return;
  }
  /* "Saving…" is over; what was done, or is offered, is not. */
  if (messages->passing_kind == MESSAGE_INFO)
    g_clear_pointer(&messages->passing, g_free);
  const char *last = g_queue_peek_tail(&messages->errors);
  if (!last || strcmp(last, text) != 0)
    g_queue_push_tail(&messages->errors, g_strdup(text));
}

void
messages_key(Messages *messages)
{
  g_clear_pointer(&messages->passing, g_free);
}

gboolean
messages_dismiss(Messages *messages)
{
  char *read = g_queue_pop_head(&messages->errors);
  gboolean had = read != NULL;
  g_free(read);
  return had;
}

const char *
messages_text(const Messages *messages, MessageKind *kind)
{
  *kind = messages->passing ? messages->passing_kind : MESSAGE_ERROR;
  return messages->passing || !messages->errors.head ? messages->passing : messages->errors.head->data;
}

/* "Esc: dismiss, 2 more" behind an error; or NULL. New. */
static char *
how_to_dismiss(const Messages *messages)
{
  guint errors = messages->errors.length;
  return errors > 1 ? g_strdup_printf("Esc: dismiss, %u more", errors - 1)
                    : g_strdup(errors ? "Esc: dismiss" : NULL);
}

/* The lines of an error, of which the last one leaves room for `behind`. */
static GPtrArray *
error_lines(const char *text, int width, const char *behind)
{
  int room = MAX(width - 4 - text_width(behind), 1);
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(width - 2, 1));
  gboolean fits = text_width(g_ptr_array_index(lines, lines->len - 1)) <= room;
  return fits ? g_steal_pointer(&lines) : text_wrap(text, room);
}

int
messages_lines(const Messages *messages, int width)
{
  g_autofree char *behind = how_to_dismiss(messages);
  if (!behind)
    return 1;
  g_autoptr(GPtrArray) lines = error_lines(messages->errors.head->data, width, behind);
  return (int) CLAMP(lines->len, 1, ERROR_LINES) + (messages->passing != NULL);
}

static void
draw_error(const Messages *messages, Canvas *canvas, Rect area)
{
  g_autofree char *behind = how_to_dismiss(messages);
  g_autoptr(GPtrArray) lines = error_lines(messages->errors.head->data, area.width, behind);
  for (int i = 0; i < area.height && (guint) i < lines->len; i++) {
    gboolean last = i == area.height - 1;
    g_autoptr(GString) words = g_string_new(g_ptr_array_index(lines, i));
    for (guint j = (guint) i + 1; last && j < lines->len; j++)
      g_string_append_printf(words, " %s", (const char *) g_ptr_array_index(lines, j));
    int room = last ? area.width - 4 - text_width(behind) : area.width - 2;
    canvas_text(canvas, area.y + i, area.x + 1, room, words->str, STYLE_ERROR);
  }
  canvas_text_right(canvas, area.y + area.height - 1, area.x, area.width - 1, behind, STYLE_DIM);
}

void
messages_draw(const Messages *messages, Canvas *canvas, Rect area)
{
  static const Style styles[] = {STYLE_NORMAL, STYLE_OK, STYLE_WARNING, STYLE_ERROR};
  Rect former = canvas_set_clip(canvas, area), error = area;
  if (messages->passing) {
    int last = area.y + area.height - 1;
    canvas_text(canvas, last, area.x + 1, area.width - 2, messages->passing, styles[messages->passing_kind]);
    error.height--;
  }
  if (messages->errors.head && error.height > 0)
    draw_error(messages, canvas, error);
  canvas_set_clip(canvas, former);
}
