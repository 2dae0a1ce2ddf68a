/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A draft is changed for the last time just before the intent is written. */
#include "ui/draft-fate.h"

#include <string.h>

/* Milliseconds from the one to the other, with room for a slow disk, a batch that is made first, a clock that
 * is put right. */
#define BEFORE 2000
#define AFTER (5 * 60 * 1000)

char *
draft_subject(const Draft *draft)
{
  return draft->kind == DRAFT_SEND ? g_key_file_get_string(draft->body, "form", "subject", NULL) : NULL;
}

/* The name of an SMS has letters added. */
static gboolean
is_intent_of(const JournalEntry *entry, const Draft *draft, const char *subject)
{
  return entry->kind == JOURNAL_SEND_INTENT && entry->intent_id &&
         g_strcmp0(entry->server, draft->server) == 0 && entry->when >= draft->at - BEFORE &&
         entry->when <= draft->at + AFTER && entry->subject && g_str_has_prefix(entry->subject, subject);
}

static DraftFate
fate_after(DraftFate so_far, JournalKind kind)
{
  switch (kind) {
  case JOURNAL_SEND_DONE:
    return DRAFT_SENT;
  case JOURNAL_SEND_REFUSED:
  case JOURNAL_SEND_CANCELLED:
    return DRAFT_UNSENT;
  case JOURNAL_SEND_UNKNOWN:
    return DRAFT_OPEN;
  default:
    return so_far;
  }
}

DraftFate
draft_fate(const Draft *draft, Journal *journal)
{
  g_autofree char *subject = draft->reason && journal ? draft_subject(draft) : NULL;
  g_autoptr(GPtrArray) entries = subject ? journal_read(journal, NULL) : NULL;
  const char *intent = NULL;
  DraftFate fate = DRAFT_UNSENT;
  for (guint i = 0; entries && i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (is_intent_of(entry, draft, subject)) {
      intent = entry->intent_id;
      fate = DRAFT_OPEN;
    } else if (intent && g_strcmp0(entry->intent_id, intent) == 0)
      fate = fate_after(fate, entry->kind);
  }
  return fate;
}
