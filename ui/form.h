/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form: labelled fields, one below the other, that check themselves as they are left. It is drawn as an
 * overlay. Tab, S-Tab, Up and Down walk the fields, Left and Right change a choice, Space a toggle, Enter
 * opens a choice's list, presses a button, or goes to the next field; C-s presses the button that goes on
 * that checks; Esc leaves. What is typed at a choice opens its list and finds in it. */
#pragma once
#include "ui/overlay.h"

typedef struct Form Form;

/* Checks a field: NULL if it may be so, else the reason (to be freed by the form). */
typedef char *(*FormCheck)(Form *form, const char *value, gpointer data);
/* Something happened to a field (its value changed and it was left, or the button was pressed). */
typedef void (*FormCall)(Form *form, const char *name, gpointer data);

enum { FORM_REQUIRED = 1 << 0, FORM_READ_ONLY = 1 << 1 };

/* `data` goes to every check and call. */
Form *form_new(const char *title, gpointer data);
void form_free(Form *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

/* Fields, in their order. Names, labels and values are copied. `check` may be NULL. */
void form_add_text(Form *form, const char *name, const char *label, const char *value, guint flags,
                   FormCheck check);
void form_add_secret(Form *form, const char *name, const char *label, guint flags, FormCheck check);
/* No options yet: form_add_option() in the order shown. */
void form_add_choice(Form *form, const char *name, const char *label, guint flags, FormCheck check);
/* The value is "yes" or "no". */
void form_add_toggle(Form *form, const char *name, const char *label, gboolean on);
/* Several lines of text to look at, `rows` high, scrolled with PgUp and PgDn. */
void form_add_preview(Form *form, const char *name, const char *label, const char *text, int rows);
/* Pressed by Enter; one with `checks` only if all fields have passed, and the first of these also by C-s. */
void form_add_button(Form *form, const char *name, const char *label, gboolean checks, FormCall pressed);

void form_clear_options(Form *form, const char *name);
/* `value` is what form_get() gives, `label` what is read; the first option is chosen unless form_set() says
 * otherwise. */
void form_add_option(Form *form, const char *name, const char *value, const char *label);

gboolean form_has_option(const Form *form, const char *name, const char *value);

/* Called when a field's value has changed: for texts as it is left, for choices and toggles at once. */
void form_on_change(Form *form, FormCall changed);
/* Called after each key that a field or button took: what was typed may be another by now. */
void form_on_edit(Form *form, FormCall edited);
/* Called at Esc, before the form closes: what was typed can still be read from it. */
void form_on_leave(Form *form, FormCall left);

/* Owned by the form until the next change; "" if empty, NULL if there is no such field. */
const char *form_get(const Form *form, const char *name);
gboolean form_get_toggle(const Form *form, const char *name);
/* The choice's label as read; NULL if none is chosen. */
const char *form_get_label(const Form *form, const char *name);
/* Sets a text, choice (by value), toggle ("yes", "no") or preview; no call of on_change. */
void form_set(Form *form, const char *name, const char *value);
/* Was it changed since form_add_… or form_set? */
gboolean form_changed(const Form *form, const char *name);
void form_set_error(Form *form, const char *name, const char *reason);
/* A dim remark under the field; NULL: none. */
void form_set_note(Form *form, const char *name, const char *note);
/* More of its options are on their way: an empty choice says so instead of having nothing to choose from. */
void form_set_loading(Form *form, const char *name, gboolean loading);
/* Hidden fields are not drawn, walked or checked. */
void form_set_hidden(Form *form, const char *name, gboolean hidden);
void form_focus(Form *form, const char *name);
/* Something is under way: fields don't take keys but Esc, and the line says what; NULL: no more. */
void form_set_busy(Form *form, const char *text);
gboolean form_is_busy(const Form *form);
/* A line above the buttons, in the style of an error or not; NULL: none. */
void form_set_status(Form *form, const char *text, gboolean error);
/* Checks all fields and goes to the first that fails. */
gboolean form_check(Form *form);
/* Presses the first button that checks, as Ctrl-s does. */
void form_press_main(Form *form);
/* Closes at the end of this key, or at the next key (a reply that comes later: call overlay_stack_reap()). */
void form_close(Form *form);
gboolean form_is_closing(const Form *form);

void form_draw(Form *form, Canvas *canvas, Rect area);

/* The form as an overlay, which takes it over; `freed` (may be NULL) is called on the form's data after the
 * form is gone. */
Overlay *form_overlay(Form *form, GDestroyNotify freed);
