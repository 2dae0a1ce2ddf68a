/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A zip file with one member, stored as it is.
 */
#pragma once

#include <glib.h>

/* The whole archive. @name is UTF-8. */
GBytes *zip_of_one(const char *name, const char *bytes, gsize length);
