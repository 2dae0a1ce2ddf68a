/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second half of the launch form: who gets it, what they read, when it leaves; then the number is typed,
 * and only then it is sent.
 */
#include "src/flow/sent-before.h"
#include "src/model/html-text.h"
#include "src/model/piped-text.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/forms/launch-private.h"
#include "ui/text.h"

enum { NAMED_AT_ONCE = 3 };

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
  send_form_append(text, "Recipients", "%s", counts->str);
}

/* The first few, where the others stand below the mail. */
static char *
joined(const GPtrArray *names, guint64 all)
{
  g_autoptr(GString) text = g_string_new(NULL);
  guint shown = MIN(names->len, NAMED_AT_ONCE);
  for (guint i = 0; i < shown; i++)
    g_string_append_printf(text, "%s%s", i ? ", " : "", (char *) g_ptr_array_index(names, i));
  g_autofree char *more = text_count(all - shown);
  if (all > shown)
    g_string_append_printf(text, " and %s more (named below)", more);
  return g_strdup(text->str);
}

/* All of them, or as many as anybody reads. */
static void
append_names(GString *text, const char *head, const GPtrArray *names, guint64 all)
{
  if (all <= NAMED_AT_ONCE)
    return;
  g_string_append_printf(text, "\n%s\n\n", head);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(text, "%s\n", (char *) g_ptr_array_index(names, i));
  g_autofree char *more = text_count(all - names->len);
  if (all > names->len)
    g_string_append_printf(text, "and %s more\n", more);
}

/* Whether Qualtrics drops the second mail is said here and there, and promised nowhere. */
static void
append_left_out(GString *text, const Recipients *recipients)
{
  g_autofree char *off = joined(recipients->named, recipients->opted_out + recipients->no_address);
  g_autofree char *twice = joined(recipients->doubled, recipients->twice);
  if (recipients->named->len)
    send_form_append(text, "Left out", "%s", off);
  if (recipients->twice)
    send_form_append(text, "Careful",
                     "an address that is on the list twice may get two mails, as Qualtrics decides: %s",
                     twice);
}

static void
append_message(GString *text, SendForm *send, const Contact *example)
{
  g_autofree char *plain = html_as_text(send_form_text(send));
  g_autofree char *read = piped_text_fill(plain, example);
  g_autofree char *subject = piped_text_fill(send->launch->subject, example);
  g_autofree char *who = contact_title(example);
  const char *email = example->fields[CONTACT_FIELD_EMAIL];
  g_string_append_printf(text, "\n%s (%s), for example, will read:\n\nSubject\t%s\n\n", who,
                         email ? email : "", subject);
  send_form_append_mail(text, read);
}

static void
show_review(SendForm *send, const Contact *example)
{
  const Recipients *recipients = ((LaunchForm *) send)->recipients;
  const char *before = ((LaunchForm *) send)->before;
  const Launch *launch = send->launch;
  g_autoptr(GString) text = g_string_new(NULL);
  send_form_append(text, "Survey", "%s", form_get_label(send->form, "survey"));
  send_form_append(text, "To", "%s", form_get_label(send->form, "recipients"));
  append_counts(text, recipients);
  if (before)
    send_form_append(text, "Careful", "%s", before);
  send_form_append_times(send, text);
  send_form_append(text, "From", "%s <%s>", launch->from_name, launch->from_email);
  if (launch->reply_to)
    send_form_append(text, "Replies to", "%s", launch->reply_to);
  append_left_out(text, recipients);
  append_message(text, send, example);
  append_names(text, "Left out:", recipients->named, recipients->opted_out + recipients->no_address);
  append_names(text, "With an address that is on the list twice:", recipients->doubled, recipients->twice);
  send_form_review(send, g_strchomp(text->str), recipients->reached, "send", send_form_send_to_target);
}

/* The example's embedded data, which the pages of the list did not bring. Without it the mail is shown all
 * the same. */
static void
on_example(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) whole = contact_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  SendForm *send = data;
  show_review(send, whole ? whole : ((LaunchForm *) send)->recipients->example);
}

/* With what the list does not know of the example, if the mail needs it. */
static void
ask_example(SendForm *send)
{
  const Contact *example = ((LaunchForm *) send)->recipients->example;
  ContactPlace place = {send->directory_id, send->launch->list_id};
  if (piped_text_needs_embedded(send_form_text(send)))
    contact_get_async(send->services->client, &place, example->fields[CONTACT_FIELD_ID], send->cancellable,
                      on_example, send);
  else
    show_review(send, example);
}

/* What waits and was sent from here is said already. */
static char *
before_words(const SendForm *send, const SentBefore *last)
{
  const Launch *launch = send->launch;
  g_autofree char *when = timestamp_to_local(last->at, "%a %d %b %Y %H:%M");
  g_autofree char *mails = text_count((guint64) MAX(last->mails, 0));
  if (last->at == TIMESTAMP_NONE)
    return NULL;
  if (last->at <= api_client_server_now(send->services->client))
    return g_strdup_printf(
        "this list, or some of it, got this survey on %s (%s mails): they get it once more. "
        "A reminder (f in pane 4) goes only to those who did not finish",
        when, mails);
  return launch_desk_waits(send->services->desk, launch->survey_id, launch->list_id)
             ? NULL
             : g_strdup_printf("this survey waits to leave to this list, or some of it, on %s", when);
}

static void
on_before(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  SentBefore last;
  gboolean known = sent_before_finish(result, &last, &error);
  if (was_cancelled(error))
    return;
  SendForm *send = data;
  LaunchForm *launch = data;
  g_free(launch->before);
  launch->before =
      known ? before_words(send, &last)
            : g_strdup_printf("nobody knows whether this list got this survey before: %s", error->message);
  ask_example(send);
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Recipients) recipients = recipients_count_finish(result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  if (recipients->reached == 0) {
    send_form_problem(send, "There is nobody to mail: without an address, or opted out");
    return;
  }
  if (send_form_is_over(send))
    return;
  LaunchForm *launch = (LaunchForm *) send;
  recipients_free(launch->recipients);
  launch->recipients = g_steal_pointer(&recipients);
  form_set_busy(send->form, "Looking whether they got it before…  Esc leaves");
  send->host.invalidate(send->host.app);
  sent_before_async(send->services->client, send->launch->survey_id, send->launch->list_id,
                    send->launch->lookup_id, send->cancellable, on_before, send);
}

void
launch_review(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  Launch *launch = send->launch;
  if (!send_form_take_target(send))
    return;
  send_form_take_header(send);
  send_form_take_message(send);
  send_form_take_when(send);
  g_free(launch->link_type);
  launch->link_type = g_strdup(form_get(form, "link-type"));
  send_form_take_expiry(send);
  send_form_count(send, FALSE, on_counted);
}
