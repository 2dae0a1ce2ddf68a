/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journal that has grown large is mostly edits, which no question is asked about: they move to a file of
 * their own, and when that has grown large too, to an older one in the place of what was there. Sends and
 * what was made, and every line that is not surely an edit, stay where they are, byte by byte. The moved ones
 * are on the disk before the journal without them takes the old one's place; ended in between, they stand in
 * both, which the next time sees.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/local/journal-private.h"

#define MOST ((off_t) 8 * 1024 * 1024)
#define MOST_HISTORY ((off_t) 64 * 1024 * 1024)

char **
journal_history_paths(const Journal *journal)
{
  char **paths = g_new0(char *, 3);
  paths[0] = g_strconcat(journal->path, ".history.1", NULL);
  paths[1] = g_strconcat(journal->path, ".history", NULL);
  return paths;
}

/* All of the file; NULL: it can't be read. */
static GString *
read_all(int fd)
{
  struct stat info;
  if (fstat(fd, &info) != 0)
    return NULL;
  GString *text = g_string_sized_new((gsize) info.st_size + 1);
  char block[64 * 1024];
  off_t at = 0;
  for (ssize_t got; (got = pread(fd, block, sizeof block, at)) != 0;) {
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      g_string_free(text, TRUE);
      return NULL;
    }
    g_string_append_len(text, block, got);
    at += got;
  }
  return text;
}

/* A last line without an end stays: the next append closes it. */
static void
part(const GString *text, GString *moved, GString *kept)
{
  const char *end = text->str + text->len;
  for (const char *line = text->str; line < end;) {
    const char *stop = memchr(line, '\n', (gsize) (end - line));
    gsize size = stop ? (gsize) (stop - line) + 1 : (gsize) (end - line);
    gboolean moves = stop && journal_line_is_history(line);
    g_string_append_len(moves ? moved : kept, line, (gssize) size);
    line += size;
  }
}

/* What of @moved the history does not have yet. It ends with the @length bytes of @tail, which are @all of it
 * or its last ones. */
static const char *
missing(const GString *moved, const char *tail, gsize length, gboolean all)
{
  for (gsize end = moved->len; end > 0; end--) {
    gsize same = MIN(end, length);
    if (moved->str[end - 1] == '\n' && (end <= length || !all) &&
        memcmp(tail + length - same, moved->str + end - same, same) == 0)
      return moved->str + end;
  }
  return moved->str;
}

/* Takes a torn last line off, which is of a move that was cut short; returns the size, or -1. */
static off_t
whole_size(int fd)
{
  struct stat info;
  char last;
  if (fstat(fd, &info) != 0)
    return -1;
  off_t size = info.st_size;
  while (size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n')
    size--;
  return size == info.st_size || ftruncate(fd, size) == 0 ? size : -1;
}

/* On the disk when this returns TRUE. */
static gboolean
append_history(int fd, const GString *moved)
{
  char tail[8192];
  off_t size = whole_size(fd);
  if (size < 0)
    return FALSE;
  gsize length = (gsize) MIN(size, (off_t) sizeof tail);
  if (pread(fd, tail, length, size - (off_t) length) != (ssize_t) length)
    return FALSE;
  const char *rest = missing(moved, tail, length, size == (off_t) length);
  if (journal_write_all(fd, rest, moved->len - (gsize) (rest - moved->str)) && fsync(fd) == 0)
    return TRUE;
  (void) ftruncate(fd, size);
  return FALSE;
}

static gboolean
keep_history(const Journal *journal, const GString *moved)
{
  g_auto(GStrv) paths = journal_history_paths(journal);
  struct stat info;
  if (stat(paths[1], &info) == 0 && info.st_size > MOST_HISTORY)
    (void) rename(paths[1], paths[0]);
  int fd = open(paths[1], O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  gboolean is_kept = fchmod(fd, 0600) == 0 && append_history(fd, moved);
  close(fd);
  return is_kept;
}

/* The new file is locked before anybody can see it, so that who holds the journal holds it on. */
static gboolean
replace(Journal *journal, const GString *kept)
{
  g_autofree char *path = g_strconcat(journal->path, ".new", NULL);
  (void) unlink(path);
  int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  if (journal_write_all(fd, kept->str, kept->len) && fsync(fd) == 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
      rename(path, journal->path) == 0) {
    (void) flock(journal->fd, LOCK_UN); /* who waits for the old one sees that it is no longer there */
    close(journal->fd);
    journal->fd = fd;
    journal_sync_folder(journal);
    return TRUE;
  }
  close(fd);
  (void) unlink(path);
  return FALSE;
}

static void
tidy(Journal *journal, off_t least)
{
  GString *text = read_all(journal->fd);
  if (!text)
    return;
  GString *moved = g_string_new(NULL), *kept = g_string_new(NULL);
  part(text, moved, kept);
  if ((off_t) moved->len > least && keep_history(journal, moved))
    replace(journal, kept);
  g_string_free(text, TRUE);
  g_string_free(moved, TRUE);
  g_string_free(kept, TRUE);
}

void
journal_tidy_if_large(Journal *journal)
{
  struct stat info;
  if (fstat(journal->fd, &info) != 0 || info.st_size <= MAX(journal->most, MOST))
    return;
  tidy(journal, MOST / 2);
  if (fstat(journal->fd, &info) == 0)
    journal->most = info.st_size + MOST / 2;
}

gboolean
journal_tidy(Journal *journal, GError **error)
{
  gboolean was_held = journal->is_held;
  if (!was_held && !journal_hold(journal, error))
    return FALSE;
  tidy(journal, 0);
  if (!was_held)
    journal_let_go(journal);
  return TRUE;
}
