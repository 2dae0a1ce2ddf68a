/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors wait in a queue, the oldest shown; what is not an error is shown over nothing and gone at the next
 * key. */
#include "ui/messages.h"

#include <string.h>

#include "ui/text.h"

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
  *kind = messages->errors.head ? MESSAGE_ERROR : messages->passing_kind;
  return messages->errors.head ? messages->errors.head->data : messages->passing;
}

void
messages_draw(const Messages *messages, Canvas *canvas, Rect line)
{
  static const Style styles[] = {STYLE_NORMAL, STYLE_OK, STYLE_WARNING, STYLE_ERROR};
  MessageKind kind;
  const char *text = messages_text(messages, &kind);
  if (!text)
    return;
  Rect former = canvas_set_clip(canvas, line);
  g_autofree char *rest = NULL;
  if (messages->errors.length > 1)
    rest = g_strdup_printf("Esc: dismiss, %u more", messages->errors.length - 1);
  else if (kind == MESSAGE_ERROR)
    rest = g_strdup("Esc: dismiss");
  int right = rest ? text_width(rest) + 2 : 0;
  canvas_text(canvas, line.y, line.x + 1, line.width - 2 - right, text, styles[kind]);
  if (rest)
    canvas_text_right(canvas, line.y, line.x, line.width - 1, rest, STYLE_DIM);
  canvas_set_clip(canvas, former);
}
