/* SPDX-License-Identifier: GPL-3.0-or-later */
/* curses does the output only: keys are read from the descriptor by key-reader.c, which knows more sequences
 * and never waits. What was shown last is kept as a canvas; rows that differ are handed to curses, and curses
 * sends what changed. */
#include "ui/screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "ui/fatal-signals.h"
#include "ui/key-reader.h"
#include "ui/text.h"
#include "ui/theme.h"

enum { ESCAPE_MICROSECONDS = 25000, OWN_COLOURS = 17 };
/* No person's terminal is larger; one that says so (stty rows 65535) is drawn in its corner. */
enum { LARGEST_HEIGHT = 600, LARGEST_WIDTH = 1500 };
#define PASTE_ON "\x1b[?2004h"
#define PASTE_OFF "\x1b[?2004l"
#define MOUSE_ON "\x1b[?1000h\x1b[?1006h"
#define MOUSE_OFF "\x1b[?1006l\x1b[?1000l"

struct Screen {
  SCREEN *curses;
  Canvas *drawn, *shown;
  gboolean shown_is_stale;
  KeyReader *reader;
  gint64 waiting_since;
  guint64 input_read; /* bytes */
  gboolean mouse, colour, suspended;
  gint16 pairs[OWN_COLOURS][OWN_COLOURS];
  gint16 n_pairs;
};

static void
send(const char *text, gsize length)
{
  while (length > 0) {
    gssize sent = write(STDOUT_FILENO, text, length);
    if (sent < 0 && errno != EINTR)
      return;
    if (sent > 0) {
      text += sent;
      length -= (gsize) sent;
    }
  }
}

static void
send_modes(const Screen *screen, gboolean on)
{
  g_autofree char *text =
      g_strconcat(on ? PASTE_ON : PASTE_OFF, screen->mouse ? (on ? MOUSE_ON : MOUSE_OFF) : "", NULL);
  send(text, strlen(text));
}

/* ncurses 6.4 flushes at every cursor move until its first endwin() and refresh(). They are done here once,
 * unseen, and from then on a frame is one write(). */
static void
settle_output(void)
{
  int terminal = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (terminal >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
    refresh();
    endwin();
    dup2(terminal, STDOUT_FILENO);
  }
  if (nowhere >= 0)
    close(nowhere);
  if (terminal >= 0)
    close(terminal);
  clearok(curscr, TRUE);
  refresh();
}

static void
set_modes(Screen *screen)
{
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  set_escdelay(25);
  screen->colour = theme_wants_colour() && has_colors();
  if (screen->colour) {
    start_color();
    use_default_colors();
  }
}

/* TERM=dumb and the like: curses would write all into one line. */
static gboolean
can_place_cursor(void)
{
  char name[] = "cup"; /* not const, as some curses want it */
  const char *sequence = tigetstr(name);
  return sequence && sequence != (char *) -1;
}

/* Without its pauses ("$<50>"), which no terminal of today needs. */
static void
append_capability(GString *sequence, const char *capability)
{
  g_autofree char *name = g_strdup(capability); /* not const, as some curses want it */
  const char *text = tigetstr(name);
  if (!text || text == (char *) -1)
    return;
  for (const char *pause; (pause = strstr(text, "$<")) && strchr(pause, '>'); text = strchr(pause, '>') + 1)
    g_string_append_len(sequence, text, pause - text);
  g_string_append(sequence, text);
}

/* What screen_suspend() does, for when there is no time left to call it. */
static void
prepare_for_the_worst(gboolean mouse, const struct termios *before)
{
  GString *sequence = g_string_new(PASTE_OFF);
  g_string_append(sequence, mouse ? MOUSE_OFF : "");
  append_capability(sequence, "sgr0");
  append_capability(sequence, "rmcup");
  append_capability(sequence, "rmkx");
  append_capability(sequence, "cnorm");
  fatal_signals_catch(before, sequence->str);
  fatal_signals_terminal_taken(TRUE);
  g_string_free(sequence, TRUE);
}

Screen *
screen_start(gboolean mouse, const char **reason)
{
  setlocale(LC_ALL, "");
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    *reason = "standard input and output must be a terminal";
    return NULL;
  }
  /* The size is the terminal's: LINES and COLUMNS may be another one's, left in the environment. */
  use_env(FALSE);
  use_tioctl(TRUE);
  struct termios before = {0};
  tcgetattr(STDOUT_FILENO, &before);
  SCREEN *curses = newterm(NULL, stdout, stdin);
  if (!curses) {
    *reason = "the terminal's type (TERM) is unknown";
    return NULL;
  }
  if (!can_place_cursor()) {
    endwin();
    delscreen(curses);
    *reason = "the terminal (TERM) cannot move its cursor, so there is no screen to draw on";
    return NULL;
  }
  prepare_for_the_worst(mouse, &before);
  Screen *screen = g_new0(Screen, 1);
  screen->curses = curses;
  screen->mouse = mouse;
  screen->reader = key_reader_new();
  set_modes(screen);
  settle_output();
  send_modes(screen, TRUE);
  if (LINES > LARGEST_HEIGHT || COLS > LARGEST_WIDTH)
    resizeterm(MIN(LINES, LARGEST_HEIGHT), MIN(COLS, LARGEST_WIDTH));
  screen->drawn = canvas_new(LINES, COLS);
  screen->shown = canvas_new(LINES, COLS);
  screen->shown_is_stale = TRUE;
  canvas_set_ascii(screen->drawn, strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
  return screen;
}

void
screen_stop(Screen *screen)
{
  if (!screen)
    return;
  screen_suspend(screen);
  delscreen(screen->curses);
  canvas_free(screen->drawn);
  canvas_free(screen->shown);
  key_reader_free(screen->reader);
  g_free(screen);
}

Canvas *
screen_begin(Screen *screen)
{
  canvas_clear(screen->drawn);
  return screen->drawn;
}

static short
colour_pair(Screen *screen, int foreground, int background)
{
  gint16 *pair = &screen->pairs[foreground + 1][background + 1];
  if (*pair == 0 && screen->n_pairs < COLOR_PAIRS - 1) {
    *pair = ++screen->n_pairs;
    init_pair(*pair, (short) foreground, (short) background);
  }
  return *pair;
}

static attr_t
attributes(Screen *screen, Style style, short *pair)
{
  ThemeLook look = theme_look(style, screen->colour);
  *pair = 0;
  if (screen->colour && (look.foreground >= 0 || look.background >= 0))
    *pair = colour_pair(screen, look.foreground, look.background);
  return (look.bold ? A_BOLD : 0) | (look.dim ? A_DIM : 0) | (look.reverse ? A_REVERSE : 0) |
         (look.underline ? A_UNDERLINE : 0);
}

/* The first character and its marks; joiners, selectors and what they join are left out, because terminals
 * don't agree on them. */
static void
cell_characters(const Cell *cell, wchar_t out[CCHARW_MAX + 1])
{
  wchar_t first = (wchar_t) g_utf8_get_char(cell->text);
  memset(out, 0, sizeof(wchar_t) * (CCHARW_MAX + 1));
  out[0] = wcwidth(first) == cell->width ? first : cell->width == 1 ? 0xfffd : 0x3000;
  int n = 1;
  for (const char *p = g_utf8_next_char(cell->text); *p && n < CCHARW_MAX; p = g_utf8_next_char(p)) {
    gunichar mark = g_utf8_get_char(p);
    if (mark == 0x200d)
      break;
    if (g_unichar_ismark(mark) && wcwidth((wchar_t) mark) == 0 && (mark < 0xfe00 || mark > 0xfe0f))
      out[n++] = (wchar_t) mark;
  }
}

static void
put_row(Screen *screen, int y)
{
  move(y, 0);
  for (int x = 0; x < canvas_width(screen->drawn); x++) {
    const Cell *cell = canvas_cell(screen->drawn, y, x);
    if (cell->width == 0)
      continue;
    short pair;
    attr_t attrs = attributes(screen, cell->style, &pair);
    wchar_t characters[CCHARW_MAX + 1];
    cell_characters(cell, characters);
    cchar_t out;
    if (setcchar(&out, characters, attrs, pair, NULL) == OK)
      mvadd_wch(y, x, &out);
  }
}

static gboolean
row_differs(const Screen *screen, int y)
{
  gsize bytes = sizeof(Cell) * (gsize) canvas_width(screen->drawn);
  return screen->shown_is_stale ||
         memcmp(canvas_cell(screen->drawn, y, 0), canvas_cell(screen->shown, y, 0), bytes) != 0;
}

void
screen_present(Screen *screen)
{
  if (screen->suspended)
    return;
  for (int y = 0; y < canvas_height(screen->drawn); y++)
    if (row_differs(screen, y))
      put_row(screen, y);
  int y, x;
  gboolean visible;
  if (!canvas_get_cursor(screen->drawn, &y, &x, &visible)) {
    y = canvas_height(screen->drawn) - 1;
    x = 0;
    visible = FALSE;
  }
  curs_set(visible ? 1 : 0);
  move(y, x);
  refresh();
  gboolean ascii = canvas_is_ascii(screen->drawn);
  Canvas *swap = screen->shown;
  screen->shown = screen->drawn;
  screen->drawn = swap;
  canvas_set_ascii(screen->drawn, ascii);
  screen->shown_is_stale = FALSE;
}

void
screen_redraw(Screen *screen)
{
  screen->shown_is_stale = TRUE;
  clearok(stdscr, TRUE);
}

void
screen_resized(Screen *screen)
{
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
    return;
  int height = MIN(size.ws_row, LARGEST_HEIGHT), width = MIN(size.ws_col, LARGEST_WIDTH);
  if (!screen->suspended)
    resizeterm(height, width);
  canvas_resize(screen->drawn, height, width);
  canvas_resize(screen->shown, height, width);
  screen_redraw(screen);
}

void
screen_size(const Screen *screen, int *height, int *width)
{
  *height = canvas_height(screen->drawn);
  *width = canvas_width(screen->drawn);
}

/* Reads what is there, without waiting. */
static gboolean
fill_reader(Screen *screen)
{
  char bytes[4096];
  int waiting = 0;
  if (ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0 || waiting <= 0)
    return FALSE;
  gssize got = read(STDIN_FILENO, bytes, sizeof bytes);
  if (got > 0)
    key_reader_feed(screen->reader, bytes, (gsize) got);
  screen->input_read += got > 0 ? (guint64) got : 0;
  return got > 0;
}

gboolean
screen_read_key(Screen *screen, Key *key)
{
  gboolean late =
      screen->waiting_since && g_get_monotonic_time() - screen->waiting_since >= ESCAPE_MICROSECONDS;
  do {
    if (key_reader_next(screen->reader, FALSE, key)) {
      screen->waiting_since = 0;
      return TRUE;
    }
  } while (fill_reader(screen));
  if (late && key_reader_next(screen->reader, TRUE, key)) {
    screen->waiting_since = 0;
    return TRUE;
  }
  if (!key_reader_is_waiting(screen->reader))
    screen->waiting_since = 0;
  else if (!screen->waiting_since)
    screen->waiting_since = g_get_monotonic_time();
  return FALSE;
}

gboolean
screen_input_hung_up(const Screen *screen)
{
  return key_reader_is_waiting(screen->reader);
}

guint64
screen_input_taken(const Screen *screen)
{
  return screen->input_read - key_reader_waiting(screen->reader);
}

void
screen_suspend(Screen *screen)
{
  if (screen->suspended)
    return;
  send_modes(screen, FALSE);
  curs_set(1);
  endwin();
  fatal_signals_terminal_taken(FALSE);
  screen->suspended = TRUE;
}

void
screen_resume(Screen *screen)
{
  if (!screen->suspended)
    return;
  screen->suspended = FALSE;
  fatal_signals_terminal_taken(TRUE);
  refresh();
  send_modes(screen, TRUE);
  screen_resized(screen);
}

void
screen_copy(Screen *screen, const char *text)
{
  if (screen->suspended)
    return;
  g_autofree char *coded = g_base64_encode((const guchar *) text, strlen(text));
  g_autofree char *sequence = g_strdup_printf("\x1b]52;c;%s\x07", coded);
  send(sequence, strlen(sequence));
}

/* The text is clean; of what is left only a semicolon means something in these sequences. */
void
screen_notify(Screen *screen, const char *how, const char *text)
{
  g_autofree char *words = g_strdelimit(g_strdup(text), ";", ',');
  g_autofree char *sequence = NULL;
  if (strcmp(how, "bell") == 0)
    sequence = g_strdup("\a");
  else if (strcmp(how, "osc9") == 0)
    sequence = g_strdup_printf("\x1b]9;%s\a", words);
  else if (strcmp(how, "osc777") == 0)
    sequence = g_strdup_printf("\x1b]777;notify;canvass;%s\a", words);
  if (sequence && !screen->suspended)
    send(sequence, strlen(sequence));
}
