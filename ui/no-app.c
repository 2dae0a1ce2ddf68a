/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in for app.c until that is there; linked after everything, so that the real one wins. */
#include <stdio.h>

#include "ui/app.h"

int
app_run(const AppOptions *options G_GNUC_UNUSED)
{
  fputs("canvass: this build has no screen yet\n", stderr);
  return 1;
}
