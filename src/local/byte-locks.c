/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locks of the open file description, where there are such: they are this copy's own even in one process with
 * another, and closing some other descriptor of the file takes none away.
 */
#include "src/local/byte-locks.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#ifndef F_OFD_SETLK
#define F_OFD_SETLK F_SETLK
#define F_OFD_GETLK F_GETLK
#endif

struct ByteLocks {
  char *path;
  int fd; /* -1: not open yet */
};

ByteLocks *
byte_locks_new(const char *path)
{
  ByteLocks *locks = g_new0(ByteLocks, 1);
  locks->path = g_strdup(path);
  locks->fd = -1;
  return locks;
}

void
byte_locks_free(ByteLocks *locks)
{
  if (locks == NULL)
    return;
  if (locks->fd >= 0)
    close(locks->fd);
  g_free(locks->path);
  g_free(locks);
}

gboolean
byte_locks_open(ByteLocks *locks, GError **error)
{
  if (locks->fd < 0)
    locks->fd = open(locks->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  return locks->fd >= 0 || local_error_set_errno(error, errno, "cannot open", locks->path);
}

static struct flock
byte_of(const char *name, short type)
{
  guint64 hash = 0;
  crypto_generichash((guint8 *) &hash, sizeof hash, (const guint8 *) name, strlen(name), NULL, 0);
  return (struct flock){
      .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t) (hash & G_MAXINT32 / 2), .l_len = 1};
}

gboolean
byte_locks_take(ByteLocks *locks, const char *name, GError **error)
{
  if (!byte_locks_open(locks, error))
    return FALSE;
  struct flock byte = byte_of(name, F_WRLCK);
  if (fcntl(locks->fd, F_OFD_SETLK, &byte) == 0)
    return TRUE;
  if (errno != EAGAIN && errno != EACCES)
    return local_error_set_errno(error, errno, "cannot lock", locks->path);
  g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED, "another copy of canvass has it");
  return FALSE;
}

void
byte_locks_let_go(ByteLocks *locks, const char *name)
{
  struct flock byte = byte_of(name, F_UNLCK);
  if (locks->fd >= 0)
    (void) fcntl(locks->fd, F_OFD_SETLK, &byte);
}

gboolean
byte_locks_is_elsewhere(ByteLocks *locks, const char *name)
{
  struct flock byte = byte_of(name, F_WRLCK);
  return locks->fd >= 0 && fcntl(locks->fd, F_OFD_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;
}
