/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program on the screen: owns everything that is shown, from the first paint to the last.
 */
#pragma once

#include <glib.h>

#include "src/local/paths.h"

/* What the command line said. Everything is borrowed for the length of app_run. */
typedef struct {
  const char *server;          /* given from outside together with token (environment, --demo), or NULL */
  const char *token;           /* in secret memory, or NULL: taken from the connections of this machine */
  const char *connection_name; /* -c NAME, or NULL: the default one */
  gboolean read_only;
  gboolean demo; /* a private sandbox: no keyring is asked, nothing is kept */
  int idle_fd;   /* what was painted, and being idle, is told here (loop.h); -1: nowhere */
  gboolean no_mouse;
  const Paths *paths;    /* the folders */
  const char *no_memory; /* why they could not be made, or NULL: they are there */
  const char *state_dir; /* paths->state */
} AppOptions;

/* Runs until the person quits; returns the exit status. */
int app_run(const AppOptions *options);
