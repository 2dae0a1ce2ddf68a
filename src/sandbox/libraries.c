/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's own library and his group's.
 */
#include <string.h>

#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/library.h"

/* clang-format off */
static const LibraryMessage messages[] = {
  {"UR", "invite", "NPS invitation", {
    {"en", "Dear ${m://FirstName},<br><br>how likely are you to recommend us? It takes two minutes.<br><br>"
           "${l://SurveyLink?d=Take the survey}<br><br>${l://OptOutLink?d=Unsubscribe}"},
    {"it", "Gentile ${m://FirstName},<br><br>${l://SurveyLink?d=Vai al questionario}<br><br>${l://OptOutLink?d=Annulla}"},
    {"de", "Guten Tag ${m://FirstName},<br>${l://SurveyURL}"}}},
  {"UR", "reminder", "NPS reminder", {
    {"en", "Dear ${m://FirstName},<br><br>a friendly reminder: ${l://SurveyLink?d=Take the survey}"},
    {"fr", "Bonjour ${m://FirstName},<br><br>${l://SurveyLink?d=Répondre à l’enquête}"}}},
  {"UR", "thankYou", "Thank you", {
    {"en", "Thank you, ${m://FirstName}!"}, {"ja", "${m://LastName}様、ありがとうございました。"}}},
  {"UR", "invite", "Newsletter with the link forgotten", {
    {"en", "Dear ${m://FirstName}, here is our news."}}},
  {"UR", "emailSubject", "Subject: your opinion", {
    {"en", "Your opinion, ${m://FirstName}"}, {"it", "La Sua opinione, ${m://FirstName}"}}},
  {"UR", "smsInvite", NULL, {
    {"en", "Hi ${m://FirstName}, please answer: ${l://SurveyURL}"}}},
  {"GR", "invite", "Team invitation (no English)", {
    {"de", "Hallo ${m://FirstName},<br>${l://SurveyLink?d=Zur Umfrage}<br>${l://OptOutLink?d=Abmelden}"},
    {"pl", "Dzień dobry ${m://FirstName},<br>${l://SurveyLink?d=Ankieta}"}}},
  {"GR", "reminder", "Team reminder", {
    {"en", "Hello ${m://FirstName}, still open: ${l://SurveyURL}"}}},
  {"GR", "holidayGreeting", "A category nobody knows", {
    {"en", "Season’s greetings, ${m://FirstName} 🎄 ${l://SurveyURL}"}}},
};
/* clang-format on */

const LibraryMessage *
library_message_anywhere(const char *message_id)
{
  guint64 index;
  return id_parse("MS", message_id, &index) && index < G_N_ELEMENTS(messages) ? &messages[index] : NULL;
}

static const char *
prefix_of(const char *library_id)
{
  guint64 index;
  return id_parse("UR", library_id, &index) && index == 1   ? "UR"
         : id_parse("GR", library_id, &index) && index == 1 ? "GR"
                                                            : NULL;
}

const LibraryMessage *
library_message(const char *library_id, const char *message_id)
{
  const LibraryMessage *message = library_message_anywhere(message_id);
  return message && g_strcmp0(prefix_of(library_id), message->library) == 0 ? message : NULL;
}

const char *
library_message_text(const LibraryMessage *message, const char *language)
{
  const char *wanted[] = {language, "en"};
  for (guint w = 0; w < G_N_ELEMENTS(wanted); w++)
    for (guint i = 0; i < G_N_ELEMENTS(message->texts) && message->texts[i].language; i++)
      if (g_strcmp0(message->texts[i].language, wanted[w]) == 0)
        return message->texts[i].text;
  return message->texts[0].text;
}

/* ## Endpoints */

static void
add_library(cJSON *elements, char *id, const char *name)
{
  cJSON *json = cJSON_CreateObject();
  cJSON_AddStringToObject(json, "libraryId", id);
  cJSON_AddStringToObject(json, "libraryName", name);
  cJSON_AddItemToArray(elements, json);
}

/* Short lists paged by offset: all at once, then nothing. */
static cJSON *
elements_of(cJSON *result, const Call *call)
{
  cJSON *elements = cJSON_AddArrayToObject(result, "elements");
  if (call->count % 2)
    cJSON_AddNullToObject(result, "nextPage");
  return elements;
}

void
libraries_index(Call *call)
{
  g_autofree char *user = world_user_id();
  g_autofree char *group = world_group_id();
  cJSON *result = cJSON_CreateObject();
  cJSON *elements = elements_of(result, call);
  if (!call_query(call, "offset")) {
    add_library(elements, user, "My Library: Ada Ferri");
    add_library(elements, group, "Study team");
  }
  call_answer(call, result);
}

void
libraries_messages(Call *call)
{
  const char *prefix = prefix_of(call->params[0]), *category = call_query(call, "category");
  if (!prefix) {
    call_refuse(call, 404, NULL, "Library not found.");
    return;
  }
  cJSON *result = cJSON_CreateObject();
  cJSON *elements = elements_of(result, call);
  for (guint i = 0; i < G_N_ELEMENTS(messages) && !call_query(call, "offset"); i++) {
    g_autofree char *id = id_new("MS", i);
    if (strcmp(messages[i].library, prefix) != 0 || (category && strcmp(category, messages[i].category) != 0))
      continue;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "id", id);
    cJSON_AddItemToObject(json, "description", json_string_or_null(messages[i].description));
    cJSON_AddStringToObject(json, "category", messages[i].category);
    cJSON_AddItemToArray(elements, json);
  }
  call_answer(call, result);
}

void
libraries_message(Call *call)
{
  const LibraryMessage *message = library_message(call->params[0], call->params[1]);
  if (!message) {
    call_refuse(call, 404, NULL, "Message not found.");
    return;
  }
  cJSON *result = cJSON_CreateObject();
  cJSON_AddStringToObject(result, "category", message->category);
  cJSON_AddItemToObject(result, "description", json_string_or_null(message->description));
  cJSON *texts = cJSON_AddObjectToObject(result, "messages");
  for (guint i = 0; i < G_N_ELEMENTS(message->texts) && message->texts[i].language; i++)
    cJSON_AddStringToObject(texts, message->texts[i].language, message->texts[i].text);
  call_answer(call, result);
}
