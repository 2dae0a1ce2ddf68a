/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/links.h"

#include "src/model/timestamp.h"
#include "ui/forms/send-form.h"
#include "ui/text.h"

static char *
check_days(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  guint64 days = 0;
  return g_ascii_string_to_unsigned(value, 10, 1, 3650, &days, NULL) ? NULL : g_strdup("Days, 1 to 3650");
}

static void
on_counted(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Recipients) recipients = recipients_count_finish(result, &error);
  SendForm *send = NULL;
  if (send_form_failed(&send, data, error))
    return;
  if (recipients->looked_at == 0) {
    send_form_problem(send, "There is nobody");
    return;
  }
  g_autofree char *all = text_count(recipients->looked_at);
  g_autofree char *expires = timestamp_to_local(send->launch->link_expires, "%a %d %b %Y %H:%M %Z");
  g_autoptr(GString) text = g_string_new(NULL);
  send_form_append(text, "Survey", "%s", form_get_label(send->form, "survey"));
  send_form_append(text, "For", "%s", form_get_label(send->form, "recipients"));
  send_form_append(text, "Links", "%s, %s", all, form_get_label(send->form, "link-type"));
  send_form_append(text, "Expire", "%s", expires);
  g_string_append(text,
                  "\nNobody gets a mail. Qualtrics makes the links within minutes, of a huge list later; "
                  "those who opted out have one, too. It can't be undone.");
  send_form_review(send, text->str, recipients->looked_at, "make the links", send_form_send_to_target);
}

static void
on_review(Form *form, const char *name G_GNUC_UNUSED, gpointer data)
{
  SendForm *send = data;
  Launch *launch = send->launch;
  launch->kind = LAUNCH_LINKS;
  if (!send_form_take_target(send))
    return;
  g_free(launch->subject);
  g_free(launch->link_type);
  launch->subject = g_strdup(form_get(form, "subject"));
  launch->link_type = g_strdup(form_get(form, "link-type"));
  launch->send_at = api_client_server_now(send->services->client);
  launch->link_expires =
      launch->send_at + (gint64) g_ascii_strtoull(form_get(form, "expiry"), NULL, 10) * 86400 * 1000;
  send_form_count(send, FALSE, on_counted);
}

Overlay *
links_form_new(const PaneHost *host, Services *services, const LaunchStart *start)
{
  SendForm *send = g_new0(SendForm, 1);
  LaunchStart meant = *start;
  g_autoptr(GPtrArray) one = NULL;
  /* There is no call for one contact: a batch of one it is. */
  meant.lookup_id = NULL;
  if (start->contact_first && start->contact_id) {
    one = g_ptr_array_new();
    g_ptr_array_add(one, (gpointer) start->contact_id);
    meant.marked = one;
  }
  send_form_init(send, host, services, "Personal links, without a mail");
  Form *form = send->form;
  send_form_add_target(send, &meant);
  form_add_text(form, "subject", "Description", "Personal links", FORM_REQUIRED, NULL);
  form_add_choice(form, "link-type", "Link", 0, NULL);
  form_add_option(form, "link-type", "Individual", "one for each person");
  form_add_option(form, "link-type", "Multiple", "one for each, which can be answered more than once");
  form_add_option(form, "link-type", "Anonymous", "the same for all: nobody knows who");
  form_add_text(form, "expiry", "Link expires", "30", FORM_REQUIRED, check_days);
  form_set_note(form, "expiry", "in so many days");
  form_add_button(form, "review", "Review", TRUE, on_review);
  const ListPlace *place = start->place;
  g_autofree char *id = g_strdup_printf("links %s", place && place->list_id ? place->list_id : "");
  g_autofree char *title = g_strdup_printf("personal links for %s", place ? place->name : "a list");
  send_form_keep(send, id, title, send_origin_of("links", &meant));
  return send_form_overlay(send);
}
