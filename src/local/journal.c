/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal on the disk. Appending takes the file's lock for a moment, because a torn last line must be
 * closed and a failed write taken back, and two programs may append at once. Whoever holds it does so for one
 * write; a program that was stopped in the middle of it holds it for ever, and is not waited for. Reading
 * needs no lock: a line that is just being written is a torn one.
 */
#include "src/local/journal.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_US (G_USEC_PER_SEC) /* a slow disk has written by then */
#define IMPATIENCE_US 20000          /* for whom that was not long enough the last time */
#define PAUSE_US 2000

struct Journal {
  char *path;
  int fd;
  gboolean was_kept_waiting; /* in vain, the last time */
  gboolean is_held;          /* its lock is taken for more than one append */
  JournalLost lost;
  gpointer lost_data;
  gboolean is_told; /* since the last record that was written */
};

static const char *const kind_names[JOURNAL_KINDS] = {
    [JOURNAL_SEND_INTENT] = "send-intent",
    [JOURNAL_SEND_DONE] = "send-done",
    [JOURNAL_SEND_REFUSED] = "send-refused",
    [JOURNAL_SEND_UNKNOWN] = "send-unknown",
    [JOURNAL_SEND_CANCELLED] = "send-cancelled",
    [JOURNAL_EDIT] = "edit",
    [JOURNAL_CREATE] = "create",
    [JOURNAL_DELETE] = "delete",
    [JOURNAL_CALL] = "call",
    [JOURNAL_CREATE_INTENT] = "create-intent",
    [JOURNAL_CREATE_REFUSED] = "create-refused",
    [JOURNAL_CREATE_UNKNOWN] = "create-unknown",
};

/* The strings of an entry and their names in the file, for writing, reading and freeing alike. */
static const struct {
  const char *name;
  gsize offset;
} fields[] = {
    {"intent", G_STRUCT_OFFSET(JournalEntry, intent_id)},
    {"connection", G_STRUCT_OFFSET(JournalEntry, connection)},
    {"server", G_STRUCT_OFFSET(JournalEntry, server)},
    {"survey", G_STRUCT_OFFSET(JournalEntry, survey_id)},
    {"list", G_STRUCT_OFFSET(JournalEntry, list_id)},
    {"lookup", G_STRUCT_OFFSET(JournalEntry, lookup_id)},
    {"batch", G_STRUCT_OFFSET(JournalEntry, batch_id)},
    {"subject", G_STRUCT_OFFSET(JournalEntry, subject)},
    {"distribution", G_STRUCT_OFFSET(JournalEntry, distribution_id)},
    {"contact", G_STRUCT_OFFSET(JournalEntry, contact_id)},
    {"request", G_STRUCT_OFFSET(JournalEntry, request_id)},
    {"outcome", G_STRUCT_OFFSET(JournalEntry, outcome)},
    {"sending", G_STRUCT_OFFSET(JournalEntry, sending)},
    {"mark", G_STRUCT_OFFSET(JournalEntry, mark)},
    {"directory", G_STRUCT_OFFSET(JournalEntry, directory_id)},
    {"before", G_STRUCT_OFFSET(JournalEntry, before)},
    {"run", G_STRUCT_OFFSET(JournalEntry, run_id)},
    {"job", G_STRUCT_OFFSET(JournalEntry, job_id)},
    {"lines", G_STRUCT_OFFSET(JournalEntry, lines)},
};

static const char **
field_of(const JournalEntry *entry, gsize i)
{
  return (const char **) G_STRUCT_MEMBER_P(entry, fields[i].offset);
}

void
journal_entry_free(JournalEntry *entry)
{
  if (!entry)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    g_free((char *) *field_of(entry, i));
  g_free(entry);
}

const char *
journal_kind_name(JournalKind kind)
{
  return kind_names[kind];
}

char *
journal_new_intent_id(void)
{
  return g_uuid_string_random();
}

/* A new file is only there after a power cut when its folder is synced as well. */
static void
sync_folder(const char *folder)
{
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
  g_autofree char *folder = g_path_get_dirname(journal->path);
  sync_folder(folder);
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

/* Server text in an entry was cleaned at the door, but what is no UTF-8 would make the line unreadable. */
static void
add_text(cJSON *object, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  cJSON_AddStringToObject(object, name, valid);
}

/* Times are whole milliseconds, which a double holds exactly. */
char *
journal_entry_to_json(const JournalEntry *entry)
{
  cJSON *object = cJSON_CreateObject();
  gint64 when = entry->when ? entry->when : g_get_real_time() / 1000;
  cJSON_AddNumberToObject(object, "when", (double) when);
  cJSON_AddStringToObject(object, "kind", kind_names[entry->kind]);
  if (entry->send_at)
    cJSON_AddNumberToObject(object, "sendAt", (double) entry->send_at);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    if (*field_of(entry, i))
      add_text(object, fields[i].name, *field_of(entry, i));
  char *json = cJSON_PrintUnformatted(object);
  char *copy = g_strdup(json);
  cJSON_free(json);
  cJSON_Delete(object);
  return copy;
}

/* Whether the file of @size bytes ends in the middle of a line. */
static gboolean
ends_torn(const Journal *journal, off_t size)
{
  char last = '\n';
  return size > 0 && pread(journal->fd, &last, 1, size - 1) == 1 && last != '\n';
}

static gboolean
write_all(int fd, const char *text)
{
  for (gsize left = strlen(text); left > 0;) {
    ssize_t written = write(fd, text, left);
    if (written < 0 && errno != EINTR)
      return FALSE;
    if (written > 0) {
      text += written;
      left -= (gsize) written;
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
  g_autofree char *closed = ends_torn(journal, info.st_size) ? g_strconcat("\n", line, NULL) : NULL;
  if (write_all(journal->fd, closed ? closed : line) && fsync(journal->fd) == 0)
    return TRUE;
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

static gboolean
kind_from_name(const char *name, JournalKind *kind)
{
  for (int i = 0; i < JOURNAL_KINDS; i++)
    if (g_strcmp0(name, kind_names[i]) == 0) {
      *kind = (JournalKind) i;
      return TRUE;
    }
  return FALSE;
}

static gint64
number_of(const cJSON *object, const char *name)
{
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  return cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 1e15
             ? (gint64) item->valuedouble
             : 0;
}

/* NULL for what is no record: torn, damaged, or of a kind that a later version writes. */
static JournalEntry *
from_line(const char *line)
{
  cJSON *object = cJSON_ParseWithOpts(line, NULL, TRUE);
  JournalKind kind;
  if (!kind_from_name(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "kind")), &kind)) {
    cJSON_Delete(object);
    return NULL;
  }
  JournalEntry *entry = g_new0(JournalEntry, 1);
  entry->kind = kind;
  entry->when = number_of(object, "when");
  entry->send_at = number_of(object, "sendAt");
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    *field_of(entry, i) =
        g_strdup(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, fields[i].name)));
  cJSON_Delete(object);
  return entry;
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

GPtrArray *
journal_read(Journal *journal, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr(GError) cause = NULL;
  if (!g_file_get_contents(journal->path, &text, &length, &cause)) {
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE, "cannot read the journal: %s", cause->message);
    return NULL;
  }
  GPtrArray *entries = g_ptr_array_new_with_free_func((GDestroyNotify) journal_entry_free);
  char *end = text + length;
  for (char *line = text; line < end;) {
    char *stop = memchr(line, '\n', (gsize) (end - line));
    stop = stop ? stop : end; /* g_file_get_contents put a NUL there */
    *stop = '\0';
    /* A power cut may leave zeros in a line: then its length is not what it seems. */
    JournalEntry *entry = strlen(line) == (gsize) (stop - line) ? from_line(line) : NULL;
    if (entry)
      g_ptr_array_add(entries, entry);
    line = stop + 1;
  }
  return entries;
}

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
  g_autoptr(GPtrArray) entries = journal_read(journal, NULL);
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
