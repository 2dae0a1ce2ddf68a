/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line each: a word and its value; "id" has the ID and the moment. The last line is "end", so that half a
 * file is no file. */
#include "src/local/watch-state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "src/local/local-error.h"
#include "src/model/timestamp.h"

#define FIRST_LINE "canvass-watch 1"
enum { MOST_IDS = 10000, NAME_LENGTH = 24 };

WatchState *
watch_state_new(void)
{
  WatchState *state = g_new0(WatchState, 1);
  state->horizon = state->last = TIMESTAMP_NONE;
  state->counted = -1;
  state->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  state->lock = -1;
  return state;
}

void
watch_state_free(WatchState *state)
{
  if (state == NULL)
    return;
  if (state->lock >= 0)
    close(state->lock);
  g_hash_table_unref(state->known);
  g_free(state->token);
  g_free(state->path);
  g_free(state);
}

void
watch_state_begin(WatchState *state, gint64 horizon)
{
  g_clear_pointer(&state->token, g_free);
  g_hash_table_remove_all(state->known);
  state->horizon = horizon;
  state->last = TIMESTAMP_NONE;
  state->counted = -1;
}

/* ## The IDs */

gboolean
watch_state_is_new(const WatchState *state, const char *response_id, gint64 recorded)
{
  return !g_hash_table_contains(state->known, response_id) &&
         (recorded == TIMESTAMP_NONE || recorded >= state->horizon);
}

void
watch_state_add(WatchState *state, const char *response_id, gint64 recorded)
{
  g_hash_table_replace(state->known, g_strdup(response_id), g_memdup2(&recorded, sizeof recorded));
  state->last = MAX(state->last, recorded);
}

static gint
newest_first(gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;
  return (one < other) - (one > other);
}

static gboolean
is_older(gpointer id G_GNUC_UNUSED, gpointer recorded, gpointer horizon)
{
  return *(const gint64 *) recorded < *(const gint64 *) horizon;
}

/* Of those recorded at the very moment of the horizon all stay, so that none is told twice. */
static void
trim(WatchState *state)
{
  if (g_hash_table_size(state->known) <= MOST_IDS)
    return;
  g_autoptr(GArray) moments = g_array_new(FALSE, FALSE, sizeof(gint64));
  GHashTableIter iter;
  gpointer recorded;
  g_hash_table_iter_init(&iter, state->known);
  while (g_hash_table_iter_next(&iter, NULL, &recorded))
    g_array_append_vals(moments, recorded, 1);
  g_array_sort(moments, newest_first);
  state->horizon = MAX(state->horizon, g_array_index(moments, gint64, MOST_IDS - 1));
  g_hash_table_foreach_remove(state->known, is_older, &state->horizon);
}

/* ## Writing */

static void
put_number(GString *text, const char *word, gint64 number)
{
  g_string_append_printf(text, "%s %" G_GINT64_FORMAT "\n", word, number);
}

gboolean
watch_state_save(WatchState *state, GError **error)
{
  trim(state);
  if (state->path == NULL)
    return TRUE;
  g_autoptr(GString) text = g_string_new(FIRST_LINE "\n");
  put_number(text, "horizon", state->horizon);
  put_number(text, "last", state->last);
  put_number(text, "counted", state->counted);
  if (state->token != NULL)
    g_string_append_printf(text, "token %s\n", state->token);
  GHashTableIter iter;
  gpointer id, recorded;
  g_hash_table_iter_init(&iter, state->known);
  while (g_hash_table_iter_next(&iter, &id, &recorded))
    g_string_append_printf(text, "id %s %" G_GINT64_FORMAT "\n", (const char *) id,
                           *(const gint64 *) recorded);
  g_string_append(text, "end\n");
  return private_file_write(state->path, text->str, (gssize) text->len, error);
}

/* ## Reading */

static gboolean
read_number(const char *text, gint64 *number)
{
  return g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static gboolean
read_id(WatchState *state, const char *text)
{
  const char *blank = strrchr(text, ' ');
  gint64 recorded;
  if (blank == NULL || !read_number(blank + 1, &recorded))
    return FALSE;
  g_hash_table_replace(state->known, g_strndup(text, (gsize) (blank - text)),
                       g_memdup2(&recorded, sizeof recorded));
  return TRUE;
}

static gboolean
read_line(WatchState *state, const char *line)
{
  const char *blank = strchr(line, ' ');
  if (blank == NULL)
    return FALSE;
  const char *value = blank + 1;
  if (g_str_has_prefix(line, "id "))
    return read_id(state, value);
  if (g_str_has_prefix(line, "horizon "))
    return read_number(value, &state->horizon);
  if (g_str_has_prefix(line, "last "))
    return read_number(value, &state->last);
  if (g_str_has_prefix(line, "counted "))
    return read_number(value, &state->counted);
  if (!g_str_has_prefix(line, "token "))
    return FALSE;
  g_free(state->token);
  state->token = g_strdup(value);
  return TRUE;
}

static gboolean
read_all(WatchState *state, char **lines)
{
  if (g_strcmp0(lines[0], FIRST_LINE) != 0)
    return FALSE;
  for (char **line = lines + 1; *line != NULL; line++) {
    if (strcmp(*line, "end") == 0)
      return TRUE;
    if (!read_line(state, *line))
      return FALSE;
  }
  return FALSE;
}

static gboolean
load(WatchState *state, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(state->path, &text, &length, &cause)) {
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_FILE, cause->message);
    return FALSE;
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  if (g_utf8_validate(text, (gssize) length, NULL) && read_all(state, lines))
    return TRUE;
  g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE,
              "%s is damaged, so it is not known which responses were told; remove it, and say --since",
              state->path);
  return FALSE;
}

static gboolean
take_lock(WatchState *state, GError **error)
{
  g_autofree char *path = g_strconcat(state->path, ".lock", NULL);
  int status;
  state->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (state->lock < 0)
    return local_error_set_errno(error, errno, "cannot open", path);
  do
    status = flock(state->lock, LOCK_EX | LOCK_NB);
  while (status != 0 && errno == EINTR);
  if (status == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return local_error_set_errno(error, errno, "cannot lock", path);
  g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED,
                      "another canvass watches the responses of this survey; end it first");
  return FALSE;
}

WatchState *
watch_state_open(const Paths *paths, const char *server, const char *survey_id, GError **error)
{
  g_autoptr(WatchState) state = watch_state_new();
  g_autofree char *both = g_strconcat(server, " ", survey_id, NULL);
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, both, -1);
  sum[NAME_LENGTH] = '\0';
  g_autofree char *name = g_strconcat("watch-", sum, NULL);
  state->path = g_build_filename(paths->state, name, NULL);
  if (!take_lock(state, error) || !load(state, error))
    return NULL;
  return g_steal_pointer(&state);
}
