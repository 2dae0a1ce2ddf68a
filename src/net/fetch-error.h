/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No answer: why not, in a line for a person.
 */
#pragma once

#include <glib.h>

#define FETCH_ERROR (fetch_error_quark())

typedef enum {
  FETCH_ERROR_NO_HOST,
  FETCH_ERROR_NO_CONNECTION,
  FETCH_ERROR_TLS,
  FETCH_ERROR_TIMEOUT,
  FETCH_ERROR_BROKEN, /* the answer broke off */
  FETCH_ERROR_TOO_LARGE,
  FETCH_ERROR_REDIRECT,
  FETCH_ERROR_FORBIDDEN_ORIGIN, /* the secret may not go there; nothing was sent */
  FETCH_ERROR_BAD_URL,
  FETCH_ERROR_LATE,      /* its turn did not come in time; nothing was sent */
  FETCH_ERROR_READ_ONLY, /* it is no GET; nothing was sent */
  FETCH_ERROR_MASKED,    /* it would write what stands in the secret's place; nothing was sent */
} FetchError;

GQuark fetch_error_quark(void);
