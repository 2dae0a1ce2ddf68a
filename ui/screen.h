/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal, and the only file that includes curses. Drawing is done on a canvas; screen_present() paints
 * what differs from what the terminal shows, with one write() a frame. Keys come in without waiting. */
#pragma once
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct Screen Screen;

/* Takes the terminal over. NULL if standard input or output is no terminal, or its type is unknown; `reason`
 * (static) then says why. */
Screen *screen_start(gboolean mouse, const char **reason);
/* Gives the terminal back as it was. Harmless on NULL. */
void screen_stop(Screen *screen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Screen, screen_stop)

/* Blank, of the terminal's size; draw on it, then present it. Owned by the screen. */
Canvas *screen_begin(Screen *screen);
void screen_present(Screen *screen);
/* The whole screen is painted anew at the next present (Ctrl-l). */
void screen_redraw(Screen *screen);

/* Reads the terminal's size again (SIGWINCH). */
void screen_resized(Screen *screen);
void screen_size(const Screen *screen, int *height, int *width);

/* TRUE and the next key, or FALSE if none is there. Clear the key with key_clear(). */
gboolean screen_read_key(Screen *screen, Key *key);
/* Bytes of an unfinished sequence are waiting: read again after ESCDELAY (25 ms). */
gboolean screen_input_hung_up(const Screen *screen);
/* How many bytes of input have become keys so far (those of an unfinished paste count as taken). */
guint64 screen_input_taken(const Screen *screen);

/* Around $EDITOR and Ctrl-Z: the terminal is the shell's in between. */
void screen_suspend(Screen *screen);
void screen_resume(Screen *screen);

/* Hands `text` to the terminal's clipboard (OSC 52), so that it works over SSH too. */
void screen_copy(Screen *screen, const char *text);

/* Calls for attention: with @how "bell" it rings, with "osc9" and "osc777" the terminal shows @text on the
 * desktop (two ways, of which a terminal knows one); with anything else nothing happens. */
void screen_notify(Screen *screen, const char *how, const char *text);
