/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sender at a time, and a lock that ends with its process. */
#include "src/local/lock.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/local/private-home.h"

static void
test_taken_once(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(GError) error = NULL;
  g_autoptr(SendLock) first = send_lock_take(home.paths, &error);
  g_assert_no_error(error);
  g_autoptr(SendLock) second = send_lock_take(home.paths, &error);
  g_assert_null(second);
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
  g_autofree char *ours = g_strdup_printf("process %ld", (long) getpid());
  g_assert_nonnull(strstr(error->message, ours));
  send_lock_release(g_steal_pointer(&first));
  second = send_lock_take(home.paths, NULL);
  g_assert_nonnull(second);
  private_home_clear(&home);
}

static void
test_ends_with_its_process(void)
{
  PrivateHome home;
  private_home_init(&home);
  int ready[2];
  g_assert_cmpint(pipe(ready), ==, 0);
  pid_t child = fork();
  if (child == 0) {
    SendLock *lock = send_lock_take(home.paths, NULL);
    if (!lock || write(ready[1], "x", 1) != 1)
      _exit(1);
    for (;;)
      pause();
  }
  char byte;
  g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
  g_autoptr(GError) error = NULL;
  g_assert_null(send_lock_take(home.paths, &error));
  g_autofree char *theirs = g_strdup_printf("process %ld", (long) child);
  g_assert_nonnull(strstr(error->message, theirs));
  kill(child, SIGKILL);
  g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
  g_autoptr(SendLock) lock = send_lock_take(home.paths, NULL);
  g_assert_nonnull(lock);
  close(ready[0]);
  close(ready[1]);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lock/taken-once", test_taken_once);
  g_test_add_func("/lock/ends-with-its-process", test_ends_with_its_process);
  return g_test_run();
}
