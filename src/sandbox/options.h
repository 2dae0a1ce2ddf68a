/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line.
 */
#pragma once

#include <glib.h>

typedef struct {
  gint port;       /* 0: any free one */
  gint64 contacts; /* on the first list */
  gint64 seed;
  gint latency;    /* ms before each answer */
  gint rate_limit; /* requests a minute; 0: none */
  double speed;    /* how much faster statistics grow */
  gint arrivals;   /* somebody answers by himself every so many seconds; 0: nobody */
  char *token;     /* the only right one; NULL: any */
  char *outbox;    /* folder or NULL */
  char *proxied_host;
  char **faults; /* specs, or NULL */
  gboolean exit_with_parent;
} Options;

/* Reads the arguments and CANVASS_SANDBOX_TOKEN. FALSE with @error set when they can't be used. */
gboolean options_read(Options *options, int *argc, char ***argv, GError **error);
void options_clear(Options *options);
