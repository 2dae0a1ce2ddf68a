/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text in the person's own editor. The file is private, in the folder that is gone after the session where
 * there is one, and removed as soon as the editor has ended; or, when the program was killed first, on its
 * next start.
 */
#include <errno.h>
#include <glib/gstdio.h>

#include "src/local/local-error.h"
#include "src/local/passing-file.h"
#include "ui/app-private.h"

#define LARGEST_TEXT (1024 * 1024)

static const char *
editor_command(void)
{
  const char *editor = g_getenv("VISUAL");
  if (!editor || !*editor)
    editor = g_getenv("EDITOR");
  return editor && *editor ? editor : "vi";
}

static gboolean
run_editor(const char *path, GError **error)
{
  g_auto(GStrv) words = NULL;
  if (!g_shell_parse_argv(editor_command(), NULL, &words, error))
    return FALSE;
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  for (char **word = words; *word; word++)
    g_ptr_array_add(argv, *word);
  g_ptr_array_add(argv, (char *) path);
  g_ptr_array_add(argv, NULL);
  int status = 0;
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN;
  if (!g_spawn_sync(NULL, (char **) argv->pdata, NULL, flags, NULL, NULL, NULL, NULL, &status, error))
    return FALSE;
  return g_spawn_check_wait_status(status, error);
}

static char *
edit_file(App *app, const char *path, const char *text, GError **error)
{
  if (!private_file_write(path, text ? text : "", -1, error))
    return NULL;
  screen_suspend(app->screen);
  loop_lend_terminal(app->loop, TRUE);
  gboolean ran = run_editor(path, error);
  loop_lend_terminal(app->loop, FALSE);
  screen_resume(app->screen);
  loop_invalidate(app->loop);
  g_autofree char *edited = NULL;
  gsize length = 0;
  if (!ran || !g_file_get_contents(path, &edited, &length, error))
    return NULL;
  if (length > LARGEST_TEXT || !g_utf8_validate(edited, (gssize) length, NULL)) {
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_FILE, "the text is too long or not UTF-8");
    return NULL;
  }
  return g_steal_pointer(&edited);
}

char *
app_edit_text(gpointer data, const char *text, const char *suffix, GError **error)
{
  App *app = data;
  g_autofree char *path = passing_file_path(app->options->paths, suffix);
  char *edited = edit_file(app, path, text, error);
  g_unlink(path);
  return edited;
}
