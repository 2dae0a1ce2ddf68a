/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Byte by byte and unbuffered: stdio would leave a copy in its buffer. The terminal's own line editing and
 * signals are off meanwhile, so that Ctrl-C comes as a byte and the terminal is always put back.
 */
#include "src/command/token-input.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "src/local/secret-text.h"

#define TOKEN_MOST 4096

enum { KEY_CTRL_C = 3, KEY_CTRL_D = 4, KEY_BACKSPACE = 8, KEY_CTRL_U = 21, KEY_DELETE = 127 };

/* A token goes into a header: what could end the header line, or is no part of any token, is refused here. */
static char *
checked(char *token, gsize length, GError **error)
{
  while (length > 0 && g_ascii_isspace(token[length - 1]))
    length--;
  token[length] = '\0';
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph(token[i])) {
      secret_text_free(token);
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                          "a token has no spaces and no characters beyond ASCII; what was given is not one");
      return NULL;
    }
  if (length == 0) {
    secret_text_free(token);
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no token was given");
    return NULL;
  }
  return token;
}

/* Reads a line from @fd into @token; the keys of a line editor count when @edits. Its length, or -1 for
 * Ctrl-C. */
static gssize
read_line(int fd, char *token, gboolean edits)
{
  gsize length = 0;
  char byte;
  for (;;) {
    ssize_t got = read(fd, &byte, 1);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0 || byte == '\n' || byte == '\r' || (edits && byte == KEY_CTRL_D))
      break;
    if (edits && byte == KEY_CTRL_C)
      return -1;
    if (edits && (byte == KEY_BACKSPACE || byte == KEY_DELETE))
      length -= length > 0;
    else if (edits && byte == KEY_CTRL_U)
      length = 0;
    else if (length < TOKEN_MOST - 1)
      token[length++] = byte;
  }
  secret_wipe(&byte, 1);
  return (gssize) length;
}

char *
token_from_terminal(const char *prompt, GError **error)
{
  int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  struct termios before, unseen;
  if (fd < 0 || tcgetattr(fd, &before) != 0) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                        "there is no terminal to type the token on; use --token-stdin");
    if (fd >= 0)
      close(fd);
    return NULL;
  }
  unseen = before;
  unseen.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG);
  unseen.c_cc[VMIN] = 1;
  unseen.c_cc[VTIME] = 0;
  char *token = secret_text_reserve(TOKEN_MOST);
  tcsetattr(fd, TCSAFLUSH, &unseen);
  dprintf(fd, "%s", prompt);
  gssize length = read_line(fd, token, TRUE);
  tcsetattr(fd, TCSAFLUSH, &before);
  dprintf(fd, "\n");
  close(fd);
  if (length >= 0)
    return checked(token, (gsize) length, error);
  secret_text_free(token);
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return NULL;
}

char *
token_from_stdin(GError **error)
{
  char *token = secret_text_reserve(TOKEN_MOST);
  return checked(token, (gsize) read_line(STDIN_FILENO, token, FALSE), error);
}
