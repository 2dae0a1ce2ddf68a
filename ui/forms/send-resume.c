/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From where a form that sends was opened, into a draft and back. */
#include "ui/forms/follow-up.h"
#include "ui/forms/links.h"
#include "ui/forms/send-form.h"
#include "ui/forms/sms.h"

#define GROUP "origin"

static void
put(GKeyFile *file, const char *key, const char *value)
{
  if (value)
    g_key_file_set_string(file, GROUP, key, value);
}

GKeyFile *
send_origin_new(const char *what)
{
  GKeyFile *origin = g_key_file_new();
  put(origin, "what", what);
  return origin;
}

void
send_origin_put(GKeyFile *origin, const char *key, const char *value)
{
  put(origin, key, value);
}

char *
send_origin_get(GKeyFile *origin, const char *key)
{
  return g_key_file_get_string(origin, GROUP, key, NULL);
}

GKeyFile *
send_origin_of(const char *what, const LaunchStart *start)
{
  GKeyFile *origin = send_origin_new(what);
  const ListPlace *place = start->place;
  if (place) {
    put(origin, "directory-id", place->directory_id);
    put(origin, "directory-name", place->directory_name);
    put(origin, "list-id", place->list_id);
    put(origin, "name", place->name);
  }
  if (start->lookup_id) {
    put(origin, "lookup-id", start->lookup_id);
    put(origin, "contact-title", start->contact_title);
    g_key_file_set_boolean(origin, GROUP, "contact-first", start->contact_first);
  }
  if (start->marked)
    g_key_file_set_string_list(origin, GROUP, "marked", (const char *const *) start->marked->pdata,
                               start->marked->len);
  return origin;
}

/* The place, the marked ones and the contact live as long as the call. */
static Overlay *
resume_to_target(const PaneHost *host, Services *services, GKeyFile *body, const char *what)
{
  g_autofree char *directory_id = send_origin_get(body, "directory-id"),
                  *name = send_origin_get(body, "name");
  g_autofree char *list_id = send_origin_get(body, "list-id");
  g_autofree char *directory_name = send_origin_get(body, "directory-name");
  g_autofree char *lookup_id = send_origin_get(body, "lookup-id");
  g_autofree char *title = send_origin_get(body, "contact-title");
  g_auto(GStrv) ids = g_key_file_get_string_list(body, GROUP, "marked", NULL, NULL);
  g_autoptr(GPtrArray) marked = g_ptr_array_new();
  for (char **id = ids; id && *id; id++)
    g_ptr_array_add(marked, *id);
  ListPlace place = {.directory_id = directory_id,
                     .list_id = list_id,
                     .name = name ? name : list_id,
                     .directory_name = directory_name,
                     .count = -1};
  LaunchStart start = {.place = directory_id ? &place : NULL,
                       .marked = marked->len ? marked : NULL,
                       .lookup_id = lookup_id,
                       .contact_title = title,
                       .contact_first = g_key_file_get_boolean(body, GROUP, "contact-first", NULL)};
  return g_str_equal(what, "sms") ? sms_form_new(host, services, &start)
                                  : links_form_new(host, services, &start);
}

Overlay *
send_form_resume(const PaneHost *host, Services *services, const Draft *draft)
{
  g_autoptr(GKeyFile) body = g_key_file_ref(draft->body);
  g_autofree char *what = send_origin_get(body, "what");
  if (!what)
    return NULL;
  if (g_str_equal(what, "sms") || g_str_equal(what, "links"))
    return resume_to_target(host, services, body, what);
  return follow_up_form_resume(host, services, body, what);
}
