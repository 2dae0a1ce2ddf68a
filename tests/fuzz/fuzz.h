/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a fuzz target gives to whoever drives it: bounded.c in `make check`, libFuzzer in `make fuzz`.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* The target: aborts when something is not as it must be. Returns 0, as libFuzzer wants it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
  const char *text;
  gsize length;
} FuzzSeed;

/* What bounded.c starts from, ended by a NULL text; pieces of one are also thrown into another. */
extern const FuzzSeed fuzz_seeds[];

/* Whether the replies in tests/data are seeds too. */
extern const gboolean fuzz_takes_replies;

/* Rounds for each seed that take about a second in all. */
extern const guint fuzz_rounds;

/* A seed from a literal, which may hold NULs. */
#define FUZZ_SEED(literal)       \
  {                              \
    literal, sizeof(literal) - 1 \
  }

/* Aborts unless @text (may be NULL) is what may reach the screen: valid UTF-8 without control or bidi
 * characters. Line feeds may be in it with @lines. */
void fuzz_check_clean(const char *text, gboolean lines);
