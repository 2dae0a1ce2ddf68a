/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help of a place: every action that applies there, by group, with its keys; written by nobody, read from
 * the table. */
#pragma once
#include "ui/keymap.h"
#include "ui/overlay.h"

/* The keymap is borrowed and must outlive the overlay; `place_name` is copied. */
Overlay *help_new(const Keymap *keymap, Place place, const char *place_name, gboolean read_only);
