/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/draft-fate.h"

#include "ui/forms/send-form.h"

static char *
get(const Draft *draft, const char *key)
{
  return draft->kind == DRAFT_SEND ? g_key_file_get_string(draft->body, "form", key, NULL) : NULL;
}

char *
draft_subject(const Draft *draft)
{
  return get(draft, "subject");
}

char *
draft_form_id(const Draft *draft)
{
  char *id = get(draft, SEND_FORM_ID);
  if (id && *id)
    return id;
  g_free(id);
  return NULL;
}

FormFate
draft_fate(const Draft *draft, const GPtrArray *entries)
{
  g_autofree char *form_id = draft_form_id(draft);
  return form_id ? launch_ledger_form_fate(entries, form_id, NULL) : FORM_UNSENT;
}
