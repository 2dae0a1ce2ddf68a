/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counts move at once, an export shows a response 5 to 30 s later. So after a movement it is exported
 * until as many came as were counted, but not for ever: a test or a deleted one may have been what moved.
 */
#include "src/flow/watch.h"

#include "src/api/surveys.h"
#include "src/flow/response-pull.h"
#include "src/local/watch-state.h"
#include "src/model/timestamp.h"

#define SECOND_MS 1000
#define OVERLAP_MS (120 * SECOND_MS) /* what comes late to an export */
enum { MORE_LOOKS = 3, BLIND_LOOKS = 10, FAILURES_OF_A_TOKEN = 3 };

struct Watch {
  ApiClient *client;
  char *survey_id;
  gboolean forgets; /* --since: what was kept does not count */
  gint64 since;
  WatchState *state;
  WatchEvents events;
  gpointer data;
  GCancellable *cancellable;
  guint timer; /* 0: a look is under way, or it is over */
  guint shortest_ms, longest_ms, pause_ms;
  gint64 counts;   /* of the look under way */
  gint64 expected; /* counted, but not come yet */
  guint more;      /* exports that are still due after a movement */
  guint unmoved;   /* looks in a row that exported nothing */
  guint failures;  /* pulls in a row */
  gboolean forced, has_looked;
};

/* ## Pauses */

static void look(Watch *watch);

static gboolean
on_timer(gpointer data)
{
  Watch *watch = data;
  watch->timer = 0;
  look(watch);
  return G_SOURCE_REMOVE;
}

static void
wait_for_next(Watch *watch, gboolean is_idle)
{
  guint longer = MIN(watch->pause_ms + watch->pause_ms / 2, watch->longest_ms);
  watch->pause_ms = is_idle ? longer : watch->shortest_ms;
  watch->timer = g_timeout_add(watch->pause_ms, on_timer, watch);
  watch->events.on_looked(watch->pause_ms, watch->data);
}

/* A sandbox on this machine answers as often as one likes. */
static gboolean
is_near(const char *server)
{
  return g_str_has_prefix(server, "http://");
}

/* ## Trouble */

/* A survey that is gone does not come back; a job or a file that is gone is only not the next one. */
static gboolean
is_final(const GError *error, gboolean about_survey)
{
  return g_error_matches(error, API_ERROR, API_ERROR_LOGIN) ||
         g_error_matches(error, API_ERROR, API_ERROR_FORBIDDEN) ||
         (about_survey && g_error_matches(error, API_ERROR, API_ERROR_NOT_FOUND));
}

/* The next look is set up first, since the watch may be gone after the event. */
static void
be_in_trouble(Watch *watch, const GError *error, gboolean about_survey)
{
  gboolean is_over = !watch->has_looked || is_final(error, about_survey);
  if (!is_over) {
    watch->pause_ms = MIN(watch->pause_ms * 2, watch->longest_ms);
    watch->timer = g_timeout_add(watch->pause_ms, on_timer, watch);
  }
  watch->events.on_trouble(error, is_over, watch->data);
}

/* ## What came */

static gint
by_time(gconstpointer a, gconstpointer b)
{
  const Response *one = *(Response *const *) a, *other = *(Response *const *) b;
  return (one->recorded > other->recorded) - (one->recorded < other->recorded);
}

/* Those that are news, the oldest first; borrowed. An export can hold a response twice when it was changed
 * meanwhile. */
static GPtrArray *
news(const Watch *watch, const ResponsePull *pull)
{
  GPtrArray *fresh = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < pull->responses->len; i++) {
    Response *response = g_ptr_array_index(pull->responses, i);
    if (watch_state_is_new(watch->state, response->id, response->recorded) &&
        g_hash_table_add(seen, response->id))
      g_ptr_array_add(fresh, response);
  }
  g_ptr_array_sort(fresh, by_time);
  return fresh;
}

/* The token only when everything was told. */
static gboolean
keep(Watch *watch, const GPtrArray *fresh, guint told, const ResponsePull *pull, GError **error)
{
  for (guint i = 0; i < told; i++) {
    const Response *response = g_ptr_array_index(fresh, i);
    watch_state_add(watch->state, response->id, response->recorded);
  }
  if (told == fresh->len) {
    g_free(watch->state->token);
    watch->state->token = g_strdup(pull->token);
    watch->state->counted = watch->counts;
  }
  return watch_state_save(watch->state, error);
}

static void
take_pull(Watch *watch, const ResponsePull *pull)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) fresh = news(watch, pull);
  guint told = fresh->len > 0 ? watch->events.on_responses(fresh, watch->data) : 0;
  watch->failures = 0;
  watch->expected = MAX(0, watch->expected - (gint64) told);
  watch->more = watch->expected > 0 && watch->more > 0 ? watch->more - 1 : 0;
  gboolean kept = keep(watch, fresh, told, pull, &error);
  if (told < fresh->len)
    return;
  watch->has_looked = TRUE;
  if (kept)
    wait_for_next(watch, fresh->len == 0 && watch->more == 0);
  else
    be_in_trouble(watch, error, FALSE);
}

/* ## A look */

static void
on_pulled(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ResponsePull) pull = response_pull_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Watch *watch = data;
  if (pull != NULL) {
    take_pull(watch, pull);
    return;
  }
  /* A token that makes every job fail is as good as none. */
  if (++watch->failures >= FAILURES_OF_A_TOKEN)
    g_clear_pointer(&watch->state->token, g_free);
  watch->forced = TRUE;
  be_in_trouble(watch, error, FALSE);
}

static void
pull(Watch *watch)
{
  const WatchState *state = watch->state;
  gint64 since =
      state->last == TIMESTAMP_NONE ? state->horizon : MAX(state->horizon, state->last - OVERLAP_MS);
  const ResponseQuery query = {.token = state->token, .since = since, .by_change = TRUE, .continuing = TRUE};
  watch->forced = FALSE;
  watch->unmoved = 0;
  response_pull_async(watch->client, watch->survey_id, &query, watch->cancellable, on_pulled, watch);
}

/* With the first answer the server's clock is known. */
static void
begin(Watch *watch)
{
  if (watch->forgets)
    watch_state_begin(watch->state, watch->since);
  else if (watch->state->horizon == TIMESTAMP_NONE)
    watch_state_begin(watch->state, api_client_server_now(watch->client) / SECOND_MS * SECOND_MS);
  watch->forgets = FALSE;
}

static void
take_counts(Watch *watch, const Survey *survey)
{
  gint64 before = watch->counts >= 0 ? watch->counts : watch->state->counted;
  watch->counts = survey->auditable < 0 ? -1 : survey->auditable + MAX(0, survey->generated);
  if (watch->counts == before && watch->counts >= 0)
    return;
  watch->more = MORE_LOOKS;
  if (before >= 0 && watch->counts > before)
    watch->expected += watch->counts - before;
}

static void
on_survey(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Survey) survey = survey_get_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  Watch *watch = data;
  if (survey == NULL) {
    be_in_trouble(watch, error, TRUE);
    return;
  }
  begin(watch);
  take_counts(watch, survey);
  gboolean moved = watch->counts < 0 || watch->counts != watch->state->counted;
  if (!watch->has_looked || watch->forced || moved || watch->more > 0 || ++watch->unmoved >= BLIND_LOOKS)
    pull(watch);
  else
    wait_for_next(watch, TRUE);
}

static void
look(Watch *watch)
{
  survey_get_async(watch->client, watch->survey_id, watch->cancellable, on_survey, watch);
}

void
watch_look(Watch *watch)
{
  watch->forced = TRUE;
  if (watch->timer == 0)
    return;
  g_source_remove(watch->timer);
  watch->timer = 0;
  look(watch);
}

/* ## Beginning and end */

Watch *
watch_new(ApiClient *client, const WatchOptions *options, const WatchEvents *events, gpointer data,
          GError **error)
{
  WatchState *state = options->paths == NULL ? watch_state_new()
                                             : watch_state_open(options->paths, api_client_server(client),
                                                                options->survey_id, error);
  if (state == NULL)
    return NULL;
  gboolean near = is_near(api_client_server(client));
  Watch *watch = g_new0(Watch, 1);
  watch->client = client;
  watch->survey_id = g_strdup(options->survey_id);
  watch->forgets = options->since != TIMESTAMP_NONE;
  watch->since = options->since;
  watch->state = state;
  watch->events = *events;
  watch->data = data;
  watch->cancellable = g_cancellable_new();
  watch->shortest_ms = options->shortest_ms > 0 ? options->shortest_ms : near ? SECOND_MS : 30 * SECOND_MS;
  watch->longest_ms = options->longest_ms > 0 ? options->longest_ms : near ? 3 * SECOND_MS : 300 * SECOND_MS;
  watch->pause_ms = watch->shortest_ms;
  watch->counts = -1;
  look(watch);
  return watch;
}

void
watch_free(Watch *watch)
{
  if (watch == NULL)
    return;
  g_cancellable_cancel(watch->cancellable);
  g_object_unref(watch->cancellable);
  if (watch->timer != 0)
    g_source_remove(watch->timer);
  watch_state_free(watch->state);
  g_free(watch->survey_id);
  g_free(watch);
}
