/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a distribution as a picture: who and when, the funnel, what went wrong, the arrivals. */
#pragma once

#include "src/model/distribution.h"
#include "ui/canvas.h"

/* Draws at the top of @rect, less where it is low; the lines taken. @entries (of DistributionEntry) may be
 * empty: then there are no arrivals. */
int distribution_draw_numbers(const Distribution *distribution, const GPtrArray *entries, Canvas *canvas,
                              Rect rect);
/* The text of an SMS, or nothing. */
void distribution_draw_text(const Distribution *sms, Canvas *canvas, Rect rect, gboolean focused);
