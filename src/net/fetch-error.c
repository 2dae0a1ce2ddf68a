/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No answer: the domain of its errors. */
#include "src/net/fetch-error.h"

G_DEFINE_QUARK(canvass - fetch - error, fetch_error)
