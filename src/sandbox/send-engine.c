/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A distribution whose sendDate has come goes out whole, in one step: its recipients are those of that
 * moment. The same message to the same address on the same day is not dropped, so that whoever counts can see
 * it.
 */
#include "src/sandbox/send-engine.h"

#include "src/sandbox/distribution.h"
#include "src/sandbox/outbox.h"
#include "src/sandbox/response.h"
#include "src/sandbox/sms.h"

static Fate
fate_of(const World *world, const MailingList *list, guint64 number)
{
  g_autoptr(Person) person = world_person(world, number);
  if (person->unsubscribed || world_membership(world, list, number).unsubscribed)
    return FATE_SKIPPED;
  if (!person->fields[PERSON_EMAIL] || !*person->fields[PERSON_EMAIL])
    return FATE_FAILED;
  return person->bounced ? FATE_BOUNCED : FATE_SENT;
}

static void
send_to(World *world, Distribution *distribution, const MailingList *list, guint64 number)
{
  Recipient recipient = {.person = number, .list = list->index, .fate = fate_of(world, list, number)};
  g_array_append_val(distribution->recipients, recipient);
  if (distribution->kind != KIND_LINKS && (recipient.fate == FATE_SENT || recipient.fate == FATE_BOUNCED))
    outbox_put(world, distribution, &recipient);
}

static void
send_to_list(World *world, Distribution *distribution, const MailingList *list)
{
  guint64 number;
  for (guint64 i = 0; i < list_positions(list); i++)
    if (list_at(list, i, &number) && !list->gone)
      send_to(world, distribution, list, number);
}

static void
send_to_batch(World *world, Distribution *distribution, const Batch *batch)
{
  for (guint i = 0; i < batch->members->len; i++) {
    const BatchMember *member = &g_array_index(batch->members, BatchMember, i);
    send_to(world, distribution, world->lists->pdata[member->list], member->person);
  }
}

/* Reminders go to those who did not finish, thank-yous to those who did. */
static void
send_to_parents(World *world, Distribution *distribution)
{
  const Distribution *parent = distribution->parent;
  for (guint64 i = 0; i < distribution_n_recipients(world, parent); i++) {
    Recipient recipient = distribution_recipient(world, parent, i);
    Progress progress = distribution_progress(world, parent, &recipient);
    if (progress.sent && (progress.finished > 0) == (distribution->kind == KIND_THANK_YOU))
      send_to(world, distribution, world->lists->pdata[recipient.list], recipient.person);
  }
}

static void
send_now(World *world, Distribution *distribution)
{
  distribution->recipients = g_array_new(FALSE, FALSE, sizeof(Recipient));
  if (distribution->parent)
    send_to_parents(world, distribution);
  else if (distribution->batch >= 0)
    send_to_batch(world, distribution, world->batches->pdata[distribution->batch]);
  else if (distribution->to_one)
    send_to(world, distribution, world->lists->pdata[distribution->list], distribution->person);
  else
    send_to_list(world, distribution, world->lists->pdata[distribution->list]);
  distribution->sent = TRUE;
}

static void
send_sms(World *world, Sms *sms)
{
  sms->sent = TRUE;
  sms_send(world, sms);
}

void
send_engine_run(World *world)
{
  gint64 now = world_now(world);
  for (guint i = 0; i < world->distributions->len; i++) {
    Distribution *distribution = world->distributions->pdata[i];
    if (!distribution->sent && !distribution->gone && distribution->sends <= now)
      send_now(world, distribution);
  }
  for (guint i = 0; i < world->sms->len; i++) {
    Sms *sms = world->sms->pdata[i];
    if (!sms->sent && !sms->gone && sms->sends <= now)
      send_sms(world, sms);
  }
  responses_trickle(world);
}
