/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flock on state/lock. The process ID inside is for the message only; what counts is the kernel's lock. */
#include "src/local/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

struct SendLock {
  int fd;
};

static gboolean
refuse_held(int fd, GError **error)
{
  char text[24] = "";
  ssize_t got = pread(fd, text, sizeof text - 1, 0);
  gint64 holder = got > 0 ? g_ascii_strtoll(text, NULL, 10) : 0;
  if (holder > 0)
    g_set_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED,
                "another canvass (process %" G_GINT64_FORMAT
                ") may be sending; end it first, or send from there",
                holder);
  else
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED,
                        "another canvass may be sending; end it first");
  return FALSE;
}

static gboolean
take(int fd, const char *path, GError **error)
{
  int status;
  do
    status = flock(fd, LOCK_EX | LOCK_NB);
  while (status != 0 && errno == EINTR);
  if (status != 0)
    return errno == EWOULDBLOCK ? refuse_held(fd, error)
                                : local_error_set_errno(error, errno, "cannot lock", path);
  char text[24];
  int length = g_snprintf(text, sizeof text, "%ld\n", (long) getpid());
  if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t) length, 0) != length)
    return local_error_set_errno(error, errno, "cannot write", path);
  return TRUE;
}

SendLock *
send_lock_take(const Paths *paths, GError **error)
{
  g_autofree char *path = g_build_filename(paths->state, "lock", NULL);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    local_error_set_errno(error, errno, "cannot open", path);
    return NULL;
  }
  if (!take(fd, path, error)) {
    close(fd);
    return NULL;
  }
  SendLock *lock = g_new(SendLock, 1);
  lock->fd = fd;
  return lock;
}

void
send_lock_release(SendLock *lock)
{
  if (!lock)
    return;
  close(lock->fd);
  g_free(lock);
}
