/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/sms.h"

#include "src/api/sms.h"
#include "src/model/piped-text.h"
#include "src/model/timestamp.h"
#include "ui/forms/send-form.h"
#include "ui/text.h"

#define TWO_WAY "Interactive"

typedef struct {
  SendForm send;
  char *method; /* of a follow-up; NULL: the form asks */
} SmsForm;

static const char *
method_of(const SendForm *send)
{
  const SmsForm *sms = (const SmsForm *) send;
  return sms->method ? sms->method : form_get(send->form, "method");
}

static const char *
check_text(const SendForm *send, const char *text)
{
  return launch_check_sms(method_of(send), text);
}

/* Letters are added to make it unique; with them it must not be too long. */
static char *
check_name(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return g_utf8_strlen(value, -1) > SMS_NAME_MAX - 9 ? g_strdup("A name may have 91 characters at most")
                                                     : NULL;
}

/* The review */

/* How many pieces a text takes at least: what is filled in for ${...} comes on top, or goes. Letters beyond
 * the basic ones need two bytes each. */
static guint
segments_of(const char *text)
{
  glong length = g_utf8_strlen(text, -1);
  gboolean is_wide = !g_str_is_ascii(text);
  glong one = is_wide ? 70 : 160, more = is_wide ? 67 : 153;
  return length <= one ? 1 : (guint) ((length + more - 1) / more);
}

/* @example (may be NULL): one of the @reached. The pages of a list did not bring their embedded data. */
static void
append_text(GString *review, const SendForm *send, guint64 reached, const Contact *example)
{
  const char *text = send_form_text(send);
  if (g_str_equal(method_of(send), TWO_WAY)) {
    send_form_append(review, "Costs", "SMS credits, for every question and every answer");
    g_string_append(review, "\nThe questions of the survey come as texts, one after the other.");
    return;
  }
  guint segments = segments_of(text);
  g_autofree char *all = text_count(segments * reached);
  send_form_append(review, "Costs", "SMS credits for about %u segment%s a person, %s in all", segments,
                   segments == 1 ? "" : "s", all);
  if (!example || piped_text_needs_embedded(text)) {
    g_string_append_printf(review, "\n%s\n", text);
    return;
  }
  g_autofree char *who = contact_title(example), *read = piped_text_fill(text, example);
  const char *phone = example->fields[CONTACT_FIELD_PHONE];
  g_string_append_printf(review, "\n%s (%s), for example, will read:\n\n%s\n", who, phone ? phone : "", read);
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
    send_form_problem(send, "There is nobody to send to: without a phone number, or opted out");
    return;
  }
  if (send_form_is_over(send))
    return;
  g_autofree char *reached = text_count(recipients->reached), *all = text_count(recipients->looked_at);
  g_autofree char *out = text_count(recipients->opted_out), *without = text_count(recipients->no_address);
  g_autoptr(GString) text = g_string_new(NULL);
  send_form_append(text, "Survey", "%s", form_get_label(send->form, "survey"));
  send_form_append(text, "To", "%s", form_get_label(send->form, "recipients"));
  send_form_append(text, "Recipients", "%s of %s get it, %s opted out, %s without a phone", reached, all, out,
                   without);
  send_form_append(text, "Kind", "%s", form_get_label(send->form, "method"));
  send_form_append_times(send, text);
  append_text(text, send, recipients->reached, recipients->example);
  send_form_review(send, g_strchomp(text->str), recipients->reached, "send", send_form_send_to_target);
}

static void
take_common(SendForm *send)
{
  Launch *launch = send->launch;
  g_free(launch->method);
  g_free(launch->subject);
  launch->kind = LAUNCH_SMS;
  launch->method = g_strdup(method_of(send));
  launch->subject = g_strdup(form_get(send->form, "subject"));
  send_form_take_message(send);
  send_form_take_when(send);
}

static void
on_review(Form *form G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  if (!send_form_take_target(send))
    return;
  take_common(send);
  send_form_take_expiry(send);
  if (g_str_equal(method_of(send), TWO_WAY))
    send->launch->link_expires = TIMESTAMP_NONE;
  send_form_count(send, TRUE, on_counted);
}

/* How many it would reach, by the numbers of its parent now: an SMS has no history. */
static void
on_parent(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Distribution) parent = sms_get_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  gboolean reminds = g_str_equal(method_of(send), "Reminder");
  gint64 reached = reminds ? parent->stats.sent - parent->stats.finished : parent->stats.finished;
  if (reached <= 0) {
    send_form_problem(send, reminds ? "All of them have finished" : "Nobody has finished yet");
    return;
  }
  g_autofree char *count = text_count((guint64) reached);
  g_autoptr(GString) text = g_string_new(NULL);
  send_form_append(text, "To", "%s, who %s by now", count, reminds ? "did not finish" : "finished");
  send_form_append_times(send, text);
  append_text(text, send, (guint64) reached, NULL);
  send_form_review(send, g_strchomp(text->str), (guint64) reached, "send", NULL);
}

static void
on_review_follow_up(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  if (!send_form_may_go(send))
    return;
  take_common(send);
  form_set_busy(form, "Counting who gets it…");
  sms_get_async(send->services->client, FETCH_VISIBLE, send->launch->survey_id, send->launch->parent_id,
                send->cancellable, on_parent, send);
}

/* The form */

static void
show_method(SendForm *send)
{
  gboolean two_way = g_str_equal(method_of(send), TWO_WAY);
  send_form_hide_message(send, two_way);
  form_set_hidden(send->form, "expiry", two_way);
}

static void
on_change(Form *form G_GNUC_UNUSED, const char *name, gpointer data)
{
  SendForm *send = data;
  send_form_message_changed(send, name);
  if (g_str_equal(name, "method"))
    show_method(send);
}

static void
clear(SendForm *send)
{
  SmsForm *sms = (SmsForm *) send;
  g_free(sms->method);
}

static SendForm *
form_begin(const PaneHost *host, Services *services, const char *title)
{
  SmsForm *sms = g_new0(SmsForm, 1);
  SendForm *send = &sms->send;
  send_form_init(send, host, services, title);
  send->clear = clear;
  send->check_text = check_text;
  send->is_plain = TRUE;
  send->category = "smsInvite";
  send->start = "Hi ${m://FirstName}, please answer: ${l://SurveyURL}\n";
  return send;
}

static void
add_name(SendForm *send, const char *name)
{
  form_add_text(send->form, "subject", "Name", name, FORM_REQUIRED, check_name);
  form_set_note(send->form, "subject", "only you see it; canvass adds some letters, to find it again");
}

Overlay *
sms_form_new(const PaneHost *host, Services *services, const LaunchStart *start)
{
  SendForm *send = form_begin(host, services, "Distribute by SMS");
  Form *form = send->form;
  form_add_choice(form, "method", "Kind", 0, NULL);
  form_add_option(form, "method", "Invite", "one way: a text with a link to the survey");
  form_add_option(form, "method", TWO_WAY, "two ways: the questions come as texts");
  send_form_add_target(send, start);
  g_autofree char *name =
      start->survey && start->survey->is_active
          ? g_utf8_substring(start->survey->name, 0, MIN(g_utf8_strlen(start->survey->name, -1), 60))
          : g_strdup("");
  add_name(send, name);
  send_form_add_message(send);
  send_form_add_expiry(send);
  send_form_add_when(send);
  form_add_button(form, "review", "Review", TRUE, on_review);
  form_on_change(form, on_change);
  send->restored = show_method;
  const ListPlace *place = start->place;
  g_autofree char *id = g_strdup_printf("sms %s", place && place->list_id ? place->list_id : "");
  g_autofree char *title = g_strdup_printf("an SMS to %s", place ? place->name : "a list");
  send_form_keep(send, id, title, send_origin_of("sms", start));
  return send_form_overlay(send);
}

Overlay *
sms_follow_up_form_new(const PaneHost *host, Services *services, const char *parent_id, const char *survey_id,
                       const char *name, const char *method)
{
  gboolean reminds = g_str_equal(method, "Reminder");
  SendForm *send = form_begin(host, services, reminds ? "Reminder by SMS" : "Thank-you by SMS");
  SmsForm *sms = (SmsForm *) send;
  sms->method = g_strdup(method);
  send->launch->parent_id = g_strdup(parent_id);
  send->launch->survey_id = g_strdup(survey_id);
  send->category = reminds ? "smsReminder" : "smsThankYou";
  if (!reminds)
    send->start = "Thank you, ${m://FirstName}!\n";
  add_name(send, reminds ? "Reminder" : "Thank you");
  send_form_add_message(send);
  send_form_add_when(send);
  form_add_button(send->form, "review", "Review", TRUE, on_review_follow_up);
  form_on_change(send->form, on_change);
  const char *what = reminds ? "sms-reminder" : "sms-thank-you";
  GKeyFile *origin = send_origin_new(what);
  send_origin_put(origin, "parent-id", parent_id);
  send_origin_put(origin, "survey-id", survey_id);
  send_origin_put(origin, "subject", name);
  g_autofree char *id = g_strdup_printf("%s %s", what, parent_id);
  g_autofree char *title =
      g_strdup_printf("a %s by SMS for %s", reminds ? "reminder" : "thank-you", name ? name : parent_id);
  send_form_keep(send, id, title, origin);
  return send_form_overlay(send);
}
