/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A launch form that is half-filled: what is typed is kept, under the list it was opened for, and comes back
 * when m is pressed there again, after a crash as well. Sending it, or D among the drafts, throws it away.
 */
#include "ui/forms/launch-private.h"

#define GROUP "launch"

/* As the form names them; choices that are asked for keep their label until the answer is there. */
static const char *const texts[] = {"from-name", "from-email", "reply-to", "subject", "expiry", "when"};
static const char *const choices[] = {"survey", "recipients", "library", "message", "link-type"};

static char *
get(GKeyFile *kept, const char *key)
{
  return g_key_file_get_string(kept, GROUP, key, NULL);
}

GPtrArray *
launch_kept(const Services *services, const ListPlace *place)
{
  GPtrArray *found = g_ptr_array_new();
  const GPtrArray *all = drafts_all(services->drafts);
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    if (draft->kind != DRAFT_LAUNCH || !drafts_is_here(services->drafts, draft))
      continue;
    g_autofree char *directory_id = get(draft->body, "directory-id");
    g_autofree char *list_id = get(draft->body, "list-id");
    if (g_strcmp0(list_id, place ? place->list_id : NULL) == 0 &&
        g_strcmp0(directory_id, place ? place->directory_id : NULL) == 0)
      g_ptr_array_add(found, (gpointer) draft);
  }
  return found;
}

char *
launch_kept_subject(const Draft *draft)
{
  char *subject = get(draft->body, "subject");
  return subject ? subject : g_strdup("");
}

void
launch_drop_kept(LaunchDraft *draft)
{
  if (draft->kept_id)
    drafts_drop(draft->services->drafts, DRAFT_LAUNCH, draft->kept_id);
}

/* Putting by */

static gboolean
was_touched(const LaunchDraft *draft)
{
  if (draft->own_text || draft->resumed)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (form_changed(draft->form, texts[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
    if (form_changed(draft->form, choices[i]))
      return TRUE;
  return FALSE;
}

static void
put(GKeyFile *file, const char *key, const char *value)
{
  if (value)
    g_key_file_set_string(file, GROUP, key, value);
}

static GKeyFile *
as_key_file(const LaunchDraft *draft)
{
  GKeyFile *file = g_key_file_new();
  put(file, "directory-id", draft->directory_id);
  put(file, "directory-name", draft->directory_name);
  put(file, "list-id", draft->start_list_id);
  put(file, "place-name", draft->place_name);
  g_key_file_set_int64(file, GROUP, "place-count", draft->place_count);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    put(file, texts[i], form_get(draft->form, texts[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
    g_autofree char *label = g_strconcat(choices[i], "-label", NULL);
    put(file, choices[i], form_get(draft->form, choices[i]));
    put(file, label, form_get_label(draft->form, choices[i]));
  }
  /* Left before the libraries had come. */
  put(file, "library", draft->wanted_library);
  put(file, "message", draft->wanted_message);
  put(file, "own-text", draft->own_text);
  put(file, "lookup-id", draft->lookup_id);
  put(file, "contact-title", draft->contact_title);
  if (draft->marked)
    g_key_file_set_string_list(file, GROUP, "marked", (const char *const *) draft->marked->pdata,
                               draft->marked->len);
  return file;
}

/* A second form for the same place does not stand in the way of the first. */
static void
choose_id(LaunchDraft *draft)
{
  const char *id = draft->start_list_id ? draft->start_list_id : draft->directory_id;
  const Drafts *drafts = draft->services->drafts;
  draft->kept_id = g_strdup(id ? id : "");
  for (guint i = 2; drafts_find(drafts, DRAFT_LAUNCH, draft->kept_id); i++) {
    g_free(draft->kept_id);
    draft->kept_id = g_strdup_printf("%s %u", id ? id : "", i);
  }
}

static void
keep(LaunchDraft *draft)
{
  g_autofree char *title =
      draft->place_name ? g_strdup_printf("a launch to %s", draft->place_name) : g_strdup("a launch");
  if (!draft->kept_id)
    choose_id(draft);
  drafts_keep(draft->services->drafts, DRAFT_LAUNCH, draft->kept_id, title, draft->kept_reason,
              as_key_file(draft));
}

void
launch_keep(Form *form G_GNUC_UNUSED, const char *field G_GNUC_UNUSED, gpointer data)
{
  LaunchDraft *draft = data;
  if (!was_touched(draft))
    return;
  g_autoptr(GKeyFile) file = as_key_file(draft);
  g_autofree char *text = g_key_file_to_data(file, NULL, NULL);
  if (g_strcmp0(text, draft->kept_text) == 0)
    return;
  g_free(draft->kept_text);
  draft->kept_text = g_steal_pointer(&text);
  keep(draft);
}

void
launch_say_kept(Form *form, const char *field, gpointer data)
{
  LaunchDraft *draft = data;
  launch_keep(form, field, data);
  if (draft->kept_id)
    draft->host->say(draft->host->app, MESSAGE_INFO, "The form is kept as it is: m brings it back");
}

void
launch_keep_reason(LaunchDraft *draft, const char *reason)
{
  g_free(draft->kept_reason);
  draft->kept_reason = g_strdup(reason);
  if (draft->gone)
    drafts_set_reason(draft->services->drafts, DRAFT_LAUNCH, draft->kept_id, reason);
  else
    keep(draft);
  drafts_flush(draft->services->drafts);
}

/* Bringing back */

void
launch_kept_aim(GKeyFile *kept, LaunchStart *start, LaunchKeptAim *aim)
{
  g_autofree char *recipients = get(kept, "recipients");
  if (start->marked || start->contact_first || !recipients)
    return;
  if (g_str_equal(recipients, LAUNCH_TO_MARKED)) {
    aim->marked = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) ids = g_key_file_get_string_list(kept, GROUP, "marked", NULL, NULL);
    for (char **id = ids; id && *id; id++)
      g_ptr_array_add(aim->marked, g_strdup(*id));
    start->marked = aim->marked->len ? aim->marked : NULL;
  }
  if (g_str_equal(recipients, LAUNCH_TO_CONTACT)) {
    aim->lookup_id = get(kept, "lookup-id");
    aim->title = get(kept, "contact-title");
    start->lookup_id = aim->lookup_id;
    start->contact_title = aim->title;
    start->contact_first = aim->lookup_id != NULL;
  }
}

void
launch_kept_aim_clear(LaunchKeptAim *aim)
{
  g_clear_pointer(&aim->marked, g_ptr_array_unref);
  g_free(aim->lookup_id);
  g_free(aim->title);
}

static void
restore_choice(LaunchDraft *draft, GKeyFile *kept, const char *name)
{
  g_autofree char *value = get(kept, name);
  g_autofree char *label_key = g_strconcat(name, "-label", NULL);
  g_autofree char *label = get(kept, label_key);
  if (!value || !*value || !label)
    return;
  if (!form_has_option(draft->form, name, value))
    form_add_option(draft->form, name, value, label);
  form_set(draft->form, name, value);
}

void
launch_restore(LaunchDraft *draft, GKeyFile *kept)
{
  draft->resumed = TRUE;
  draft->own_text = get(kept, "own-text");
  draft->wanted_library = get(kept, "library");
  draft->wanted_message = get(kept, "message");
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *value = get(kept, texts[i]);
    if (value)
      form_set(draft->form, texts[i], value);
  }
  restore_choice(draft, kept, "survey");
  restore_choice(draft, kept, "link-type");
  /* To whom: what m was pressed on goes before what was chosen then. */
  g_autofree char *recipients = get(kept, "recipients");
  if (recipients && !draft->marked && !draft->contact_first)
    restore_choice(draft, kept, "recipients");
  if (draft->kept_reason)
    form_set_status(draft->form, draft->kept_reason, TRUE);
}

Overlay *
launch_form_resume(const PaneHost *host, Services *services, const Draft *draft)
{
  g_autofree char *directory_id = get(draft->body, "directory-id");
  g_autofree char *directory_name = get(draft->body, "directory-name");
  g_autofree char *list_id = get(draft->body, "list-id");
  g_autofree char *name = get(draft->body, "place-name");
  ListPlace place = {directory_id,   list_id, name ? name : list_id,
                     directory_name, 0,       g_key_file_get_int64(draft->body, GROUP, "place-count", NULL)};
  LaunchStart start = {.place = directory_id ? &place : NULL, .draft = draft->name};
  return launch_form_new(host, services, &start);
}
