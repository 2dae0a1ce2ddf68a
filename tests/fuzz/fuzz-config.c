/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as the files of a person and of the program itself: the config with its keys, the views, the
 * launch form's last values, the calls made by hand, how far a watch came. Each is understood or refused with
 * a reason, and what is kept in it afterwards is there at the next start.
 */
#include "src/local/call-history.h"
#include "src/local/connections.h"
#include "src/local/local-error.h"
#include "src/local/settings.h"
#include "src/local/views.h"
#include "src/local/watch-state.h"
#include "src/model/timestamp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/local/private-home.h"
#include "ui/keymap.h"

#define SERVER "https://fra1.qualtrics.com"
#define SURVEY "SV_1"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED("# mine\n[canvass]\nundo-window = 60\ndefault = work\nread-only = false\nnotify = osc9\n"
              "[connection work]\nserver = fra1\ntoken-command = pass show qualtrics\nread-only = true\n"
              "colour = red\n[keys]\nedit = i, F2\nquit = C-q\n"),
    FUZZ_SEED("[contacts]\ncolumns=email;first;\n[contacts filters]\nitalians=lang:it !rossi\n"),
    FUZZ_SEED("[contacts filters]\nitali\xe1ns=lang:it\n"),
    FUZZ_SEED("[" SERVER "]\nfrom-name=Ada\nsubject=Half\\na\\ssubject\n"),
    FUZZ_SEED("GET /whoami\t\t\nPOST /mailinglists\ta=b&c=d\t{\"name\":\"x\"}\n"),
    FUZZ_SEED("canvass-watch 1\nhorizon 1764000000000\nlast 1764000000001\ncounted 3\ntoken abc\n"
              "id R_1 1764000000001\nid R_2 -9223372036854775808\nend\n"),
    FUZZ_SEED("[keys]\nmove-down = Down Down,,j\nmove-up = C-M-S-PgDn\n\xff = \xfe\n"),
    FUZZ_SEED("[contacts \x8c filters]\nx=y\n"),
    FUZZ_SEED("[connection \x8c\x1b[2J]\nx=y\n"),
    FUZZ_SEED("[canvass\xe1\x1b[31m\n"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 15; /* each is some files */

static void
check_text(const char *text)
{
  g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
check_reason(const GError *error)
{
  g_assert_nonnull(error);
  g_assert_true(error->domain == LOCAL_ERROR);
  fuzz_check_clean(error->message, FALSE);
}

static void
check_keys(const Settings *settings)
{
  g_auto(GStrv) named = settings_bound_actions(settings);
  g_assert_nonnull(named);
  g_autoptr(Keymap) keymap = keymap_new();
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++) {
    g_auto(GStrv) keys = settings_keys(settings, action_get(id)->name);
    if (keys == NULL)
      continue;
    g_autofree char *joined = g_strjoinv(" ", keys), *reason = NULL;
    gboolean bound = keymap_bind(keymap, action_get(id)->name, joined, &reason);
    g_assert_true(bound == (reason == NULL));
    check_text(reason);
    g_autofree char *labels = keymap_labels(keymap, id);
    check_text(labels);
  }
}

static void
check_connections(const Settings *settings)
{
  g_auto(GStrv) names = settings_connection_names(settings);
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *server = settings_connection_server(settings, *name);
    g_autofree char *command = settings_connection_command(settings, *name);
    g_autofree char *colour = settings_connection_colour(settings, *name);
    check_text(server);
    check_text(command);
    check_text(colour);
    settings_connection_read_only(settings, *name);
    connection_name_check(*name, NULL); /* what is no name comes from here as it was typed */
  }
}

/* What the program writes into the person's file changes nothing else there. */
static void
check_settings(const Paths *paths)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Settings) settings = settings_load(paths, &error);
  if (settings == NULL) {
    check_reason(error);
    return;
  }
  int undo_window = settings_undo_window(settings);
  gboolean read_only = settings_read_only(settings);
  g_assert_true(undo_window >= 0 && undo_window <= 86400);
  check_text(settings_notify(settings));
  check_text(settings_default_connection(settings));
  check_keys(settings);
  check_connections(settings);
  g_assert_true(settings_set_default_connection(settings, "of a fuzzer", &error));
  g_assert_true(settings_set_connection_value(settings, "of a fuzzer", "colour", "red", &error));
  g_autoptr(Settings) again = settings_load(paths, &error);
  g_assert_no_error(error);
  g_autofree char *colour = settings_connection_colour(again, "of a fuzzer");
  g_assert_cmpstr(settings_default_connection(again), ==, "of a fuzzer");
  g_assert_cmpstr(colour, ==, "red");
  g_assert_cmpint(settings_undo_window(again), ==, undo_window);
  g_assert_cmpint(settings_read_only(again), ==, read_only);
  g_assert_cmpstr(settings_notify(again), ==, settings_notify(settings));
}

static void
check_launch_defaults(const Paths *paths)
{
  g_autoptr(Settings) settings = settings_load(paths, NULL);
  g_assert_nonnull(settings);
  g_autofree char *name = settings_launch_default(settings, SERVER, "from-name");
  check_text(name);
  g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(values, "subject", " two\nlines; ");
  g_assert_true(settings_set_launch_defaults(settings, SERVER, values, NULL));
  g_autoptr(Settings) again = settings_load(paths, NULL);
  g_autofree char *subject = settings_launch_default(again, SERVER, "subject");
  g_autofree char *same_name = settings_launch_default(again, SERVER, "from-name");
  g_assert_cmpstr(subject, ==, " two\nlines; ");
  g_assert_cmpstr(same_name, ==, name);
}

static void
check_views(const Paths *paths)
{
  g_autoptr(Views) views = views_load(paths);
  g_auto(GStrv) columns = views_columns(views, "contacts");
  for (char **column = columns; column != NULL && *column != NULL; column++)
    check_text(*column);
  g_auto(GStrv) names = views_filters(views, "contacts"); /* of any file, but only good names */
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *filter = views_filter(views, "contacts", *name);
    g_assert_true(views_filter_name_is_good(*name));
    check_text(filter);
  }
  g_assert_true(views_set_filter(views, "contacts", "a-filter", " lang:it !x ", NULL));
  g_autoptr(Views) again = views_load(paths);
  g_autofree char *filter = views_filter(again, "contacts", "a-filter");
  g_assert_cmpstr(filter, ==, " lang:it !x ");
}

static void
check_calls(const Paths *paths)
{
  g_autoptr(CallHistory) history = call_history_load(paths);
  for (guint i = 0; i < call_history_length(history); i++) {
    CallHistoryEntry entry = call_history_nth(history, i);
    check_text(entry.call);
    check_text(entry.query);
    check_text(entry.body);
  }
  const CallHistoryEntry newest = {"GET /of-a-fuzzer", "a=b", "{}"};
  g_assert_true(call_history_add(history, &newest, NULL));
  g_autoptr(CallHistory) again = call_history_load(paths);
  g_assert_cmpuint(call_history_length(again), ==, call_history_length(history));
  g_assert_cmpstr(call_history_nth(again, 0).call, ==, newest.call);
  g_assert_cmpstr(call_history_nth(again, 0).query, ==, newest.query);
}

/* The name of the file is the program's own affair, so it is asked for. */
static void
check_watch(const Paths *paths, const char *bytes, gsize size)
{
  g_autoptr(WatchState) fresh = watch_state_open(paths, SERVER, SURVEY, NULL);
  g_autofree char *name = g_path_get_basename(fresh->path);
  g_clear_pointer(&fresh, watch_state_free);
  private_home_write(paths->state, name, bytes, (gssize) size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WatchState) state = watch_state_open(paths, SERVER, SURVEY, &error);
  if (state == NULL) {
    check_reason(error);
    return;
  }
  check_text(state->token);
  watch_state_add(state, "R_fuzz", G_MAXINT64);
  g_assert_true(watch_state_save(state, NULL));
  guint count = g_hash_table_size(state->known);
  g_autofree char *token = g_strdup(state->token);
  g_clear_pointer(&state, watch_state_free);
  state = watch_state_open(paths, SERVER, SURVEY, NULL);
  g_assert_nonnull(state);
  g_assert_false(watch_state_is_new(state, "R_fuzz", G_MAXINT64));
  g_assert_cmpuint(g_hash_table_size(state->known), ==, count);
  g_assert_cmpstr(state->token, ==, token);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  PrivateHome home;
  const char *bytes = (const char *) data;
  private_home_init(&home);
  private_home_write(home.paths->state, "launch-defaults", bytes, (gssize) size);
  private_home_write(home.paths->state, "views", bytes, (gssize) size);
  private_home_write(home.paths->state, "api-history", bytes, (gssize) size);
  check_launch_defaults(home.paths);
  check_views(home.paths);
  check_calls(home.paths);
  check_watch(home.paths, bytes, size);
  private_home_write(home.paths->config, "config", bytes, (gssize) size);
  check_settings(home.paths);
  private_home_clear(&home);
  return 0;
}
