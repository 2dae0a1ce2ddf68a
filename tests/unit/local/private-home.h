/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An empty home for one test: XDG folders of its own below a temporary folder, which is removed with all that
 * is in it.
 */
#pragma once

#include "src/local/paths.h"

typedef struct {
  char *root;
  Paths *paths;
} PrivateHome;

void private_home_init(PrivateHome *home);
void private_home_clear(PrivateHome *home);

/* Writes @text to @name below @folder as it is. */
void private_home_write(const char *folder, const char *name, const char *text, gssize length);
