/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watching a sandbox whose exports lag, fail and forget: every response is told, and none twice, whatever
 * comes between.
 */
#include "src/flow/watch.h"

#include <glib/gstdio.h>
#include <string.h>

#include "src/model/timestamp.h"
#include "tests/support/desk.h"

typedef struct {
  TestSandbox *sandbox;
  ApiClient *client;
  TestDesk home; /* its paths only */
  char *survey_id;
  Watch *watch;
  GHashTable *told;            /* IDs */
  guint n_told, n_twice, most; /* @most: how many are taken at a time */
  guint looks, troubles;
  GError *trouble;
  gboolean is_over;
} Fixture;

static guint
on_responses(const GPtrArray *responses, gpointer data)
{
  Fixture *fixture = data;
  guint taken = MIN(responses->len, fixture->most);
  for (guint i = 0; i < taken; i++) {
    const Response *response = g_ptr_array_index(responses, i);
    fixture->n_twice += !g_hash_table_add(fixture->told, g_strdup(response->id));
  }
  fixture->n_told += taken;
  return taken;
}

static void
on_looked(guint pause_ms G_GNUC_UNUSED, gpointer data)
{
  ((Fixture *) data)->looks++;
}

static void
on_trouble(const GError *error, gboolean is_over, gpointer data)
{
  Fixture *fixture = data;
  g_clear_error(&fixture->trouble);
  fixture->trouble = g_error_copy(error);
  fixture->troubles++;
  fixture->is_over = is_over;
}

static void
begin(Fixture *fixture)
{
  *fixture = (Fixture){.most = G_MAXUINT};
  fixture->sandbox = test_sandbox_new("--contacts", "10", "--rate-limit", "0", NULL);
  fixture->home.home = g_dir_make_tmp("canvass-watch-XXXXXX", NULL);
  test_desk_paths(&fixture->home);
  fixture->client = api_client_new(
      &(ApiClientOptions){.server = fixture->sandbox->url, .token = "demo", .read_only = TRUE});
  fixture->survey_id = test_some_survey(fixture->client);
  fixture->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
remove_home(const char *folder)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_dir_close(dir);
  g_rmdir(folder);
}

static void
end(Fixture *fixture)
{
  g_assert_cmpuint(fixture->n_twice, ==, 0);
  g_clear_pointer(&fixture->watch, watch_free);
  api_client_free(fixture->client);
  test_sandbox_free(fixture->sandbox);
  remove_home(fixture->home.home);
  paths_free(fixture->home.paths);
  g_free(fixture->home.home);
  g_free(fixture->survey_id);
  g_hash_table_unref(fixture->told);
  g_clear_error(&fixture->trouble);
}

static Watch *
make_watch(Fixture *fixture, gint64 since, GError **error)
{
  const WatchOptions options = {.survey_id = fixture->survey_id,
                                .since = since,
                                .paths = fixture->home.paths,
                                .shortest_ms = 5,
                                .longest_ms = 20};
  const WatchEvents events = {on_responses, on_looked, on_trouble};
  return watch_new(fixture->client, &options, &events, fixture, error);
}

/* The program ends, and begins again. */
static void
restart(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_clear_pointer(&fixture->watch, watch_free);
  fixture->looks = 0;
  fixture->watch = make_watch(fixture, TIMESTAMP_NONE, &error);
  g_assert_no_error(error);
}

static void
wait_for_looks(Fixture *fixture, guint n)
{
  for (guint wanted = fixture->looks + n; fixture->looks < wanted;)
    g_main_context_iteration(NULL, TRUE);
}

static void
wait_for_told(Fixture *fixture, guint n)
{
  while (fixture->n_told < n)
    g_main_context_iteration(NULL, TRUE);
}

static void
wait_for_trouble(Fixture *fixture)
{
  for (guint before = fixture->troubles; fixture->troubles == before;)
    g_main_context_iteration(NULL, TRUE);
}

static void
answer(Fixture *fixture, const char *how)
{
  g_autofree char *body = g_strconcat(fixture->survey_id, how, NULL);
  test_sandbox_control(fixture->sandbox, "/sandbox/response", body);
}

static guint
n_exports(const Fixture *fixture)
{
  const RequestLog *log = fetcher_log(api_client_fetcher(fixture->client));
  guint n = 0;
  for (guint i = 0; i < request_log_length(log); i++)
    n += g_str_equal(request_log_nth(log, i)->method, "POST");
  return n;
}

/* ## Cases */

static void
tells_what_comes(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  g_assert_cmpuint(fixture.n_told, ==, 0);
  for (guint i = 1; i <= 3; i++) {
    answer(&fixture, "");
    wait_for_told(&fixture, i);
  }
  wait_for_looks(&fixture, 3);
  g_assert_cmpuint(fixture.n_told, ==, 3);
  end(&fixture);
}

static void
exports_only_when_counts_move(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 8);
  g_assert_cmpuint(n_exports(&fixture), ==, 1);
  wait_for_looks(&fixture, 8); /* a blind one now and then */
  g_assert_cmpuint(n_exports(&fixture), ==, 2);
  watch_look(fixture.watch);
  wait_for_looks(&fixture, 1);
  g_assert_cmpuint(n_exports(&fixture), ==, 3);
  end(&fixture);
}

/* Counted at once, exported 20 seconds later. */
static void
waits_for_late_ones(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  answer(&fixture, " late");
  wait_for_looks(&fixture, 5);
  g_assert_cmpuint(fixture.n_told, ==, 0);
  test_sandbox_control(fixture.sandbox, "/sandbox/clock", "30");
  wait_for_told(&fixture, 1);
  end(&fixture);
}

static void
goes_on_after_a_restart(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  answer(&fixture, "");
  wait_for_told(&fixture, 1);
  wait_for_looks(&fixture, 1);
  g_clear_pointer(&fixture.watch, watch_free);
  answer(&fixture, "");
  answer(&fixture, "");
  restart(&fixture);
  wait_for_told(&fixture, 3);
  restart(&fixture);
  wait_for_looks(&fixture, 2);
  g_assert_cmpuint(fixture.n_told, ==, 3);
  end(&fixture);
}

static void
goes_on_without_its_token(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  answer(&fixture, "");
  answer(&fixture, "");
  wait_for_told(&fixture, 2);
  test_sandbox_control(fixture.sandbox, "/sandbox/exports", "expire");
  answer(&fixture, "");
  wait_for_told(&fixture, 3);
  g_clear_pointer(&fixture.watch, watch_free);
  answer(&fixture, "");
  test_sandbox_control(fixture.sandbox, "/sandbox/clock", "864000"); /* more than a week */
  answer(&fixture, "");
  restart(&fixture);
  wait_for_told(&fixture, 5);
  wait_for_looks(&fixture, 2);
  g_assert_cmpuint(fixture.n_told, ==, 5);
  end(&fixture);
}

static void
begins_at_a_moment(void)
{
  Fixture fixture;
  begin(&fixture);
  const gint64 since = api_client_server_now(fixture.client) - G_GINT64_CONSTANT(20) * 24 * 3600 * 1000;
  fixture.watch = make_watch(&fixture, since, NULL);
  wait_for_looks(&fixture, 1);
  guint before = fixture.n_told;
  g_assert_cmpuint(before, >, 50);
  g_assert_cmpuint(before, <, 500);
  restart(&fixture);
  answer(&fixture, "");
  wait_for_told(&fixture, before + 1);
  /* The moment forgets what was kept. */
  g_hash_table_remove_all(fixture.told);
  fixture.n_told = 0;
  g_clear_pointer(&fixture.watch, watch_free);
  fixture.watch = make_watch(&fixture, since, NULL);
  wait_for_told(&fixture, before + 1);
  end(&fixture);
}

/* Standard output was closed after the first of two. */
static void
keeps_what_was_told_only(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  g_clear_pointer(&fixture.watch, watch_free);
  answer(&fixture, "");
  answer(&fixture, "");
  fixture.most = 1;
  restart(&fixture);
  wait_for_told(&fixture, 1);
  while (g_main_context_iteration(NULL, FALSE))
    ;
  g_assert_cmpuint(fixture.looks, ==, 0); /* it is over */
  fixture.most = G_MAXUINT;
  restart(&fixture);
  wait_for_told(&fixture, 2);
  wait_for_looks(&fixture, 1);
  g_assert_cmpuint(fixture.n_told, ==, 2);
  end(&fixture);
}

static void
outlives_faults(void)
{
  static const struct {
    const char *route, *what;
  } faults[] = {
      {"/sandbox/exports", "fail"},
      {"/sandbox/fault", "POST */export-responses status=503 x1"},
      {"/sandbox/fault", "POST */export-responses retry-after=1 x1"},
      {"/sandbox/fault", "POST */export-responses drop-after x1"},
      {"/sandbox/fault", "POST */export-responses garble x1"},
      {"/sandbox/fault", "GET */export-responses/ES_* garble x1"},
      {"/sandbox/fault", "GET */export-responses/ES_* status=404 x1"},
      {"/sandbox/fault", "GET */file garble x1"},
      {"/sandbox/fault", "GET */file html=200 x1"},
      {"/sandbox/fault", "GET */file status=404 x1"},
  };
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    test_sandbox_control(fixture.sandbox, faults[i].route, faults[i].what);
    answer(&fixture, "");
    wait_for_trouble(&fixture);
    g_assert_false(fixture.is_over);
    g_assert_cmpuint(fixture.n_told, ==, i);
    test_sandbox_control(fixture.sandbox, "/sandbox/fault", "clear");
    wait_for_told(&fixture, i + 1);
  }
  /* Half a file is asked for again further down. */
  test_sandbox_control(fixture.sandbox, "/sandbox/fault", "GET */file cut x1");
  answer(&fixture, "");
  wait_for_told(&fixture, G_N_ELEMENTS(faults) + 1);
  end(&fixture);
}

/* Whatever the token does to the job, the watch goes on without it. */
static void
drops_a_token_that_fails(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  for (guint i = 0; i < 3; i++)
    test_sandbox_control(fixture.sandbox, "/sandbox/exports", "fail");
  answer(&fixture, "");
  wait_for_told(&fixture, 1);
  g_assert_cmpuint(fixture.troubles, ==, 3);
  end(&fixture);
}

static void
ends_where_there_is_nothing(void)
{
  Fixture fixture;
  begin(&fixture);
  g_free(fixture.survey_id);
  fixture.survey_id = g_strdup("SV_000000000000000");
  restart(&fixture);
  wait_for_trouble(&fixture);
  g_assert_true(fixture.is_over);
  g_assert_error(fixture.trouble, API_ERROR, API_ERROR_NOT_FOUND);
  end(&fixture);
}

static void
ends_when_the_first_look_fails(void)
{
  Fixture fixture;
  begin(&fixture);
  test_sandbox_control(fixture.sandbox, "/sandbox/exports", "fail");
  restart(&fixture);
  wait_for_trouble(&fixture);
  g_assert_true(fixture.is_over);
  g_assert_error(fixture.trouble, API_ERROR, API_ERROR_SERVER);
  end(&fixture);
}

static void
is_one_at_a_time(void)
{
  Fixture fixture;
  begin(&fixture);
  restart(&fixture);
  g_autoptr(GError) error = NULL;
  g_assert_null(make_watch(&fixture, TIMESTAMP_NONE, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
  end(&fixture);
}

/* In each of its steps; what is called back then must not touch it. */
static void
may_be_freed_at_any_time(void)
{
  Fixture fixture;
  begin(&fixture);
  for (guint turns = 0; turns < 24; turns += 3) {
    restart(&fixture);
    for (guint i = 0; i < turns; i++)
      g_main_context_iteration(NULL, TRUE);
    g_clear_pointer(&fixture.watch, watch_free);
  }
  restart(&fixture);
  wait_for_looks(&fixture, 1);
  end(&fixture);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/watch/tells-what-comes", tells_what_comes);
  g_test_add_func("/watch/exports-only-when-counts-move", exports_only_when_counts_move);
  g_test_add_func("/watch/waits-for-late-ones", waits_for_late_ones);
  g_test_add_func("/watch/goes-on-after-a-restart", goes_on_after_a_restart);
  g_test_add_func("/watch/goes-on-without-its-token", goes_on_without_its_token);
  g_test_add_func("/watch/begins-at-a-moment", begins_at_a_moment);
  g_test_add_func("/watch/keeps-what-was-told-only", keeps_what_was_told_only);
  g_test_add_func("/watch/outlives-faults", outlives_faults);
  g_test_add_func("/watch/drops-a-token-that-fails", drops_a_token_that_fails);
  g_test_add_func("/watch/ends-where-there-is-nothing", ends_where_there_is_nothing);
  g_test_add_func("/watch/ends-when-the-first-look-fails", ends_when_the_first_look_fails);
  g_test_add_func("/watch/is-one-at-a-time", is_one_at_a_time);
  g_test_add_func("/watch/may-be-freed-at-any-time", may_be_freed_at_any_time);
  return g_test_run();
}
