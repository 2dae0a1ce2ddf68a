/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. By the name of the action and the ID. */
#include "ui/refusals.h"

#include "src/api/api-error.h"

struct Refusals {
  GHashTable *reasons; /* "watch SV_…" -> a line */
};

Refusals *
refusals_new(void)
{
  Refusals *refusals = g_new0(Refusals, 1);
  refusals->reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return refusals;
}

void
refusals_free(Refusals *refusals)
{
  if (!refusals)
    return;
  g_hash_table_unref(refusals->reasons);
  g_free(refusals);
}

void
refusals_clear(Refusals *refusals)
{
  g_hash_table_remove_all(refusals->reasons);
}

static char *
key_of(ActionId action, const char *id)
{
  return g_strconcat(action_get(action)->name, " ", id, NULL);
}

void
refusals_note(Refusals *refusals, ActionId action, const char *id, const GError *error)
{
  if (!id || !g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN))
    return;
  const char *code = api_error_code(error);
  g_hash_table_insert(refusals->reasons, key_of(action, id),
                      g_strdup_printf("Qualtrics did not allow it (%u%s%s): this account's permission or its "
                                      "licence does not cover it. R asks anew",
                                      api_error_http_status(error), code ? " " : "", code ? code : ""));
}

void
refusals_drop(Refusals *refusals, ActionId action, const char *id)
{
  g_autofree char *key = id ? key_of(action, id) : NULL;
  if (key)
    g_hash_table_remove(refusals->reasons, key);
}

char *
refusals_why(const Refusals *refusals, ActionId action, const char *id)
{
  g_autofree char *key = id ? key_of(action, id) : NULL;
  return key ? g_strdup(g_hash_table_lookup(refusals->reasons, key)) : NULL;
}
