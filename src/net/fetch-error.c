/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No answer: the domain of its errors. */
#include "src/net/fetch-error.h"

GQuark
fetch_error_quark(void)
{
  return g_quark_from_static_string("canvass-fetch-error");
}
