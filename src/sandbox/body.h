/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * As strict as the real thing: which keys a body may have, of which kind, how long, and which it must have.
 */
#pragma once

#include "src/sandbox/call.h"

typedef enum {
  BODY_STRING,
  BODY_BOOLEAN,
  BODY_NUMBER,
  BODY_OBJECT,
  BODY_ARRAY,
  BODY_ANY,
  BODY_MOMENT
} BodyKind;

typedef struct {
  const char *name;
  BodyKind kind;
  gboolean required;
  guint max_length; /* characters of a string, 0: any */
} BodyKey;

/* TRUE when @object fits; FALSE after having refused the call: RP_9 an unexpected key, RP_10 a missing one,
 * GPR_1 a value of the wrong kind or null. */
gboolean body_check(Call *call, const cJSON *object, const BodyKey *keys, guint n_keys);

/* The string at @name, or NULL. */
const char *body_string(const cJSON *object, const char *name);
