/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the last picture a click means: who draws tells where its things stand. */
#pragma once
#include "ui/canvas.h"
#include "ui/key.h"

typedef struct Spots Spots;
Spots *spots_new(void);
void spots_free(Spots *spots);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spots, spots_free)

/* A new picture begins: nothing is anywhere. */
void spots_begin(Spots *spots);
/* @what, 0 or more, stands there; it lies over what was told before. */
void spots_add(Spots *spots, Rect rect, int what);
/* What is under the click or the wheel, or -1. */
int spots_at(const Spots *spots, const Key *key);
