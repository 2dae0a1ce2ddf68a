/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two calls to the kernel; see the header. */
#include "src/local/harden.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

void
harden_process(void)
{
  const struct rlimit none = {0, 0};
  (void) setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  (void) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
