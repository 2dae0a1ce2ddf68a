/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading contacts: of a directory, of a list, one alone.
 */
#include "src/sandbox/contact-find.h"
#include "src/sandbox/contact-json.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

enum { LIST_PAGE = 50, DIRECTORY_PAGE = 100 };

typedef gboolean (*Wanted)(const World *world, const MailingList *list, guint64 number);
typedef cJSON *(*Element)(const Call *call, const MailingList *list, guint64 number);

static gboolean
everybody(const World *world G_GNUC_UNUSED, const MailingList *list G_GNUC_UNUSED,
          guint64 number G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
opted_out(const World *world, const MailingList *list, guint64 number)
{
  return world_person_is_unsubscribed(world, number) ||
         (list && world_membership(world, list, number).unsubscribed);
}

static gboolean
bounced(const World *world, const MailingList *list G_GNUC_UNUSED, guint64 number)
{
  return world_person_is_bounced(world, number);
}

/* Walks the positions from the page's start until the page is full. */
static void
answer_with(Call *call, const Directory *directory, const MailingList *list, guint size, Wanted wanted,
            Element element)
{
  Page page;
  if (!page_read(call, size, size, &page))
    return;
  cJSON *elements = cJSON_CreateArray();
  guint64 total = list ? list_positions(list) : directory_positions(directory);
  guint64 position = page.start, number;
  for (guint n = 0; position < total && n < page.size; position++) {
    gboolean there = list ? list_at(list, position, &number) : directory_at(directory, position, &number);
    if (there && wanted(call->world, list, number)) {
      cJSON_AddItemToArray(elements, element(call, list, number));
      n++;
    }
  }
  page_answer(call, &page, elements, position, total);
}

void
contacts_of_directory(Call *call)
{
  const Directory *directory = call_directory(call, 0);
  if (directory)
    answer_with(call, directory, NULL, DIRECTORY_PAGE, everybody, contact_element);
}

void
contacts_of_list(Call *call)
{
  const MailingList *list = call_list(call, 1);
  if (list)
    answer_with(call, NULL, list, LIST_PAGE, everybody, contact_element);
}

void
contacts_opted_out_of_directory(Call *call)
{
  const Directory *directory = call_directory(call, 0);
  if (directory)
    answer_with(call, directory, NULL, DIRECTORY_PAGE, opted_out, contact_opted_out_element);
}

void
contacts_opted_out_of_list(Call *call)
{
  const MailingList *list = call_list(call, 1);
  if (list)
    answer_with(call, NULL, list, DIRECTORY_PAGE, opted_out, contact_opted_out_element);
}

void
contacts_bounced_of_list(Call *call)
{
  const MailingList *list = call_list(call, 1);
  if (list)
    answer_with(call, NULL, list, DIRECTORY_PAGE, bounced, contact_opted_out_element);
}

gboolean
contact_find_in_directory(Call *call, Directory **directory, guint64 *number)
{
  *directory = call_directory(call, 0);
  if (!*directory)
    return FALSE;
  if (id_parse("CID", call->params[1], number) && directory_has(call->world, *directory, *number))
    return TRUE;
  call_refuse_old(call, 404, "GS_5", "Contact not found.");
  return FALSE;
}

gboolean
contact_find_in_list(Call *call, MailingList **list, guint64 *number)
{
  *list = call_list(call, 1);
  if (!*list)
    return FALSE;
  if (id_parse("CID", call->params[2], number) && list_has(*list, *number))
    return TRUE;
  call_refuse(call, 404, "GET_CONTACT_FROM_LIST_NOT_FOUND", "Contact not found in mailing list.");
  return FALSE;
}

void
contacts_get_in_directory(Call *call)
{
  Directory *directory;
  guint64 number;
  if (contact_find_in_directory(call, &directory, &number))
    call_answer(call, contact_in_directory(call, number));
}

void
contacts_get_in_list(Call *call)
{
  MailingList *list;
  guint64 number;
  if (contact_find_in_list(call, &list, &number))
    call_answer(call, contact_in_list(call, list, number));
}
