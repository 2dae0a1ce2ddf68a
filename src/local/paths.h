/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folders that are ours, by the XDG rules: each one is private (0700), and so is each file in it (0600).
 */
#pragma once

#include <glib.h>

typedef struct {
  char *config;  /* $XDG_CONFIG_HOME/canvass */
  char *state;   /* $XDG_STATE_HOME/canvass: journal, lock, launch defaults, drafts */
  char *cache;   /* $XDG_CACHE_HOME/canvass: may be deleted at any time */
  char *runtime; /* $XDG_RUNTIME_DIR/canvass, or NULL where there is none; gone after the session */
} Paths;

/* Reads the environment, makes the folders that are missing. NULL and LOCAL_ERROR_FILE when one cannot be
 * had. */
Paths *paths_new(GError **error);
void paths_free(Paths *paths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paths, paths_free)

/* The same folders, whether they can be made or not: for a program that goes on without a memory. */
Paths *paths_unmade(void);

/* Replaces the file at @path by @length bytes (-1: a string), all or nothing, synced, 0600. */
gboolean private_file_write(const char *path, const char *bytes, gssize length, GError **error);
/* What a file is called until it is whole. */
#define PRIVATE_FILE_NEW ".new"
/* The same without waiting for the disk: outlives the program, but maybe not a power cut in the next moments.
 */
gboolean private_file_write_soon(const char *path, const char *bytes, gsize length, GError **error);
