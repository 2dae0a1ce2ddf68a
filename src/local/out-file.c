/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/local/out-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct OutFile {
  char *path, *part;
  FILE *stream;
};

static void
out_file_free(OutFile *file)
{
  g_free(file->path);
  g_free(file->part);
  g_free(file);
}

OutFile *
out_file_open(const char *path, GError **error)
{
  OutFile *file = g_new0(OutFile, 1);
  file->path = g_strdup(path);
  file->part = g_strconcat(path, ".part", NULL);
  int fd = open(file->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  file->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
  if (file->stream)
    return file;
  local_error_set_errno(error, errno, "cannot write", file->part);
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

gboolean
out_file_keep(OutFile *file, GError **error)
{
  gboolean written = fflush(file->stream) == 0 && !ferror(file->stream);
  int saved = errno;
  if (fclose(file->stream) != 0 && written) {
    written = FALSE;
    saved = errno;
  }
  if (written && rename(file->part, file->path) != 0) {
    written = FALSE;
    saved = errno;
  }
  if (!written) {
    local_error_set_errno(error, saved, "cannot write", file->path);
    unlink(file->part);
  }
  out_file_free(file);
  return written;
}

void
out_file_drop(OutFile *file)
{
  fclose(file->stream);
  unlink(file->part);
  out_file_free(file);
}
