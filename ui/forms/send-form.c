/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/send-form.h"

#include <string.h>

#include "src/flow/launch-ledger.h"
#include "src/model/timestamp.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/text.h"

enum { REVIEW_HOLDS_MS = 10 * 60 * 1000, CLOCK_NOISE_MS = 2 * 60 * 1000 };

void
send_form_init(SendForm *send, const PaneHost *host, Services *services, const char *title)
{
  send->host = *host;
  send->services = services;
  send->cancellable = g_cancellable_new();
  send->launch = launch_new();
  send->form = form_new(title, send);
}

static void
send_form_free(gpointer data)
{
  SendForm *send = data;
  g_cancellable_cancel(send->cancellable);
  if (send->sending) {
    send->gone = TRUE;
    return;
  }
  send_form_clear_message(send);
  send_form_clear_target(send);
  send_form_clear_kept(send);
  if (send->clear)
    send->clear(send);
  g_object_unref(send->cancellable);
  launch_free(send->launch);
  g_free(send);
}

Overlay *
send_form_overlay(SendForm *send)
{
  return form_overlay(send->form, send_form_free);
}

gboolean
send_form_failed(SendForm **send, gpointer data, const GError *error)
{
  if (was_cancelled(error))
    return TRUE;
  *send = data;
  if (!error)
    return FALSE;
  send_form_problem(*send, error->message);
  return TRUE;
}

void
send_form_problem(SendForm *send, const char *text)
{
  form_set_busy(send->form, NULL);
  form_set_status(send->form, text, TRUE);
  send->host.invalidate(send->host.app);
}

/* Fields */

char *
send_form_last_value(const SendForm *send, const char *field, const char *otherwise)
{
  const Services *services = send->services;
  char *value = services->settings
                    ? settings_launch_default(services->settings, api_client_server(services->client), field)
                    : NULL;
  return value ? value : g_strdup(otherwise ? otherwise : "");
}

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

void
send_form_add_header(SendForm *send, const char *from_name, const char *from_email, const char *reply_to,
                     const char *subject)
{
  g_autofree char *name = from_name ? g_strdup(from_name) : send_form_last_value(send, "from-name", NULL);
  g_autofree char *email = from_email ? g_strdup(from_email)
                                      : send_form_last_value(send, "from-email", "noreply@qemailserver.com");
  g_autofree char *reply = reply_to ? g_strdup(reply_to) : send_form_last_value(send, "reply-to", NULL);
  form_add_text(send->form, "from-name", "From name", name, FORM_REQUIRED, NULL);
  form_add_text(send->form, "from-email", "From address", email, FORM_REQUIRED, check_email);
  form_add_text(send->form, "reply-to", "Reply to", reply, 0, check_reply_to);
  form_add_text(send->form, "subject", "Subject", subject ? subject : "", FORM_REQUIRED, check_subject);
}

/* In seconds. */
static int
window_of(const SendForm *send)
{
  const Services *services = send->services;
  return services->settings ? settings_undo_window(services->settings) : 300;
}

gboolean
send_form_when(const SendForm *send, const char *typed, gint64 *when)
{
  if (!*typed || g_ascii_strcasecmp(typed, "now") == 0) {
    *when = api_client_server_now(send->services->client) + (gint64) window_of(send) * 1000;
    return TRUE;
  }
  g_autoptr(GTimeZone) zone = g_time_zone_new_local();
  g_autofree char *iso = g_strdelimit(g_strdup(typed), " ", 'T');
  g_autofree char *whole = g_strconcat(iso, strlen(iso) == 16 ? ":00" : "", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(whole, zone);
  if (!time)
    return FALSE;
  *when = g_date_time_to_unix(time) * 1000;
  return TRUE;
}

static char *
check_when(Form *form G_GNUC_UNUSED, const char *value, gpointer data)
{
  const SendForm *send = data;
  gint64 when = 0;
  if (!send_form_when(send, value, &when))
    return g_strdup("“now”, or a time like 2026-11-24 16:00");
  return when < api_client_server_now(send->services->client) ? g_strdup("That time has passed") : NULL;
}

void
send_form_add_when(SendForm *send)
{
  form_add_text(send->form, "when", "When", "now", 0, check_when);
}

static char *
check_days(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  guint64 days = 0;
  if (!*value || g_ascii_string_to_unsigned(value, 10, 1, 3650, &days, NULL))
    return NULL;
  return g_strdup("Days, 1 to 3650; empty: Qualtrics decides");
}

void
send_form_add_expiry(SendForm *send)
{
  form_add_text(send->form, "expiry", "Link expires", "", 0, check_days);
  form_set_note(send->form, "expiry", "days after it leaves; empty: Qualtrics decides");
}

/* Into the launch */

static void
take(SendForm *send, const char *field, char **value)
{
  const char *typed = form_get(send->form, field);
  g_free(*value);
  *value = typed && *typed ? g_strdup(typed) : NULL;
}

void
send_form_take_header(SendForm *send)
{
  take(send, "from-name", &send->launch->from_name);
  take(send, "from-email", &send->launch->from_email);
  take(send, "reply-to", &send->launch->reply_to);
  take(send, "subject", &send->launch->subject);
}

void
send_form_take_when(SendForm *send)
{
  send_form_when(send, form_get(send->form, "when"), &send->launch->send_at);
}

void
send_form_take_expiry(SendForm *send)
{
  Launch *launch = send->launch;
  guint64 days = g_ascii_strtoull(form_get(send->form, "expiry"), NULL, 10);
  launch->link_expires = days ? launch->send_at + (gint64) days * 86400 * 1000 : TIMESTAMP_NONE;
}

/* The review */

gboolean
send_form_may_go(SendForm *send)
{
  g_autofree char *held = launch_desk_refuse(send->services->desk, send->launch);
  form_set_status(send->form, held, held != NULL);
  return held == NULL;
}

void
send_form_append(GString *text, const char *label, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_string_append_printf(text, "%s\t%s\n", label, what);
}

void
send_form_append_mail(GString *text, const char *mail)
{
  gboolean blank = FALSE, begun = FALSE;
  g_auto(GStrv) lines = g_strsplit(mail, "\n", -1);
  for (char **line = lines; *line; line++) {
    if (*g_strstrip(*line)) {
      g_string_append_printf(text, "%s%s\n", blank && begun ? "\n" : "", *line);
      begun = TRUE;
    }
    blank = !**line;
  }
}

/* In the words of a person: minutes, or hours when there are many. */
static void
append_clock(const SendForm *send, GString *text)
{
  const ApiClient *client = send->services->client;
  gint64 ahead = api_client_server_now(client) - g_get_real_time() / 1000;
  gint64 minutes = (ABS(ahead) + 30 * 1000) / (60 * 1000);
  if (!api_client_knows_time(client) || ABS(ahead) <= CLOCK_NOISE_MS)
    return;
  send_form_append(
      text, "Careful", "the server's clock, which counts, is %" G_GINT64_FORMAT " %s %s this machine's",
      minutes < 120 ? minutes : minutes / 60, minutes < 120 ? "min" : "h", ahead > 0 ? "ahead of" : "behind");
}

/* The same once more may be meant; mostly it is not. Another copy of the program may have sent the first one,
 * so the journal is asked. */
static void
append_other(const SendForm *send, GString *text)
{
  const Launch *launch = send->launch;
  const char *target = launch->parent_id ? launch->parent_id : launch->list_id;
  launch_desk_recover(send->services->desk);
  if (launch_desk_waits(send->services->desk, launch->survey_id, target))
    send_form_append(text, "Careful", "this survey already waits to leave to %s",
                     launch->parent_id ? "these people" : "this list, or some of it");
}

/* "5 min", "90 s"; new. */
static char *
undo_window(const SendForm *send)
{
  int seconds = window_of(send);
  return seconds % 60 ? g_strdup_printf("%d s", seconds) : g_strdup_printf("%d min", seconds / 60);
}

void
send_form_append_times(const SendForm *send, GString *text)
{
  const char *typed = form_get(send->form, "when");
  gint64 when = send->launch->send_at;
  g_autofree char *here = timestamp_to_local(when, "%a %d %b %H:%M:%S %Z");
  g_autofree char *offset = timestamp_to_local(when, "%z");
  g_autofree char *there = timestamp_to_api(when);
  gboolean now = !*typed || g_ascii_strcasecmp(typed, "now") == 0;
  g_autofree char *utc = g_str_equal(offset, "+0000") ? g_strdup("") : g_strdup_printf(" (%s)", there);
  gboolean undone = when - LAUNCH_CALL_BACK_MS > api_client_server_now(send->services->client);
  g_autofree char *window = undo_window(send);
  send_form_append(text, "Leaves", "%s%s%s%s", here, utc,
                   !now     ? ""
                   : undone ? ": now plus the undo window of "
                            : ": now",
                   now && undone ? window : "");
  send_form_append_undo(text, when, api_client_server_now(send->services->client));
  append_clock(send, text);
  append_other(send, text);
}

void
send_form_append_undo(GString *text, gint64 send_at, gint64 now)
{
  gint64 last = send_at - LAUNCH_CALL_BACK_MS;
  g_autofree char *until = timestamp_to_local(last, "%H:%M:%S");
  g_autofree char *day = timestamp_to_local(last, "%d %b "), *today = timestamp_to_local(now, "%d %b ");
  if (last > now)
    send_form_append(text, "Undo", "u calls it back until %s%s, then it can't be undone",
                     g_str_equal(day, today) ? "" : day, until);
  else
    send_form_append(text, "Undo", "none: it leaves too soon to be called back");
}

/* Somebody may have opted out since. */
static gboolean
is_old(const SendForm *send)
{
  if (api_client_server_now(send->services->client) - send->reviewed_at < REVIEW_HOLDS_MS)
    return FALSE;
  g_autofree char *when = timestamp_to_local(send->reviewed_at, "%d %b %H:%M");
  g_autofree char *text =
      g_strdup_printf("Nothing was sent: the review was of %s; here it is anew, look at it again", when);
  send->host.say(send->host.app, MESSAGE_WARNING, text);
  return TRUE;
}

/* If that is later; the day on which its links expire moves along. */
static void
move_to(Launch *launch, gint64 send_at)
{
  if (send_at <= launch->send_at)
    return;
  if (launch->link_expires != TIMESTAMP_NONE)
    launch->link_expires += send_at - launch->send_at;
  launch->send_at = send_at;
}

static void
on_typed(gboolean yes, gpointer data)
{
  SendForm *send = data;
  form_set_busy(send->form, NULL);
  if (!yes)
    form_set_status(send->form, "Nothing was sent", FALSE);
  else if (is_old(send))
    form_press_main(send->form);
  else if (send->before)
    send->before(send);
  else
    send_form_send(send);
}

void
send_form_review(SendForm *send, const char *text, guint64 number, const char *verb,
                 void (*before)(SendForm *send))
{
  send->reviewed_at = api_client_server_now(send->services->client);
  launch_desk_review(send->services->desk, send->launch);
  send->before = before;
  form_set_busy(send->form, NULL);
  g_autofree char *expected = text_count(number);
  send->host.overlay(send->host.app, dialog_type("Review", text, expected, verb, on_typed, send));
}

/* Sending */

/* For the form, its draft and the line of messages; new. */
static char *
outcome_words(const SendForm *send, const LaunchResult *sent)
{
  const char *name = send->launch->subject ? send->launch->subject : "It";
  g_autofree char *when = timestamp_to_local(sent->send_at, "%d %b %H:%M:%S");
  if (sent->outcome != LAUNCH_DONE)
    return g_strdup_printf("%s: %s",
                           sent->outcome == LAUNCH_REFUSED ? "Not sent" : "Sent or not, nobody knows yet",
                           sent->reason);
  if (send->launch->kind == LAUNCH_LINKS)
    return g_strdup_printf("%s: the links are being made; Enter shows them in pane 4", name);
  return g_strdup_printf("%s leaves at %s%s", name, when,
                         sent->send_at - LAUNCH_CALL_BACK_MS > api_client_server_now(send->services->client)
                             ? "; u calls it back"
                             : ": too soon to be called back");
}

static void
say_outcome(const SendForm *send, const LaunchResult *sent)
{
  g_autofree char *text = outcome_words(send, sent);
  send->host.say(send->host.app, sent->outcome == LAUNCH_DONE ? MESSAGE_OK : MESSAGE_ERROR, text);
}

static void
on_sent(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  SendForm *send = data;
  Services *services = send->services;
  PaneHost host = send->host;
  g_autoptr(LaunchResult) sent = launch_send_finish(services->desk, result);
  send->sending = FALSE;
  if (sent->outcome == LAUNCH_DONE) {
    send_form_drop_kept(send);
    if (send->sent)
      send->sent(send);
  } else if (sent->outcome == LAUNCH_REFUSED) {
    g_autofree char *reason = outcome_words(send, sent);
    send_form_keep_reason(send, reason);
    if (!send->gone) {
      send_form_problem(send, reason);
      return;
    }
  } /* else its draft stays as it is: it goes when it is known that it was sent */
  say_outcome(send, sent);
  g_autofree char *survey = g_strdup(send->launch->survey_id);
  if (send->gone)
    send_form_free(send);
  else {
    form_close(send->form);
    host.reap(host.app);
  }
  if (sent->outcome != LAUNCH_REFUSED && services->client) /* else the connection was left */
    services->launched(services->app, survey, sent->distribution_id);
}

/* A time that was typed is over sooner or later; what is sent for it would leave at once, without an undo. */
gboolean
send_form_is_over(SendForm *send)
{
  gint64 earliest = 0;
  Launch *launch = send->launch;
  if (launch->kind == LAUNCH_LINKS)
    return FALSE;
  if (send_form_when(send, form_get(send->form, "when"), &earliest))
    move_to(launch, earliest);
  if (launch->send_at >= api_client_server_now(send->services->client))
    return FALSE;
  send_form_problem(send, "Not sent: the time for it has passed");
  form_focus(send->form, "when");
  return TRUE;
}

void
send_form_send(SendForm *send)
{
  if (send_form_is_over(send))
    return;
  form_set_busy(send->form, "Sending…");
  send->sending = TRUE;
  send_form_keep_reason(send, "It was being sent when the program ended: see whether it was");
  launch_send_async(send->services->desk, send->launch, on_sent, send);
}
