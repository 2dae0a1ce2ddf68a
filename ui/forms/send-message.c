/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message of a form that sends: one of a library, of the kind that is wanted, or an own text. */
#include "src/api/libraries.h"
#include "src/model/html-text.h"
#include "ui/asks.h"
#include "ui/forms/send-form.h"

#define OWN "own"

static const char *const fields[] = {"library", "message", "write", "preview"};

static gboolean
is_own(const SendForm *send)
{
  return g_strcmp0(form_get(send->form, "library"), OWN) == 0;
}

const char *
send_form_text(const SendForm *send)
{
  return is_own(send) ? send->own_text : send->library_text;
}

static void
show_text(SendForm *send)
{
  const char *raw = send_form_text(send);
  g_autofree char *text = !raw ? g_strdup("") : send->is_plain ? g_strdup(raw) : html_as_text(raw);
  form_set(send->form, "preview", text);
  send->host.invalidate(send->host.app);
}

static char *
check_library(Form *form, const char *value, gpointer data)
{
  const SendForm *send = data;
  if (!value || !*value)
    return g_strdup("Choose a library, or your own text");
  if (g_str_equal(value, OWN) && !send->own_text)
    return g_strdup("Write the text first");
  if (!g_str_equal(value, OWN) && !*form_get(form, "message"))
    return g_strdup("Choose a message of this library");
  if (!g_str_equal(value, OWN) && !send->library_text)
    return g_strdup("The message is still being read");
  return g_strdup(send->check_text(send, send_form_text(send)));
}

/* One message */

static void
on_message(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LibraryMessage) message = library_message_get_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  g_free(send->library_text);
  send->library_text = g_strdup(library_message_text(message, NULL));
  show_text(send);
}

static void
ask_message(SendForm *send)
{
  const char *library = form_get(send->form, "library"), *message = form_get(send->form, "message");
  g_clear_pointer(&send->library_text, g_free);
  show_text(send);
  renew_cancellable(&send->reading);
  if (*library && *message && !is_own(send))
    library_message_get_async(send->services->client, library, message, send->reading, on_message, send);
}

/* The messages of a library */

/* The server may give others than were asked for; they are not taken. */
static gboolean
is_wanted(const SendForm *send, const LibraryMessage *message)
{
  return !message->category || g_ascii_strcasecmp(message->category, send->category) == 0;
}

static void
on_messages(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = library_messages_list_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error)) {
    if (send)
      form_set_loading(send->form, "message", FALSE);
    return;
  }
  gboolean is_first = !*form_get(send->form, "message");
  for (guint i = 0; i < page->items->len; i++) {
    const LibraryMessage *message = g_ptr_array_index(page->items, i);
    g_autofree char *nameless = g_strdup_printf("(no name) %s", message->id);
    if (is_wanted(send, message))
      form_add_option(send->form, "message", message->id,
                      message->description ? message->description : nameless);
    if (g_strcmp0(message->id, send->wanted_message) == 0 && is_wanted(send, message)) {
      form_set(send->form, "message", message->id);
      g_clear_pointer(&send->wanted_message, g_free);
      is_first = TRUE;
    }
  }
  if (page->next)
    library_messages_list_async(send->services->client, FETCH_NEXT, form_get(send->form, "library"),
                                send->category, page->next, send->listing, on_messages, send);
  form_set_loading(send->form, "message", page->next != NULL);
  if (is_first)
    ask_message(send);
  send->host.invalidate(send->host.app);
}

static void
ask_messages(SendForm *send)
{
  const char *library = form_get(send->form, "library");
  form_set_hidden(send->form, "message", is_own(send));
  form_set_hidden(send->form, "write", !is_own(send));
  form_clear_options(send->form, "message");
  form_set(send->form, "message", "");
  g_clear_pointer(&send->library_text, g_free);
  show_text(send);
  /* What was asked for another library must not come into this one. */
  renew_cancellable(&send->reading);
  renew_cancellable(&send->listing);
  gboolean asks = *library && !is_own(send);
  form_set_loading(send->form, "message", asks);
  if (asks)
    library_messages_list_async(send->services->client, FETCH_VISIBLE, library, send->category, NULL,
                                send->listing, on_messages, send);
}

/* The libraries */

/* One's own text needs no library, so it can be chosen where they may not be read, too. */
static void
end_libraries(SendForm *send)
{
  form_set_loading(send->form, "library", FALSE);
  form_add_option(send->form, "library", OWN, "own text, written in $EDITOR");
  if (send->wanted_library && form_has_option(send->form, "library", send->wanted_library))
    form_set(send->form, "library", send->wanted_library);
  g_clear_pointer(&send->wanted_library, g_free);
  ask_messages(send);
  send->host.invalidate(send->host.app);
}

static void
on_libraries(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = libraries_list_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error)) {
    if (send)
      end_libraries(send);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const Library *library = g_ptr_array_index(page->items, i);
    form_add_option(send->form, "library", library->id, library->name ? library->name : library->id);
  }
  if (page->next)
    libraries_list_async(send->services->client, FETCH_NEXT, page->next, send->cancellable, on_libraries,
                         send);
  else
    end_libraries(send);
}

/* An own text */

static void
on_write(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  Services *services = send->services;
  g_autoptr(GError) error = NULL;
  char *text = services->edit_text(services->app, send->own_text ? send->own_text : send->start,
                                   send->is_plain ? ".txt" : ".html", &error);
  if (!text) {
    form_set_status(form, error->message, TRUE);
    return;
  }
  if (send->is_plain)
    g_strchomp(text);
  g_free(send->own_text);
  send->own_text = text;
  form_set_status(form, NULL, FALSE);
  form_set_error(form, "library", send->check_text(send, text));
  show_text(send);
}

/* From outside */

void
send_form_add_message(SendForm *send)
{
  Form *form = send->form;
  form_add_choice(form, "library", "Message from", FORM_REQUIRED, check_library);
  form_set_loading(form, "library", TRUE);
  form_add_choice(form, "message", "Message", 0, NULL);
  form_set_loading(form, "message", TRUE);
  form_add_button(form, "write", "Write the text in $EDITOR", FALSE, on_write);
  form_set_hidden(form, "write", TRUE);
  form_add_preview(form, "preview", "", "", 4);
  libraries_list_async(send->services->client, FETCH_VISIBLE, NULL, send->cancellable, on_libraries, send);
}

void
send_form_message_changed(SendForm *send, const char *field)
{
  if (g_str_equal(field, "library"))
    ask_messages(send);
  if (g_str_equal(field, "message"))
    ask_message(send);
}

void
send_form_hide_message(SendForm *send, gboolean hidden)
{
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    form_set_hidden(send->form, fields[i], hidden);
  if (hidden)
    return;
  form_set_hidden(send->form, "message", is_own(send));
  form_set_hidden(send->form, "write", !is_own(send));
}

void
send_form_take_message(SendForm *send)
{
  Launch *launch = send->launch;
  g_free(launch->library_id);
  g_free(launch->message_id);
  g_free(launch->message_text);
  launch->library_id = is_own(send) ? NULL : g_strdup(form_get(send->form, "library"));
  launch->message_id = is_own(send) ? NULL : g_strdup(form_get(send->form, "message"));
  launch->message_text = is_own(send) ? g_strdup(send->own_text) : NULL;
}

void
send_form_clear_message(SendForm *send)
{
  drop_cancellable(&send->reading);
  drop_cancellable(&send->listing);
  g_free(send->own_text);
  g_free(send->library_text);
}
