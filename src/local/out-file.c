/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/local/out-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct OutFile {
  char *path, *part;
  gboolean nameless; /* part is its name only when it is whole */
  FILE *stream;
};

static void
out_file_free(OutFile *file)
{
  g_free(file->path);
  g_free(file->part);
  g_free(file);
}

/* A device or a pipe is written to as it is: a file put in its place would be the end of it. Opened without
 * waiting for whoever reads a pipe. */
static int
open_as_it_is(const char *path)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd >= 0)
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

/* "/proc/self/fd/7": how a file without a name gets one. New. */
static char *
way_to(int fd)
{
  return g_strdup_printf("/proc/self/fd/%d", fd);
}

/* A file in the same folder that has no name yet, so that nothing of it is left whatever ends the program. -1
 * where there is no such thing. */
static int
open_nameless(const char *path)
{
#ifdef O_TMPFILE
  g_autofree char *folder = g_path_get_dirname(path);
  int fd = open(folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
  g_autofree char *way = way_to(fd);
  struct stat one, other;
  if (fd >= 0 && fstat(fd, &one) == 0 && stat(way, &other) == 0 && one.st_dev == other.st_dev &&
      one.st_ino == other.st_ino)
    return fd;
  if (fd >= 0)
    close(fd);
#endif
  return -1;
}

/* A new file in any case: one that lies there may be another's, or point elsewhere. */
static int
open_part(OutFile *file)
{
  /* What a link points to is replaced, not the link. */
  char *target = realpath(file->path, NULL);
  if (target) {
    g_free(file->path);
    file->path = g_strdup(target);
    free(target);
  }
  file->part = g_strconcat(file->path, ".part", NULL);
  unlink(file->part);
  int fd = open_nameless(file->path);
  file->nameless = fd >= 0;
  return fd >= 0 ? fd : open(file->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

OutFile *
out_file_open(const char *path, GError **error)
{
  OutFile *file = g_new0(OutFile, 1);
  file->path = g_strdup(path);
  struct stat there;
  gboolean special = stat(path, &there) == 0 && !S_ISREG(there.st_mode);
  int fd = special ? open_as_it_is(path) : open_part(file);
  file->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
  if (file->stream)
    return file;
  local_error_set_errno(error, errno, "cannot write", file->part ? file->part : file->path);
  if (fd >= 0)
    close(fd);
  out_file_free(file);
  return NULL;
}

FILE *
out_file_stream(OutFile *file)
{
  return file->stream;
}

static gboolean
give_name(const OutFile *file)
{
  if (!file->nameless)
    return TRUE;
  g_autofree char *way = way_to(fileno(file->stream));
  return linkat(AT_FDCWD, way, AT_FDCWD, file->part, AT_SYMLINK_FOLLOW) == 0;
}

gboolean
out_file_keep(OutFile *file, GError **error)
{
  gboolean written = fflush(file->stream) == 0 && !ferror(file->stream) && give_name(file);
  int saved = errno;
  if (fclose(file->stream) != 0 && written) {
    written = FALSE;
    saved = errno;
  }
  if (written && file->part && rename(file->part, file->path) != 0) {
    written = FALSE;
    saved = errno;
  }
  if (!written) {
    local_error_set_errno(error, saved, "cannot write", file->path);
    if (file->part)
      unlink(file->part);
  }
  out_file_free(file);
  return written;
}

void
out_file_drop(OutFile *file)
{
  fclose(file->stream);
  if (file->part)
    unlink(file->part);
  out_file_free(file);
}
