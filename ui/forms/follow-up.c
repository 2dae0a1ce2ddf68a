/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/follow-up.h"

#include "src/api/directories.h"
#include "src/flow/follow-up.h"
#include "src/model/html-text.h"
#include "src/model/piped-text.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/forms/send-form.h"
#include "ui/forms/sms.h"
#include "ui/text.h"

/* What is kept of the distribution between the menu and the form. */
typedef struct {
  PaneHost host;
  Services *services;
  char *id, *survey_id, *subject, *from_name, *from_email, *reply_to;
  char *sent, *to; /* when it left, and to whom, for a person; NULL: not known */
  gboolean is_sms;
} Parent;

typedef struct {
  SendForm send;
  char *subject, *sent, *to; /* of the parent */
  FollowUpCount count;
  Page *directories; /* in which the example is looked for, from @directory on */
  guint directory;
} FollowUpForm;

static void
parent_free(Parent *parent)
{
  char *strings[] = {parent->id,         parent->survey_id, parent->subject, parent->from_name,
                     parent->from_email, parent->reply_to,  parent->sent,    parent->to};
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(parent);
}

const char *
follow_up_refuse(const Distribution *distribution, gint64 now)
{
  const char *type = distribution->request_type;
  if (distribution->sends == TIMESTAMP_NONE || distribution->sends > now)
    return "It has not left yet";
  if (distribution_is_link_set(distribution))
    return "These are links without a mail: nobody can be reminded";
  if (type && g_ascii_strcasecmp(type, "ThankYou") == 0)
    return "This is a thank-you itself; take the invitation";
  return NULL;
}

/* The form */

static const char *
check_reminder(const SendForm *send G_GNUC_UNUSED, const char *text)
{
  return launch_check_message(text);
}

static const char *
check_thank_you(const SendForm *send G_GNUC_UNUSED, const char *text)
{
  return text && *text ? NULL : "Choose a library message or write a text.";
}

static void
on_change(Form *form G_GNUC_UNUSED, const char *name, gpointer data)
{
  send_form_message_changed(data, name);
}

static void
on_progress(const FollowUpCount *so_far, gpointer data)
{
  SendForm *send = data;
  g_autofree char *count = text_count(so_far->looked_at);
  g_autofree char *text = g_strdup_printf("Counting who gets it: %s…  Esc leaves", count);
  form_set_busy(send->form, text);
  send->host.invalidate(send->host.app);
}

/* Which one it follows: f is pressed on a row among many. */
static void
append_parent(const FollowUpForm *form, GString *text)
{
  const SendForm *send = &form->send;
  const char *survey = send->services->survey_name(send->services->app, send->launch->survey_id);
  send_form_append(text, "Survey", "%s", survey ? survey : send->launch->survey_id);
  send_form_append(text, "Follows", "“%s”%s%s%s%s", form->subject ? form->subject : send->launch->parent_id,
                   form->sent ? ", sent " : "", form->sent ? form->sent : "", form->to ? " to " : "",
                   form->to ? form->to : "");
}

/* @example NULL: nobody is known by name. */
static void
append_message(const SendForm *send, GString *text, const Contact *example)
{
  g_autofree char *plain = html_as_text(send_form_text(send));
  g_autofree char *read = example ? piped_text_fill(plain, example) : g_strdup(plain);
  g_autofree char *subject =
      example ? piped_text_fill(send->launch->subject, example) : g_strdup(send->launch->subject);
  g_autofree char *who = example ? contact_title(example) : NULL;
  if (who)
    g_string_append_printf(text, "\n%s, for example, will read:\n", who);
  g_string_append_printf(text, "\nSubject\t%s\n\n", subject);
  send_form_append_mail(text, read);
}

static void
show_review(FollowUpForm *form, const Contact *example)
{
  SendForm *send = &form->send;
  const FollowUpCount *count = &form->count;
  const Launch *launch = send->launch;
  gboolean reminds = launch->kind == LAUNCH_REMINDER;
  g_autofree char *reached = text_count(count->reached), *all = text_count(count->looked_at);
  g_autofree char *failed = text_count(count->failed);
  g_autoptr(GString) text = g_string_new(NULL);
  append_parent(form, text);
  send_form_append(text, "To", "%s of %s, who %s by now", reached, all,
                   reminds ? "did not finish" : "finished");
  if (reminds && count->failed)
    send_form_append(text, "Careful",
                     "%s whom the mail never reached are not counted; Qualtrics may try them again", failed);
  send_form_append_times(send, text);
  send_form_append(text, "From", "%s <%s>", launch->from_name, launch->from_email);
  if (launch->reply_to)
    send_form_append(text, "Replies to", "%s", launch->reply_to);
  g_string_append(text,
                  "\nQualtrics decides who gets it when it leaves; one of them alone can't be chosen.\n");
  append_message(send, text, example);
  send_form_review(send, g_strchomp(text->str), count->reached, "send", NULL);
}

/* The history has no names: the example is looked for in one directory after the other. Without it the mail
 * is shown all the same. */

static void ask_example(FollowUpForm *form);

static void
on_example(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Contact) example = contact_get_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  if (example)
    show_review(data, example);
  else
    ask_example(data);
}

static void
ask_example(FollowUpForm *form)
{
  SendForm *send = &form->send;
  if (form->directory >= form->directories->items->len) {
    show_review(form, NULL);
    return;
  }
  const Directory *directory = g_ptr_array_index(form->directories->items, form->directory++);
  ContactPlace place = {directory->id, NULL};
  contact_get_async(send->services->client, &place, form->count.example, send->cancellable, on_example, form);
}

static void
on_directories(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  FollowUpForm *form = data;
  g_clear_pointer(&form->directories, page_free);
  form->directories = g_steal_pointer(&page);
  form->directory = 0;
  if (form->directories)
    ask_example(form);
  else
    show_review(form, NULL);
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  FollowUpCount count = {0};
  SendForm *send = NULL;
  follow_up_count_finish(result, &count, &error);
  if (send_form_failed(&send, data, error))
    return;
  FollowUpForm *form = data;
  form->count = count;
  if (count.reached == 0)
    send_form_problem(send, send->launch->kind == LAUNCH_REMINDER ? "All whom it reached have finished"
                                                                  : "Nobody has finished yet");
  else
    directories_list_async(send->services->client, FETCH_VISIBLE, FALSE, NULL, send->cancellable,
                           on_directories, form);
}

static void
clear(SendForm *send)
{
  FollowUpForm *form = (FollowUpForm *) send;
  g_free(form->subject);
  g_free(form->sent);
  g_free(form->to);
  g_clear_pointer(&form->directories, page_free);
}

static void
on_review(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  Launch *launch = send->launch;
  if (!send_form_may_go(send))
    return;
  send_form_take_header(send);
  send_form_take_message(send);
  send_form_take_when(send);
  form_set_busy(form, "Counting who gets it…");
  follow_up_count_async(send->services->client, launch->kind, launch->parent_id, send->cancellable,
                        on_progress, on_counted, send);
}

/* A subject that is a library message stays one. */
static char *
subject_of(const Parent *parent, LaunchKind kind)
{
  const char *former = parent->subject ? parent->subject : "";
  if (g_str_has_prefix(former, "MS_") || !*former)
    return g_strdup(former);
  return g_strdup_printf("%s: %s", kind == LAUNCH_REMINDER ? "Reminder" : "Thank you", former);
}

static GKeyFile *
origin_of(const Parent *parent, LaunchKind kind)
{
  GKeyFile *origin = send_origin_new(launch_kind_name(kind));
  send_origin_put(origin, "parent-id", parent->id);
  send_origin_put(origin, "survey-id", parent->survey_id);
  send_origin_put(origin, "subject", parent->subject);
  send_origin_put(origin, "from-name", parent->from_name);
  send_origin_put(origin, "from-email", parent->from_email);
  send_origin_put(origin, "reply-to", parent->reply_to);
  send_origin_put(origin, "sent", parent->sent);
  send_origin_put(origin, "to", parent->to);
  return origin;
}

static Overlay *
form_for(const Parent *parent, LaunchKind kind)
{
  FollowUpForm *form = g_new0(FollowUpForm, 1);
  SendForm *send = &form->send;
  form->subject = g_strdup(parent->subject);
  form->sent = g_strdup(parent->sent);
  form->to = g_strdup(parent->to);
  gboolean reminds = kind == LAUNCH_REMINDER;
  g_autofree char *name = parent->subject ? g_strndup(parent->subject, 60) : g_strdup(parent->id);
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  g_autofree char *title = g_strdup_printf("%s · %s", reminds ? "Reminder" : "Thank-you", valid);
  send_form_init(send, &parent->host, parent->services, title);
  send->clear = clear;
  send->launch->kind = kind;
  send->launch->parent_id = g_strdup(parent->id);
  send->launch->survey_id = g_strdup(parent->survey_id);
  send->category = reminds ? "reminder" : "thankYou";
  send->check_text = reminds ? check_reminder : check_thank_you;
  send->start = reminds ? "<p>Dear ${m://FirstName},</p>\n\n<p>we have not heard from you yet.</p>\n\n"
                          "<p>${l://SurveyLink?d=Take the survey}</p>\n\n"
                          "<p>${l://OptOutLink?d=Click here to unsubscribe}</p>\n"
                        : "<p>Dear ${m://FirstName},</p>\n\n<p>thank you for your answers.</p>\n";
  g_autofree char *subject = subject_of(parent, kind);
  send_form_add_header(send, parent->from_name, parent->from_email, parent->reply_to, subject);
  send_form_add_message(send);
  send_form_add_when(send);
  form_add_button(send->form, "review", "Review", TRUE, on_review);
  form_on_change(send->form, on_change);
  g_autofree char *id = g_strdup_printf("%s %s", launch_kind_name(kind), parent->id);
  g_autofree char *what = g_strdup_printf("a %s for %s", launch_kind_name(kind), valid);
  send_form_keep(send, id, what, origin_of(parent, kind));
  return send_form_overlay(send);
}

static Overlay *
sms_form_for(const Parent *parent, LaunchKind kind)
{
  return sms_follow_up_form_new(&parent->host, parent->services, parent->id, parent->survey_id,
                                parent->subject, kind == LAUNCH_REMINDER ? "Reminder" : "Thankyou");
}

static void
on_kind(int choice, gpointer data)
{
  Parent *parent = data;
  LaunchKind kind = choice == 0 ? LAUNCH_REMINDER : LAUNCH_THANK_YOU;
  if (choice >= 0)
    parent->host.overlay(parent->host.app,
                         parent->is_sms ? sms_form_for(parent, kind) : form_for(parent, kind));
  parent_free(parent);
}

void
follow_up_ask(const PaneHost *host, Services *services, const Distribution *distribution,
              const char *survey_id, const char *to)
{
  static const char *const items[] = {"a reminder, to those who did not finish",
                                      "a thank-you, to those who did", NULL};
  Parent *parent = g_new0(Parent, 1);
  *parent = (Parent){.host = *host,
                     .services = services,
                     .id = g_strdup(distribution->id),
                     .survey_id = g_strdup(survey_id),
                     .is_sms = distribution->is_sms,
                     .subject = g_strdup(distribution->subject),
                     .from_name = g_strdup(distribution->from_name),
                     .from_email = g_strdup(distribution->from_email),
                     .reply_to = g_strdup(distribution->reply_to),
                     .sent = timestamp_to_local(distribution->sends, "%a %d %b %Y %H:%M"),
                     .to = to && *to ? g_strdup(to) : NULL};
  host->overlay(host->app, dialog_with_orphan(dialog_menu("Follow up", items, "rt", 0, on_kind, parent),
                                              (GDestroyNotify) parent_free));
}

Overlay *
follow_up_form_resume(const PaneHost *host, Services *services, GKeyFile *origin, const char *what)
{
  Parent *parent = g_new0(Parent, 1);
  *parent = (Parent){.host = *host,
                     .services = services,
                     .id = send_origin_get(origin, "parent-id"),
                     .survey_id = send_origin_get(origin, "survey-id"),
                     .subject = send_origin_get(origin, "subject"),
                     .from_name = send_origin_get(origin, "from-name"),
                     .from_email = send_origin_get(origin, "from-email"),
                     .reply_to = send_origin_get(origin, "reply-to"),
                     .sent = send_origin_get(origin, "sent"),
                     .to = send_origin_get(origin, "to"),
                     .is_sms = g_str_has_prefix(what, "sms-")};
  LaunchKind kind = g_str_has_suffix(what, "reminder") ? LAUNCH_REMINDER : LAUNCH_THANK_YOU;
  Overlay *form = !parent->id ? NULL : parent->is_sms ? sms_form_for(parent, kind) : form_for(parent, kind);
  parent_free(parent);
  return form;
}
