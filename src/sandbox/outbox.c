/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * EMD_…--CID_….eml and SMSD_…--CID_….sms, written under a hidden name first, so that nobody counts half a
 * mail. A second one to the same person of the same distribution gets a number; none is dropped.
 */
#include "src/sandbox/outbox.h"

#include <glib/gstdio.h>
#include <string.h>

#include "src/sandbox/body.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/library.h"

char *
outbox_link(const World *world, const Distribution *distribution, const Recipient *recipient)
{
  g_autofree char *survey = id_new("SV", (guint64) MAX(0, distribution->survey));
  g_autofree char *id = id_new("EMD", distribution->index);
  g_autofree char *lookup = lookup_id(world->lists->pdata[recipient->list], recipient->person);
  if (g_strcmp0(distribution->link_type, "Anonymous") == 0)
    return g_strdup_printf("https://sandbox.example.org/jfe/form/%s", survey);
  return g_strdup_printf("https://sandbox.example.org/jfe/form/%s?Q_DL=%s_%s_%s&Q_CHL=email", survey,
                         id + strlen("EMD_"), survey + strlen("SV_"), lookup);
}

/* "${...?d=Text}": the text, or what is given. */
static char *
label_of(const char *code, const char *fallback)
{
  const char *text = strstr(code, "?d=");
  return g_strdup(text ? text + strlen("?d=") : fallback);
}

/* What stands for the piped code between "${" and "}". */
static void
append_piped(GString *out, const char *code, const Person *person, const char *link)
{
  if (g_str_has_prefix(code, "l://SurveyURL"))
    g_string_append(out, link);
  else if (g_str_has_prefix(code, "l://SurveyLink")) {
    g_autofree char *label = label_of(code, link);
    g_string_append_printf(out, "<a href=\"%s\">%s</a>", link, label);
  } else if (g_str_has_prefix(code, "l://OptOutLink")) {
    g_autofree char *label = label_of(code, "Opt out");
    g_string_append_printf(out, "<a href=\"https://sandbox.example.org/CP/Register.php?OptOut=true\">%s</a>",
                           label);
  } else if (g_str_has_prefix(code, "e://Field/")) {
    const char *value =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(person->embedded, code + strlen("e://Field/")));
    g_string_append(out, value ? value : "");
  } else if (g_str_has_prefix(code, "m://")) {
    for (int i = 0; i < N_PERSON_FIELDS; i++)
      if (g_ascii_strcasecmp(person_field_names[i], code + strlen("m://")) == 0 && person->fields[i])
        g_string_append(out, person->fields[i]);
  }
}

static char *
fill_in(const char *text, const Person *person, const char *link)
{
  GString *out = g_string_new(NULL);
  while (*text) {
    const char *end = g_str_has_prefix(text, "${") ? strchr(text, '}') : NULL;
    if (end) {
      g_autofree char *code = g_strndup(text + 2, (gsize) (end - text - 2));
      append_piped(out, code, person, link);
      text = end + 1;
    } else
      g_string_append_c(out, *text++);
  }
  return g_string_free(out, FALSE);
}

/* A subject or body may be the ID of a library message. */
static char *
text_for(const Person *person, const char *text, const char *message_id, const char *link)
{
  const LibraryMessage *message = message_id ? library_message_anywhere(message_id) : NULL;
  if (message)
    text = library_message_text(message, person->fields[PERSON_LANGUAGE]);
  return fill_in(text ? text : "", person, link);
}

static const char *
or_empty(const char *text)
{
  return text ? text : "";
}

static char *
mail_of(const World *world, const Distribution *distribution, const Recipient *recipient)
{
  g_autoptr(Person) person = world_person(world, recipient->person);
  g_autofree char *link = outbox_link(world, distribution, recipient);
  g_autofree char *subject = text_for(person, distribution->subject, distribution->subject, link);
  g_autofree char *body = text_for(person, distribution->message_text, distribution->message_id, link);
  GString *mail = g_string_new(NULL);
  g_string_append_printf(mail, "To: %s\n", or_empty(person->fields[PERSON_EMAIL]));
  g_string_append_printf(mail, "From: %s <%s>\n", or_empty(distribution->from_name),
                         or_empty(distribution->from_email));
  if (distribution->reply_to)
    g_string_append_printf(mail, "Reply-To: %s\n", distribution->reply_to);
  g_string_append_printf(mail, "Subject: %s\nContent-Type: text/html; charset=utf-8\n\n%s\n", subject, body);
  return g_string_free(mail, FALSE);
}

static char *
sms_of(const World *world, const Sms *sms, const MailingList *list, guint64 number)
{
  g_autoptr(Person) person = world_person(world, number);
  g_autofree char *survey = id_new("SV", sms->survey);
  g_autofree char *lookup = lookup_id(list, number);
  g_autofree char *link =
      g_strdup_printf("https://sandbox.example.org/s/%s_%u_%s", survey + strlen("SV_"), sms->index, lookup);
  g_autofree char *text = sms->message ? text_for(person, body_string(sms->message, "messageText"),
                                                  body_string(sms->message, "messageId"), link)
                                       : g_strdup("Reply to answer the first question");
  return g_strdup_printf("To: %s\nName: %s\nMethod: %s\n\n%s\n", person->fields[PERSON_PHONE], sms->name,
                         sms->method, text);
}

static char *
free_name(const World *world, const char *stem, const char *ending)
{
  char *name = g_strdup_printf("%s/%s.%s", world->outbox, stem, ending);
  for (int i = 2; g_file_test(name, G_FILE_TEST_EXISTS); i++) {
    g_free(name);
    name = g_strdup_printf("%s/%s-%d.%s", world->outbox, stem, i, ending);
  }
  return name;
}

static void
put(World *world, const char *distribution_id, guint64 person, const char *ending, const char *text)
{
  g_autofree char *person_id = contact_id(person);
  g_autofree char *stem = g_strdup_printf("%s--%s", distribution_id, person_id);
  g_autofree char *name = free_name(world, stem, ending);
  g_autofree char *hidden = g_strdup_printf("%s/.being-written", world->outbox);
  FILE *file = g_fopen(hidden, "w");
  if (!file || fputs(text, file) < 0)
    g_printerr("canvass-sandbox: can't write %s\n", hidden);
  if (file && fclose(file) == 0)
    g_rename(hidden, name);
}

void
outbox_put(World *world, const Distribution *distribution, const Recipient *recipient)
{
  world->mails_sent++;
  if (!world->outbox)
    return;
  g_autofree char *id = id_new("EMD", distribution->index);
  g_autofree char *mail = mail_of(world, distribution, recipient);
  put(world, id, recipient->person, "eml", mail);
}

void
outbox_put_sms(World *world, const Sms *sms, const MailingList *list, guint64 person)
{
  if (!world->outbox)
    return;
  g_autofree char *id = id_new("SMSD", sms->index);
  g_autofree char *text = sms_of(world, sms, list, person);
  put(world, id, person, "sms", text);
}
