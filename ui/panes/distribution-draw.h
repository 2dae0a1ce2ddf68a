/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a distribution as a picture: who and when, the funnel, what went wrong, the arrivals. */
#pragma once

#include "src/model/distribution.h"
#include "src/model/values.h"
#include "ui/canvas.h"

/* Draws at the top of @rect, less where it is low; the lines taken. @entries (of DistributionEntry) may be
 * empty: then there are no arrivals. */
int distribution_draw_numbers(const Distribution *distribution, const GPtrArray *entries, Canvas *canvas,
                              Rect rect);
/* A personal link, whole, at the foot of @rect; the lines taken, none where it is low. */
int distribution_draw_link(const char *link, Canvas *canvas, Rect rect);
/* The text of an SMS, or nothing; where it is one of a library, @message (NULL: not known yet). */
void distribution_draw_text(const Distribution *sms, const LibraryMessage *message, Canvas *canvas, Rect rect,
                            gboolean focused);
