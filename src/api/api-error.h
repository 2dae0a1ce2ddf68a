/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answer that says no. (No answer at all is FETCH_ERROR; this machine's own troubles are LOCAL_ERROR.)
 */
#pragma once

#include <glib.h>

#define API_ERROR (api_error_quark())

typedef enum {
  API_ERROR_BAD_SERVER, /* what was typed is no host */
  API_ERROR_BAD_REPLY,  /* not JSON, cut off, too deep, or not what the documentation promises */
  API_ERROR_REFUSED,    /* 400 and its kin */
  API_ERROR_LOGIN,      /* 401, or 400 ATP_2 */
  API_ERROR_FORBIDDEN,  /* 403 */
  API_ERROR_NOT_FOUND,  /* 404 */
  API_ERROR_BUSY,       /* 429 */
  API_ERROR_SERVER,     /* 408, 5xx, a gateway's page: nobody knows what was done */
  API_ERROR_READ_ONLY,  /* refused by ourselves */
  API_ERROR_WRONG_HOST, /* a notice names another host: no writes */
} ApiError;

GQuark api_error_quark(void);

/* Makes an error with its details. @code and @request_id may be NULL. The message is one line for a person:
 * what happened, what it means, what to do, Qualtrics' code and text verbatim, "(request ID)" at the end. */
GError *api_error_new(ApiError error, guint http_status, const char *code, const char *request_id,
                      const char *message);

/* Details of an API_ERROR; 0 or NULL for other errors. Strings belong to @error. */
guint api_error_http_status(const GError *error);
const char *api_error_code(const GError *error);
const char *api_error_request_id(const GError *error);
