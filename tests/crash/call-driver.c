/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call made by hand, as `canvass api POST` makes it, as a program of its own, so that test-kill-call can
 * kill it anywhere:
 *
 *   call-driver URL FOLDER PATH=JSON   stops itself (SIGSTOP), then posts JSON to PATH, as if y were typed
 *   call-driver URL FOLDER !PATH=JSON  the same without a stop
 *
 * Prints the exit status, on a line of its own after the reply.
 */
#include <signal.h>
#include <stdio.h>

#include "src/command/command.h"
#include "tests/support/desk.h"

int
main(int argc, char **argv)
{
  if (argc != 4)
    return 2;
  TestDesk desk = {.home = argv[2]};
  test_desk_paths(&desk);
  gboolean stops = argv[3][0] != '!';
  g_auto(GStrv) call = g_strsplit(argv[3] + !stops, "=", 2);
  CommandContext context = {.server = argv[1], .token = "demo", .paths = desk.paths};
  char *words[] = {"api", "POST", call[0], "-y", "-d", call[1], NULL};
  if (stops)
    raise(SIGSTOP);
  printf("\n%d\n", command_run(&context, G_N_ELEMENTS(words) - 1, words));
  paths_free(desk.paths);
  return 0;
}
