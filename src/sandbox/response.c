/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/response.h"

#include "src/sandbox/distribution.h"
#include "src/sandbox/ids.h"

/* The number of a response says where it comes from: 4 bits of source, 20 of survey or distribution, 40 of
 * position. */
enum { SOURCE_SHIFT = 60, GROUP_SHIFT = 40, SOURCE_PAST = 0, SOURCE_INVITED = 1, SOURCE_ARRIVED = 2 };

#define HOUR_MS G_GINT64_CONSTANT(3600000)
#define MAX_ARRIVALS_AT_ONCE 1000

static guint64
number_of(guint64 source, guint64 group, guint64 position)
{
  return source << SOURCE_SHIFT | group << GROUP_SHIFT | position;
}

/* 5 to 30 s, less when time flies. */
static gint64
lag_of(const World *world, guint64 dice)
{
  return (gint64) ((double) (5000 + dice % 25000) / MAX(world->speed, 1));
}

static Response
past_response(const World *world, const Survey *survey, guint64 position)
{
  Response response = {.number = number_of(SOURCE_PAST, survey->index, position), .survey = survey->index};
  guint64 dice = mix64(world->seed ^ response.number);
  response.recorded = world->started - HOUR_MS - (gint64) (dice % (300 * 24 * (guint64) HOUR_MS));
  response.ready = response.recorded + 5000 + (gint64) (mix64(dice) % 25000);
  return response;
}

/* FALSE when that recipient has not finished by now. */
static gboolean
invited_response(const World *world, const Distribution *distribution, guint64 position, Response *response)
{
  Recipient recipient = distribution_recipient(world, distribution, position);
  Progress progress = distribution_progress(world, distribution, &recipient);
  if (!progress.finished)
    return FALSE;
  *response = (Response){.number = number_of(SOURCE_INVITED, distribution->index, position),
                         .survey = (guint) distribution->survey,
                         .was_invited = TRUE,
                         .person = recipient.person};
  response->recorded = distribution->sends +
                       (gint64) ((double) (progress.finished - distribution->sends) / MAX(world->speed, 1));
  response->ready = response->recorded + lag_of(world, mix64(response->number));
  return TRUE;
}

static gint
by_readiness(gconstpointer a, gconstpointer b)
{
  const Response *one = a, *other = b;
  if (one->ready != other->ready)
    return one->ready < other->ready ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

GArray *
responses_of(World *world, const Survey *survey)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Response));
  Response response;
  for (int i = 0; i < survey->auditable; i++) {
    response = past_response(world, survey, (guint64) i);
    g_array_append_val(all, response);
  }
  for (guint i = 0; i < world->distributions->len; i++) {
    const Distribution *distribution = world->distributions->pdata[i];
    if (distribution->survey != (gint) survey->index || !distribution->recipients)
      continue;
    for (guint64 position = 0; position < distribution_n_recipients(world, distribution); position++)
      if (invited_response(world, distribution, position, &response))
        g_array_append_val(all, response);
  }
  for (guint i = 0; i < world->arrivals->len; i++)
    if (g_array_index(world->arrivals, Response, i).survey == survey->index)
      g_array_append_val(all, g_array_index(world->arrivals, Response, i));
  g_array_sort(all, by_readiness);
  return all;
}

int
responses_count(World *world, const Survey *survey)
{
  gint64 count = survey->auditable;
  for (guint i = 0; i < world->distributions->len; i++) {
    Distribution *distribution = world->distributions->pdata[i];
    if (distribution->recipients && distribution->survey == (gint) survey->index)
      count += distribution_stats(world, distribution).finished;
  }
  for (guint i = 0; i < world->arrivals->len; i++)
    count += g_array_index(world->arrivals, Response, i).survey == survey->index;
  return (int) count;
}

gboolean
response_find(World *world, const Survey *survey, guint64 number, Response *response)
{
  g_autoptr(GArray) all = responses_of(world, survey);
  for (guint i = 0; i < all->len; i++) {
    *response = g_array_index(all, Response, i);
    if (response->number == number)
      return TRUE;
  }
  return FALSE;
}

static guint64
add_arrival(World *world, guint survey, gint64 recorded, gint64 lag)
{
  Response response = {.number = number_of(SOURCE_ARRIVED, survey, world->arrivals->len),
                       .survey = survey,
                       .recorded = recorded,
                       .ready = recorded + lag};
  g_array_append_val(world->arrivals, response);
  return response.number;
}

guint64
response_arrive(World *world, const Survey *survey, gint64 lag)
{
  return add_arrival(world, survey->index, world_now(world), lag);
}

/* To one of the active surveys, more often to the first. */
static void
trickle_one(World *world, gint64 recorded)
{
  guint64 dice = mix64(world->seed ^ (guint64) world->arrivals->len << 32);
  guint index = dice % 3 ? 0 : (guint) (dice >> 8) % world->surveys->len;
  const Survey *survey = world->surveys->pdata[index];
  if (survey->active && !survey->gone && survey->auditable)
    add_arrival(world, index, recorded, lag_of(world, mix64(dice)));
  else
    add_arrival(world, 0, recorded, lag_of(world, mix64(dice)));
}

void
responses_trickle(World *world)
{
  gint64 now = world_now(world);
  if (!world->arrivals_every)
    return;
  for (guint n = 0; world->next_arrival <= now && n < MAX_ARRIVALS_AT_ONCE; n++) {
    if (world->next_arrival)
      trickle_one(world, world->next_arrival);
    else
      world->next_arrival = now;
    world->next_arrival += world->arrivals_every;
  }
  world->next_arrival = MAX(world->next_arrival, now);
}
