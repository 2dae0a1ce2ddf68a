/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A draft is changed for the last time just before the intent is written. */
#include "ui/draft-fate.h"

#include "ui/forms/send-form.h"

/* Milliseconds from the one to the other, with room for a slow disk, a batch that is made first, a clock that
 * is put right. */
#define BEFORE 2000
#define AFTER (5 * 60 * 1000)

char *
draft_subject(const Draft *draft)
{
  return draft->kind == DRAFT_SEND ? g_key_file_get_string(draft->body, "form", "subject", NULL) : NULL;
}

/* What of it the journal tells as well; NULL: the draft does not say. */
typedef struct {
  char *subject, *survey_id;
  char *target; /* the list; of a follow-up, what it follows */
  char *what;   /* as the form that sends is called: "email", "sms-reminder" */
  gboolean is_batch, is_whole;
} Aim;

static void
aim_clear(Aim *aim)
{
  g_free(aim->subject);
  g_free(aim->survey_id);
  g_free(aim->target);
  g_free(aim->what);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Aim, aim_clear)

/* The first of two that is there. */
static char *
get_either(const Draft *draft, const char *group, const char *key, const char *origin_key)
{
  char *value = g_key_file_get_string(draft->body, group, key, NULL);
  if (value && *value)
    return value;
  g_free(value);
  return g_key_file_get_string(draft->body, "origin", origin_key, NULL);
}

static void
aim_read(Aim *aim, const Draft *draft)
{
  g_autofree char *chosen = g_key_file_get_string(draft->body, "form", "recipients", NULL);
  gboolean is_part = g_strcmp0(chosen, SEND_TO_MARKED) == 0 || g_strcmp0(chosen, SEND_TO_CONTACT) == 0;
  aim->subject = draft_subject(draft);
  aim->what = g_key_file_get_string(draft->body, "origin", "what", NULL);
  aim->survey_id = get_either(draft, "form", "survey", "survey-id");
  aim->target = is_part ? g_key_file_get_string(draft->body, "origin", "list-id", NULL)
                        : get_either(draft, "form", "recipients", "parent-id");
  aim->is_batch = g_strcmp0(chosen, SEND_TO_MARKED) == 0;
  aim->is_whole = aim->what && aim->survey_id && aim->target;
}

/* A follow-up by SMS is an SMS there. */
static gboolean
is_kind(const JournalEntry *entry, const char *what)
{
  const char *sending = entry->sending ? entry->sending : "email";
  return !what || g_str_equal(sending, g_str_has_prefix(what, "sms") ? "sms" : what);
}

static gboolean
is_or_unsaid(const char *there, const char *wanted)
{
  return !wanted || g_strcmp0(there, wanted) == 0;
}

static gboolean
is_intent_of(const JournalEntry *entry, const Draft *draft, const Aim *aim)
{
  return entry->kind == JOURNAL_SEND_INTENT && entry->intent_id &&
         g_strcmp0(entry->server, draft->server) == 0 && entry->when >= draft->at - BEFORE &&
         entry->when <= draft->at + AFTER && g_strcmp0(entry->subject, aim->subject) == 0 &&
         is_kind(entry, aim->what) && is_or_unsaid(entry->survey_id, aim->survey_id) &&
         is_or_unsaid(entry->list_id, aim->target) && (entry->batch_id != NULL) == aim->is_batch;
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

/* By intent, each with what became of it. New. */
static GHashTable *
fates_of(const GPtrArray *entries, const Draft *draft, const Aim *aim)
{
  GHashTable *fates = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    gpointer intent = (gpointer) entry->intent_id, so_far = NULL;
    if (is_intent_of(entry, draft, aim))
      g_hash_table_insert(fates, intent, GINT_TO_POINTER(DRAFT_OPEN));
    else if (intent && g_hash_table_lookup_extended(fates, intent, NULL, &so_far))
      g_hash_table_insert(fates, intent,
                          GINT_TO_POINTER(fate_after((DraftFate) GPOINTER_TO_INT(so_far), entry->kind)));
  }
  return fates;
}

/* Where launches that could each be this one ended differently, nobody knows which it was: it is neither
 * thrown away nor offered. */
DraftFate
draft_fate(const Draft *draft, Journal *journal)
{
  if (!draft->reason || !journal || draft->kind != DRAFT_SEND)
    return DRAFT_UNSENT;
  g_auto(Aim) aim = {NULL};
  aim_read(&aim, draft);
  g_autoptr(GPtrArray) entries = aim.subject ? journal_read(journal, NULL) : NULL;
  if (!entries)
    return DRAFT_UNSENT;
  g_autoptr(GHashTable) fates = fates_of(entries, draft, &aim);
  GHashTableIter iter;
  gpointer fate;
  guint count[DRAFT_SENT + 1] = {0};
  g_hash_table_iter_init(&iter, fates);
  while (g_hash_table_iter_next(&iter, NULL, &fate))
    count[GPOINTER_TO_INT(fate)]++;
  guint all = g_hash_table_size(fates);
  if (count[DRAFT_UNSENT] == all)
    return DRAFT_UNSENT;
  return count[DRAFT_SENT] == all && aim.is_whole ? DRAFT_SENT : DRAFT_OPEN;
}
