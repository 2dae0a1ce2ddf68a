/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One task from batch to batch. Whether phones are taken is documented in two ways: a row with one that is
 * refused at once is sent again without it, in a last batch, and that is said.
 */
#include "src/flow/import.h"

#include "src/api/imports.h"
#include "src/api/mailing-lists.h"
#include "src/flow/import-resume.h"
#include "src/flow/import-settled.h"
#include "src/flow/making.h"
#include "src/flow/refusal.h"
#include "src/local/out-file.h"
#include "src/local/rows.h"

#define FIRST_PAUSE_MS 150
#define LONGEST_PAUSE_MS 5000
#define PATIENCE_US (G_GINT64_CONSTANT(3600) * G_USEC_PER_SEC)
/* The rest of a body, and what commas take. */
#define BODY_SLACK 1000

typedef struct {
  ApiClient *client;
  Journal *journal;
  char *server, *directory_id, *list_id;
  const ImportPlan *plan;
  ImportProgress progress;
  gpointer progress_data;
  GArray *queue, *again; /* of guint: rows; those to be sent without their phone */
  guint next;            /* in the queue */
  gboolean is_again;
  gboolean is_whole;   /* until a batch fails */
  guint done;          /* rows that need no more */
  GArray *batch;       /* of guint: the rows of the POST that is under way */
  char *mark, *run_id; /* the file, this import of it */
  Making *making;      /* the intent of the batch */
  char *import_id;
  gint64 count_before;
  gint64 failed; /* of this job, that no report has named yet */
  guint pause_ms;
  gint64 began;
  ImportOutcome *outcome;
} Import;

static void
reject_free(gpointer data)
{
  ImportReject *reject = data;
  g_free(reject->reason);
  g_free(reject);
}

void
import_outcome_free(ImportOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_ptr_array_unref(outcome->rejects);
  g_ptr_array_unref(outcome->notes);
  g_clear_error(&outcome->refusal);
  g_free(outcome);
}

static void
import_free(gpointer data)
{
  Import *import = data;
  g_free(import->server);
  g_free(import->directory_id);
  g_free(import->list_id);
  g_free(import->import_id);
  g_free(import->mark);
  g_free(import->run_id);
  making_free(import->making);
  g_array_unref(import->queue);
  g_array_unref(import->again);
  g_array_unref(import->batch);
  import_outcome_free(import->outcome);
  g_free(import);
}

static ContactPlace
place(const Import *import)
{
  return (ContactPlace){import->directory_id, import->list_id};
}

/* How the batch's POST ended. */
static void
note(const Import *import, JournalKind kind, const char *what, const GError *cause)
{
  g_autofree char *outcome =
      g_strdup_printf("import: %s%s%s", what, cause != NULL ? ": " : "", cause != NULL ? cause->message : "");
  making_end(import->journal, import->server, import->making, kind, NULL,
             cause != NULL ? api_error_request_id(cause) : NULL, outcome, NULL);
}

static void
reject(Import *import, guint row, gboolean unknown, const char *reason)
{
  ImportReject *one = g_new0(ImportReject, 1);
  *one = (ImportReject){row, unknown, g_strdup(reason)};
  g_ptr_array_add(import->outcome->rejects, one);
}

static void
reject_batch(Import *import, gboolean unknown, const char *reason)
{
  for (guint i = 0; i < import->batch->len; i++)
    reject(import, g_array_index(import->batch, guint, i), unknown, reason);
}

static void
say(Import *import, char *line)
{
  g_ptr_array_add(import->outcome->notes, line);
}

static int
compare_rejects(gconstpointer a, gconstpointer b)
{
  const ImportReject *one = *(ImportReject *const *) a, *two = *(ImportReject *const *) b;
  return (one->row > two->row) - (one->row < two->row);
}

/* Takes the task. */
static void
end(GTask *task)
{
  Import *import = g_task_get_task_data(task);
  g_ptr_array_sort(import->outcome->rejects, compare_rejects);
  if (import->is_whole)
    making_run_ended(import->journal, import->server, import->list_id, import->mark,
                     "import: all of the file was sent");
  g_task_return_pointer(task, g_steal_pointer(&import->outcome), (GDestroyNotify) import_outcome_free);
  g_object_unref(task);
}

/* Nothing more is sent: what is left was not. Takes the task. */
static void
stop(GTask *task)
{
  Import *import = g_task_get_task_data(task);
  static const char reason[] = "not sent, since a batch before it failed";
  import->is_whole = FALSE;
  for (; import->next < import->queue->len; import->next++)
    reject(import, g_array_index(import->queue, guint, import->next), FALSE, reason);
  for (guint i = 0; !import->is_again && i < import->again->len; i++)
    reject(import, g_array_index(import->again, guint, i), FALSE,
           "refused with its phone, and not sent without it");
  end(task);
}

static void send_batch(GTask *task);
static void wait_a_while(GTask *task);

static void
tell(const Import *import, guint taken)
{
  if (import->progress != NULL)
    import->progress(import->done, taken, import->plan->table->rows->len, import->progress_data);
}

/* Takes the task. */
static void
batch_ended(GTask *task)
{
  Import *import = g_task_get_task_data(task);
  import->done += import->batch->len;
  tell(import, 0);
  send_batch(task);
}

/* The report */

static void
on_report(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = import_report_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  for (guint i = 0; page != NULL && i < page->items->len; i++) {
    const ImportEntry *entry = g_ptr_array_index(page->items, i);
    if (entry->contact_id != NULL || entry->index < 0 || entry->index >= import->batch->len)
      continue;
    g_autofree char *reason =
        g_strdup_printf("failed at Qualtrics: %s", entry->status != NULL ? entry->status : "no reason given");
    reject(import, g_array_index(import->batch, guint, entry->index), FALSE, reason);
    import->failed--;
  }
  if (page != NULL && page->next != NULL) {
    import_report_async(import->client, import->directory_id, import->import_id, page->next,
                        g_task_get_cancellable(task), on_report, g_object_ref(task));
    return;
  }
  if (import->failed > 0)
    say(import,
        g_strdup_printf("%" G_GINT64_FORMAT " more failed; the report of job %s does not say which%s%s",
                        import->failed, import->import_id, error != NULL ? ": " : "",
                        error != NULL ? error->message : ""));
  batch_ended(g_steal_pointer(&task));
}

/* The job */

/* Takes the task. */
static void
take_status(GTask *task, const ImportStatus *status)
{
  Import *import = g_task_get_task_data(task);
  import->outcome->added += status->added;
  import->outcome->updated += status->updated;
  import->failed = status->failed;
  g_autofree char *words =
      g_strdup_printf("import: job %s ended: %" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT
                      " updated, %" G_GINT64_FORMAT " failed",
                      import->import_id, status->added, status->updated, status->failed);
  making_job_ended(import->journal, import->server, import->making, words);
  if (status->added + status->updated + status->failed == 0) {
    reject_batch(import, TRUE,
                 "Qualtrics says that the job did nothing: the list or the directory may be gone");
    stop(task);
  } else if (status->failed > 0)
    import_report_async(import->client, import->directory_id, import->import_id, NULL,
                        g_task_get_cancellable(task), on_report, task);
  else
    batch_ended(task);
}

static void
on_status(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autofree ImportStatus *status = import_status_finish(NULL, result, &error);
  gboolean late = g_get_monotonic_time() - import->began > PATIENCE_US;
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error(task, g_steal_pointer(&error));
  else if (status != NULL && status->complete)
    take_status(g_steal_pointer(&task), status);
  else if (status != NULL && !late)
    wait_a_while(g_steal_pointer(&task));
  else {
    g_autofree char *reason =
        g_strdup_printf("Qualtrics took it (job %s); how that ended is not known: %s", import->import_id,
                        error != NULL ? error->message : "it does not end");
    reject_batch(import, TRUE, reason);
    stop(g_steal_pointer(&task));
  }
}

static gboolean
on_waited(gpointer user_data)
{
  GTask *task = user_data;
  const Import *import = g_task_get_task_data(task);
  const ContactPlace list = place(import);
  if (!g_task_return_error_if_cancelled(task))
    import_status_async(import->client, &list, import->import_id, g_task_get_cancellable(task), on_status,
                        g_object_ref(task));
  return G_SOURCE_REMOVE;
}

/* Takes the task. The client may be gone when it is cancelled, so a pause ends then. */
static void
wait_a_while(GTask *task)
{
  Import *import = g_task_get_task_data(task);
  g_autoptr(GSource) pause = g_timeout_source_new(import->pause_ms);
  import->pause_ms = MIN(import->pause_ms * 2, LONGEST_PAUSE_MS);
  if (g_task_get_cancellable(task) != NULL) {
    g_autoptr(GSource) gone = g_cancellable_source_new(g_task_get_cancellable(task));
    g_source_set_dummy_callback(gone);
    g_source_add_child_source(pause, gone);
  }
  g_source_set_callback(pause, on_waited, task, g_object_unref);
  g_source_attach(pause, g_main_context_get_thread_default());
}

/* The POST */

/* Those that were refused at once leave the batch for good, or go again without their phone. */
static void
take_unprocessed(Import *import, const GArray *unprocessed)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < unprocessed->len; i++) {
    guint index = g_array_index(unprocessed, guint, i);
    if (index >= import->batch->len || !g_hash_table_add(seen, GUINT_TO_POINTER(index)))
      continue;
    guint row = g_array_index(import->batch, guint, index);
    g_autoptr(Contact) contact = import_plan_contact(import->plan, row);
    if (!import->is_again && contact->fields[CONTACT_FIELD_PHONE] != NULL)
      g_array_append_val(import->again, row);
    else
      reject(import, row, FALSE, "refused by Qualtrics at once, without a reason");
  }
  guint taken = import->batch->len - g_hash_table_size(seen);
  if (import->is_again && taken > 0)
    say(import, g_strdup_printf("%u came without their phone: with it Qualtrics refused them", taken));
}

/* An answer that never came: the count of the list is all there is to go by. */
static void
on_recounted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  reject_batch(import, TRUE, "unknown: no clear answer came, look whether it is on the list");
  if (list != NULL && list->contact_count >= 0 && import->count_before >= 0)
    say(import, g_strdup_printf("No clear answer came to %u of the contacts. The list had %" G_GINT64_FORMAT
                                " before the import, and has %" G_GINT64_FORMAT
                                " now; it may still grow. Look before you import them again.",
                                import->batch->len, import->count_before, list->contact_count));
  else
    say(import, g_strdup_printf("No clear answer came to %u of the contacts, and the list could not be "
                                "counted. Look before you import them again.",
                                import->batch->len));
  stop(g_steal_pointer(&task));
}

static void
take_failure(GTask *owned, FetchProgress progress, const GError *error)
{
  g_autoptr(GTask) task = owned;
  Import *import = g_task_get_task_data(task);
  if (write_was_refused(progress, error)) {
    note(import, JOURNAL_CREATE_REFUSED, "refused", error);
    g_clear_error(&import->outcome->refusal);
    import->outcome->refusal = g_error_copy(error);
    reject_batch(import, FALSE, error->message);
    say(import, g_strdup(error->message));
    stop(g_steal_pointer(&task));
    return;
  }
  note(import, JOURNAL_CREATE_UNKNOWN, "unknown", error);
  GCancellable *cancellable = g_task_get_cancellable(task);
  mailing_list_get_async(import->client, FETCH_VISIBLE, import->directory_id, import->list_id, cancellable,
                         on_recounted, g_steal_pointer(&task));
}

/* The lines that Qualtrics did not take go again, here or in an import that goes on with this one. */
static void
note_taken(Import *import, const GArray *unprocessed)
{
  g_autoptr(GHashTable) without = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < unprocessed->len; i++)
    if (g_array_index(unprocessed, guint, i) < import->batch->len)
      g_hash_table_add(without, GUINT_TO_POINTER(g_array_index(import->batch, guint,
                                                               g_array_index(unprocessed, guint, i))));
  Making *making = import->making;
  g_free(making->lines);
  making->lines = import_lines(import->plan, import->batch, without);
  making->job_id = g_strdup(import->import_id);
  g_autofree char *words = g_strdup_printf("taken as job %s", import->import_id);
  note(import, JOURNAL_CREATE, words, NULL);
}

static void
on_started(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_UNANSWERED;
  g_autoptr(ImportStart) start = import_start_finish(NULL, result, &progress, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) { /* open: the next start looks for it */
    g_task_return_error(task, g_steal_pointer(&error));
    return;
  }
  if (start == NULL) {
    take_failure(g_steal_pointer(&task), progress, error);
    return;
  }
  g_free(import->import_id);
  import->import_id = g_strdup(start->id);
  note_taken(import, start->unprocessed);
  take_unprocessed(import, start->unprocessed);
  import->pause_ms = FIRST_PAUSE_MS;
  import->began = g_get_monotonic_time();
  if (start->unprocessed->len >= import->batch->len)
    batch_ended(g_steal_pointer(&task));
  else {
    tell(import, import->batch->len - start->unprocessed->len);
    wait_a_while(g_steal_pointer(&task));
  }
}

/* The contacts of the next POST; their rows are import->batch then. */
static GPtrArray *
fill_batch(Import *import)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func((GDestroyNotify) contact_free);
  gsize size = BODY_SLACK;
  g_array_set_size(import->batch, 0);
  while (import->next < import->queue->len && contacts->len < IMPORT_MAX_CONTACTS) {
    guint row = g_array_index(import->queue, guint, import->next);
    g_autoptr(Contact) contact = import_plan_contact(import->plan, row);
    if (import->is_again)
      contact_set(contact, CONTACT_FIELD_PHONE, NULL);
    size += import_contact_size(contact);
    if (size > IMPORT_MAX_BYTES && contacts->len > 0)
      break;
    g_ptr_array_add(contacts, g_steal_pointer(&contact));
    g_array_append_val(import->batch, row);
    import->next++;
  }
  return contacts;
}

/* The intent of the batch. */
static gboolean
begin(Import *import, GError **error)
{
  g_autofree char *title =
      g_strdup_printf("%u contact%s", import->batch->len, import->batch->len == 1 ? "" : "s");
  g_autofree char *intent = g_strdup_printf("import: about to send %s", title);
  g_autofree char *held = NULL;
  making_free(import->making);
  import->making = making_new(MAKING_IMPORT, import->directory_id, import->list_id, import->mark, title);
  import->making->run_id = g_strdup(import->run_id);
  import->making->lines = import_lines(import->plan, import->batch, NULL);
  if (making_begin(import->journal, import->server, import->making, intent, &held, error))
    return TRUE;
  if (held != NULL)
    g_set_error_literal(error, API_ERROR, API_ERROR_REFUSED, held);
  return FALSE;
}

/* Takes the task. */
static void
send_batch(GTask *task)
{
  Import *import = g_task_get_task_data(task);
  if (import->next >= import->queue->len && !import->is_again) {
    import->is_again = TRUE;
    import->done -= import->again->len;
    g_array_unref(import->queue);
    import->queue = g_array_ref(import->again);
    import->next = 0;
  }
  if (import->next >= import->queue->len) {
    end(task);
    return;
  }
  g_autoptr(GPtrArray) contacts = fill_batch(import);
  g_autoptr(GError) error = NULL;
  if (!begin(import, &error)) {
    reject_batch(import, FALSE, "not sent, since it is not in the journal");
    say(import, g_strdup(error->message));
    stop(task);
    return;
  }
  const ContactPlace list = place(import);
  import_start_async(import->client, &list, contacts, NULL, on_started, task);
}

/* The answer to a batch for this list was lost and nobody has settled it, or the journal can't say. */
static gboolean
is_held(const Import *import, GError **error)
{
  g_autoptr(Making) like = making_new(MAKING_IMPORT, import->directory_id, import->list_id, NULL, NULL);
  g_autofree char *held = NULL;
  if (import->journal == NULL)
    return FALSE;
  if (!making_held(import->journal, import->server, like, &held, error))
    return TRUE;
  if (held != NULL)
    g_set_error_literal(error, API_ERROR, API_ERROR_REFUSED, held);
  return held != NULL;
}

/* A batch that was settled as come may have come without some of its rows. They are told and kept, not sent:
 * it may still be growing, and then they would be there twice. */
static void
on_settled_looked(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(GArray) missing = import_settled_finish(result, &error);
  if (missing == NULL) {
    g_task_return_error(task, error);
    return;
  }
  for (guint i = 0; i < missing->len; i++)
    reject(import, g_array_index(missing, guint, i), FALSE,
           "its batch was settled as come, and it is not on the list");
  if (missing->len > 0)
    say(import,
        g_strdup_printf("Not on the list, and not sent again by itself: %u of a batch that was settled as "
                        "come. When the list grows no more, import the file of what did not come.",
                        missing->len));
  send_batch(g_steal_pointer(&task));
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data(task);
  GError *error = NULL;
  g_autoptr(MailingList) list = mailing_list_get_finish(NULL, result, &error);
  if (list == NULL) {
    g_task_return_error(task, error);
    return;
  }
  import->count_before = list->contact_count;
  if (is_held(import, &error))
    g_task_return_error(task, error);
  else if (import_plan_settled(import->plan) == 0)
    send_batch(g_steal_pointer(&task));
  else {
    const ContactPlace on_list = place(import);
    GCancellable *cancellable = g_task_get_cancellable(task);
    import_settled_async(import->client, &on_list, import->plan, cancellable, on_settled_looked,
                         g_steal_pointer(&task));
  }
}

static void
fill_queue(Import *import)
{
  for (guint row = 0; row < import->plan->table->rows->len; row++) {
    const char *refusal = import_plan_row_refusal(import->plan, row);
    if (import_plan_was_sent(import->plan, row))
      import->done++;
    else if (refusal == NULL)
      g_array_append_val(import->queue, row);
    else {
      reject(import, row, FALSE, refusal);
      import->done++;
    }
  }
}

void
contacts_import_async(ApiClient *client, Journal *journal, const ContactPlace *list, const ImportPlan *plan,
                      ImportProgress progress, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, contacts_import_async);
  Import *import = g_new0(Import, 1);
  import->client = client;
  import->journal = journal;
  import->server = g_strdup(api_client_server(client));
  import->directory_id = g_strdup(list->directory_id);
  import->list_id = g_strdup(list->list_id);
  import->plan = plan;
  import->mark = import_fingerprint(plan);
  import->run_id = journal_new_intent_id();
  import->is_whole = TRUE;
  import->progress = progress;
  import->progress_data = user_data;
  import->queue = g_array_new(FALSE, FALSE, sizeof(guint));
  import->again = g_array_new(FALSE, FALSE, sizeof(guint));
  import->batch = g_array_new(FALSE, FALSE, sizeof(guint));
  import->outcome = g_new0(ImportOutcome, 1);
  import->outcome->rejects = g_ptr_array_new_with_free_func(reject_free);
  import->outcome->notes = g_ptr_array_new_with_free_func(g_free);
  g_task_set_task_data(task, import, import_free);
  fill_queue(import);
  mailing_list_get_async(client, FETCH_VISIBLE, list->directory_id, list->list_id, cancellable, on_counted,
                         task);
}

ImportOutcome *
contacts_import_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, contacts_import_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}

char *
import_batches_words(guint rows)
{
  return rows <= IMPORT_MAX_CONTACTS
             ? g_strdup("")
             : g_strdup_printf(
                   ", in batches of at most %d, one after the other; nothing is sent after one that failed",
                   IMPORT_MAX_CONTACTS);
}

gboolean
import_write_rejects(const ImportPlan *plan, const ImportOutcome *outcome, const char *path, GError **error)
{
  const CsvTable *table = plan->table;
  OutFile *file = out_file_open(path, error);
  if (file == NULL)
    return FALSE;
  g_autofree const char **columns = g_new0(const char *, table->n_columns + 3);
  for (guint i = 0; i < table->n_columns; i++)
    columns[i] = table->header[i];
  columns[table->n_columns] = "line";
  columns[table->n_columns + 1] = "reason";
  Rows *rows = rows_new(out_file_stream(file), FALSE, columns);
  for (guint i = 0; i < outcome->rejects->len; i++) {
    const ImportReject *reject = g_ptr_array_index(outcome->rejects, i);
    g_autofree char *line = g_strdup_printf("%u", g_array_index(table->lines, guint, reject->row));
    g_autofree const char **values = g_new0(const char *, table->n_columns + 3);
    for (guint k = 0; k < table->n_columns; k++)
      values[k] = ((char **) g_ptr_array_index(table->rows, reject->row))[k];
    values[table->n_columns] = line;
    values[table->n_columns + 1] = reject->reason;
    rows_add(rows, values);
  }
  rows_end(rows);
  return out_file_keep(file, error);
}

char *
import_keep_rejects(const ImportPlan *plan, const ImportOutcome *outcome, const Paths *paths, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *time = g_date_time_format(now, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strdup_printf("rejected-%s.csv", time);
  g_autofree char *path = g_build_filename(paths->state, name, NULL);
  return import_write_rejects(plan, outcome, path, error) ? g_steal_pointer(&path) : NULL;
}
