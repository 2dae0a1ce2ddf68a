/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table follows the documentation's order; retired calls are not in it.
 */
#include "src/api/endpoints.h"

#include <string.h>

#define D "/directories/{directory}"
#define L D "/mailinglists/{list}"
#define PAGES "pageSize skipToken useNewPaginationScheme"
#define CONTACT_BODY                                                                          \
  "{\"firstName\":\"\",\"lastName\":\"\",\"email\":\"\",\"extRef\":\"\",\"language\":\"en\"," \
  "\"embeddedData\":{}}"
#define HEADER "\"header\":{\"fromEmail\":\"\",\"fromName\":\"\",\"replyToEmail\":\"\",\"subject\":\"\"}"
#define FOLLOW_BODY \
  "{\"message\":{\"libraryId\":\"{library}\",\"messageId\":\"{message}\"}," HEADER ",\"sendDate\":\"\"}"
#define MAIL_BODY                                                           \
  "{\"message\":{\"libraryId\":\"{library}\",\"messageId\":\"{message}\"}," \
  "\"recipients\":{\"mailingListId\":\"{list}\"}," HEADER                   \
  ",\"surveyLink\":{\"surveyId\":\"{survey}\",\"type\":\"Individual\"},\"sendDate\":\"\"}"
#define SMS_BODY                                                                      \
  "{\"surveyId\":\"{survey}\",\"name\":\"\",\"method\":\"Invite\",\"sendDate\":\"\"," \
  "\"recipients\":{\"mailingListId\":\"{list}\"},\"message\":{\"messageText\":\"${l://SurveyURL}\"}}"
#define SEARCH_BODY "{\"filter\":{\"filterType\":\"email\",\"comparison\":\"eq\",\"value\":\"\"}}"
#define MESSAGE_BODY "{\"category\":\"invite\",\"description\":\"\",\"messages\":{\"en\":\"\"}}"
#define SENDS "This sends mail to people. It has no undo window: m does it with one, and with a review."
#define SENDS_SMS "This sends text messages to people, and they cost credits."

/* clang-format off */
static const Endpoint table[] = {
  {FETCH_GET, "/whoami", "", "whose token this is", NULL, FALSE, NULL},

  {FETCH_GET, "/directories", "includeCount pageSize skipToken", "the directories", NULL, FALSE, NULL},
  {FETCH_GET, D "/mailinglists", "includeCount ownerId " PAGES, "mailing lists", NULL, FALSE, NULL},
  {FETCH_POST, D "/mailinglists", "", "make a mailing list", "{\"name\":\"\"}", TRUE, NULL},
  {FETCH_GET, L, "includeCount", "one mailing list", NULL, FALSE, NULL},
  {FETCH_PUT, L, "", "rename a mailing list", "{\"name\":\"\"}", TRUE, NULL},
  {FETCH_DELETE, L, "", "delete a mailing list", NULL, TRUE, NULL},
  {FETCH_GET, L "/contacts", "includeEmbedded " PAGES, "contacts of a list", NULL, FALSE, NULL},
  {FETCH_POST, L "/contacts", "", "put a person on a list", CONTACT_BODY, TRUE,
   "Where the directory merges duplicates, a match changes the existing person."},
  {FETCH_GET, L "/contacts/{contact}", "", "a contact, as the list has it", NULL, FALSE, NULL},
  {FETCH_PUT, L "/contacts/{contact}", "", "change a contact; opt-out of this list", CONTACT_BODY, TRUE, NULL},
  {FETCH_DELETE, L "/contacts/{contact}", "", "take a contact off the list", NULL, TRUE, NULL},
  {FETCH_GET, L "/contacts/{contact}/history", "type! pageSize skipToken", "mails or responses of a contact", NULL, FALSE, NULL},
  {FETCH_GET, L "/optedOutContacts", "since " PAGES, "who opted out of the list", NULL, FALSE, NULL},
  {FETCH_GET, L "/bouncedContacts", "since " PAGES, "whose mail came back", NULL, FALSE, NULL},
  {FETCH_POST, L "/transactioncontacts", "", "import up to 10,000 contacts", "{\"contacts\":[" CONTACT_BODY "]}", TRUE, NULL},
  {FETCH_GET, L "/transactioncontacts/{job}", "", "how far an import is", NULL, FALSE, NULL},
  {FETCH_GET, D "/imports/api-import/jobs/{job}/report", "skipToken", "an import, row by row", NULL, FALSE, NULL},

  {FETCH_GET, D "/contacts", PAGES, "contacts of a directory", NULL, FALSE, NULL},
  {FETCH_POST, D "/contacts", "", "make a contact in the directory", CONTACT_BODY, TRUE, NULL},
  {FETCH_GET, D "/contacts/optedOutContacts", "since " PAGES, "who opted out of the directory", NULL, FALSE, NULL},
  {FETCH_POST, D "/contacts/search", "pageSize skipToken includeEmbedded includeSegments", "search contacts on the server", SEARCH_BODY, FALSE, NULL},
  {FETCH_GET, D "/contacts/{contact}", "includeSegments", "a contact, with its lists", NULL, FALSE, NULL},
  {FETCH_PUT, D "/contacts/{contact}", "", "change a contact; opt-out of everything", CONTACT_BODY, TRUE, NULL},
  {FETCH_DELETE, D "/contacts/{contact}", "", "delete a contact everywhere", NULL, TRUE, "The person is gone from all lists, for good."},
  {FETCH_GET, D "/contacts/{contact}/history", "type! offset pageSize", "mails or responses of a contact", NULL, FALSE, NULL},

  {FETCH_GET, D "/samples", "pageSize skipToken", "samples", NULL, FALSE, NULL},
  {FETCH_GET, D "/samples/definitions", "pageSize skipToken", "how samples are drawn", NULL, FALSE, NULL},
  {FETCH_GET, D "/samples/{sample}", "", "one sample", NULL, FALSE, NULL},
  {FETCH_GET, D "/segments", "pageSize skipToken", "segments", NULL, FALSE, NULL},
  {FETCH_GET, D "/segments/{segment}/contacts", "pageSize skipToken", "contacts of a segment", NULL, FALSE, NULL},
  {FETCH_GET, D "/transactionbatches", "pageSize skipToken", "transaction batches", NULL, FALSE, NULL},
  {FETCH_POST, D "/transactionbatches", "", "make a transaction batch", "{}", TRUE, NULL},
  {FETCH_GET, D "/transactionbatches/{batch}", "", "one transaction batch", NULL, FALSE, NULL},
  {FETCH_POST, D "/transactionbatches/{batch}/transactions", "", "add to a batch", "{\"transactionIds\":[]}", TRUE, NULL},
  {FETCH_POST, D "/transactions", "", "make transactions",
   "{\"1\":{\"contactId\":\"{contact}\",\"mailingListId\":\"{list}\",\"transactionDate\":\"\",\"data\":{}}}", TRUE, NULL},

  {FETCH_GET, "/surveys", "", "surveys", NULL, FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}", "", "a survey: questions, dates, counts", NULL, FALSE, NULL},
  {FETCH_PUT, "/surveys/{survey}", "", "name, activate, set an end", "{\"isActive\":true}", TRUE, NULL},
  {FETCH_DELETE, "/surveys/{survey}", "", "delete a survey", NULL, TRUE, "Its responses are gone with it."},
  {FETCH_GET, "/survey-definitions/{survey}", "format", "the whole definition", NULL, FALSE, NULL},
  {FETCH_GET, "/survey-definitions/{survey}/metadata", "", "state and dates of a survey", NULL, FALSE, NULL},
  {FETCH_GET, "/survey-definitions/{survey}/questions", "", "the questions", NULL, FALSE, NULL},
  {FETCH_POST, "/surveys/{survey}/export-responses", "", "start an export of responses", "{\"format\":\"ndjson\",\"compress\":false}", FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}/export-responses/{job}", "", "how far an export is", NULL, FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}/export-responses/{file}/file", "", "the file of an export", NULL, FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}/filters", "", "saved filters of responses", NULL, FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}/response-schema", "", "keys and labels of responses", NULL, FALSE, NULL},
  {FETCH_GET, "/surveys/{survey}/responses/{response}", "", "one response", NULL, FALSE, NULL},
  {FETCH_DELETE, "/surveys/{survey}/responses/{response}", "decrementQuotas", "delete a response", NULL, TRUE, NULL},
  {FETCH_PUT, "/responses/{response}", "", "change embedded data of a response", "{\"surveyId\":\"{survey}\",\"embeddedData\":{}}", TRUE, NULL},

  {FETCH_GET, "/distributions", "surveyId! mailingListId distributionRequestType sendStartDate sendEndDate " PAGES, "distributions of a survey", NULL, FALSE, NULL},
  {FETCH_POST, "/distributions", "", "send a survey by email", MAIL_BODY, TRUE, SENDS},
  {FETCH_GET, "/distributions/sms", "surveyId! pageSize skipToken", "SMS distributions of a survey", NULL, FALSE, NULL},
  {FETCH_POST, "/distributions/sms", "", "send a survey by SMS", SMS_BODY, TRUE, SENDS_SMS},
  {FETCH_GET, "/distributions/sms/{sms}", "surveyId!", "one SMS distribution", NULL, FALSE, NULL},
  {FETCH_DELETE, "/distributions/sms/{sms}", "surveyId!", "call back an SMS distribution", NULL, TRUE, NULL},
  {FETCH_GET, "/distributions/{distribution}", "surveyId!", "one distribution", NULL, FALSE, NULL},
  {FETCH_DELETE, "/distributions/{distribution}", "", "call back or delete a distribution", NULL, TRUE, "Its reminders and thank-yous end with it."},
  {FETCH_GET, "/distributions/{distribution}/history", "skipToken", "each recipient's state", NULL, FALSE, NULL},
  {FETCH_GET, "/distributions/{distribution}/links", "surveyId! skipToken", "personal links of a link set", NULL, FALSE,
   "On a distribution that was mailed this resets the dates and states of its mails; it is meant for sets of links."},
  {FETCH_POST, "/distributions/{distribution}/reminders", "", "remind who has not finished", FOLLOW_BODY, TRUE, SENDS},
  {FETCH_POST, "/distributions/{distribution}/thankyous", "", "thank who has finished", FOLLOW_BODY, TRUE, SENDS},

  {FETCH_GET, "/libraries", "offset", "libraries", NULL, FALSE, NULL},
  {FETCH_GET, "/libraries/{library}/messages", "category offset", "messages of a library", NULL, FALSE, NULL},
  {FETCH_POST, "/libraries/{library}/messages", "", "make a message", MESSAGE_BODY, TRUE, NULL},
  {FETCH_GET, "/libraries/{library}/messages/{message}", "", "one message, in its languages", NULL, FALSE, NULL},
  {FETCH_PUT, "/libraries/{library}/messages/{message}", "", "change a message", "{\"messages\":{\"en\":\"\"}}", TRUE, NULL},
  {FETCH_DELETE, "/libraries/{library}/messages/{message}", "", "delete a message", NULL, TRUE, NULL},

  {FETCH_GET, "/groups", "offset", "groups", NULL, FALSE, NULL},
  {FETCH_GET, "/users", "offset", "users (brand administrators)", NULL, FALSE, NULL},
  {FETCH_GET, "/eventsubscriptions", "offset", "event subscriptions", NULL, FALSE, NULL},
  {FETCH_POST, "/eventsubscriptions", "", "subscribe to events", "{\"publicationUrl\":\"\",\"topics\":\"surveyengine.completedResponse.{survey}\"}", TRUE, NULL},
  {FETCH_GET, "/eventsubscriptions/{subscription}", "", "one subscription", NULL, FALSE, NULL},
  {FETCH_DELETE, "/eventsubscriptions/{subscription}", "", "end a subscription", NULL, TRUE, NULL},
};
/* clang-format on */

const Endpoint *
endpoints_all(guint *n)
{
  *n = G_N_ELEMENTS(table);
  return table;
}

static gboolean
is_open_part(const char *part)
{
  return *part == '{';
}

/* The parts of a path, without its query and without what raw_call_async would put before it. New. */
static char **
parts_of(const char *path)
{
  path += strspn(path, "/");
  if (g_str_has_prefix(path, "API/v3/"))
    path += strlen("API/v3/");
  g_autofree char *bare = g_strndup(path, strcspn(path, "?"));
  return g_strsplit(bare, "/", -1);
}

/* An ID that could be read as something else by whoever stands between is none. */
static gboolean
part_fits(const char *wanted, const char *part)
{
  if (!is_open_part(wanted))
    return strcmp(wanted, part) == 0;
  return *part != '\0' && strspn(part, ".") != strlen(part) && strpbrk(part, "%\\#;") == NULL;
}

static gboolean
path_fits(const Endpoint *endpoint, char **parts)
{
  g_auto(GStrv) wanted = g_strsplit(endpoint->path + 1, "/", -1);
  guint i = 0;
  while (wanted[i] != NULL && parts[i] != NULL && part_fits(wanted[i], parts[i]))
    i++;
  return wanted[i] == NULL && parts[i] == NULL;
}

/* "/contacts/search" fits "/contacts/{contact}" too: a row without braces at that place goes first. */
static guint
open_parts(const Endpoint *endpoint)
{
  guint n = 0;
  for (const char *p = endpoint->path; *p != '\0'; p++)
    n += *p == '{';
  return n;
}

const Endpoint *
endpoint_find(FetchMethod method, const char *path)
{
  g_auto(GStrv) parts = parts_of(path);
  const Endpoint *found = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(table); i++)
    if (table[i].method == method && path_fits(&table[i], parts) &&
        (found == NULL || open_parts(&table[i]) < open_parts(found)))
      found = &table[i];
  return found;
}

gboolean
endpoint_writes(FetchMethod method, const char *path)
{
  const Endpoint *endpoint = endpoint_find(method, path);
  return endpoint != NULL ? endpoint->writes : method != FETCH_GET;
}

char *
endpoint_complete(const Endpoint *endpoint, const char *typed)
{
  g_auto(GStrv) parts = parts_of(typed);
  g_auto(GStrv) wanted = g_strsplit(endpoint->path + 1, "/", -1);
  GString *whole = g_string_new(NULL);
  gboolean fits = TRUE, typing = parts[0] != NULL;
  for (guint i = 0; wanted[i] != NULL && fits; i++) {
    gboolean last = typing && parts[i] != NULL && parts[i + 1] == NULL;
    const char *part = typing && parts[i] != NULL ? parts[i] : "";
    if (last)
      fits = is_open_part(wanted[i]) || g_str_has_prefix(wanted[i], part);
    else if (typing)
      fits = part_fits(wanted[i], part);
    gboolean keep = is_open_part(wanted[i]) && *part != '\0';
    g_string_append_printf(whole, "/%s", keep ? part : wanted[i]);
    typing = typing && !last;
  }
  /* More was typed than there is. */
  fits = fits && !typing;
  return g_string_free(whole, !fits);
}

char *
endpoint_fill(const char *text, char *(*known)(const char *kind, gpointer data), gpointer data)
{
  GString *filled = g_string_new(NULL);
  for (const char *p = text; *p != '\0';) {
    gsize length = *p == '{' ? strspn(p + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
    g_autofree char *kind = length > 0 && p[length + 1] == '}' ? g_strndup(p + 1, length) : NULL;
    g_autofree char *id = kind != NULL ? known(kind, data) : NULL;
    if (id != NULL)
      g_string_append(filled, id);
    else
      g_string_append_c(filled, *p);
    p += id != NULL ? length + 2 : 1;
  }
  return g_string_free(filled, FALSE);
}

gboolean
endpoint_method(const char *word, FetchMethod *method)
{
  for (FetchMethod each = FETCH_GET; each <= FETCH_DELETE; each++)
    if (g_ascii_strcasecmp(fetch_method_name(each), word) == 0) {
      *method = each;
      return TRUE;
    }
  return FALSE;
}
