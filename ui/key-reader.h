/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the terminal's bytes to keys: UTF-8, xterm's, rxvt's and the Linux console's sequences with modifiers,
 * bracketed paste and SGR mouse reports. Knows no terminal, so that it can be tested and fuzzed. */
#pragma once
#include "ui/key.h"

typedef struct KeyReader KeyReader;
KeyReader *key_reader_new(void);
void key_reader_free(KeyReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KeyReader, key_reader_free)

/* More bytes have come. */
void key_reader_feed(KeyReader *reader, const char *bytes, gsize length);
/* TRUE and the next key. An unfinished sequence waits for more unless `timed_out`: then Esc was pressed by
 * itself. */
gboolean key_reader_next(KeyReader *reader, gboolean timed_out, Key *key);
/* Bytes of an unfinished sequence are waiting (not those of an unfinished paste, which has all the time it
 * wants). */
gboolean key_reader_is_waiting(const KeyReader *reader);
/* How many bytes those are. */
gsize key_reader_waiting(const KeyReader *reader);
