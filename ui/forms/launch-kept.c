/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A launch form that was left half-filled: what was typed is put by, under the list it was opened for, and
 * comes back when m is pressed there again. Only sending it or starting anew throws it away.
 */
#include "src/local/vault.h"
#include "ui/forms/launch-private.h"

#define GROUP "launch"

/* As the form names them; choices that are asked for keep their label until the answer is there. */
static const char *const texts[] = {"from-name", "from-email", "reply-to", "subject", "expiry", "when"};
static const char *const choices[] = {"survey", "recipients", "library", "message", "link-type"};

static char *
name_of(const char *directory_id, const char *list_id)
{
  const char *id = list_id ? list_id : directory_id;
  return g_strdup_printf("launch %s", id ? id : "");
}

gboolean
launch_is_kept(const Services *services, const ListPlace *place)
{
  g_autofree char *name = name_of(place ? place->directory_id : NULL, place ? place->list_id : NULL);
  return services->vault && vault_get(services->vault, name);
}

void
launch_drop_kept(LaunchDraft *draft)
{
  g_autofree char *name = name_of(draft->directory_id, draft->start_list_id);
  if (draft->services->vault)
    vault_drop(draft->services->vault, name);
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

static char *
as_text(const LaunchDraft *draft)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
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
  return g_key_file_to_data(file, NULL, NULL);
}

void
launch_keep(Form *form G_GNUC_UNUSED, const char *field G_GNUC_UNUSED, gpointer data)
{
  LaunchDraft *draft = data;
  if (!draft->services->vault || !was_touched(draft))
    return;
  g_autofree char *name = name_of(draft->directory_id, draft->start_list_id);
  g_autofree char *text = as_text(draft);
  g_autoptr(GError) error = NULL;
  const PaneHost *host = draft->host;
  if (vault_keep(draft->services->vault, name, text, &error))
    host->say(host->app, MESSAGE_INFO, "The form is kept as it is: m brings it back");
  else
    host->say(host->app, MESSAGE_WARNING, error->message);
}

/* Bringing back */

GKeyFile *
launch_kept_new(const Services *services, const ListPlace *place)
{
  g_autofree char *name = name_of(place ? place->directory_id : NULL, place ? place->list_id : NULL);
  const char *text = services->vault ? vault_get(services->vault, name) : NULL;
  g_autoptr(GKeyFile) file = g_key_file_new();
  if (!text || !g_key_file_load_from_data(file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_steal_pointer(&file);
}

static char *
get(GKeyFile *kept, const char *key)
{
  return g_key_file_get_string(kept, GROUP, key, NULL);
}

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
}
