/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survey and recipients of a form that sends: the list, its marked contacts, or one contact of it. */
#include "src/api/directories.h"
#include "src/api/mailing-lists.h"
#include "src/api/surveys.h"
#include "src/api/transactions.h"
#include "ui/forms/send-form.h"
#include "ui/text.h"

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
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  for (guint i = 0; i < page->items->len; i++) {
    const Survey *survey = g_ptr_array_index(page->items, i);
    if (survey->is_active)
      add_new_option(send->form, "survey", survey->id, survey->name);
  }
  if (page->next)
    surveys_list_async(send->services->client, FETCH_NEXT, page->next, send->cancellable, on_surveys, send);
  send->host.invalidate(send->host.app);
}

/* The lists of one directory, on their way into a form. */
typedef struct {
  SendForm *send;
  char *directory_id, *directory_name; /* the name: NULL, where it goes without saying */
} Lists;

static void
lists_free(Lists *lists)
{
  g_free(lists->directory_id);
  g_free(lists->directory_name);
  g_free(lists);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lists, lists_free)

static void ask_lists(Lists *lists, const char *next);

static void
on_lists(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(Lists) lists = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = mailing_lists_list_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, lists->send, error))
    return;
  for (guint i = 0; i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    g_autofree char *label =
        lists->directory_name ? g_strdup_printf("%s · %s", list->name, lists->directory_name) : NULL;
    g_hash_table_insert(send->directories, g_strdup(list->id), g_strdup(lists->directory_id));
    add_new_option(send->form, "recipients", list->id, label ? label : list->name);
  }
  send->host.invalidate(send->host.app);
  if (page->next)
    ask_lists(g_steal_pointer(&lists), page->next);
}

/* Takes @lists. */
static void
ask_lists(Lists *lists, const char *next)
{
  const SendForm *send = lists->send;
  mailing_lists_list_async(send->services->client, next ? FETCH_NEXT : FETCH_VISIBLE, lists->directory_id,
                           FALSE, next, send->cancellable, on_lists, lists);
}

static void
begin_lists(SendForm *send, const char *directory_id, const char *directory_name)
{
  Lists *lists = g_new0(Lists, 1);
  *lists = (Lists){send, g_strdup(directory_id), g_strdup(directory_name)};
  ask_lists(lists, NULL);
}

/* Where no directory is under the cursor all lists there are can be meant. */
static void
on_directories(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = directories_list_finish(NULL, result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  gboolean one = page->items->len == 1 && !page->next;
  for (guint i = 0; i < page->items->len; i++) {
    const Directory *directory = g_ptr_array_index(page->items, i);
    begin_lists(send, directory->id, one ? NULL : directory->name);
  }
  if (page->next)
    directories_list_async(send->services->client, FETCH_NEXT, FALSE, page->next, send->cancellable,
                           on_directories, send);
}

/* Fields */

static void
add_survey(SendForm *send, const Survey *survey)
{
  form_add_choice(send->form, "survey", "Survey", FORM_REQUIRED, NULL);
  if (survey && survey->is_active) {
    form_add_option(send->form, "survey", survey->id, survey->name);
    return;
  }
  form_add_option(send->form, "survey", "", "(choose a survey)");
  if (!survey)
    return;
  g_autofree char *note = g_strdup_printf("%s is not active", survey->name);
  form_set_note(send->form, "survey", note);
}

static void
add_contact(SendForm *send, const LaunchStart *start)
{
  if (!start->lookup_id)
    return;
  g_autofree char *label = g_strdup_printf("only %s", start->contact_title);
  form_add_option(send->form, "recipients", SEND_TO_CONTACT, label);
}

static void
add_marked(SendForm *send, const LaunchStart *start)
{
  if (!start->marked)
    return;
  const char *place = start->place->name;
  g_autofree char *count = text_count(start->marked->len);
  g_autofree char *label = start->marked->len == 1
                               ? g_strdup_printf("the marked contact of %s", place)
                               : g_strdup_printf("%s marked contacts of %s", count, place);
  form_add_option(send->form, "recipients", SEND_TO_MARKED, label);
}

/* Of a whole directory the list is chosen by hand: none of them is meant before the others. */
static void
add_list(SendForm *send, const ListPlace *place)
{
  if (!place || !place->list_id) {
    form_add_option(send->form, "recipients", "", "(choose a list)");
    return;
  }
  g_autofree char *count = place->count >= 0 ? text_count((guint64) place->count) : NULL;
  g_autofree char *label = count ? g_strdup_printf("%s (%s)", place->name, count) : g_strdup(place->name);
  form_add_option(send->form, "recipients", place->list_id, label);
}

/* What is meant is added first, and so is chosen. */
void
send_form_add_target(SendForm *send, const LaunchStart *start)
{
  const ListPlace *place = start->place;
  ApiClient *client = send->services->client;
  send->directories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  send->directory_id = g_strdup(place ? place->directory_id : NULL);
  send->list_id = g_strdup(place ? place->list_id : NULL);
  send->lookup_id = g_strdup(start->lookup_id);
  send->contact_first = start->contact_first;
  send->marked = start->marked ? g_ptr_array_new_with_free_func(g_free) : NULL;
  for (guint i = 0; start->marked && i < start->marked->len; i++)
    g_ptr_array_add(send->marked, g_strdup(g_ptr_array_index(start->marked, i)));
  add_survey(send, start->survey);
  form_add_choice(send->form, "recipients", "Recipients", FORM_REQUIRED, NULL);
  if (start->contact_first)
    add_contact(send, start);
  add_marked(send, start);
  add_list(send, place);
  if (!start->contact_first)
    add_contact(send, start);
  surveys_list_async(client, FETCH_VISIBLE, NULL, send->cancellable, on_surveys, send);
  if (send->directory_id)
    begin_lists(send, send->directory_id, NULL);
  else
    directories_list_async(client, FETCH_VISIBLE, FALSE, NULL, send->cancellable, on_directories, send);
}

void
send_form_clear_target(SendForm *send)
{
  g_free(send->directory_id);
  g_free(send->list_id);
  g_free(send->lookup_id);
  g_clear_pointer(&send->marked, g_ptr_array_unref);
  g_clear_pointer(&send->directories, g_hash_table_unref);
}

/* What is chosen */

static gboolean
is_chosen(const SendForm *send, const char *value)
{
  return g_strcmp0(form_get(send->form, "recipients"), value) == 0;
}

/* Marked contacts or one contact, not the whole list. */
static gboolean
is_to_some(const SendForm *send)
{
  return is_chosen(send, SEND_TO_MARKED) || is_chosen(send, SEND_TO_CONTACT);
}

gboolean
send_form_take_target(SendForm *send)
{
  Launch *launch = send->launch;
  gboolean is_part = is_to_some(send);
  g_free(launch->survey_id);
  g_free(launch->list_id);
  g_free(launch->lookup_id);
  g_clear_pointer(&launch->batch_id, g_free);
  launch->survey_id = g_strdup(form_get(send->form, "survey"));
  launch->list_id = g_strdup(is_part ? send->list_id : form_get(send->form, "recipients"));
  launch->lookup_id = is_chosen(send, SEND_TO_CONTACT) ? g_strdup(send->lookup_id) : NULL;
  if (!launch->list_id || !*launch->list_id) {
    form_set_status(send->form, "Choose a list first", TRUE);
    return FALSE;
  }
  const char *directory = g_hash_table_lookup(send->directories, launch->list_id);
  if (directory) {
    g_free(send->directory_id);
    send->directory_id = g_strdup(directory);
  }
  if (!send->directory_id) {
    form_set_status(send->form, "The lists are still loading: try again in a moment", TRUE);
    return FALSE;
  }
  return send_form_may_go(send);
}

static void
on_progress(const Recipients *so_far, gpointer data)
{
  SendForm *send = data;
  g_autofree char *count = text_count(so_far->looked_at);
  g_autofree char *text = g_strdup_printf("Counting who gets it: %s…  Esc leaves", count);
  form_set_busy(send->form, text);
  send->host.invalidate(send->host.app);
}

void
send_form_count(SendForm *send, gboolean by_phone, GAsyncReadyCallback counted)
{
  ContactPlace place = {send->directory_id, send->launch->list_id};
  const GPtrArray *only = is_chosen(send, SEND_TO_MARKED) ? send->marked : NULL;
  form_set_busy(send->form, "Counting who gets it…");
  if (by_phone)
    recipients_count_phones_async(send->services->client, &place, only, send->launch->lookup_id,
                                  send->cancellable, on_progress, counted, send);
  else
    recipients_count_async(send->services->client, &place, only, send->launch->lookup_id, send->cancellable,
                           on_progress, counted, send);
}

/* Some contacts are one distribution to a batch made for them. */

static void
on_batch(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  char *batch = transaction_batch_create_finish(NULL, result, &error);
  SendForm *send = NULL;
  g_prefix_error(&error, "Not sent: ");
  if (send_form_failed(&send, data, error))
    return;
  g_free(send->launch->batch_id);
  send->launch->batch_id = batch;
  send_form_send(send);
}

void
send_form_send_to_target(SendForm *send)
{
  if (!is_chosen(send, SEND_TO_MARKED)) {
    send_form_send(send);
    return;
  }
  form_set_busy(send->form, "Making a batch of the marked contacts…");
  transaction_batch_create_async(send->services->client, send->directory_id, send->list_id, send->marked,
                                 send->cancellable, on_batch, send);
}
