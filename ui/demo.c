/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sandbox is looked for next to this program, so that the demo of a build tree is that tree's own, then
 * on PATH. It ends with us even if we are killed; the token it takes by default guards nothing but invented
 * people.
 */
#include "ui/demo.h"

#include <errno.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY_MS 30000

struct Demo {
  char *root;
  char *url;
  GPid sandbox; /* 0: not started */
  int output;   /* its standard output, kept open so that it can write; -1: none */
};

static void
point_at(const char *root, const char *variable, const char *folder)
{
  g_autofree char *path = g_build_filename(root, folder, NULL);
  g_setenv(variable, path, TRUE);
}

/* Sends leave sooner here than a careful person would have it: one wants to see them leave. */
static gboolean
make_home(Demo *demo, GError **error)
{
  demo->root = g_dir_make_tmp("canvass-demo-XXXXXX", error);
  if (!demo->root)
    return FALSE;
  point_at(demo->root, "XDG_CONFIG_HOME", "config");
  point_at(demo->root, "XDG_STATE_HOME", "state");
  point_at(demo->root, "XDG_CACHE_HOME", "cache");
  g_unsetenv("XDG_RUNTIME_DIR");
  g_autofree char *folder = g_build_filename(demo->root, "config", "canvass", NULL);
  g_autofree char *config = g_build_filename(folder, "config", NULL);
  if (g_mkdir_with_parents(folder, 0700) == 0)
    return g_file_set_contents(config, "[canvass]\nundo-window = 90\n", -1, error);
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "cannot make %s", folder);
  return FALSE;
}

static char *
find_sandbox(void)
{
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  if (self) {
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *beside = g_build_filename(folder, "canvass-sandbox", NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer(&beside);
  }
  return g_find_program_in_path("canvass-sandbox");
}

static gboolean
spawn(Demo *demo, int contacts, GError **error)
{
  g_autofree char *program = find_sandbox();
  if (!program) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                        "canvass-sandbox is not installed beside canvass");
    return FALSE;
  }
  g_autofree char *outbox = g_build_filename(demo->root, "outbox", NULL);
  g_autofree char *count = g_strdup_printf("%d", contacts);
  g_mkdir(outbox, 0700);
  char *argv[] = {program,
                  (char *) "--port",
                  (char *) "0",
                  (char *) "--exit-with-parent",
                  (char *) "--outbox",
                  outbox,
                  (char *) "--arrivals",
                  (char *) "20",
                  contacts > 0 ? (char *) "--contacts" : NULL,
                  count,
                  NULL};
  /* A double fork would make someone else its parent, hence not reaped for us. */
  return g_spawn_async_with_pipes(demo->root, argv, NULL,
                                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                                  &demo->sandbox, NULL, &demo->output, NULL, error);
}

/* Reads the line in which the sandbox says where it listens. */
static gboolean
read_url(Demo *demo, GError **error)
{
  char line[512];
  size_t length = 0;
  while (length < sizeof line - 1 && !memchr(line, '\n', length)) {
    struct pollfd ready = {.fd = demo->output, .events = POLLIN};
    int woken = poll(&ready, 1, READY_MS);
    if (woken < 0 && errno == EINTR)
      continue;
    ssize_t got = woken > 0 ? read(demo->output, line + length, sizeof line - 1 - length) : 0;
    if (got <= 0)
      break;
    length += (size_t) got;
  }
  line[length] = '\0';
  const char *url = strstr(line, "http://");
  if (!url) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "canvass-sandbox did not start");
    return FALSE;
  }
  demo->url = g_strndup(url, strcspn(url, " \t\r\n"));
  return TRUE;
}

Demo *
demo_start(int contacts, GError **error)
{
  g_autoptr(Demo) demo = g_new0(Demo, 1);
  demo->output = -1;
  if (!make_home(demo, error) || !spawn(demo, contacts, error) || !read_url(demo, error))
    return NULL;
  return g_steal_pointer(&demo);
}

const char *
demo_url(const Demo *demo)
{
  return demo->url;
}

const char *
demo_token(const Demo *demo G_GNUC_UNUSED)
{
  return "demo";
}

static int
remove_one(const char *path, const struct stat *info G_GNUC_UNUSED, int type G_GNUC_UNUSED,
           struct FTW *walk G_GNUC_UNUSED)
{
  return remove(path);
}

void
demo_end(Demo *demo)
{
  if (!demo)
    return;
  if (demo->sandbox > 0) {
    kill(demo->sandbox, SIGTERM);
    while (waitpid(demo->sandbox, NULL, 0) < 0 && errno == EINTR)
      ;
  }
  if (demo->output >= 0)
    close(demo->output);
  if (demo->root)
    nftw(demo->root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_free(demo->root);
  g_free(demo->url);
  g_free(demo);
}
