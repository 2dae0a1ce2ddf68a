/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table, read from the top; a star stands for one part of the path, which the endpoint finds in its
 * parameters.
 */
#include "src/sandbox/router.h"

#include <string.h>

#include "src/sandbox/endpoints.h"

typedef struct {
  const char *method;
  const char *path;
  Endpoint endpoint;
} Route;

/* clang-format off */
static const Route routes[] = {
  {"GET",    "whoami",                                             account_whoami},
  {"GET",    "directories",                                        directories_index},
  {"GET",    "directories/*/mailinglists",                         lists_index},
  {"POST",   "directories/*/mailinglists",                         lists_create},
  {"GET",    "directories/*/mailinglists/*",                       lists_get},
  {"PUT",    "directories/*/mailinglists/*",                       lists_update},
  {"DELETE", "directories/*/mailinglists/*",                       lists_delete},
  {"GET",    "directories/*/mailinglists/*/contacts",              contacts_of_list},
  {"POST",   "directories/*/mailinglists/*/contacts",              contacts_create_in_list},
  {"GET",    "directories/*/mailinglists/*/contacts/*",            contacts_get_in_list},
  {"PUT",    "directories/*/mailinglists/*/contacts/*",            contacts_update_in_list},
  {"DELETE", "directories/*/mailinglists/*/contacts/*",            contacts_delete_in_list},
  {"GET",    "directories/*/mailinglists/*/contacts/*/history",    contacts_history_in_list},
  {"GET",    "directories/*/mailinglists/*/optedOutContacts",      contacts_opted_out_of_list},
  {"GET",    "directories/*/mailinglists/*/bouncedContacts",       contacts_bounced_of_list},
  {"POST",   "directories/*/mailinglists/*/transactioncontacts",   imports_start},
  {"GET",    "directories/*/mailinglists/*/transactioncontacts/*", imports_progress},
  {"GET",    "directories/*/imports/api-import/jobs/*/report",     imports_report},
  {"GET",    "directories/*/contacts",                             contacts_of_directory},
  {"POST",   "directories/*/contacts",                             contacts_create_in_directory},
  {"GET",    "directories/*/contacts/optedOutContacts",            contacts_opted_out_of_directory},
  {"POST",   "directories/*/contacts/search",                      contacts_search},
  {"GET",    "directories/*/contacts/*",                           contacts_get_in_directory},
  {"PUT",    "directories/*/contacts/*",                           contacts_update_in_directory},
  {"DELETE", "directories/*/contacts/*",                           contacts_delete_in_directory},
  {"GET",    "directories/*/contacts/*/history",                   contacts_history_in_directory},
  {"GET",    "directories/*/transactionbatches",                   batches_index},
  {"POST",   "directories/*/transactionbatches",                   batches_create},
  {"GET",    "directories/*/transactionbatches/*",                 batches_get},
  {"POST",   "directories/*/transactionbatches/*/transactions",    batches_add},
  {"POST",   "directories/*/transactions",                         transactions_create},
  {"GET",    "surveys",                                            surveys_index},
  {"GET",    "surveys/*",                                          surveys_get},
  {"PUT",    "surveys/*",                                          surveys_update},
  {"POST",   "surveys/*/export-responses",                         exports_start},
  {"GET",    "surveys/*/export-responses/*",                       exports_progress},
  {"GET",    "surveys/*/export-responses/*/file",                  exports_file},
  {"GET",    "surveys/*/responses/*",                              responses_get},
  {"GET",    "survey-definitions/*",                               surveys_definition},
  {"GET",    "survey-definitions/*/metadata",                      surveys_metadata},
  {"GET",    "libraries",                                          libraries_index},
  {"GET",    "libraries/*/messages",                               libraries_messages},
  {"GET",    "libraries/*/messages/*",                             libraries_message},
  {"GET",    "distributions/sms",                                  sms_index},
  {"POST",   "distributions/sms",                                  sms_create},
  {"GET",    "distributions/sms/*",                                sms_get},
  {"DELETE", "distributions/sms/*",                                sms_delete},
  {"GET",    "distributions",                                      distributions_index},
  {"POST",   "distributions",                                      distributions_create},
  {"GET",    "distributions/*",                                    distributions_get},
  {"DELETE", "distributions/*",                                    distributions_delete},
  {"POST",   "distributions/*/reminders",                          distributions_remind},
  {"POST",   "distributions/*/thankyous",                          distributions_thank},
  {"GET",    "distributions/*/history",                            distributions_history},
  {"GET",    "distributions/*/links",                              distributions_links},
};
/* clang-format on */

/* The stars of the route point into @parts. */
static gboolean
route_fits(const Route *route, char **parts, Call *call)
{
  g_auto(GStrv) wanted = g_strsplit(route->path, "/", -1);
  guint n_params = 0;
  if (g_strv_length(wanted) != g_strv_length(parts))
    return FALSE;
  for (guint i = 0; wanted[i]; i++) {
    if (strcmp(wanted[i], "*") == 0)
      call->params[n_params++] = parts[i];
    else if (strcmp(wanted[i], parts[i]) != 0)
      return FALSE;
  }
  return TRUE;
}

void
router_dispatch(Call *call)
{
  g_auto(GStrv) parts = g_strsplit(call->path, "/", -1);
  for (guint i = 0; i < G_N_ELEMENTS(routes); i++)
    if (strcmp(routes[i].method, call->method) == 0 && route_fits(&routes[i], parts, call)) {
      routes[i].endpoint(call);
      break;
    }
  if (!call->status)
    call_refuse(call, 404, NULL, "The requested resource does not exist.");
  memset(call->params, 0, sizeof call->params);
}
