/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second half of the launch form: who gets it, what they read, when it leaves; then the number is typed,
 * and only then it is sent.
 */
#include "src/api/transactions.h"
#include "src/model/html-text.h"
#include "src/model/piped-text.h"
#include "src/model/timestamp.h"
#include "ui/dialog.h"
#include "ui/forms/launch-private.h"
#include "ui/forms/send-form.h"
#include "ui/text.h"

static void
show_problem(LaunchDraft *draft, const char *text)
{
  form_set_busy(draft->form, NULL);
  form_set_status(draft->form, text, TRUE);
  draft->host->invalidate(draft->host->app);
}

/* What the form says, as a launch. Owned by the draft. */
static void
make_launch(LaunchDraft *draft)
{
  Form *form = draft->form;
  launch_free(draft->launch);
  Launch *launch = draft->launch = launch_new();
  const char *recipients = form_get(form, "recipients");
  gboolean own = g_str_equal(form_get(form, "library"), "own");
  gboolean part = g_str_equal(recipients, LAUNCH_TO_MARKED) || g_str_equal(recipients, LAUNCH_TO_CONTACT);
  guint64 days = g_ascii_strtoull(form_get(form, "expiry"), NULL, 10);
  launch->survey_id = g_strdup(form_get(form, "survey"));
  launch->list_id = g_strdup(part ? draft->start_list_id : recipients);
  launch->lookup_id = g_str_equal(recipients, LAUNCH_TO_CONTACT) ? g_strdup(draft->lookup_id) : NULL;
  launch->from_name = g_strdup(form_get(form, "from-name"));
  launch->from_email = g_strdup(form_get(form, "from-email"));
  launch->reply_to = *form_get(form, "reply-to") ? g_strdup(form_get(form, "reply-to")) : NULL;
  launch->subject = g_strdup(form_get(form, "subject"));
  launch->library_id = own ? NULL : g_strdup(form_get(form, "library"));
  launch->message_id = own ? NULL : g_strdup(form_get(form, "message"));
  launch->message_text = own ? g_strdup(draft->own_text) : NULL;
  launch->link_type = g_strdup(form_get(form, "link-type"));
  launch_draft_when(draft, form_get(form, "when"), &launch->send_at);
  launch->link_expires = days ? launch->send_at + (gint64) days * 86400 * 1000 : TIMESTAMP_NONE;
}

/* Sending */

static void
remember(LaunchDraft *draft)
{
  static const char *const fields[] = {"from-name", "from-email", "reply-to"};
  g_autofree char *subject = launch_subject_field(draft->launch->survey_id);
  g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    g_hash_table_insert(values, (gpointer) fields[i], (gpointer) form_get(draft->form, fields[i]));
  g_hash_table_insert(values, subject, draft->launch->subject);
  Services *services = draft->services;
  if (services->settings)
    settings_set_launch_defaults(services->settings, api_client_server(services->client), values, NULL);
}

static void
say_outcome(LaunchDraft *draft, const LaunchResult *sent)
{
  const PaneHost *host = draft->host;
  g_autofree char *when = timestamp_to_local(sent->send_at, "%d %b %H:%M:%S");
  g_autofree char *text = NULL;
  if (sent->outcome == LAUNCH_DONE)
    text = g_strdup_printf("%s leaves at %s; u calls it back", draft->launch->subject, when);
  else
    text = g_strdup_printf("%s: %s",
                           sent->outcome == LAUNCH_REFUSED ? "Not sent" : "Sent or not, nobody knows yet",
                           sent->reason);
  host->say(host->app, sent->outcome == LAUNCH_DONE ? MESSAGE_OK : MESSAGE_ERROR, text);
}

static void
on_sent(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  LaunchDraft *draft = data;
  Services *services = draft->services;
  const PaneHost *host = draft->host;
  g_autoptr(LaunchResult) sent = launch_send_finish(services->desk, result);
  draft->sending = FALSE;
  if (sent && sent->outcome == LAUNCH_REFUSED) {
    g_autofree char *reason = g_strdup_printf("Not sent: %s", sent->reason);
    launch_keep_reason(draft, reason);
  }
  if (sent && sent->outcome == LAUNCH_REFUSED && !draft->gone) {
    g_autofree char *text = g_strdup_printf("Not sent: %s", sent->reason);
    show_problem(draft, text);
    return;
  }
  if (sent)
    say_outcome(draft, sent);
  if (sent && sent->outcome != LAUNCH_REFUSED)
    launch_drop_kept(draft);
  g_autofree char *survey = g_strdup(draft->launch->survey_id);
  if (draft->gone)
    launch_draft_free(draft);
  else {
    remember(draft);
    form_close(draft->form);
    host->reap(host->app);
  }
  if (sent && sent->outcome != LAUNCH_REFUSED)
    services->launched(services->app, survey);
}

/* A time that was typed is over sooner or later; a mail for it would leave at once, without an undo. */
static gboolean
is_over(LaunchDraft *draft)
{
  gint64 earliest = 0;
  if (launch_draft_when(draft, form_get(draft->form, "when"), &earliest))
    send_move_to(draft->launch, earliest);
  if (draft->launch->send_at >= api_client_server_now(draft->services->client))
    return FALSE;
  show_problem(draft, "Not sent: the time for it has passed");
  form_focus(draft->form, "when");
  return TRUE;
}

static void
send_now(LaunchDraft *draft)
{
  if (is_over(draft))
    return;
  form_set_busy(draft->form, "Sending…");
  draft->sending = TRUE;
  launch_keep_reason(draft, "It was being sent when the program ended: see whether it was");
  launch_send_async(draft->services->desk, draft->launch, on_sent, draft);
}

static void
on_batch(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *batch = transaction_batch_create_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  LaunchDraft *draft = data;
  if (error) {
    g_autofree char *text = g_strdup_printf("Not sent: %s", error->message);
    show_problem(draft, text);
    return;
  }
  g_free(draft->launch->batch_id);
  draft->launch->batch_id = batch;
  send_now(draft);
}

static void
on_typed(gboolean yes, gpointer data)
{
  LaunchDraft *draft = data;
  form_set_busy(draft->form, NULL);
  if (!yes) {
    form_set_status(draft->form, "Nothing was sent", FALSE);
    return;
  }
  if (send_review_is_old(draft->host, draft->services, draft->reviewed_at)) {
    form_press_main(draft->form);
    return;
  }
  if (!g_str_equal(form_get(draft->form, "recipients"), LAUNCH_TO_MARKED)) {
    send_now(draft);
    return;
  }
  form_set_busy(draft->form, "Making a batch of the marked contacts…");
  transaction_batch_create_async(draft->services->client, draft->directory_id, draft->start_list_id,
                                 draft->marked, draft->cancellable, on_batch, draft);
}

/* The review */

/* A line of the review: a label and what stands beside it. */
static void G_GNUC_PRINTF(3, 4) append_line(GString *text, const char *label, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_string_append_printf(text, "%s\t%s\n", label, what);
}

static void
append_counts(GString *text, const Recipients *recipients)
{
  const struct {
    guint64 count;
    const char *what;
  } off[] = {{recipients->opted_out, "opted out"},
             {recipients->no_address, "without an address"},
             {recipients->twice, "twice on the list"}};
  g_autofree char *reached = text_count(recipients->reached);
  g_autofree char *all = text_count(recipients->looked_at);
  g_autoptr(GString) counts = g_string_new(NULL);
  g_string_append_printf(counts, "%s of %s get it", reached, all);
  for (gsize i = 0; i < G_N_ELEMENTS(off); i++) {
    g_autofree char *count = text_count(off[i].count);
    if (off[i].count)
      g_string_append_printf(counts, ", %s %s", count, off[i].what);
  }
  append_line(text, "Recipients", "%s", counts->str);
}

static void
append_left_out(GString *text, const Recipients *recipients)
{
  if (!recipients->named->len)
    return;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < recipients->named->len; i++)
    g_string_append_printf(names, "%s%s", i ? ", " : "", (char *) g_ptr_array_index(recipients->named, i));
  guint64 more = recipients->looked_at - recipients->reached - recipients->named->len;
  g_autofree char *count = text_count(more);
  append_line(text, "Left out", more ? "%s and %s more" : "%s", names->str, count);
}

static void
append_times(GString *text, LaunchDraft *draft)
{
  const char *typed = form_get(draft->form, "when");
  gint64 when = draft->launch->send_at;
  g_autofree char *here = timestamp_to_local(when, "%a %d %b %H:%M:%S %Z");
  g_autofree char *offset = timestamp_to_local(when, "%z");
  g_autofree char *there = timestamp_to_api(when);
  gboolean now = !*typed || g_ascii_strcasecmp(typed, "now") == 0;
  g_autofree char *utc = g_str_equal(offset, "+0000") ? g_strdup("") : g_strdup_printf(" (%s)", there);
  append_line(text, "Leaves", "%s%s%s", here, utc, now ? ": now and the undo window" : "");
  send_form_append_undo(text, when, api_client_server_now(draft->services->client));
}

static void
append_message(GString *text, LaunchDraft *draft, const Contact *example)
{
  g_autofree char *plain = html_as_text(launch_draft_text(draft));
  g_autofree char *read = piped_text_fill(plain, example);
  g_autofree char *subject = piped_text_fill(draft->launch->subject, example);
  g_autofree char *who = contact_title(example);
  const char *email = example->fields[CONTACT_FIELD_EMAIL];
  g_string_append_printf(text, "\n%s (%s), for example, will read:\n\n%s\n", who, email ? email : "",
                         subject);
  g_auto(GStrv) lines = g_strsplit(read, "\n", -1);
  for (char **line = lines; *line; line++)
    if (*g_strstrip(*line))
      g_string_append_printf(text, "%s\n", *line);
}

static void
show_review(LaunchDraft *draft, const Contact *example)
{
  const Recipients *recipients = draft->recipients;
  const Launch *launch = draft->launch;
  draft->reviewed_at = api_client_server_now(draft->services->client);
  form_set_busy(draft->form, NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  append_line(text, "Survey", "%s", form_get_label(draft->form, "survey"));
  append_line(text, "To", "%s", form_get_label(draft->form, "recipients"));
  append_counts(text, recipients);
  append_times(text, draft);
  append_line(text, "From", "%s <%s>", launch->from_name, launch->from_email);
  if (launch->reply_to && *launch->reply_to)
    append_line(text, "Replies to", "%s", launch->reply_to);
  append_left_out(text, recipients);
  append_message(text, draft, example);
  g_autofree char *expected = text_count(recipients->reached);
  draft->host->overlay(draft->host->app,
                       dialog_type("Review", g_strchomp(text->str), expected, "send", on_typed, draft));
}

/* The example's embedded data, which the pages of the list did not bring. Without it the mail is shown all
 * the same. */
static void
on_example(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) whole = contact_get_finish(NULL, result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  LaunchDraft *draft = data;
  show_review(draft, whole ? whole : draft->recipients->example);
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  Recipients *recipients = recipients_count_finish(result, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  LaunchDraft *draft = data;
  if (error || recipients->reached == 0) {
    show_problem(draft, error ? error->message : "Nobody of them can be mailed");
    recipients_free(recipients);
    return;
  }
  recipients_free(draft->recipients);
  draft->recipients = recipients;
  if (is_over(draft))
    return;
  if (!piped_text_needs_embedded(launch_draft_text(draft))) {
    show_review(draft, recipients->example);
    return;
  }
  ContactPlace place = {draft->directory_id, draft->launch->list_id};
  contact_get_async(draft->services->client, &place, recipients->example->fields[CONTACT_FIELD_ID],
                    draft->cancellable, on_example, draft);
}

static void
on_progress(const Recipients *so_far, gpointer data)
{
  LaunchDraft *draft = data;
  g_autofree char *count = text_count(so_far->looked_at);
  g_autofree char *text = g_strdup_printf("Counting who gets it: %s…  Esc leaves", count);
  form_set_busy(draft->form, text);
  draft->host->invalidate(draft->host->app);
}

void
launch_review(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  LaunchDraft *draft = data;
  make_launch(draft);
  g_autofree char *held = launch_desk_refuse(draft->services->desk, draft->launch->list_id);
  if (held || !draft->launch->list_id) {
    form_set_status(form, held ? held : "Choose a list first", TRUE);
    return;
  }
  form_set_status(form, NULL, FALSE);
  form_set_busy(form, "Counting who gets it…");
  gboolean marked = g_str_equal(form_get(form, "recipients"), LAUNCH_TO_MARKED);
  ContactPlace place = {draft->directory_id, draft->launch->list_id};
  recipients_count_async(draft->services->client, &place, marked ? draft->marked : NULL,
                         draft->launch->lookup_id, draft->cancellable, on_progress, on_counted, draft);
}
