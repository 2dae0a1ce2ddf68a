/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. "text-1234.toml", and "text-1234.toml.X4Z" while it is being written. */
#include "src/local/passing-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "text-"

char *
passing_file_path(const Paths *paths, const char *suffix)
{
  g_autofree char *name = g_strdup_printf(PREFIX "%d%s", (int) getpid(), suffix);
  return g_build_filename(paths->runtime ? paths->runtime : paths->state, name, NULL);
}

/* A number that another program has by now keeps the file until that one has ended. */
static gboolean
is_left_behind(const char *name)
{
  if (!g_str_has_prefix(name, PREFIX))
    return FALSE;
  char *end = NULL;
  gint64 pid = g_ascii_strtoll(name + strlen(PREFIX), &end, 10);
  return *end == '.' && pid > 0 && pid <= G_MAXINT && kill((pid_t) pid, 0) != 0 && errno == ESRCH;
}

static void
clear_folder(const char *path)
{
  GDir *folder = path ? g_dir_open(path, 0, NULL) : NULL;
  for (const char *name; folder && (name = g_dir_read_name(folder));) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    if (is_left_behind(name))
      g_unlink(file);
  }
  if (folder)
    g_dir_close(folder);
}

void
passing_files_clear(const Paths *paths)
{
  clear_folder(paths->runtime);
  clear_folder(paths->state);
}
