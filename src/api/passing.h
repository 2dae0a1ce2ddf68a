/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which failures pass by themselves.
 */
#pragma once

#include <glib.h>

/* Was it the network or a busy server that failed, so that the same may go well later? */
gboolean error_is_passing(const GError *error);
