/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes wrong on this machine: the keyring, files, locks. No answer from the network is FETCH_ERROR, an
 * answer that says no is API_ERROR. Messages are one line for a person and say what to do next.
 */
#pragma once

#include <glib.h>

#define LOCAL_ERROR (local_error_quark())

typedef enum {
  LOCAL_ERROR_NO_KEYRING,      /* no session bus, or no Secret Service on it */
  LOCAL_ERROR_KEYRING_LOCKED,  /* there is one, and nobody unlocked it */
  LOCAL_ERROR_KEYRING_TIMEOUT, /* there is one, and it does not answer */
  LOCAL_ERROR_NOT_FOUND,       /* no such connection, no such record */
  LOCAL_ERROR_COMMAND,         /* token-command failed or printed nothing */
  LOCAL_ERROR_FILE,            /* a file cannot be read, written or understood */
  LOCAL_ERROR_FULL,            /* the disk is full */
  LOCAL_ERROR_LOCKED,          /* another process holds the lock */
  LOCAL_ERROR_BAD_NAME,        /* a connection name that cannot be one */
  LOCAL_ERROR_CONFIG,          /* the configuration says what cannot be understood */
} LocalError;

GQuark local_error_quark(void);

/* Sets @error to what errno @saved says about @doing ("cannot write") and @path. ENOSPC and EDQUOT become
 * LOCAL_ERROR_FULL, all else LOCAL_ERROR_FILE. Returns FALSE, to be handed on. */
gboolean local_error_set_errno(GError **error, int saved, const char *doing, const char *path);
