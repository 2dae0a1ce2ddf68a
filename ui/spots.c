/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list, looked through from the end: there are as many as fit on a screen. */
#include "ui/spots.h"

typedef struct Spot {
  Rect rect;
  int what;
} Spot;

struct Spots {
  GArray *spots; /* of Spot */
};

Spots *
spots_new(void)
{
  Spots *spots = g_new0(Spots, 1);
  spots->spots = g_array_new(FALSE, FALSE, sizeof(Spot));
  return spots;
}

void
spots_free(Spots *spots)
{
  if (!spots)
    return;
  g_array_unref(spots->spots);
  g_free(spots);
}

void
spots_begin(Spots *spots)
{
  g_array_set_size(spots->spots, 0);
}

void
spots_add(Spots *spots, Rect rect, int what)
{
  Spot spot = {rect, what};
  g_array_append_val(spots->spots, spot);
}

int
spots_at(const Spots *spots, const Key *key)
{
  for (guint i = spots->spots->len; i > 0; i--) {
    const Spot *spot = &g_array_index(spots->spots, Spot, i - 1);
    const Rect *r = &spot->rect;
    if (key->y >= r->y && key->y < r->y + r->height && key->x >= r->x && key->x < r->x + r->width)
      return spot->what;
  }
  return -1;
}
