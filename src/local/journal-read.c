/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the journal. What was read once is not read again: only what was appended since, by whomever, if
 * the file is still the one that was read. Most records are edits, which no question here is about; they are
 * passed over unread.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/local/journal-private.h"

void
journal_index_clear(JournalIndex *index)
{
  if (index->intents)
    g_ptr_array_unref(index->intents);
  *index = (JournalIndex){0};
}

static GPtrArray *
entries_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify) journal_entry_free);
}

/* Is it about something that has an intent? */
static gboolean
is_of_intent(const JournalEntry *entry)
{
  return entry->kind != JOURNAL_EDIT && entry->kind != JOURNAL_DELETE && entry->kind != JOURNAL_CALL &&
         (entry->intent_id || entry->sending);
}

/* Adds the records of @text, which ends with a NUL that is not counted and is changed; @all: edits too. */
static void
take_lines(GPtrArray *entries, char *text, gsize length, gboolean all)
{
  char *end = text + length;
  for (char *line = text; line < end;) {
    char *stop = memchr(line, '\n', (gsize) (end - line));
    stop = stop ? stop : end;
    *stop = '\0';
    gsize size = (gsize) (stop - line);
    /* A power cut may leave zeros in a line: then its length is not what it seems. */
    gboolean skip = size == 0 || strlen(line) != size || (!all && journal_line_is_history(line));
    JournalEntry *entry = skip ? NULL : journal_entry_from_line(line);
    if (entry && (all || is_of_intent(entry)))
      g_ptr_array_add(entries, entry);
    else
      journal_entry_free(entry);
    line = stop + 1;
  }
}

/* Reading on */

/* Is @fd the file of the index, with all that was read of it? A record that could not be synced is taken out
 * again, and another may stand in its place. */
static gboolean
goes_on(const JournalIndex *index, int fd, const struct stat *info)
{
  char tail[JOURNAL_TAIL];
  return index->intents && info->st_dev == index->device && info->st_ino == index->inode &&
         info->st_size >= index->end &&
         pread(fd, tail, index->tail_length, index->end - (off_t) index->tail_length) ==
             (ssize_t) index->tail_length &&
         memcmp(tail, index->tail, index->tail_length) == 0;
}

/* What follows byte @from, as far as it goes; ends with a NUL that is not counted. NULL: errno. */
static char *
read_from(int fd, off_t from, off_t size, gsize *length)
{
  gsize room = size > from ? (gsize) (size - from) : 0;
  char *text = g_malloc(room + 1);
  *length = 0;
  while (*length < room) {
    ssize_t got = pread(fd, text + *length, room - *length, from + (off_t) *length);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      g_free(text);
      return NULL;
    }
    if (got == 0)
      break;
    *length += (gsize) got;
  }
  text[*length] = '\0';
  return text;
}

/* Remembers the last bytes of whole lines; @length of them are new. */
static void
remember_tail(JournalIndex *index, const char *text, gsize length)
{
  gsize fresh = MIN(length, JOURNAL_TAIL), kept = MIN(index->tail_length, JOURNAL_TAIL - fresh);
  memmove(index->tail, index->tail + index->tail_length - kept, kept);
  memcpy(index->tail + kept, text + length - fresh, fresh);
  index->tail_length = kept + fresh;
  index->end += (off_t) length;
}

static gboolean
read_on(JournalIndex *index, int fd)
{
  struct stat info;
  if (fstat(fd, &info) != 0)
    return FALSE;
  if (!goes_on(index, fd, &info)) {
    journal_index_clear(index);
    index->intents = entries_new();
    index->device = info.st_dev;
    index->inode = info.st_ino;
  }
  gsize length;
  g_autofree char *text = read_from(fd, index->end, info.st_size, &length);
  if (!text)
    return FALSE;
  const char *last = memrchr(text, '\n', length);
  gsize whole = last ? (gsize) (last - text) + 1 : 0;
  remember_tail(index, text, whole);
  g_ptr_array_set_size(index->intents, (gint) index->settled);
  take_lines(index->intents, text, whole, FALSE);
  index->settled = index->intents->len;
  take_lines(index->intents, text + whole, length - whole, FALSE);
  return TRUE;
}

const GPtrArray *
journal_intents(Journal *journal, GError **error)
{
  int fd = open(journal->path, O_RDONLY | O_CLOEXEC);
  gboolean is_read = fd >= 0 && read_on(&journal->index, fd);
  if (!is_read)
    local_error_set_errno(error, errno, "cannot read the journal", journal->path);
  if (fd >= 0)
    close(fd);
  return is_read ? journal->index.intents : NULL;
}

/* All of it */

/* A file that is not there has no records. */
static GPtrArray *
read_file(const char *path, gboolean may_lack, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr(GError) cause = NULL;
  gboolean is_read = g_file_get_contents(path, &text, &length, &cause);
  if (!is_read && !(may_lack && g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE, "cannot read the journal: %s", cause->message);
    return NULL;
  }
  GPtrArray *entries = entries_new();
  if (is_read)
    take_lines(entries, text, length, TRUE);
  return entries;
}

/* Both are in the order in which they were written; of two that are as old the moved one goes first. */
static GPtrArray *
merge(GPtrArray *moved, GPtrArray *kept)
{
  GPtrArray *both = entries_new();
  guint i = 0, j = 0;
  while (i < moved->len || j < kept->len) {
    const JournalEntry *one = i < moved->len ? moved->pdata[i] : NULL;
    const JournalEntry *other = j < kept->len ? kept->pdata[j] : NULL;
    gboolean first = one && (!other || one->when <= other->when);
    g_ptr_array_add(both, first ? moved->pdata[i++] : kept->pdata[j++]);
  }
  g_ptr_array_set_free_func(moved, NULL);
  g_ptr_array_set_free_func(kept, NULL);
  return both;
}

GPtrArray *
journal_read(Journal *journal, GError **error)
{
  g_auto(GStrv) history = journal_history_paths(journal);
  g_autoptr(GPtrArray) moved = entries_new();
  for (guint i = 0; history[i]; i++) {
    g_autoptr(GPtrArray) part = read_file(history[i], TRUE, error);
    if (!part)
      return NULL;
    g_ptr_array_extend_and_steal(moved, g_steal_pointer(&part));
  }
  g_autoptr(GPtrArray) kept = read_file(journal->path, FALSE, error);
  if (!kept)
    return NULL;
  return moved->len ? merge(moved, kept) : g_steal_pointer(&kept);
}

/* Seconds */

static gboolean
is_end(JournalKind kind)
{
  return kind == JOURNAL_SEND_DONE || kind == JOURNAL_SEND_REFUSED || kind == JOURNAL_SEND_CANCELLED;
}

/* What became of each intent: its ID to the last kind of record about it. An end is final. */
static GHashTable *
fates_of(const GPtrArray *entries)
{
  GHashTable *fates = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = entries->pdata[i];
    if (!entry->intent_id || entry->kind > JOURNAL_SEND_CANCELLED)
      continue;
    gpointer before = g_hash_table_lookup(fates, entry->intent_id);
    /* Done may still be followed by cancelled. */
    if (!is_end((JournalKind) GPOINTER_TO_INT(before)) || is_end(entry->kind))
      g_hash_table_insert(fates, (gpointer) entry->intent_id, GINT_TO_POINTER(entry->kind));
  }
  return fates;
}

gboolean
journal_send_second_taken(Journal *journal, const char *list_id, const char *survey_id, gint64 send_at)
{
  const GPtrArray *entries = journal_intents(journal, NULL);
  if (!entries)
    return TRUE;
  g_autoptr(GHashTable) fates = fates_of(entries);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = entries->pdata[i];
    if (entry->kind == JOURNAL_SEND_INTENT && entry->send_at / 1000 == send_at / 1000 &&
        (g_strcmp0(entry->list_id, list_id) == 0 || g_strcmp0(entry->survey_id, survey_id) == 0) &&
        entry->intent_id &&
        (JournalKind) GPOINTER_TO_INT(g_hash_table_lookup(fates, entry->intent_id)) != JOURNAL_SEND_REFUSED)
      return TRUE;
  }
  return FALSE;
}
