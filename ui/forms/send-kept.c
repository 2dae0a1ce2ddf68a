/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed into a form that sends is kept as a draft, under what it is about, and comes back when the
 * same form is opened again, or from the drafts. Sending it throws it away.
 */
#include "ui/forms/send-form.h"

#include <string.h>

#define GROUP "form"

/* As the forms name them; a form has some of them. */
static const char *const texts[] = {"from-name", "from-email", "reply-to", "subject", "expiry", "when"};
static const char *const choices[] = {"method", "survey", "recipients", "link-type"};
/* Chosen as they come. */
static const char *const asked[] = {"library", "message"};

/* Putting by */

static gboolean
was_touched(const SendForm *send)
{
  gboolean touched = send->own_text || send->resumed;
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    touched |= form_get(send->form, texts[i]) && form_changed(send->form, texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
    touched |= form_get(send->form, choices[i]) && form_changed(send->form, choices[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(asked); i++)
    touched |= form_get(send->form, asked[i]) && form_changed(send->form, asked[i]);
  return touched;
}

static void
put(GKeyFile *file, const char *key, const char *value)
{
  if (value)
    g_key_file_set_string(file, GROUP, key, value);
}

/* How it is opened again, and what stands in it. */
static GKeyFile *
as_key_file(const SendForm *send)
{
  GKeyFile *file = g_key_file_new();
  gsize length = 0;
  g_autofree char *origin = g_key_file_to_data(send->origin, &length, NULL);
  g_key_file_load_from_data(file, origin, length, G_KEY_FILE_NONE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    put(file, texts[i], form_get(send->form, texts[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
    g_autofree char *label = g_strconcat(choices[i], "-label", NULL);
    put(file, choices[i], form_get(send->form, choices[i]));
    if (form_get(send->form, choices[i]))
      put(file, label, form_get_label(send->form, choices[i]));
  }
  for (gsize i = 0; i < G_N_ELEMENTS(asked); i++)
    put(file, asked[i], form_get(send->form, asked[i]));
  /* Left before the libraries had come. */
  put(file, "library", send->wanted_library);
  put(file, "message", send->wanted_message);
  put(file, "own-text", send->own_text);
  put(file, SEND_FORM_ID, send->form_id);
  return file;
}

static void
put_by(const SendForm *send)
{
  drafts_keep(send->services->drafts, DRAFT_SEND, send->kept_id, send->kept_title, send->kept_reason,
              as_key_file(send));
}

static void
keep(Form *form G_GNUC_UNUSED, const char *field G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  if (!was_touched(send))
    return;
  g_autoptr(GKeyFile) file = as_key_file(send);
  g_autofree char *text = g_key_file_to_data(file, NULL, NULL);
  if (g_strcmp0(text, send->kept_text) == 0)
    return;
  g_free(send->kept_text);
  send->kept_text = g_steal_pointer(&text);
  put_by(send);
}

static void
say_kept(Form *form, const char *field, gpointer data)
{
  SendForm *send = data;
  keep(form, field, data);
  if (send->kept_text && !send->sending)
    send->host.say(send->host.app, MESSAGE_INFO,
                   drafts_in_memory_only(send->services->drafts)
                       ? "The form is kept as it is, until you quit: the same key brings it back"
                       : "The form is kept as it is: the same key brings it back");
}

void
send_form_drop_kept(SendForm *send)
{
  if (send->kept_id)
    drafts_drop(send->services->drafts, DRAFT_SEND, send->kept_id);
}

void
send_form_keep_reason(SendForm *send, const char *reason)
{
  if (!send->kept_id)
    return;
  g_free(send->kept_reason);
  send->kept_reason = g_strdup(reason);
  if (send->gone)
    drafts_set_reason(send->services->drafts, DRAFT_SEND, send->kept_id, reason);
  else
    put_by(send);
  drafts_flush(send->services->drafts);
}

/* Bringing back */

static char *
get(GKeyFile *kept, const char *key)
{
  return g_key_file_get_string(kept, GROUP, key, NULL);
}

/* An answer that is not there yet stands there with the label that it had. */
static void
restore_choice(SendForm *send, GKeyFile *kept, const char *name)
{
  g_autofree char *value = get(kept, name);
  g_autofree char *label_key = g_strconcat(name, "-label", NULL);
  g_autofree char *label = get(kept, label_key);
  if (!value || !*value || !label || !form_get(send->form, name))
    return;
  /* To whom: what the key was pressed on goes before what was chosen then (see send_origin_aim). */
  gboolean is_list = strchr(value, '_') != NULL;
  if (g_str_equal(name, "recipients") && (send->marked || send->contact_first || !is_list))
    return;
  if (!form_has_option(send->form, name, value))
    form_add_option(send->form, name, value, label);
  form_set(send->form, name, value);
}

static void
restore(SendForm *send, GKeyFile *kept)
{
  send->resumed = TRUE;
  send->own_text = get(kept, "own-text");
  send->wanted_library = get(kept, "library");
  send->wanted_message = get(kept, "message");
  for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
    restore_choice(send, kept, choices[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *value = get(kept, texts[i]);
    if (value && form_get(send->form, texts[i]))
      form_set(send->form, texts[i], value);
  }
}

/* The draft of @kept_id is this form's now. */
static void
begin(SendForm *send, const char *title, GKeyFile *origin)
{
  send->held = drafts_take(send->services->drafts, DRAFT_SEND, send->kept_id);
  const Draft *kept = drafts_find_name(send->services->drafts, send->held);
  send->kept_title = g_strdup(title);
  send->origin = origin;
  form_on_edit(send->form, keep);
  form_on_leave(send->form, say_kept);
  send->form_id = kept ? get(kept->body, SEND_FORM_ID) : NULL;
  if (!send->form_id)
    send->form_id = journal_new_intent_id();
  send->launch->form_id = g_strdup(send->form_id);
  if (!kept)
    return;
  send->kept_reason = g_strdup(kept->reason);
  restore(send, kept->body);
  if (kept->reason)
    form_set_status(send->form, kept->reason, TRUE);
  if (send->restored)
    send->restored(send);
}

void
send_form_keep(SendForm *send, const char *id, const char *title, GKeyFile *origin)
{
  send->kept_id = g_strdup(id);
  begin(send, title, origin);
}

void
send_form_keep_beside(SendForm *send, const char *id, const char *title, GKeyFile *origin, const Draft *kept)
{
  send->kept_id = g_strdup(kept ? kept->id : id);
  if (!kept)
    drafts_sync(send->services->drafts);
  for (guint i = 2; !kept && drafts_find(send->services->drafts, DRAFT_SEND, send->kept_id); i++) {
    g_free(send->kept_id);
    send->kept_id = g_strdup_printf("%s %u", id, i);
  }
  begin(send, title, origin);
}

void
send_form_clear_kept(SendForm *send)
{
  drafts_let_go(send->services->drafts, send->held);
  g_free(send->kept_id);
  g_free(send->kept_title);
  g_free(send->kept_text);
  g_free(send->form_id);
  g_free(send->kept_reason);
  g_free(send->wanted_library);
  g_free(send->wanted_message);
  g_clear_pointer(&send->origin, g_key_file_unref);
}
