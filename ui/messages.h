/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message line. What was done fades at the next key; an error stays until Esc has read it, above what was
 * done since. Errors queue up, none is lost. */
#pragma once
#include "ui/canvas.h"

typedef enum MessageKind { MESSAGE_INFO, MESSAGE_OK, MESSAGE_WARNING, MESSAGE_ERROR } MessageKind;

typedef struct Messages Messages;
Messages *messages_new(void);
void messages_free(Messages *messages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Messages, messages_free)

/* Copies the text. The same error twice in a row is shown once. */
void messages_say(Messages *messages, MessageKind kind, const char *text);
/* A key was pressed: what is not an error goes. */
void messages_key(Messages *messages);
/* Esc: the error that is shown has been read. FALSE if there was none, and Esc means something else. */
gboolean messages_dismiss(Messages *messages);
/* The newest word that is shown, or NULL: what is not an error, else the error. */
const char *messages_text(const Messages *messages, MessageKind *kind);
/* How many lines of that width show it whole, as far as there are so many: 1 unless there is a long error, or
 * something was done since. */
int messages_lines(const Messages *messages, int width);
void messages_draw(const Messages *messages, Canvas *canvas, Rect area);
