/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who opens, starts and finishes, and when, is thrown with the dice of distribution and person; the numbers
 * are a count of that. Once a week has passed nothing changes any more and the count is kept.
 */
#include "src/sandbox/distribution.h"

#include "src/sandbox/call.h"
#include "src/sandbox/ids.h"

#define HOUR_MS G_GINT64_CONSTANT(3600000)
#define SETTLED_AFTER (7 * 24 * HOUR_MS)

void
distribution_free(gpointer data)
{
  Distribution *distribution = data;
  g_free(distribution->from_email);
  g_free(distribution->from_name);
  g_free(distribution->reply_to);
  g_free(distribution->subject);
  g_free(distribution->library_id);
  g_free(distribution->message_id);
  g_free(distribution->message_text);
  g_free(distribution->link_type);
  g_free(distribution->link_expires);
  cJSON_Delete(distribution->embedded);
  if (distribution->recipients)
    g_array_unref(distribution->recipients);
  g_free(distribution);
}

Distribution *
distribution_add(World *world, DistributionKind kind, const Survey *survey)
{
  Distribution *distribution = g_new0(Distribution, 1);
  distribution->index = world->distributions->len;
  distribution->kind = kind;
  distribution->survey = survey ? (gint) survey->index : -1;
  distribution->list = distribution->batch = -1;
  distribution->created = world_now(world);
  g_ptr_array_add(world->distributions, distribution);
  return distribution;
}

void
distribution_add_past(World *world)
{
  static const struct {
    guint survey, list, hours_ago;
    DistributionKind kind;
    gint parent;
    const char *subject, *message;
  } past[] = {
      {0, 1, 24 * 60, KIND_INVITE, -1, "How likely are you to recommend us?", "3"},
      {0, 1, 24 * 53, KIND_REMINDER, 0, "A reminder: your opinion", NULL},
      {0, 2, 24 * 20, KIND_INVITE, -1, "Ihre Meinung – 2 Minuten", NULL},
      {2, 1, 24 * 12, KIND_INVITE, -1, "Alumni voices", NULL},
      {2, 1, 24 * 5, KIND_THANK_YOU, 3, "Thank you!", NULL},
      {3, 2, 26, KIND_INVITE, -1, "Your last contact with us", NULL},
      {3, 5, 50, KIND_LINKS, -1, NULL, NULL},
      {5, 4, 3, KIND_INVITE, -1, "顧客満足度 2026", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(past); i++) {
    Distribution *distribution = distribution_add(world, past[i].kind, world->surveys->pdata[past[i].survey]);
    distribution->sends = (world_now(world) / 60000) * 60000 - past[i].hours_ago * HOUR_MS;
    distribution->created = distribution->sends - HOUR_MS / 3;
    distribution->parent = past[i].parent < 0 ? NULL : world->distributions->pdata[past[i].parent];
    distribution->list = (gint) past[i].list;
    distribution->sent = TRUE;
    distribution->link_type = g_strdup("Individual");
    distribution->link_expires = iso_from_ms(distribution->sends + 1440 * HOUR_MS);
    if (past[i].kind == KIND_LINKS)
      continue;
    distribution->from_email = g_strdup("noreply@qemailserver.com");
    distribution->from_name = g_strdup("Study team");
    distribution->reply_to = i % 2 ? NULL : g_strdup("study@example.org");
    distribution->subject = g_strdup(past[i].subject);
    distribution->library_id = world_user_id();
    distribution->message_id = id_new("MS", i % 4);
  }
}

/* ## Recipients */

guint64
distribution_n_recipients(const World *world, const Distribution *distribution)
{
  if (!distribution->sent)
    return 0;
  if (distribution->recipients)
    return distribution->recipients->len;
  return ((const MailingList *) world->lists->pdata[distribution->list])->count;
}

Recipient
distribution_recipient(const World *world, const Distribution *distribution, guint64 position)
{
  if (distribution->recipients)
    return g_array_index(distribution->recipients, Recipient, position);
  const MailingList *list = world->lists->pdata[distribution->list];
  guint64 number = list->first + position;
  Recipient recipient = {.person = number, .list = list->index, .fate = FATE_SENT};
  if (!person_number_has_email(world->seed, number))
    recipient.fate = FATE_FAILED;
  else if (person_number_is_unsubscribed(world->seed, number) || (number + list->index) % 61 == 9)
    recipient.fate = FATE_SKIPPED;
  else if (person_number_is_bounced(world->seed, number))
    recipient.fate = FATE_BOUNCED;
  return recipient;
}

/* ## What they do */

/* Half of those who will have acted by two hours, nearly all by two days. */
static gint64
delay_of(guint64 dice)
{
  guint64 share = dice % 1000;
  return (gint64) (share * share * share / 1000000) * 48 * 3600 + (gint64) (dice >> 32) % 60000 + 5000;
}

Progress
distribution_progress(const World *world, const Distribution *distribution, const Recipient *recipient)
{
  Progress progress = {0};
  if (!distribution->sent || recipient->fate == FATE_SKIPPED || recipient->fate == FATE_FAILED)
    return progress;
  progress.sent = distribution->sends + 180;
  if (recipient->fate == FATE_BOUNCED || distribution->kind == KIND_LINKS)
    return progress;
  guint64 dice = mix64(world->seed ^ mix64(recipient->person) ^ (guint64) distribution->index << 48);
  gint64 age = (gint64) ((double) (world_now(world) - distribution->sends) * world->speed);
  gint64 opens = delay_of(dice), starts = opens + delay_of(mix64(dice)) / 8;
  gint64 finishes = starts + 60000 + (gint64) (dice >> 20) % 240000;
  if (dice % 100 < 62 && age >= opens)
    progress.opened = distribution->sends + opens;
  if (distribution->kind == KIND_THANK_YOU || distribution->kind == KIND_EMAIL)
    return progress;
  if (dice % 100 < 34 && age >= starts)
    progress.started = distribution->sends + starts;
  if (dice % 100 < 27 && age >= finishes)
    progress.finished = distribution->sends + finishes;
  return progress;
}

static void
count_one(Stats *stats, const Recipient *recipient, const Progress *progress)
{
  stats->skipped += recipient->fate == FATE_SKIPPED;
  stats->failed += recipient->fate == FATE_FAILED;
  stats->bounced += recipient->fate == FATE_BOUNCED;
  stats->sent += progress->sent > 0;
  stats->opened += progress->opened > 0;
  stats->started += progress->started > 0;
  stats->finished += progress->finished > 0;
}

Stats
distribution_stats(const World *world, Distribution *distribution)
{
  if (distribution->is_settled)
    return distribution->settled;
  Stats stats = {0};
  if (!distribution->sent || distribution->kind == KIND_LINKS)
    return stats;
  for (guint64 i = 0; i < distribution_n_recipients(world, distribution); i++) {
    Recipient recipient = distribution_recipient(world, distribution, i);
    Progress progress = distribution_progress(world, distribution, &recipient);
    count_one(&stats, &recipient, &progress);
  }
  distribution->settled = stats;
  distribution->is_settled =
      (double) (world_now(world) - distribution->sends) * world->speed > (double) SETTLED_AFTER;
  return stats;
}
