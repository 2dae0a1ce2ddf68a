/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal on the disk. Appending takes the file's lock for a moment, because a torn last line must be
 * closed and a failed write taken back, and two programs may append at once. Whoever holds it does so for one
 * write; a program that was stopped in the middle of it holds it for ever, and is not waited for. Reading
 * needs no lock: a line that is just being written is a torn one.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/local/journal-private.h"

#define PATIENCE_US (G_USEC_PER_SEC) /* a slow disk has written by then */
#define IMPATIENCE_US 20000          /* for whom that was not long enough the last time */
#define PAUSE_US 2000

char *
journal_new_intent_id(void)
{
  return g_uuid_string_random();
}

void
journal_sync_folder(const Journal *journal)
{
  g_autofree char *folder = g_path_get_dirname(journal->path);
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void) fsync(fd);
  close(fd);
}

static gboolean
open_file(Journal *journal, GError **error)
{
  journal->fd = open(journal->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (journal->fd < 0)
    return local_error_set_errno(error, errno, "cannot open", journal->path);
  (void) fchmod(journal->fd, 0600);
  journal_sync_folder(journal);
  return TRUE;
}

Journal *
journal_open(const Paths *paths, GError **error)
{
  Journal *journal = g_new0(Journal, 1);
  journal->path = g_build_filename(paths->state, "journal", NULL);
  if (open_file(journal, error))
    return journal;
  journal_close(journal);
  return NULL;
}

void
journal_close(Journal *journal)
{
  if (!journal)
    return;
  if (journal->fd >= 0)
    close(journal->fd);
  journal_index_clear(&journal->index);
  g_free(journal->path);
  g_free(journal);
}

void
journal_set_lost(Journal *journal, JournalLost lost, gpointer data)
{
  journal->lost = lost;
  journal->lost_data = data;
}

static void
tell_lost(Journal *journal, const GError *error)
{
  if (journal->is_told || !journal->lost)
    return;
  journal->is_told = TRUE;
  g_autofree char *line = g_strdup_printf("What is done now is missing in the journal: %s", error->message);
  journal->lost(line, journal->lost_data);
}

/* Whether the file of @size bytes ends in the middle of a line. */
static gboolean
ends_torn(const Journal *journal, off_t size)
{
  char last = '\n';
  return size > 0 && pread(journal->fd, &last, 1, size - 1) == 1 && last != '\n';
}

gboolean
journal_write_all(int fd, const char *text, gsize length)
{
  while (length > 0) {
    ssize_t written = write(fd, text, length);
    if (written < 0 && errno != EINTR)
      return FALSE;
    if (written > 0) {
      text += written;
      length -= (gsize) written;
    }
  }
  return TRUE;
}

/* With the lock held. What could not be written whole and synced is taken out again. */
static gboolean
append_line(Journal *journal, const char *line, GError **error)
{
  struct stat info;
  if (fstat(journal->fd, &info) != 0)
    return local_error_set_errno(error, errno, "cannot read", journal->path);
  g_autofree char *whole = g_strconcat(ends_torn(journal, info.st_size) ? "\n" : "", line, NULL);
  if (journal_write_all(journal->fd, whole, strlen(whole)) && fsync(journal->fd) == 0) {
    journal_tidy_if_large(journal);
    return TRUE;
  }
  int saved = errno;
  if (ftruncate(journal->fd, info.st_size) == 0)
    (void) fsync(journal->fd);
  return local_error_set_errno(error, saved, "cannot write to the journal", journal->path);
}

static gboolean
take_lock(Journal *journal, GError **error)
{
  gint64 until = g_get_monotonic_time() + (journal->was_kept_waiting ? IMPATIENCE_US : PATIENCE_US);
  int trouble;
  while ((trouble = flock(journal->fd, LOCK_EX | LOCK_NB) != 0 ? errno : 0) != 0) {
    if (trouble != EINTR && (trouble != EWOULDBLOCK || g_get_monotonic_time() >= until))
      break;
    g_usleep(PAUSE_US);
  }
  journal->was_kept_waiting = trouble == EWOULDBLOCK;
  if (journal->was_kept_waiting)
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED,
                        "another copy of canvass holds the journal and does not let go of it: go on with it "
                        "where it was stopped, or end it");
  else if (trouble != 0)
    local_error_set_errno(error, trouble, "cannot lock the journal", journal->path);
  return trouble == 0;
}

/* Somebody removed the file, or put another one in its place: what is written to ours nobody will read. */
static gboolean
is_replaced(const Journal *journal)
{
  struct stat ours, there;
  return fstat(journal->fd, &ours) != 0 || stat(journal->path, &there) != 0 || ours.st_ino != there.st_ino ||
         ours.st_dev != there.st_dev;
}

gboolean
journal_hold(Journal *journal, GError **error)
{
  for (;;) {
    if (journal->fd < 0 && !open_file(journal, error))
      return FALSE;
    if (!take_lock(journal, error))
      return FALSE;
    if (!is_replaced(journal))
      break;
    close(journal->fd);
    journal->fd = -1;
  }
  journal->is_held = TRUE;
  return TRUE;
}

void
journal_let_go(Journal *journal)
{
  journal->is_held = FALSE;
  (void) flock(journal->fd, LOCK_UN);
}

static gboolean
append(Journal *journal, const JournalEntry *entry, GError **error)
{
  g_autofree char *json = journal_entry_to_json(entry);
  g_autofree char *line = g_strconcat(json, "\n", NULL);
  if (journal->is_held)
    return append_line(journal, line, error);
  if (!journal_hold(journal, error))
    return FALSE;
  gboolean written = append_line(journal, line, error);
  journal_let_go(journal);
  return written;
}

gboolean
journal_append(Journal *journal, const JournalEntry *entry, GError **error)
{
  g_autoptr(GError) own = NULL;
  gboolean written = append(journal, entry, &own);
  if (written)
    journal->is_told = FALSE;
  else if (error)
    g_propagate_error(error, g_steal_pointer(&own));
  else
    tell_lost(journal, own);
  return written;
}

gboolean
journal_append_call(Journal *journal, const char *connection, const char *server, const char *method,
                    const char *path, const char *ended, const char *request_id, GError **error)
{
  g_autofree char *outcome = g_strdup_printf("%s %s: %s", method, path, ended);
  const JournalEntry entry = {.kind = JOURNAL_CALL,
                              .connection = connection,
                              .server = server,
                              .request_id = request_id,
                              .outcome = outcome};
  return journal_append(journal, &entry, error);
}
