/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From where a form that sends was opened, into a draft and back. */
#include "ui/forms/send-resume.h"

#include "ui/forms/follow-up.h"
#include "ui/forms/links.h"
#include "ui/forms/send-form.h"
#include "ui/forms/sms.h"

#define GROUP "origin"

typedef Overlay *(*FormNew)(const PaneHost *host, Services *services, const LaunchStart *start);

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
    g_key_file_set_int64(origin, GROUP, "count", place->count);
  }
  if (start->lookup_id) {
    put(origin, "lookup-id", start->lookup_id);
    put(origin, "contact-title", start->contact_title);
  }
  if (start->marked)
    g_key_file_set_string_list(origin, GROUP, "marked", (const char *const *) start->marked->pdata,
                               start->marked->len);
  return origin;
}

void
send_aim_clear(SendAim *aim)
{
  g_clear_pointer(&aim->marked, g_ptr_array_unref);
  g_free(aim->lookup_id);
  g_free(aim->contact_title);
}

void
send_origin_aim(GKeyFile *body, LaunchStart *start, SendAim *aim)
{
  g_autofree char *chosen = g_key_file_get_string(body, "form", "recipients", NULL);
  if (start->marked || start->contact_first || !chosen)
    return;
  if (start->place && g_str_equal(chosen, SEND_TO_MARKED)) {
    aim->marked = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) ids = g_key_file_get_string_list(body, GROUP, "marked", NULL, NULL);
    for (char **id = ids; id && *id; id++)
      g_ptr_array_add(aim->marked, g_strdup(*id));
    start->marked = aim->marked->len ? aim->marked : NULL;
  }
  if (g_str_equal(chosen, SEND_TO_CONTACT)) {
    aim->lookup_id = send_origin_get(body, "lookup-id");
    aim->contact_title = send_origin_get(body, "contact-title");
    start->lookup_id = aim->lookup_id;
    start->contact_title = aim->contact_title;
    start->contact_first = aim->lookup_id != NULL;
  }
}

/* The place and the aim live as long as the call. */
static Overlay *
resume_to_target(const PaneHost *host, Services *services, const Draft *draft, FormNew open)
{
  g_autoptr(GKeyFile) body = g_key_file_ref(draft->body);
  g_autofree char *directory_id = send_origin_get(body, "directory-id"),
                  *name = send_origin_get(body, "name");
  g_autofree char *list_id = send_origin_get(body, "list-id");
  g_autofree char *directory_name = send_origin_get(body, "directory-name");
  ListPlace place = {.directory_id = directory_id,
                     .list_id = list_id,
                     .name = name ? name : list_id,
                     .directory_name = directory_name,
                     .count = g_key_file_get_int64(body, GROUP, "count", NULL)};
  g_auto(SendAim) aim = {NULL};
  LaunchStart start = {.place = directory_id ? &place : NULL, .draft = draft->name};
  send_origin_aim(body, &start, &aim);
  return open(host, services, &start);
}

Overlay *
send_form_resume(const PaneHost *host, Services *services, const Draft *draft)
{
  static const struct {
    const char *what;
    FormNew open;
  } forms[] = {{"email", launch_form_new}, {"sms", sms_form_new}, {"links", links_form_new}};
  g_autofree char *what = send_origin_get(draft->body, "what");
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
    if (g_strcmp0(what, forms[i].what) == 0)
      return resume_to_target(host, services, draft, forms[i].open);
  g_autoptr(GKeyFile) body = g_key_file_ref(draft->body);
  return what ? follow_up_form_resume(host, services, body, what) : NULL;
}

char *
send_draft_list(const Draft *draft)
{
  return send_origin_get(draft->body, "list-id");
}

GPtrArray *
send_drafts_of(const Services *services, const char *what, const ListPlace *place)
{
  GPtrArray *found = g_ptr_array_new();
  const GPtrArray *all = drafts_all(services->drafts);
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    if (draft->kind != DRAFT_SEND || draft->elsewhere || !drafts_is_here(services->drafts, draft))
      continue;
    g_autofree char *its = send_origin_get(draft->body, "what");
    g_autofree char *directory_id = send_origin_get(draft->body, "directory-id");
    g_autofree char *list_id = send_origin_get(draft->body, "list-id");
    if (g_strcmp0(its, what) == 0 && g_strcmp0(list_id, place ? place->list_id : NULL) == 0 &&
        g_strcmp0(directory_id, place ? place->directory_id : NULL) == 0)
      g_ptr_array_add(found, (gpointer) draft);
  }
  return found;
}
