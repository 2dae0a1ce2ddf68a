/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The connection form: name, server, token (unseen). It is tried with whoami, and stored in the keyring;
 * where there is none it says so and what to do instead, and the connection is open for this run all the
 * same.
 */
#pragma once

#include "ui/overlay.h"
#include "ui/pane.h"
#include "ui/services.h"

/* @reason (may be NULL) is said at the top: why the program asks. Host and services are borrowed. */
Overlay *connection_form_new(const PaneHost *host, Services *services, const char *reason);
