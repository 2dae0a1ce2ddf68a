/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The review stands in launch-review.c, what all forms that send have in common in send-form.
 */
#include "ui/forms/launch.h"

#include <string.h>

#include "src/model/timestamp.h"
#include "ui/forms/launch-private.h"

/* Checks */

static const char *
check_text(const SendForm *send, const char *text)
{
  if (text == send->own_text)
    return launch_check_message(text);
  return message_has_survey_link(text) ? NULL : "This message holds no survey link (${l://SurveyLink})";
}

/* The subject: the one this survey was sent with last, else its name: never another survey's. */

static char *
subject_field(const char *survey_id)
{
  char *field = g_strconcat("subject-", survey_id, NULL);
  return g_strcanon(field, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-", '_');
}

static char *
subject_for(const SendForm *send, const char *survey_id, const char *survey_name)
{
  if (!survey_id || !*survey_id)
    return g_strdup("");
  g_autofree char *field = subject_field(survey_id);
  return send_form_last_value(send, field, survey_name);
}

static char *
subject_of_chosen(const SendForm *send)
{
  return subject_for(send, form_get(send->form, "survey"), form_get_label(send->form, "survey"));
}

/* It goes with the survey until another one was typed. */
static void
offer_subject(SendForm *send)
{
  LaunchForm *launch = (LaunchForm *) send;
  if (g_strcmp0(form_get(send->form, "subject"), launch->offered_subject) != 0)
    return;
  g_free(launch->offered_subject);
  launch->offered_subject = subject_of_chosen(send);
  form_set(send->form, "subject", launch->offered_subject);
}

static void
on_change(Form *form G_GNUC_UNUSED, const char *name, gpointer data)
{
  send_form_message_changed(data, name);
  if (g_str_equal(name, "survey"))
    offer_subject(data);
}

/* A subject that was left as it was offered still goes with the survey. */
static void
restored(SendForm *send)
{
  LaunchForm *launch = (LaunchForm *) send;
  g_free(launch->offered_subject);
  launch->offered_subject = subject_of_chosen(send);
}

/* The next launch begins with what this one had. */
static void
remember(const SendForm *send)
{
  const Services *services = send->services;
  const Launch *launch = send->launch;
  if (!services->settings)
    return;
  g_autofree char *subject = subject_field(launch->survey_id);
  g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(values, (gpointer) "from-name", launch->from_name);
  g_hash_table_insert(values, (gpointer) "from-email", launch->from_email);
  g_hash_table_insert(values, (gpointer) "reply-to", launch->reply_to ? launch->reply_to : (gpointer) "");
  g_hash_table_insert(values, subject, launch->subject);
  g_autoptr(GError) error = NULL;
  if (settings_set_launch_defaults(services->settings, api_client_server(services->client), values, &error))
    return;
  g_autofree char *text =
      g_strdup_printf("The next launch will not begin with this one's values: %s", error->message);
  send->host.say(send->host.app, MESSAGE_ERROR, text);
}

/* The form */

static void
add_header(SendForm *send, const LaunchStart *start)
{
  const Identity *me = send->services->identity;
  const Survey *survey = start->survey && start->survey->is_active ? start->survey : NULL;
  LaunchForm *launch = (LaunchForm *) send;
  g_autofree char *name = g_strstrip(g_strdup_printf("%s %s", me && me->first_name ? me->first_name : "",
                                                     me && me->last_name ? me->last_name : ""));
  g_autofree char *from_name = send_form_last_value(send, "from-name", name);
  g_autofree char *reply_to = send_form_last_value(send, "reply-to", me ? me->email : NULL);
  launch->offered_subject = subject_for(send, survey ? survey->id : NULL, survey ? survey->name : NULL);
  send_form_add_header(send, from_name, NULL, reply_to, launch->offered_subject);
}

static void
add_link(Form *form)
{
  form_add_choice(form, "link-type", "Link", 0, NULL);
  form_add_option(form, "link-type", "Individual", "individual: one for each person");
  form_add_option(form, "link-type", "Multiple", "multiple: can be answered more than once");
  form_add_option(form, "link-type", "Anonymous", "anonymous: nobody knows who");
}

static void
clear(SendForm *send)
{
  LaunchForm *launch = (LaunchForm *) send;
  g_free(launch->offered_subject);
  recipients_free(launch->recipients);
  g_free(launch->before);
}

static SendForm *
form_begin(const PaneHost *host, Services *services)
{
  LaunchForm *launch = g_new0(LaunchForm, 1);
  SendForm *send = &launch->send;
  send_form_init(send, host, services, "Distribute by email");
  send->category = "invite";
  send->check_text = check_text;
  send->start = "<p>Dear ${m://FirstName},</p>\n\n<p>${l://SurveyLink?d=Take the survey}</p>\n\n"
                "<p>${l://OptOutLink?d=Click here to unsubscribe}</p>\n";
  send->restored = restored;
  send->sent = remember;
  send->clear = clear;
  return send;
}

Overlay *
launch_form_new(const PaneHost *host, Services *services, const LaunchStart *start)
{
  const Draft *kept = start->draft ? drafts_find_name(services->drafts, start->draft) : NULL;
  const ListPlace *place = start->place;
  g_auto(SendAim) aim = {NULL};
  LaunchStart meant = *start;
  if (kept)
    send_origin_aim(kept->body, &meant, &aim);
  SendForm *send = form_begin(host, services);
  send_form_add_target(send, &meant);
  add_header(send, &meant);
  send_form_add_message(send);
  add_link(send->form);
  send_form_add_expiry(send);
  send_form_add_when(send);
  form_add_button(send->form, "review", "Review", TRUE, launch_review);
  form_on_change(send->form, on_change);
  const char *to = place && place->list_id ? place->list_id : place ? place->directory_id : "";
  g_autofree char *id = g_strdup_printf("email %s", to);
  g_autofree char *title = place ? g_strdup_printf("a launch to %s", place->name) : g_strdup("a launch");
  send_form_keep_beside(send, id, title, send_origin_of("email", &meant), kept);
  return send_form_overlay(send);
}
