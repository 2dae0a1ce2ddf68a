/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An API_ERROR carries its HTTP status, Qualtrics' code and the request ID.
 */
#include "src/api/api-error.h"

typedef struct {
  guint http_status;
  char *code, *request_id;
} ApiErrorPrivate;

static void
api_error_private_init(ApiErrorPrivate *details G_GNUC_UNUSED)
{
}

static void
api_error_private_copy(const ApiErrorPrivate *from, ApiErrorPrivate *to)
{
  to->http_status = from->http_status;
  to->code = g_strdup(from->code);
  to->request_id = g_strdup(from->request_id);
}

static void
api_error_private_clear(ApiErrorPrivate *details)
{
  g_free(details->code);
  g_free(details->request_id);
}

G_DEFINE_EXTENDED_ERROR(ApiError, api_error)

GError *
api_error_new(ApiError code, guint http_status, const char *api_code, const char *request_id,
              const char *message)
{
  GError *error = g_error_new_literal(API_ERROR, (gint) code, message);
  ApiErrorPrivate *details = api_error_get_private(error);
  details->http_status = http_status;
  details->code = g_strdup(api_code);
  details->request_id = g_strdup(request_id);
  return error;
}

static const ApiErrorPrivate *
details_of(const GError *error)
{
  return error != NULL && error->domain == API_ERROR ? api_error_get_private(error) : NULL;
}

guint
api_error_http_status(const GError *error)
{
  const ApiErrorPrivate *details = details_of(error);
  return details != NULL ? details->http_status : 0;
}

const char *
api_error_code(const GError *error)
{
  const ApiErrorPrivate *details = details_of(error);
  return details != NULL ? details->code : NULL;
}

const char *
api_error_request_id(const GError *error)
{
  const ApiErrorPrivate *details = details_of(error);
  return details != NULL ? details->request_id : NULL;
}
