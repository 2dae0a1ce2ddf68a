/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the forms that send something other than a plain mail have in common: the message chosen from a
 * library or written in $EDITOR, when it leaves, the send after the number was typed, and how that ended. A
 * form's own state begins with a SendForm, which is the data of all its fields.
 */
#pragma once

#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/forms/launch.h"
#include "ui/forms/recipients.h"
#include "ui/pane.h"
#include "ui/services.h"

/* Values of the field "recipients" that are no list. */
#define SEND_TO_MARKED "marked"
#define SEND_TO_CONTACT "contact"

/* In the group "form" of its draft. */
#define SEND_FORM_ID "form-id"

typedef struct SendForm SendForm;
struct SendForm {
  PaneHost host; /* a copy: the pane that opened the form may be gone by the end of the send */
  Services *services;
  Form *form;
  GCancellable *cancellable;
  Launch *launch;     /* what the review shows and the yes sends */
  gboolean sending;   /* a send can't be cancelled: the state outlives its form until it has ended */
  gboolean gone;      /* the form is gone meanwhile */
  gint64 reviewed_at; /* server time, ms: when the review was shown */
  void (*before)(SendForm *send); /* see send_form_review */
  /* To whom (send-target.c). */
  char *directory_id, *list_id, *lookup_id;
  GHashTable *directories; /* of each list that has come: its directory's ID */
  gboolean contact_first;  /* the one contact is meant, not the list */
  GPtrArray *marked;       /* of char *: contact IDs; NULL: none */
  /* The message (send-message.c). */
  const char *category; /* of the library's messages; static */
  const char *start;    /* what an own text begins as; static */
  gboolean is_plain;    /* an SMS: no HTML */
  const char *(*check_text)(const SendForm *send, const char *text);
  char *own_text, *library_text;
  GCancellable *reading, *listing;
  char *wanted_library, *wanted_message; /* to be chosen once they have come; then NULL */
  /* The draft of it (send-kept.c). */
  char *kept_id, *kept_title, *kept_text;
  char *held;        /* see drafts_take */
  char *form_id;     /* from its first letter on: by which it is known in the journal that it was sent */
  char *kept_reason; /* why it was not taken when it was sent; NULL: it never was */
  GKeyFile *origin;
  gboolean resumed;
  /* What was kept stands in the form again; may be NULL. */
  void (*restored)(SendForm *send);
  /* The launch was sent, or may have been; may be NULL. */
  void (*sent)(const SendForm *send);
  /* Frees what the form has of its own; may be NULL. */
  void (*clear)(SendForm *send);
};

/* Zeroed memory of the form's own state becomes a form. */
void send_form_init(SendForm *send, const PaneHost *host, Services *services, const char *title);
/* Takes it all over. */
Overlay *send_form_overlay(SendForm *send);

/* The last value of @field, else @otherwise; new. */
char *send_form_last_value(const SendForm *send, const char *field, const char *otherwise);
/* Adds "from-name", "from-email", "reply-to" and "subject", filled in; NULL: the last value. */
void send_form_add_header(SendForm *send, const char *from_name, const char *from_email, const char *reply_to,
                          const char *subject);
void send_form_add_when(SendForm *send);
/* In how many days after that a link expires. */
void send_form_add_expiry(SendForm *send);

/* A failed ask is shown in the form. TRUE if there was an error; a cancelled one is not to be looked into. */
gboolean send_form_failed(SendForm **send, gpointer data, const GError *error);
/* The form is ready again and says why it did not go on. */
void send_form_problem(SendForm *send, const char *text);
/* "now", or a time on this machine's clock ("2026-11-24 16:00"), as server time; FALSE if it is neither. */
gboolean send_form_when(const SendForm *send, const char *typed, gint64 *when);

/* Whether the time that was typed has passed meanwhile; it is said then. What leaves now is put off so far
 * that it can still be called back. */
gboolean send_form_is_over(SendForm *send);

/* Header and time of the form into the launch. */
void send_form_take_header(SendForm *send);
void send_form_take_when(SendForm *send);
/* After the time. */
void send_form_take_expiry(SendForm *send);
/* "Leaves\tTue 24 Nov ..." for the review. */
void send_form_append_times(const SendForm *send, GString *text);
/* "Undo\t..." for the review: until when a send that leaves at @send_at can be called back. */
void send_form_append_undo(GString *text, gint64 send_at, gint64 now);
/* The same of any line: a label and what stands beside it. */
void send_form_append(GString *text, const char *label, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The plain text of a mail, its paragraphs a blank line apart at most. */
void send_form_append_mail(GString *text, const char *mail);

/* The one door to the review: whether what the launch is aimed at may be sent to at all, by the journal as it
 * is now; it is said when not, before anybody has read a review and typed its number. */
gboolean send_form_may_go(SendForm *send);
/* Shows the review and asks for the number; then sends. With @before (may be NULL) something comes between:
 * it calls send_form_send itself. */
void send_form_review(SendForm *send, const char *text, guint64 number, const char *verb,
                      void (*before)(SendForm *send));
/* Sends the launch. When it has ended the form is gone, or says why nothing was sent. */
void send_form_send(SendForm *send);

/* send-target.c: adds "survey" and "recipients", what is meant first, and asks for the others. */
void send_form_add_target(SendForm *send, const LaunchStart *start);
/* The survey and the list into the launch; FALSE and said so if one is not chosen or may not be sent to. */
gboolean send_form_take_target(SendForm *send);
/* The recipients are counted: with a phone, or with an email address. @counted gets the form's data. */
void send_form_count(SendForm *send, gboolean by_phone, GAsyncReadyCallback counted);
/* As the @before of a review: makes the batch of the marked contacts if it goes to them, then sends. */
void send_form_send_to_target(SendForm *send);
void send_form_clear_target(SendForm *send);

/* send-message.c: adds "library", "message", "write" and "preview", and asks for them. */
void send_form_add_message(SendForm *send);
/* To be called when a field has changed. */
void send_form_message_changed(SendForm *send, const char *field);
/* The text that would go out now, or NULL. */
const char *send_form_text(const SendForm *send);
/* The message into the launch. */
void send_form_take_message(SendForm *send);
/* Hides or shows all of it. */
void send_form_hide_message(SendForm *send, gboolean hidden);
void send_form_clear_message(SendForm *send);

/* send-kept.c. The last thing in making a form: what is typed is a draft of that ID and title from now on,
 * and what was kept of it comes back. @origin (taken) is how it is opened again. */
void send_form_keep(SendForm *send, const char *id, const char *title, GKeyFile *origin);
/* The same where several forms may be left half-filled: @kept is the one to go on with (@id is not used
 * then); NULL: a new one, beside the others. */
void
send_form_keep_beside(SendForm *send, const char *id, const char *title, GKeyFile *origin, const Draft *kept);
/* It was tried to send, and this is how far it came. */
void send_form_keep_reason(SendForm *send, const char *reason);
void send_form_drop_kept(SendForm *send);
void send_form_clear_kept(SendForm *send);

/* send-resume.c. From where a form was opened: to a list and its like, or something of the form's own. */
GKeyFile *send_origin_of(const char *what, const LaunchStart *start);
GKeyFile *send_origin_new(const char *what);
void send_origin_put(GKeyFile *origin, const char *key, const char *value);
char *send_origin_get(GKeyFile *origin, const char *key);

/* What a LaunchStart borrows of a draft. */
typedef struct SendAim {
  GPtrArray *marked; /* of char * */
  char *lookup_id, *contact_title;
} SendAim;
void send_aim_clear(SendAim *aim);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SendAim, send_aim_clear)
/* To whom it was, as it was chosen then, unless @start itself says so (marked ones, the contact of a card).
 */
void send_origin_aim(GKeyFile *body, LaunchStart *start, SendAim *aim);
