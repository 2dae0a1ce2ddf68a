/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See the header. One record from the first question to the report, freed by whoever asks last. Path and
 * columns are a draft until the rows are on the list.
 */
#include "ui/forms/import.h"

#include <string.h>

#include "src/flow/import-resume.h"
#include "src/flow/import.h"
#include "src/flow/merge-rule.h"
#include "src/model/clean-text.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/text.h"
#include "ui/typed-path.h"

enum { SAMPLE_BYTES = 60, NAMED_REJECTS = 12 };

typedef struct {
  PaneHost host;
  Services *services;
  ContactPlace place;
  char *directory_id, *list_id, *name, *directory_name;
  char *path;
  CsvTable *table;
  ImportPlan *plan;
  int column; /* that is being asked about */
  guint sendable;
  gboolean asked_of_sent, anew; /* whether to go on with an import that was cut off; not to */
  char *held;                   /* the draft, see drafts_take */
  GKeyFile *wanted;             /* what was left in it, or NULL */
  GCancellable *session;
} Import;

static void
import_free(Import *import)
{
  drafts_let_go(import->services->drafts, import->held);
  g_clear_pointer(&import->wanted, g_key_file_unref);
  g_free(import->directory_id);
  g_free(import->list_id);
  g_free(import->name);
  g_free(import->directory_name);
  g_free(import->path);
  import_plan_free(import->plan);
  csv_table_free(import->table);
  g_object_unref(import->session);
  g_free(import);
}

static void G_GNUC_PRINTF(3, 4) say(const Import *import, MessageKind kind, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  import->host.say(import->host.app, kind, text);
}

static void
ask(const Import *import, Overlay *dialog)
{
  import->host.overlay(import->host.app, dialog_with_orphan(dialog, (GDestroyNotify) import_free));
}

/* The connection was left while a question stood. Frees @import then. */
static gboolean
is_left(Import *import)
{
  if (!g_cancellable_is_cancelled(import->session))
    return FALSE;
  import_free(import);
  return TRUE;
}

/* The draft */

#define GROUP "import"
#define STAYS "Nothing was imported; d shows the file and its columns"

static void
keep(const Import *import, const char *path, const char *reason)
{
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, "place", "directory-id", import->directory_id);
  g_key_file_set_string(file, "place", "list-id", import->list_id);
  g_key_file_set_string(file, "place", "name", import->name);
  g_key_file_set_string(file, "place", "directory-name", import->directory_name);
  g_key_file_set_string(file, GROUP, "path", path);
  if (import->plan) {
    g_autofree const char **targets = g_new0(const char *, import->table->n_columns);
    for (guint i = 0; i < import->table->n_columns; i++)
      targets[i] = import_target_word(import->plan->targets[i]);
    g_key_file_set_string_list(file, GROUP, "headers", (const char *const *) import->table->header,
                               import->table->n_columns);
    g_key_file_set_string_list(file, GROUP, "columns", targets, import->table->n_columns);
  }
  g_autofree char *title = g_strdup_printf("an import into %s", import->name);
  drafts_keep(import->services->drafts, DRAFT_IMPORT, import->list_id, title, reason, file);
}

static void
on_path_edited(const char *typed, gpointer data)
{
  keep(data, typed, NULL);
}

static void
drop_draft(const Import *import)
{
  drafts_drop_name(import->services->drafts, import->held);
}

/* Of the same file: its columns go where they went before. */
static void
restore_columns(Import *import)
{
  gsize n_headers = 0, n_words = 0;
  g_auto(GStrv) headers = NULL;
  g_auto(GStrv) words = NULL;
  if (import->wanted) {
    headers = g_key_file_get_string_list(import->wanted, GROUP, "headers", &n_headers, NULL);
    words = g_key_file_get_string_list(import->wanted, GROUP, "columns", &n_words, NULL);
  }
  if (n_headers != import->table->n_columns || n_words != n_headers)
    return;
  for (guint i = 0; i < n_headers; i++)
    if (!g_str_equal(headers[i], import->table->header[i]))
      return;
  for (guint i = 0; i < n_words; i++)
    import_target_parse(words[i], &import->plan->targets[i]);
}

/* Report */

/* Where the rows that did not come are; new, or NULL when they could not be kept. */
static char *
keep_rejects(const Import *import, const ImportOutcome *outcome)
{
  g_autoptr(GError) error = NULL;
  if (!import->services->paths)
    return NULL;
  char *path = import_keep_rejects(import->plan, outcome, import->services->paths, &error);
  if (!path)
    say(import, MESSAGE_ERROR, "The rejected rows could not be kept: %s", error->message);
  return path;
}

static void
add_rejects(const Import *import, GString *text, const ImportOutcome *outcome)
{
  for (guint i = 0; i < outcome->rejects->len && i < NAMED_REJECTS; i++) {
    const ImportReject *reject = g_ptr_array_index(outcome->rejects, i);
    g_string_append_printf(text, "Line %u: %s\n", g_array_index(import->table->lines, guint, reject->row),
                           reject->reason);
  }
  if (outcome->rejects->len > NAMED_REJECTS)
    g_string_append_printf(text, "and %u more\n", outcome->rejects->len - NAMED_REJECTS);
}

static void
report(const Import *import, const ImportOutcome *outcome)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *added = text_count((guint64) outcome->added);
  g_autofree char *updated = text_count((guint64) outcome->updated);
  guint rejects = outcome->rejects->len;
  g_autofree char *out = text_counted(rejects, "row");
  g_autofree char *counts =
      g_strdup_printf("%s added, %s merged with who was there, %s not imported", added, updated, out);
  say(import, rejects ? MESSAGE_WARNING : MESSAGE_OK, "%s: %s", import->name, counts);
  if (!outcome->rejects->len && !outcome->notes->len)
    return;
  g_string_append_printf(text, "%s.\n\n", counts);
  for (guint i = 0; i < outcome->notes->len; i++)
    g_string_append_printf(text, "%s\n\n", (const char *) g_ptr_array_index(outcome->notes, i));
  add_rejects(import, text, outcome);
  g_autofree char *path = outcome->rejects->len ? keep_rejects(import, outcome) : NULL;
  if (path)
    g_string_append_printf(text, "\nThese rows, with the reasons, are in %s\n", path);
  g_autofree char *title = g_strdup_printf("Import into %s", import->name);
  import->host.overlay(import->host.app, dialog_view(title, text->str));
}

static void
on_imported(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  import->services->saves--;
  g_autoptr(GError) error = NULL;
  g_autoptr(ImportOutcome) outcome = contacts_import_finish(NULL, result, &error);
  if (import->services->making)
    making_desk_reload(import->services->making);
  if (outcome && !outcome->refusal)
    drop_draft(import);
  if (outcome) {
    refusals_note(import->services->refusals, ACT_IMPORT, import->list_id, outcome->refusal);
    if (outcome->added || outcome->updated || !outcome->refusal)
      import->host.do_action(import->host.app, ACT_REFRESH_ALL);
    report(import, outcome);
  } else if (was_cancelled(error))
    say(import, MESSAGE_ERROR, "%s: the connection was left first, so nobody knows how much was imported",
        import->name);
  else {
    say(import, MESSAGE_ERROR, "Nothing was imported: %s", error->message);
    drafts_set_reason(import->services->drafts, DRAFT_IMPORT, import->list_id, error->message);
  }
  import_free(import);
}

static void
on_progress(guint done, guint taken, guint total, gpointer data)
{
  const Import *import = data;
  g_autofree char *so_far = text_count(done);
  g_autofree char *all = text_counted(total, "row");
  g_autofree char *now = text_count(taken);
  if (taken)
    say(import, MESSAGE_INFO,
        "Importing into %s: %s of %s done; waiting until Qualtrics has worked through %s…", import->name,
        so_far, all, now);
  else
    say(import, MESSAGE_INFO, "Importing into %s: %s of %s done…", import->name, so_far, all);
}

/* The number typed */

static void
begin(Import *import)
{
  import->services->saves++;
  keep(import, import->path, "It was begun: what was sent of it is not sent again unasked");
  drafts_flush(import->services->drafts);
  say(import, MESSAGE_INFO, "Importing into %s…", import->name);
  contacts_import_async(import->services->client, import->services->journal, &import->place, import->plan,
                        on_progress, import->session, on_imported, import);
}

static void
on_typed(gboolean yes, gpointer data)
{
  Import *import = data;
  if (is_left(import))
    return;
  if (!yes) {
    say(import, MESSAGE_INFO, STAYS);
    import_free(import);
    return;
  }
  if (import->anew)
    import_begin_anew(import->services->journal, api_client_server(import->services->client),
                      import->place.list_id, import->plan);
  begin(import);
}

static void
on_rule(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  g_autoptr(GError) error = NULL;
  MergeRule rule = 0;
  gboolean known = merge_rule_read_finish(NULL, result, &rule, &error);
  if (is_left(import))
    return;
  if (!known) {
    say(import, MESSAGE_ERROR, "Nothing was imported, since it is not known whether %s merges: %s",
        import->directory_name, error->message);
    import_free(import);
    return;
  }
  guint rows = import->table->rows->len, left_out = rows - import->sendable - import_plan_sent(import->plan);
  g_autofree char *merging = merge_rule_explain(rule, import->directory_name);
  g_autofree char *count = text_count(import->sendable);
  g_autofree char *out =
      left_out ? g_strdup_printf(" %u of its rows can't be, and are kept apart.", left_out) : g_strdup("");
  g_autofree char *batches = import_batches_words(import->sendable); /* what Qualtrics takes at once */
  g_autofree char *text =
      g_strdup_printf("%s contact%s from %s come%s onto the list %s%s.%s %s It can't be undone.", count,
                      import->sendable == 1 ? "" : "s", import->path, import->sendable == 1 ? "s" : "",
                      import->name, batches, out, merging);
  ask(import, dialog_type("Import", text, count, "import", on_typed, import));
}

/* Columns */

static void ask_columns(Import *import, const char *title, int chosen);

static void plan_is_good(Import *import);

static void
on_sent(int choice, gpointer data)
{
  Import *import = data;
  if (is_left(import))
    return;
  import->anew = choice == 1;
  if (import->anew)
    import_plan_forget_sent(import->plan);
  if (choice >= 0 && import_plan_count(import->plan)) {
    plan_is_good(import);
    return;
  }
  if (choice >= 0 && import_plan_settled(import->plan)) { /* nothing is sent; it is looked who did not come */
    begin(import);
    return;
  }
  if (choice >= 0)
    drop_draft(import);
  say(import, MESSAGE_INFO, choice < 0 ? STAYS : "Nothing is left of the file to import");
  import_free(import);
}

/* Some rows of this file went to this list in an import that was cut off. */
static gboolean
ask_of_sent(Import *import)
{
  Services *services = import->services;
  if (import->asked_of_sent)
    return FALSE;
  import->asked_of_sent = TRUE;
  guint sent = import_leave_out_sent(services->journal, api_client_server(services->client),
                                     import->place.list_id, import->plan);
  if (!sent)
    return FALSE;
  g_autofree char *count = text_counted(sent, "row");
  g_autofree char *left = text_count(import_plan_count(import->plan));
  g_autofree char *title =
      g_strdup_printf("%s %s sent before this import was cut off", count, sent == 1 ? "was" : "were");
  gboolean only_looks = import_plan_count(import->plan) == 0 && import_plan_settled(import->plan) > 0;
  g_autofree char *rest = only_looks ? g_strdup("look who of them did not come")
                                     : g_strdup_printf("go on with the other %s", left);
  const char *const items[] = {rest, "all of them again; where nothing is merged they are there twice then",
                               NULL};
  ask(import, dialog_menu(title, items, "ga", 0, on_sent, import));
  return TRUE;
}

static void
plan_is_good(Import *import)
{
  if (ask_of_sent(import))
    return;
  g_autofree char *refusal = import_plan_refusal(import->plan);
  import->sendable = refusal ? 0 : import_plan_count(import->plan);
  if (!refusal && !import->sendable)
    refusal = g_strdup_printf("No row can be imported: %s.", import_plan_row_refusal(import->plan, 0));
  if (refusal)
    ask_columns(import, refusal, 0);
  else
    merge_rule_read_async(import->services->client, import->directory_id, import->session, on_rule, import);
}

static void
on_target(int choice, gpointer data)
{
  Import *import = data;
  if (is_left(import))
    return;
  if (choice >= 0)
    import->plan->targets[import->column] = (guint) choice;
  keep(import, import->path, NULL);
  ask_columns(import, NULL, (int) import->column + 1);
}

static void
on_column(int choice, gpointer data)
{
  Import *import = data;
  if (is_left(import))
    return;
  if (choice < 0) {
    say(import, MESSAGE_INFO, STAYS);
    import_free(import);
    return;
  }
  if (choice == 0) {
    plan_is_good(import);
    return;
  }
  import->column = choice - 1;
  const char *targets[N_IMPORT_TARGETS + 1] = {NULL};
  for (guint i = 0; i < N_IMPORT_TARGETS; i++)
    targets[i] = import_target_word(i);
  g_autofree char *header = clean_text(import->table->header[import->column], -1, SAMPLE_BYTES);
  g_autofree char *title = g_strdup_printf("The column %s is", header);
  ask(import,
      dialog_menu(title, targets, NULL, (int) import->plan->targets[import->column], on_target, import));
}

/* @chosen: the row with the cursor, 0 the one that goes on. After a column was changed it stays there: one
 * Enter too many would import with half of them said. */
static void
ask_columns(Import *import, const char *title, int chosen)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *rows = text_counted(import->table->rows->len, "row");
  g_ptr_array_add(items, g_strdup_printf("Import its %s into %s like this", rows, import->name));
  for (guint i = 0; i < import->table->n_columns; i++)
    g_ptr_array_add(items, import_plan_line(import->plan, i));
  g_ptr_array_add(items, NULL);
  ask(import, dialog_menu(title ? title : "Which column goes where (Enter on one changes it)",
                          (const char *const *) items->pdata, NULL, chosen, on_column, import));
}

/* The file */

/* Why not, new; NULL once it is the import's table. */
static char *
read_file(Import *import, const char *typed)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  g_free(import->path);
  import->path = typed_path_whole(typed);
  if (!g_file_test(import->path, G_FILE_TEST_IS_REGULAR))
    return g_strdup_printf("%s is no file", import->path);
  if (!g_file_get_contents(import->path, &bytes, &length, &error))
    return g_strdup(error->message);
  import->table = csv_read(bytes, length, &error);
  return import->table ? NULL : g_strdup(error->message); /* the path stands below it */
}

static void on_path(const char *typed, gpointer data);

static void
ask_path(Import *import, const char *label, const char *typed)
{
  g_autofree char *title = g_strdup_printf("Import into %s", import->name);
  Overlay *prompt = dialog_prompt_completing(title, label, typed, typed_path_complete, on_path, import);
  ask(import, dialog_on_edit(prompt, on_path_edited));
}

/* A path that is not right is there to be put right, below what is wrong with it. */
static void
on_path(const char *typed, gpointer data)
{
  Import *import = data;
  if (is_left(import))
    return;
  if (!typed || !*typed) {
    if (!import->wanted) /* what was left before this is not thrown away by looking at it */
      drop_draft(import);
    import_free(import);
    return;
  }
  g_autofree char *why = read_file(import, typed);
  if (why) {
    ask_path(import, why, typed);
    return;
  }
  import->plan = import_plan_new(import->table);
  restore_columns(import);
  keep(import, import->path, NULL);
  ask_columns(import, NULL, 0);
}

char *
import_refuse(const Services *services, const ListPlace *place)
{
  if (!services->client)
    return g_strdup("There is no connection: press C to make or choose one");
  if (services->read_only)
    return g_strdup("This connection is read-only");
  return place && place->list_id ? refusals_why(services->refusals, ACT_IMPORT, place->list_id)
                                 : g_strdup("Choose a mailing list in pane 1 first");
}

static Import *
import_new(const PaneHost *host, Services *services, const ListPlace *place)
{
  Import *import = g_new0(Import, 1);
  import->host = *host;
  import->services = services;
  import->directory_id = g_strdup(place->directory_id);
  import->list_id = g_strdup(place->list_id);
  import->place = (ContactPlace){import->directory_id, import->list_id};
  import->name = g_strdup(place->name ? place->name : place->list_id);
  import->directory_name = g_strdup(place->directory_name ? place->directory_name : "");
  import->session = g_object_ref(services->session);
  import->held = drafts_take(services->drafts, DRAFT_IMPORT, import->list_id);
  const Draft *draft = drafts_find_name(services->drafts, import->held);
  import->wanted = draft ? g_key_file_ref(draft->body) : NULL;
  return import;
}

/* The path that was left; new, or NULL. */
static char *
wanted_path(const Import *import)
{
  return import->wanted ? g_key_file_get_string(import->wanted, GROUP, "path", NULL) : NULL;
}

void
import_ask(const PaneHost *host, Services *services, const ListPlace *place, const char *path)
{
  Import *import = import_new(host, services, place);
  g_autofree char *left = wanted_path(import);
  if (path)
    on_path(path, import);
  else
    ask_path(import, "CSV file", left ? left : "~/");
}

void
import_resume(const PaneHost *host, Services *services, const Draft *draft)
{
  g_autofree char *directory_id = g_key_file_get_string(draft->body, "place", "directory-id", NULL);
  g_autofree char *list_id = g_key_file_get_string(draft->body, "place", "list-id", NULL);
  g_autofree char *name = g_key_file_get_string(draft->body, "place", "name", NULL);
  g_autofree char *directory_name = g_key_file_get_string(draft->body, "place", "directory-name", NULL);
  const ListPlace place = {directory_id, list_id, name, directory_name, 0, -1};
  g_autofree char *reason = g_strdup(draft->reason);
  if (!directory_id || !list_id) {
    host->say(host->app, MESSAGE_ERROR, "This draft can't be read");
    return;
  }
  Import *import = import_new(host, services, &place);
  g_autofree char *left = wanted_path(import);
  if (import->wanted && g_key_file_has_key(import->wanted, GROUP, "columns", NULL))
    on_path(left, import);
  else
    ask_path(import, "CSV file", left ? left : "~/");
  if (reason)
    host->say(host->app, MESSAGE_WARNING, reason);
}
