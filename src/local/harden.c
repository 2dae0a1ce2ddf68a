/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few calls to the kernel; see the header. */
#include "src/local/harden.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static void
fill_standard_descriptors(void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) < 0)
      return;
}

void
harden_process(void)
{
  fill_standard_descriptors();
  const struct rlimit none = {0, 0};
  (void) setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  (void) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
