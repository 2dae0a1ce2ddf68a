/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second half of the launch form: who gets it, what they read, when it leaves; then the number is typed,
 * and only then it is sent.
 */
#include "src/model/html-text.h"
#include "src/model/piped-text.h"
#include "ui/asks.h"
#include "ui/forms/launch-private.h"
#include "ui/text.h"

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
  send_form_append(text, "Left out", more ? "%s and %s more" : "%s", names->str, count);
}

static void
append_message(GString *text, SendForm *send, const Contact *example)
{
  g_autofree char *plain = html_as_text(send_form_text(send));
  g_autofree char *read = piped_text_fill(plain, example);
  g_autofree char *subject = piped_text_fill(send->launch->subject, example);
  g_autofree char *who = contact_title(example);
  const char *email = example->fields[CONTACT_FIELD_EMAIL];
  g_string_append_printf(text, "\n%s (%s), for example, will read:\n\nSubject\t%s\n", who, email ? email : "",
                         subject);
  g_auto(GStrv) lines = g_strsplit(read, "\n", -1);
  for (char **line = lines; *line; line++)
    if (*g_strstrip(*line))
      g_string_append_printf(text, "%s\n", *line);
}

static void
show_review(SendForm *send, const Contact *example)
{
  const Recipients *recipients = ((LaunchForm *) send)->recipients;
  const Launch *launch = send->launch;
  g_autoptr(GString) text = g_string_new(NULL);
  send_form_append(text, "Survey", "%s", form_get_label(send->form, "survey"));
  send_form_append(text, "To", "%s", form_get_label(send->form, "recipients"));
  append_counts(text, recipients);
  send_form_append_times(send, text);
  send_form_append(text, "From", "%s <%s>", launch->from_name, launch->from_email);
  if (launch->reply_to)
    send_form_append(text, "Replies to", "%s", launch->reply_to);
  append_left_out(text, recipients);
  append_message(text, send, example);
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
  const Contact *example = recipients->example;
  ContactPlace place = {send->directory_id, send->launch->list_id};
  LaunchForm *launch = (LaunchForm *) send;
  recipients_free(launch->recipients);
  launch->recipients = g_steal_pointer(&recipients);
  if (piped_text_needs_embedded(send_form_text(send)))
    contact_get_async(send->services->client, &place, example->fields[CONTACT_FIELD_ID], send->cancellable,
                      on_example, send);
  else
    show_review(send, example);
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
