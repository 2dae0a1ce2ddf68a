/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The review and the send stand in launch-review.c. */
#include "ui/forms/launch.h"

#include <string.h>

#include "src/api/libraries.h"
#include "src/api/mailing-lists.h"
#include "src/api/surveys.h"
#include "src/model/html-text.h"
#include "src/model/timestamp.h"
#include "ui/forms/launch-private.h"
#include "ui/text.h"

#define OWN "own"

void
launch_draft_free(gpointer data)
{
  LaunchDraft *draft = data;
  g_cancellable_cancel(draft->cancellable);
  if (draft->sending) {
    draft->gone = TRUE;
    return;
  }
  g_cancellable_cancel(draft->reading);
  g_cancellable_cancel(draft->listing);
  g_object_unref(draft->cancellable);
  g_clear_object(&draft->reading);
  g_clear_object(&draft->listing);
  g_free(draft->directory_id);
  g_free(draft->survey_name);
  g_free(draft->lookup_id);
  g_free(draft->contact_title);
  g_free(draft->wanted_library);
  g_free(draft->wanted_message);
  g_free(draft->start_list_id);
  g_free(draft->place_name);
  g_free(draft->directory_name);
  g_free(draft->kept_id);
  g_free(draft->kept_text);
  g_free(draft->kept_reason);
  g_free(draft->offered_subject);
  g_free(draft->own_text);
  g_free(draft->library_text);
  g_clear_pointer(&draft->marked, g_ptr_array_unref);
  recipients_free(draft->recipients);
  launch_free(draft->launch);
  g_free(draft);
}

static gboolean
failed(LaunchDraft **draft, gpointer data, const GError *error)
{
  if (!error) {
    *draft = data;
    return FALSE;
  }
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  *draft = data;
  form_set_status((*draft)->form, error->message, TRUE);
  (*draft)->host->invalidate((*draft)->host->app);
  return TRUE;
}

const char *
launch_draft_text(const LaunchDraft *draft)
{
  return g_str_equal(form_get(draft->form, "library"), OWN) ? draft->own_text : draft->library_text;
}

gboolean
launch_draft_when(LaunchDraft *draft, const char *typed, gint64 *when)
{
  if (!*typed || g_ascii_strcasecmp(typed, "now") == 0) {
    int window = draft->services->settings ? settings_undo_window(draft->services->settings) : 300;
    *when = api_client_server_now(draft->services->client) + (gint64) window * 1000;
    return TRUE;
  }
  g_autoptr(GTimeZone) zone = g_time_zone_new_local();
  g_autofree char *iso = g_strdelimit(g_strdup(typed), " ", 'T');
  if (strlen(iso) == 16) {
    char *seconds = g_strconcat(iso, ":00", NULL);
    g_free(iso);
    iso = seconds;
  }
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(iso, zone);
  if (!time)
    return FALSE;
  *when = g_date_time_to_unix(time) * 1000;
  return TRUE;
}

/* Checks */

static char *
check_email(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return g_strdup(launch_check_email(value));
}

static char *
check_reply_to(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return *value ? g_strdup(launch_check_email(value)) : NULL;
}

static char *
check_subject(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return g_strdup(launch_check_subject(value));
}

static char *
check_when(Form *form G_GNUC_UNUSED, const char *value, gpointer data)
{
  LaunchDraft *draft = data;
  gint64 when = 0;
  if (!launch_draft_when(draft, value, &when))
    return g_strdup("“now”, or a time like 2026-11-24 16:00");
  return when < api_client_server_now(draft->services->client) ? g_strdup("That time has passed") : NULL;
}

static char *
check_days(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  guint64 days = 0;
  if (!*value || g_ascii_string_to_unsigned(value, 10, 1, 3650, &days, NULL))
    return NULL;
  return g_strdup("Days, 1 to 3650; empty: as Qualtrics does it");
}

static char *
check_list(Form *form G_GNUC_UNUSED, const char *value, gpointer data)
{
  LaunchDraft *draft = data;
  return value && *value ? launch_desk_refuse(draft->services->desk, value) : NULL;
}

static char *
check_library(Form *form, const char *value, gpointer data)
{
  LaunchDraft *draft = data;
  if (!value || !*value)
    return g_strdup("Choose a library, or your own text");
  if (g_str_equal(value, OWN))
    return draft->own_text ? g_strdup(launch_check_message(draft->own_text))
                           : g_strdup("Write the text first");
  const char *message = form_get(form, "message");
  if (!message || !*message)
    return g_strdup("Choose a message of this library");
  if (!draft->library_text)
    return g_strdup("The message is still being read");
  if (!message_has_survey_link(draft->library_text))
    return g_strdup("This message holds no survey link (${l://SurveyLink})");
  return NULL;
}

/* Filling in */

static void
show_text(LaunchDraft *draft)
{
  const char *html = launch_draft_text(draft);
  g_autofree char *text = html ? html_as_text(html) : g_strdup("");
  form_set(draft->form, "preview", text);
  draft->host->invalidate(draft->host->app);
}

static void
on_message(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LibraryMessage) message = library_message_get_finish(NULL, result, &error);
  LaunchDraft *draft = NULL;
  if (failed(&draft, data, error))
    return;
  g_free(draft->library_text);
  draft->library_text = g_strdup(library_message_text(message, NULL));
  show_text(draft);
}

static void
renew(GCancellable **cancellable)
{
  if (*cancellable)
    g_cancellable_cancel(*cancellable);
  g_clear_object(cancellable);
  *cancellable = g_cancellable_new();
}

static void
ask_message(LaunchDraft *draft)
{
  const char *library = form_get(draft->form, "library"), *message = form_get(draft->form, "message");
  g_clear_pointer(&draft->library_text, g_free);
  show_text(draft);
  renew(&draft->reading);
  if (!library || !*library || !message || !*message || g_str_equal(library, OWN))
    return;
  library_message_get_async(draft->services->client, library, message, draft->reading, on_message, draft);
}

static void
on_messages(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = library_messages_list_finish(NULL, result, &error);
  LaunchDraft *draft = NULL;
  if (failed(&draft, data, error)) {
    if (draft)
      form_set_loading(draft->form, "message", FALSE);
    return;
  }
  gboolean chosen = !*form_get(draft->form, "message");
  for (guint i = 0; i < page->items->len; i++) {
    const LibraryMessage *message = g_ptr_array_index(page->items, i);
    form_add_option(draft->form, "message", message->id,
                    message->description ? message->description : message->id);
    if (g_strcmp0(message->id, draft->wanted_message) == 0) {
      form_set(draft->form, "message", message->id);
      g_clear_pointer(&draft->wanted_message, g_free);
      chosen = TRUE;
    }
  }
  if (page->next)
    library_messages_list_async(draft->services->client, FETCH_NEXT, form_get(draft->form, "library"),
                                "invite", page->next, draft->listing, on_messages, draft);
  form_set_loading(draft->form, "message", page->next != NULL);
  if (chosen)
    ask_message(draft);
  draft->host->invalidate(draft->host->app);
}

static void
ask_messages(LaunchDraft *draft)
{
  const char *library = form_get(draft->form, "library");
  gboolean own = g_strcmp0(library, OWN) == 0;
  form_set_hidden(draft->form, "message", own);
  form_set_hidden(draft->form, "write", !own);
  form_clear_options(draft->form, "message");
  form_set(draft->form, "message", "");
  g_clear_pointer(&draft->library_text, g_free);
  show_text(draft);
  /* What was asked for another library must not come into this one. */
  renew(&draft->reading);
  renew(&draft->listing);
  gboolean asks = !own && library && *library;
  form_set_loading(draft->form, "message", asks);
  if (asks)
    library_messages_list_async(draft->services->client, FETCH_VISIBLE, library, "invite", NULL,
                                draft->listing, on_messages, draft);
}

/* One's own text needs no library, so it can be chosen where they may not be read, too. */
static void
end_libraries(LaunchDraft *draft)
{
  form_set_loading(draft->form, "library", FALSE);
  form_add_option(draft->form, "library", OWN, "own text, written in $EDITOR");
  if (draft->wanted_library && form_has_option(draft->form, "library", draft->wanted_library))
    form_set(draft->form, "library", draft->wanted_library);
  g_clear_pointer(&draft->wanted_library, g_free);
  ask_messages(draft);
  draft->host->invalidate(draft->host->app);
}

static void
on_libraries(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = libraries_list_finish(NULL, result, &error);
  LaunchDraft *draft = NULL;
  if (failed(&draft, data, error)) {
    if (draft)
      end_libraries(draft);
    return;
  }
  for (guint i = 0; i < page->items->len; i++) {
    const Library *library = g_ptr_array_index(page->items, i);
    form_add_option(draft->form, "library", library->id, library->name ? library->name : library->id);
  }
  if (page->next) {
    libraries_list_async(draft->services->client, FETCH_NEXT, page->next, draft->cancellable, on_libraries,
                         draft);
    return;
  }
  end_libraries(draft);
}

/* What the form was opened with stands there already. */
static void
add_new_option(Form *form, const char *name, const char *value, const char *label)
{
  if (!form_has_option(form, name, value))
    form_add_option(form, name, value, label);
}

static void
on_surveys(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = surveys_list_finish(NULL, result, &error);
  LaunchDraft *draft = NULL;
  if (failed(&draft, data, error))
    return;
  for (guint i = 0; i < page->items->len; i++) {
    const Survey *survey = g_ptr_array_index(page->items, i);
    if (survey->is_active)
      add_new_option(draft->form, "survey", survey->id, survey->name);
  }
  if (page->next)
    surveys_list_async(draft->services->client, FETCH_NEXT, page->next, draft->cancellable, on_surveys,
                       draft);
  draft->host->invalidate(draft->host->app);
}

static void
on_lists(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, result, &error);
  LaunchDraft *draft = NULL;
  if (failed(&draft, data, error))
    return;
  for (guint i = 0; i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    add_new_option(draft->form, "recipients", list->id, list->name);
  }
  if (page->next)
    mailing_lists_list_async(draft->services->client, FETCH_NEXT, draft->directory_id, FALSE, page->next,
                             draft->cancellable, on_lists, draft);
  draft->host->invalidate(draft->host->app);
}

/* The form */

static char *
last_value(LaunchDraft *draft, const char *field, const char *otherwise)
{
  Services *services = draft->services;
  char *value = services->settings
                    ? settings_launch_default(services->settings, api_client_server(services->client), field)
                    : NULL;
  return value ? value : g_strdup(otherwise ? otherwise : "");
}

char *
launch_subject_field(const char *survey_id)
{
  char *field = g_strconcat("subject-", survey_id, NULL);
  return g_strcanon(field, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-", '_');
}

/* The one this survey was sent with last, else its name: never another survey's. */
static char *
subject_for(LaunchDraft *draft, const char *survey_id, const char *survey_name)
{
  if (!survey_id || !*survey_id)
    return g_strdup("");
  g_autofree char *field = launch_subject_field(survey_id);
  return last_value(draft, field, survey_name);
}

/* The subject goes with the survey until another one was typed. */
static void
offer_subject(LaunchDraft *draft)
{
  if (g_strcmp0(form_get(draft->form, "subject"), draft->offered_subject) != 0)
    return;
  g_free(draft->offered_subject);
  draft->offered_subject =
      subject_for(draft, form_get(draft->form, "survey"), form_get_label(draft->form, "survey"));
  form_set(draft->form, "subject", draft->offered_subject);
}

static void
on_change(Form *form G_GNUC_UNUSED, const char *name, gpointer data)
{
  if (g_str_equal(name, "survey"))
    offer_subject(data);
  if (g_str_equal(name, "library"))
    ask_messages(data);
  if (g_str_equal(name, "message"))
    ask_message(data);
}

static void
on_write(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  LaunchDraft *draft = data;
  static const char start[] =
      "<p>Dear ${m://FirstName},</p>\n\n<p>${l://SurveyLink?d=Take the survey}</p>\n\n"
      "<p>${l://OptOutLink?d=Click here to unsubscribe}</p>\n";
  g_autoptr(GError) error = NULL;
  char *text = draft->services->edit_text(draft->services->app, draft->own_text ? draft->own_text : start,
                                          ".html", &error);
  if (!text) {
    form_set_status(form, error->message, TRUE);
    return;
  }
  g_free(draft->own_text);
  draft->own_text = text;
  form_set_status(form, NULL, FALSE);
  form_set_error(form, "library", launch_check_message(text));
  show_text(draft);
}

static void
add_contact(LaunchDraft *draft, const LaunchStart *start)
{
  if (!start->lookup_id)
    return;
  g_autofree char *label = g_strdup_printf("only %s", start->contact_title);
  form_add_option(draft->form, "recipients", LAUNCH_TO_CONTACT, label);
}

static void
add_marked(LaunchDraft *draft, const LaunchStart *start)
{
  if (!start->marked)
    return;
  const char *place = start->place->name;
  g_autofree char *label = start->marked->len == 1
                               ? g_strdup_printf("the marked contact of %s", place)
                               : g_strdup_printf("%u marked contacts of %s", start->marked->len, place);
  form_add_option(draft->form, "recipients", LAUNCH_TO_MARKED, label);
}

/* Of a whole directory the list is chosen by hand: none of them is meant before the others. */
static void
add_list(LaunchDraft *draft, const LaunchStart *start)
{
  const ListPlace *place = start->place;
  if (!place || !place->list_id) {
    form_add_option(draft->form, "recipients", "", "(choose a list)");
    return;
  }
  g_autofree char *count = place->count >= 0 ? text_count((guint64) place->count) : NULL;
  g_autofree char *label = count ? g_strdup_printf("%s (%s)", place->name, count) : g_strdup(place->name);
  form_add_option(draft->form, "recipients", place->list_id, label);
}

/* What is meant is added first, and so is chosen. */
static void
add_recipients(LaunchDraft *draft, const LaunchStart *start)
{
  form_add_choice(draft->form, "recipients", "Recipients", FORM_REQUIRED, check_list);
  if (start->contact_first)
    add_contact(draft, start);
  add_marked(draft, start);
  add_list(draft, start);
  if (!start->contact_first)
    add_contact(draft, start);
}

/* A survey that is not active can't be sent; it is not taken for another one either. */
static void
add_survey(LaunchDraft *draft, const LaunchStart *start)
{
  form_add_choice(draft->form, "survey", "Survey", FORM_REQUIRED, NULL);
  if (start->survey && start->survey->is_active) {
    form_add_option(draft->form, "survey", start->survey->id, start->survey->name);
    return;
  }
  form_add_option(draft->form, "survey", "", "(choose a survey)");
  if (!start->survey)
    return;
  g_autofree char *note = g_strdup_printf("%s is not active", start->survey->name);
  form_set_note(draft->form, "survey", note);
}

static void
add_fields(LaunchDraft *draft, const LaunchStart *start)
{
  Form *form = draft->form;
  const Identity *me = draft->services->identity;
  g_autofree char *name = g_strstrip(g_strdup_printf("%s %s", me && me->first_name ? me->first_name : "",
                                                     me && me->last_name ? me->last_name : ""));
  g_autofree char *from_name = last_value(draft, "from-name", name);
  g_autofree char *from_email = last_value(draft, "from-email", "noreply@qemailserver.com");
  g_autofree char *reply_to = last_value(draft, "reply-to", me ? me->email : NULL);
  gboolean sendable = start->survey && start->survey->is_active;
  draft->offered_subject =
      subject_for(draft, sendable ? start->survey->id : NULL, sendable ? start->survey->name : NULL);
  add_survey(draft, start);
  add_recipients(draft, start);
  form_add_text(form, "from-name", "From name", from_name, FORM_REQUIRED, NULL);
  form_add_text(form, "from-email", "From address", from_email, FORM_REQUIRED, check_email);
  form_add_text(form, "reply-to", "Reply to", reply_to, 0, check_reply_to);
  form_add_text(form, "subject", "Subject", draft->offered_subject, FORM_REQUIRED, check_subject);
  form_add_choice(form, "library", "Message from", FORM_REQUIRED, check_library);
  form_add_choice(form, "message", "Message", 0, NULL);
  form_add_button(form, "write", "Write the text in $EDITOR", FALSE, on_write);
  form_set_hidden(form, "write", TRUE);
  form_add_preview(form, "preview", "", "", 4);
  form_add_choice(form, "link-type", "Link", 0, NULL);
  form_add_option(form, "link-type", "Individual", "individual: one for each person");
  form_add_option(form, "link-type", "Multiple", "multiple: can be answered more than once");
  form_add_option(form, "link-type", "Anonymous", "anonymous: nobody knows who");
  form_add_text(form, "expiry", "Link expires", "", 0, check_days);
  form_set_note(form, "expiry", "days after it leaves; empty: as Qualtrics does it");
  form_add_text(form, "when", "When", "now", 0, check_when);
  form_add_button(form, "review", "Review", TRUE, launch_review);
}

static LaunchDraft *
draft_new(const PaneHost *host, Services *services, const LaunchStart *start)
{
  LaunchDraft *draft = g_new0(LaunchDraft, 1);
  draft->host = host;
  draft->services = services;
  draft->cancellable = g_cancellable_new();
  draft->directory_id = g_strdup(start->place ? start->place->directory_id : NULL);
  draft->start_list_id = g_strdup(start->place ? start->place->list_id : NULL);
  draft->place_name = g_strdup(start->place ? start->place->name : NULL);
  draft->place_count = start->place ? start->place->count : -1;
  draft->directory_name = g_strdup(start->place ? start->place->directory_name : NULL);
  draft->lookup_id = g_strdup(start->lookup_id);
  draft->contact_title = g_strdup(start->contact_title);
  draft->contact_first = start->contact_first;
  draft->marked = start->marked ? g_ptr_array_new_with_free_func(g_free) : NULL;
  for (guint i = 0; start->marked && i < start->marked->len; i++)
    g_ptr_array_add(draft->marked, g_strdup(g_ptr_array_index(start->marked, i)));
  draft->form = form_new("Distribute by email", draft);
  add_fields(draft, start);
  form_on_change(draft->form, on_change);
  form_on_edit(draft->form, launch_keep);
  form_on_leave(draft->form, launch_say_kept);
  return draft;
}

Overlay *
launch_form_new(const PaneHost *host, Services *services, const LaunchStart *start)
{
  const Draft *found = start->draft ? drafts_find_name(services->drafts, start->draft) : NULL;
  g_autoptr(GKeyFile) kept = found ? g_key_file_ref(found->body) : NULL;
  g_auto(LaunchKeptAim) aim = {NULL};
  LaunchStart meant = *start;
  if (kept)
    launch_kept_aim(kept, &meant, &aim);
  LaunchDraft *draft = draft_new(host, services, &meant);
  if (kept) {
    draft->kept_id = g_strdup(found->id);
    draft->kept_reason = g_strdup(found->reason);
    launch_restore(draft, kept);
  }
  surveys_list_async(services->client, FETCH_VISIBLE, NULL, draft->cancellable, on_surveys, draft);
  form_set_loading(draft->form, "library", TRUE);
  form_set_loading(draft->form, "message", TRUE);
  libraries_list_async(services->client, FETCH_VISIBLE, NULL, draft->cancellable, on_libraries, draft);
  if (draft->directory_id)
    mailing_lists_list_async(services->client, FETCH_VISIBLE, draft->directory_id, FALSE, NULL,
                             draft->cancellable, on_lists, draft);
  return form_overlay(draft->form, launch_draft_free);
}
