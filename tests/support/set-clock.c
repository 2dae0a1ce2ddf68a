/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into the program by the stories about clocks: the file that CANVASS_TEST_CLOCK names holds three
 * numbers of 64 bits, the seconds by which somebody set the clock on the wall, those for which the machine
 * slept (what GLib counts as monotonic stood still meanwhile), and those that just went by.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { SET, SLEPT, WENT_BY, NUMBERS };

static const volatile int64_t *clocks;

__attribute__((constructor)) static void
open_clocks(void)
{
  const char *path = getenv("CANVASS_TEST_CLOCK");
  int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0)
    return;
  void *map = mmap(NULL, NUMBERS * sizeof *clocks, PROT_READ, MAP_SHARED, fd, 0);
  if (map != MAP_FAILED)
    clocks = map;
  close(fd);
}

static time_t
ahead(clockid_t clock)
{
  if (clocks == NULL)
    return 0;
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
    return clocks[SET] + clocks[SLEPT] + clocks[WENT_BY];
  if (clock == CLOCK_BOOTTIME)
    return clocks[SLEPT] + clocks[WENT_BY];
  return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE ? clocks[WENT_BY] : 0;
}

/* Straight from the kernel: a sanitizer may ask before there is anything else. */
int
clock_gettime(clockid_t clock, struct timespec *now)
{
  int status = (int) syscall(SYS_clock_gettime, clock, now);
  if (status == 0)
    now->tv_sec += ahead(clock);
  return status;
}

int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
  struct timespec exact;
  int status = clock_gettime(CLOCK_REALTIME, &exact);
  (void) zone;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return status;
}

time_t
time(time_t *where)
{
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (where != NULL)
    *where = now.tv_sec;
  return now.tv_sec;
}
