/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders. The environment is read here, not through GLib, which remembers its first answer: --demo and
 * tests change it. */
#include "src/local/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/local/local-error.h"

/* The XDG rules: a relative path counts as not set. */
static char *
xdg_folder(const char *variable, const char *below_home)
{
  const char *value = g_getenv(variable);
  if (value && g_path_is_absolute(value))
    return g_build_filename(value, "canvass", NULL);
  return below_home ? g_build_filename(g_get_home_dir(), below_home, "canvass", NULL) : NULL;
}

static gboolean
make_private(const char *folder, GError **error)
{
  struct stat info;
  if (g_mkdir_with_parents(folder, 0700) != 0 || g_stat(folder, &info) != 0)
    return local_error_set_errno(error, errno, "cannot make the folder", folder);
  if ((info.st_mode & 077) != 0 && g_chmod(folder, 0700) != 0)
    return local_error_set_errno(error, errno, "cannot make private the folder", folder);
  return TRUE;
}

Paths *
paths_unmade(void)
{
  Paths *paths = g_new0(Paths, 1);
  paths->config = xdg_folder("XDG_CONFIG_HOME", ".config");
  paths->state = xdg_folder("XDG_STATE_HOME", ".local/state");
  paths->cache = xdg_folder("XDG_CACHE_HOME", ".cache");
  paths->runtime = xdg_folder("XDG_RUNTIME_DIR", NULL);
  return paths;
}

Paths *
paths_new(GError **error)
{
  g_autoptr(Paths) paths = paths_unmade();
  if (!make_private(paths->config, error) || !make_private(paths->state, error) ||
      !make_private(paths->cache, error))
    return NULL;
  /* Over SSH and under sudo the variable may name a folder that is not there or not ours: do without. */
  if (paths->runtime && !make_private(paths->runtime, NULL))
    g_clear_pointer(&paths->runtime, g_free);
  return g_steal_pointer(&paths);
}

void
paths_free(Paths *paths)
{
  if (!paths)
    return;
  g_free(paths->config);
  g_free(paths->state);
  g_free(paths->cache);
  g_free(paths->runtime);
  g_free(paths);
}

gboolean
private_file_write(const char *path, const char *bytes, gssize length, GError **error)
{
  g_autoptr(GError) cause = NULL;
  if (g_file_set_contents_full(path, bytes, length,
                               G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause))
    return TRUE;
  gboolean full = g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_set_error_literal(error, LOCAL_ERROR, full ? LOCAL_ERROR_FULL : LOCAL_ERROR_FILE, cause->message);
  return FALSE;
}

static gboolean
write_all(int file, const char *bytes, gsize length)
{
  while (length > 0) {
    gssize written = write(file, bytes, length);
    if (written < 0 && errno != EINTR)
      return FALSE;
    bytes += MAX(written, 0);
    length -= (gsize) MAX(written, 0);
  }
  return TRUE;
}

gboolean
private_file_write_soon(const char *path, const char *bytes, gsize length, GError **error)
{
  g_autofree char *new = g_strconcat(path, PRIVATE_FILE_NEW, NULL);
  int file = g_open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    return local_error_set_errno(error, errno, "cannot write", path);
  gboolean written = write_all(file, bytes, length);
  int saved = errno;
  if (close(file) != 0 && written) {
    written = FALSE;
    saved = errno;
  }
  if (written && g_rename(new, path) == 0)
    return TRUE;
  if (written)
    saved = errno;
  g_unlink(new);
  return local_error_set_errno(error, saved, "cannot write", path);
}
