/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Invented people need names: first and last ones of a dozen languages, each beside the letters an address is
 * made of.
 */
#pragma once

#include <glib.h>

typedef struct {
  const char *name;
  const char *ascii;
} Name;

typedef struct {
  const char *language; /* Qualtrics' code */
  const char *phone;    /* country code with + */
  const Name *firsts;
  guint n_firsts;
  const Name *lasts;
  guint n_lasts;
} NameSet;

extern const NameSet name_sets[];
extern const guint n_name_sets;

/* Names that screens trip over: emoji, combining marks, right-to-left, very long. */
extern const Name odd_first_names[];
extern const guint n_odd_first_names;
