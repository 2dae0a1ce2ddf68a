/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the journal share. */
#pragma once

#include <sys/types.h>

#include "src/local/journal.h"

/* As much of what was read as shows that the file still has it. */
#define JOURNAL_TAIL 256

/* What was read of the file so far, which others append to as well. */
typedef struct {
  GPtrArray *intents; /* of JournalEntry; NULL: nothing was read yet */
  guint settled;      /* so many of them are of whole lines; the rest stood in a torn one */
  dev_t device;
  ino_t inode;
  off_t end; /* of the last whole line */
  char tail[JOURNAL_TAIL];
  gsize tail_length;
} JournalIndex;

struct Journal {
  char *path;
  int fd;
  gboolean was_kept_waiting; /* in vain, the last time */
  gboolean is_held;          /* its lock is taken for more than one append */
  JournalLost lost;
  gpointer lost_data;
  gboolean is_told; /* since the last record that was written */
  JournalIndex index;
  off_t most; /* above this size its history is moved away; 0: JOURNAL_MOST */
};

/* NULL for what is no record: torn, damaged, or of a kind that a later version writes. */
JournalEntry *journal_entry_from_line(const char *line);

/* Is it surely, from its first bytes, a record that no intent needs: an edit, a deletion, a call? Ends with
 * its line's end or a NUL. */
gboolean journal_line_is_history(const char *line);

void journal_index_clear(JournalIndex *index);

gboolean journal_write_all(int fd, const char *text, gsize length);
/* A new name is only there after a power cut when its folder is synced as well. */
void journal_sync_folder(const Journal *journal);

/* The files that history was moved to, the older first; NULL-terminated. New. */
char **journal_history_paths(const Journal *journal);
/* Moves it when there is much of it. With the lock held, which is held afterwards too, of the file that is
 * there then. What fails leaves everything as it was, and is tried again when the file has grown. */
void journal_tidy_if_large(Journal *journal);
