/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "tests/unit/local/private-home.h"

#include <ftw.h>
#include <stdio.h>

void
private_home_init(PrivateHome *home)
{
  g_autoptr(GError) error = NULL;
  home->root = g_dir_make_tmp("canvass-test-XXXXXX", &error);
  g_assert_no_error(error);
  g_autofree char *config = g_build_filename(home->root, "config", NULL);
  g_autofree char *state = g_build_filename(home->root, "state", NULL);
  g_autofree char *cache = g_build_filename(home->root, "cache", NULL);
  g_setenv("XDG_CONFIG_HOME", config, TRUE);
  g_setenv("XDG_STATE_HOME", state, TRUE);
  g_setenv("XDG_CACHE_HOME", cache, TRUE);
  g_unsetenv("XDG_RUNTIME_DIR");
  home->paths = paths_new(&error);
  g_assert_no_error(error);
}

static int
remove_one(const char *path, const struct stat *info G_GNUC_UNUSED, int type G_GNUC_UNUSED,
           struct FTW *walk G_GNUC_UNUSED)
{
  return remove(path);
}

void
private_home_clear(PrivateHome *home)
{
  nftw(home->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer(&home->root, g_free);
  g_clear_pointer(&home->paths, paths_free);
}

void
private_home_write(const char *folder, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, length, NULL));
}
