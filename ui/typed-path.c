/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question begins with "~/", and a path is mostly pasted: what stands before a pasted one is forgotten.
 */
#include "ui/typed-path.h"

#include <string.h>

static const char *
after_blanks(const char *text)
{
  return text + strspn(text, " \t");
}

char *
typed_path_whole(const char *typed)
{
  const char *path = after_blanks(typed);
  while (g_str_has_prefix(path, "~/")) {
    const char *rest = after_blanks(path + 2);
    if (*rest != '/' && !g_str_has_prefix(rest, "~/"))
      break;
    path = rest;
  }
  g_autofree char *trimmed = g_strchomp(g_strdup(path));
  if (g_path_is_absolute(trimmed))
    return g_steal_pointer(&trimmed);
  return g_build_filename(g_get_home_dir(), g_str_has_prefix(trimmed, "~/") ? trimmed + 2 : trimmed, NULL);
}
