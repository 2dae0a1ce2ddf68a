/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which path leads to which endpoint.
 */
#pragma once

#include "src/sandbox/call.h"

/* Leads the call to its endpoint, or refuses it as the API does a path it doesn't know. @path is cut up. */
void router_dispatch(Call *call);
