/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the server can look for among contacts, as a person types it:
 *
 *   email = ada@example.org and lang != en
 *   ref is empty and created >= 2026-01-31
 *   in CG_1aBcDeFgHiJkLmN and modified > 2026-11-01 08:00:00
 *
 * Whole values of a field, never a part of one; dates; lists; empty or not: one to five of them, all of which
 * must hold.
 */
#pragma once

#include <glib.h>

typedef enum {
  QUERY_FIELD, /* `name` compared with `value` */
  QUERY_DATE,
  QUERY_LIST,  /* in the mailing list `value`, or not (comparison "true", "false") */
  QUERY_EMPTY, /* `name` is empty, or not ("empty", "notEmpty") */
} ContactTermKind;

/* Names and comparisons are those of the API, and static. */
typedef struct {
  ContactTermKind kind;
  const char *name; /* "email", "extRef", "created"; NULL for a list */
  const char *comparison;
  char *value; /* NULL for empty */
} ContactTerm;

enum { CONTACT_TERMS_MOST = 5 };

/* An array of ContactTerm, which owns them; NULL and what is wrong (new), for a person. */
GPtrArray *contact_query_parse(const char *text, char **reason);
