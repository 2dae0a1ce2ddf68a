/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/model/contact-event.h"

#include "src/model/distribution.h"
#include "src/model/timestamp.h"

ContactEvent *
contact_event_new(ContactHistory kind)
{
  ContactEvent *event = g_new0(ContactEvent, 1);
  event->kind = kind;
  event->when = TIMESTAMP_NONE;
  return event;
}

void
contact_event_free(ContactEvent *event)
{
  if (event == NULL)
    return;
  g_free(event->survey_id);
  g_free(event->distribution_id);
  g_free(event->type);
  g_free(event->result);
  g_free(event->bounce);
  g_free(event->response_id);
  g_free(event);
}

gint
contact_event_newest_first(gconstpointer a, gconstpointer b)
{
  const ContactEvent *left = *(ContactEvent *const *) a, *right = *(ContactEvent *const *) b;
  return left->when > right->when ? -1 : left->when < right->when;
}

/* "ThankYou" is "thank-you", and what nobody told us of stays readable. New. */
static char *
type_word(const char *type)
{
  if (g_ascii_strcasecmp(type, "ThankYou") == 0)
    return g_strdup("thank-you");
  return g_utf8_strdown(type, -1);
}

static char *
mail_words(const ContactEvent *mail)
{
  GString *text = g_string_new(NULL);
  if (mail->type != NULL) {
    g_autofree char *type = type_word(mail->type);
    g_string_append(text, type);
  }
  const char *result = distribution_status_word(mail->result);
  if (*result != '\0')
    g_string_append_printf(text, "%s%s", text->len > 0 ? " · " : "", result);
  if (mail->bounce != NULL)
    g_string_append_printf(text, ": %s", mail->bounce);
  if (mail->read)
    g_string_append_printf(text, "%sopened", text->len > 0 ? " · " : "");
  return g_string_free(text, FALSE);
}

char *
contact_event_words(const ContactEvent *event)
{
  if (event->kind == CONTACT_MAILS)
    return mail_words(event);
  return g_strdup(event->finished ? "finished" : "begun, not finished");
}
