/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distributions and the launch that makes one.
 */
#include "src/model/distribution.h"

#include <string.h>

#include "src/model/contact-edit.h"
#include "src/model/timestamp.h"

Distribution *
distribution_new(void)
{
  Distribution *distribution = g_new0(Distribution, 1);
  distribution->sends = distribution->created = distribution->link_expires = TIMESTAMP_NONE;
  return distribution;
}

void
distribution_free(Distribution *d)
{
  if (d == NULL)
    return;
  char *strings[] = {d->id,        d->parent_id, d->request_type, d->request_status, d->from_email,
                     d->from_name, d->reply_to,  d->subject,      d->list_id,        d->lookup_id,
                     d->batch_id,  d->sample_id, d->library_id,   d->message_id,     d->message_text,
                     d->survey_id, d->link_type};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(d);
}

void
distribution_entry_free(DistributionEntry *entry)
{
  if (entry == NULL)
    return;
  g_free(entry->contact_id);
  g_free(entry->lookup_id);
  g_free(entry->status);
  g_free(entry->response_id);
  g_free(entry->first_name);
  g_free(entry->last_name);
  g_free(entry->email);
  g_free(entry->ext_ref);
  g_free(entry->link);
  g_free(entry);
}

gboolean
distribution_is_link_set(const Distribution *distribution)
{
  const char *type = distribution->request_type;
  return type != NULL && g_ascii_strcasecmp(type, "GeneratedInvite") == 0;
}

const char *
distribution_status_word(const char *status)
{
  static const struct {
    const char *status, *word;
  } words[] = {
      {"Pending", "pending"},
      {"Success", "sent"},
      {"Error", "error"},
      {"Opened", "opened"},
      {"Complaint", "complaint"},
      {"Skipped", "skipped"},
      {"Blocked", "blocked"},
      {"Failure", "failed"},
      {"Unknown", "unknown"},
      {"SoftBounce", "soft bounce"},
      {"HardBounce", "hard bounce"},
      {"Bounce", "bounced"},
      {"SurveyStarted", "started"},
      {"SurveyPartiallyFinished", "partly finished"},
      {"SurveyFinished", "finished"},
      {"SurveyScreenedOut", "screened out"},
      {"SessionExpired", "expired"},
  };
  for (guint i = 0; status != NULL && i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(words[i].status, status) == 0)
      return words[i].word;
  return status != NULL ? status : "";
}

static const char *const kind_names[LAUNCH_KINDS] = {[LAUNCH_EMAIL] = "email",
                                                     [LAUNCH_REMINDER] = "reminder",
                                                     [LAUNCH_THANK_YOU] = "thank-you",
                                                     [LAUNCH_SMS] = "sms",
                                                     [LAUNCH_LINKS] = "links"};

const char *
launch_kind_name(LaunchKind kind)
{
  return kind_names[kind];
}

LaunchKind
launch_kind_from_name(const char *name)
{
  for (guint i = 0; i < LAUNCH_KINDS; i++)
    if (g_strcmp0(name, kind_names[i]) == 0)
      return (LaunchKind) i;
  return LAUNCH_EMAIL;
}

Launch *
launch_new(void)
{
  Launch *launch = g_new0(Launch, 1);
  launch->link_expires = launch->send_at = TIMESTAMP_NONE;
  return launch;
}

Launch *
launch_copy(const Launch *launch)
{
  Launch *copy = launch_new();
  *copy = (Launch){
      .kind = launch->kind,
      .form_id = g_strdup(launch->form_id),
      .survey_id = g_strdup(launch->survey_id),
      .parent_id = g_strdup(launch->parent_id),
      .method = g_strdup(launch->method),
      .mark = g_strdup(launch->mark),
      .reviewed = g_strdup(launch->reviewed),
      .list_id = g_strdup(launch->list_id),
      .lookup_id = g_strdup(launch->lookup_id),
      .batch_id = g_strdup(launch->batch_id),
      .from_name = g_strdup(launch->from_name),
      .from_email = g_strdup(launch->from_email),
      .reply_to = g_strdup(launch->reply_to),
      .subject = g_strdup(launch->subject),
      .library_id = g_strdup(launch->library_id),
      .message_id = g_strdup(launch->message_id),
      .message_text = g_strdup(launch->message_text),
      .link_type = g_strdup(launch->link_type),
      .link_expires = launch->link_expires,
      .send_at = launch->send_at,
  };
  return copy;
}

void
launch_free(Launch *launch)
{
  if (launch == NULL)
    return;
  char *strings[] = {launch->survey_id,  launch->list_id,    launch->lookup_id,    launch->batch_id,
                     launch->from_name,  launch->from_email, launch->reply_to,     launch->subject,
                     launch->library_id, launch->message_id, launch->message_text, launch->link_type,
                     launch->parent_id,  launch->method,     launch->mark,         launch->form_id,
                     launch->reviewed};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(launch);
}

enum { OFTEN = 5, SELDOM = 300, DAY = 24 * 3600, REREAD = 600 };

guint
distribution_ask_again(gint64 sends, gint64 now)
{
  if (sends == TIMESTAMP_NONE || now < sends)
    return 0;
  gint64 age = (now - sends) / 1000;
  return age < DAY ? (guint) CLAMP(age / 10, OFTEN, SELDOM) : 0;
}

char *
distribution_time_left(gint64 sends, gint64 now, guint *changes)
{
  gint64 left = sends > now ? (sends - now) / 1000 : 0;
  *changes = 1;
  if (left < 3600)
    return g_strdup_printf("%02d:%02d", (int) (left / 60), (int) (left % 60));
  gint64 unit = left < 2 * DAY ? 3600 : DAY;
  *changes = (guint) MIN(left % unit + 1, REREAD);
  return g_strdup_printf(unit == DAY ? "%d days" : "%d h", (int) MIN(left / unit, G_MAXINT));
}

gboolean
message_has_survey_link(const char *html)
{
  return html != NULL &&
         (strstr(html, "${l://SurveyLink") != NULL || strstr(html, "${l://SurveyURL") != NULL);
}

const char *
launch_check_email(const char *value)
{
  if (value == NULL || *value == '\0')
    return "An email address is needed here.";
  return contact_check_field(CONTACT_FIELD_EMAIL, value);
}

const char *
launch_check_subject(const char *value)
{
  return value == NULL || *value == '\0' ? "A mail needs a subject." : NULL;
}

const char *
launch_check_message(const char *html)
{
  if (html == NULL || *html == '\0')
    return "Choose a library message or write a text.";
  if (!message_has_survey_link(html))
    return "The text holds no link to the survey: put ${l://SurveyLink?d=Take the survey} where it belongs.";
  return NULL;
}

const char *
launch_check_sms(const char *method, const char *text)
{
  if (g_strcmp0(method, "Interactive") == 0)
    return NULL;
  if (text == NULL || *text == '\0')
    return "Choose a library message or write a text.";
  if (g_utf8_strlen(text, -1) > SMS_TEXT_MAX)
    return "An SMS may have 10,000 characters at most.";
  if (g_strcmp0(method, "Thankyou") != 0 && strstr(text, "${l://SurveyURL") == NULL)
    return "The text holds no link to the survey: put ${l://SurveyURL} where it belongs.";
  return NULL;
}
