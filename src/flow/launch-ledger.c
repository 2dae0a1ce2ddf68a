/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the journal says about launches.
 */
#include "src/flow/launch-ledger.h"

#include <string.h>

#include "src/model/timestamp.h"

LaunchPending *
launch_pending_copy(const LaunchPending *pending)
{
  LaunchPending *copy = g_memdup2(pending, sizeof *pending);
  copy->intent_id = g_strdup(pending->intent_id);
  copy->server = g_strdup(pending->server);
  copy->distribution_id = g_strdup(pending->distribution_id);
  copy->survey_id = g_strdup(pending->survey_id);
  copy->list_id = g_strdup(pending->list_id);
  copy->batch_id = g_strdup(pending->batch_id);
  copy->subject = g_strdup(pending->subject);
  copy->mark = g_strdup(pending->mark);
  return copy;
}

void
launch_pending_free(LaunchPending *pending)
{
  if (pending == NULL)
    return;
  g_free(pending->intent_id);
  g_free(pending->server);
  g_free(pending->distribution_id);
  g_free(pending->survey_id);
  g_free(pending->list_id);
  g_free(pending->batch_id);
  g_free(pending->subject);
  g_free(pending->mark);
  g_free(pending);
}

static LaunchPending *
pending_from_entry(const JournalEntry *entry)
{
  LaunchPending *pending = g_new0(LaunchPending, 1);
  pending->intent_id = g_strdup(entry->intent_id);
  pending->server = g_strdup(entry->server);
  pending->survey_id = g_strdup(entry->survey_id);
  pending->list_id = g_strdup(entry->list_id);
  pending->batch_id = g_strdup(entry->batch_id);
  pending->subject = g_strdup(entry->subject);
  pending->kind = launch_kind_from_name(entry->sending);
  pending->mark = g_strdup(entry->mark);
  pending->send_at = entry->send_at;
  return pending;
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
  const LaunchPending *one = *(LaunchPending *const *) a, *other = *(LaunchPending *const *) b;
  return (one->send_at > other->send_at) - (one->send_at < other->send_at);
}

/* Applies one record to the launches seen so far, by intent. */
static void
ledger_take(GHashTable *launches, const JournalEntry *entry)
{
  if (entry->intent_id == NULL)
    return;
  LaunchPending *pending = g_hash_table_lookup(launches, entry->intent_id);
  switch (entry->kind) {
  case JOURNAL_SEND_INTENT:
    pending = pending_from_entry(entry);
    g_hash_table_replace(launches, pending->intent_id, pending);
    break;
  case JOURNAL_SEND_DONE:
    if (pending != NULL && entry->distribution_id != NULL) {
      g_free(pending->distribution_id);
      pending->distribution_id = g_strdup(entry->distribution_id);
      pending->unknown = FALSE;
      pending->calling = FALSE;
    } else if (pending != NULL) {
      g_hash_table_remove(launches, entry->intent_id); /* a person said that it was sent */
    }
    break;
  case JOURNAL_SEND_UNKNOWN:
    if (pending != NULL)
      pending->unknown = TRUE;
    break;
  case JOURNAL_SEND_CALLING:
    if (pending != NULL)
      pending->calling = pending->distribution_id != NULL;
    break;
  case JOURNAL_SEND_REFUSED:
  case JOURNAL_SEND_CANCELLED:
    g_hash_table_remove(launches, entry->intent_id);
    break;
  default:
    break;
  }
}

GPtrArray *
launch_ledger_read(Journal *journal, const char *server, gint64 now, GError **error)
{
  const GPtrArray *entries = journal_intents(journal, error);
  if (entries == NULL)
    return NULL;
  g_autoptr(GHashTable) launches =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify) launch_pending_free);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (server == NULL || g_strcmp0(entry->server, server) == 0)
      ledger_take(launches, entry);
  }
  GPtrArray *waiting = g_ptr_array_new_with_free_func((GDestroyNotify) launch_pending_free);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, launches);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    LaunchPending *pending = value;
    if (pending->distribution_id != NULL && (pending->send_at <= now || pending->kind == LAUNCH_LINKS))
      continue; /* it left, or nothing leaves: history */
    g_hash_table_iter_steal(&iter);
    g_ptr_array_add(waiting, pending);
  }
  g_ptr_array_sort(waiting, by_time);
  return waiting;
}

gint64
launch_ledger_free_second(Journal *journal, const char *target, const char *survey_id, gint64 earliest)
{
  gint64 second = (earliest + 999) / 1000 * 1000;
  /* A journal that can't be read says "taken" for ever. */
  for (guint tries = 0; tries < 600; tries++, second += 1000)
    if (!journal_send_second_taken(journal, target, survey_id, second))
      return second;
  return TIMESTAMP_NONE;
}

/* Of a form */

gboolean
launch_ledger_is_of_form(const char *intent_id, const char *form_id)
{
  if (intent_id == NULL || !g_str_has_prefix(intent_id, form_id))
    return FALSE;
  const char *rest = intent_id + strlen(form_id);
  return *rest == '\0' || *rest == '/';
}

char *
launch_ledger_intent_id(const char *form_id, guint tries)
{
  return tries == 0 ? g_strdup(form_id) : g_strdup_printf("%s/%u", form_id, tries + 1);
}

/* What was sent stays so until it is called back, whatever another copy that looked for it says later. */
static FormFate
fate_after(FormFate so_far, JournalKind kind)
{
  switch (kind) {
  case JOURNAL_SEND_DONE:
    return FORM_SENT;
  case JOURNAL_SEND_REFUSED:
    return so_far == FORM_SENT ? FORM_SENT : FORM_UNSENT;
  case JOURNAL_SEND_CANCELLED:
    return FORM_UNSENT;
  default:
    return so_far;
  }
}

/* Of one that is there. */
static FormFate
intent_fate(const GPtrArray *entries, const char *intent_id)
{
  FormFate fate = FORM_OPEN;
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (g_strcmp0(entry->intent_id, intent_id) == 0)
      fate = fate_after(fate, entry->kind);
  }
  return fate;
}

FormFate
launch_ledger_form_fate(const GPtrArray *entries, const char *form_id, guint *tries)
{
  g_autoptr(GHashTable) fates = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (!launch_ledger_is_of_form(entry->intent_id, form_id))
      continue;
    gpointer before = NULL;
    gboolean is_new = !g_hash_table_lookup_extended(fates, entry->intent_id, NULL, &before);
    FormFate so_far = is_new ? FORM_OPEN : (FormFate) GPOINTER_TO_INT(before);
    g_hash_table_insert(fates, (gpointer) entry->intent_id, GINT_TO_POINTER(fate_after(so_far, entry->kind)));
  }
  FormFate fate = FORM_UNSENT;
  GHashTableIter iter;
  gpointer one;
  g_hash_table_iter_init(&iter, fates);
  while (g_hash_table_iter_next(&iter, NULL, &one))
    fate = MAX(fate, (FormFate) GPOINTER_TO_INT(one));
  if (tries != NULL)
    *tries = g_hash_table_size(fates);
  return fate;
}

char *
launch_ledger_last_send(const GPtrArray *entries, const char *survey_id, const char *target)
{
  const char *last = "";
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (entry->kind == JOURNAL_SEND_INTENT && g_strcmp0(entry->survey_id, survey_id) == 0 &&
        g_strcmp0(entry->list_id, target) == 0 && intent_fate(entries, entry->intent_id) != FORM_UNSENT)
      last = entry->intent_id;
  }
  return g_strdup(last);
}

gboolean
launch_ledger_note(Journal *journal, JournalKind kind, const LaunchPending *launch, const char *request_id,
                   const char *outcome, GError **error)
{
  JournalEntry entry = {.kind = kind,
                        .intent_id = launch->intent_id,
                        .server = launch->server,
                        .survey_id = launch->survey_id,
                        .list_id = launch->list_id,
                        .batch_id = launch->batch_id,
                        .send_at = launch->send_at,
                        .subject = launch->subject,
                        .sending = launch->kind != LAUNCH_EMAIL ? launch_kind_name(launch->kind) : NULL,
                        .mark = launch->mark,
                        .distribution_id = launch->distribution_id,
                        .request_id = request_id,
                        .outcome = outcome};
  return journal_append(journal, &entry, error);
}
