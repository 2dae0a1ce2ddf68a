/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field checks itself as it is left and whenever the whole form is; an error goes as soon as its field is
 * typed in again. */
#include "ui/form.h"

#include <string.h>

#include "ui/form-private.h"

Form *
form_new(const char *title, gpointer data)
{
  Form *form = g_new0(Form, 1);
  form->title = g_strdup(title);
  form->data = data;
  form->menu = -1;
  form->find = line_edit_new("");
  form->spots = spots_new();
  return form;
}

static void
option_free(gpointer data)
{
  FormOption *option = data;
  g_free(option->value);
  g_free(option->label);
  g_free(option);
}

static void
field_free(gpointer data)
{
  FormField *field = data;
  g_free(field->name);
  g_free(field->label);
  line_edit_free(field->edit);
  g_free(field->value);
  g_free(field->before);
  g_free(field->left_with);
  g_clear_pointer(&field->options, g_ptr_array_unref);
  g_free(field->error);
  g_free(field->note);
  g_free(field);
}

void
form_free(Form *form)
{
  if (!form)
    return;
  g_free(form->title);
  if (form->fields)
    g_ptr_array_unref(form->fields);
  g_free(form->busy);
  g_free(form->status);
  g_free(form->hint);
  line_edit_free(form->find);
  spots_free(form->spots);
  g_free(form);
}

/* Building */

static gboolean
can_focus(const FormField *field)
{
  return !field->hidden && !(field->flags & FORM_READ_ONLY);
}

static FormField *
add(Form *form, FieldKind kind, const char *name, const char *label, guint flags)
{
  if (!form->fields)
    form->fields = g_ptr_array_new_with_free_func(field_free);
  FormField *field = g_new0(FormField, 1);
  field->kind = kind;
  field->name = g_strdup(name);
  field->label = g_strdup(label);
  field->flags = flags;
  g_ptr_array_add(form->fields, field);
  const FormField *focused = form_focused(form);
  if (!can_focus(focused) || focused->kind == FIELD_PREVIEW)
    form->focus = form->fields->len - 1;
  return field;
}

void
form_add_text(Form *form, const char *name, const char *label, const char *value, guint flags,
              FormCheck check)
{
  FormField *field = add(form, FIELD_TEXT, name, label, flags);
  field->edit = line_edit_new(value);
  field->before = g_strdup(line_edit_text(field->edit));
  field->left_with = g_strdup(field->before);
  field->check = check;
}

void
form_add_secret(Form *form, const char *name, const char *label, guint flags, FormCheck check)
{
  FormField *field = add(form, FIELD_TEXT, name, label, flags);
  field->edit = line_edit_new_secret();
  field->check = check;
}

void
form_add_choice(Form *form, const char *name, const char *label, guint flags, FormCheck check)
{
  FormField *field = add(form, FIELD_CHOICE, name, label, flags);
  field->options = g_ptr_array_new_with_free_func(option_free);
  field->value = g_strdup("");
  field->before = g_strdup("");
  field->check = check;
}

void
form_add_toggle(Form *form, const char *name, const char *label, gboolean on)
{
  FormField *field = add(form, FIELD_TOGGLE, name, label, 0);
  field->value = g_strdup(on ? "yes" : "no");
  field->before = g_strdup(field->value);
}

void
form_add_preview(Form *form, const char *name, const char *label, const char *text, int rows)
{
  FormField *field = add(form, FIELD_PREVIEW, name, label, 0);
  field->value = g_strdup(text ? text : "");
  field->before = g_strdup(field->value);
  field->rows = rows;
}

void
form_add_button(Form *form, const char *name, const char *label, gboolean checks, FormCall pressed)
{
  FormField *field = add(form, FIELD_BUTTON, name, label, 0);
  field->checks = checks;
  field->pressed = pressed;
}

/* Finding */

FormField *
form_field_at(const Form *form, guint i)
{
  return form->fields->pdata[i];
}

static FormField *
find(const Form *form, const char *name)
{
  for (guint i = 0; form->fields && i < form->fields->len; i++)
    if (g_strcmp0(form_field_at(form, i)->name, name) == 0)
      return form_field_at(form, i);
  return NULL;
}

FormField *
form_focused(const Form *form)
{
  return form_field_at(form, form->focus);
}

static const char *
value_of(const FormField *field)
{
  const char *value = field->edit ? line_edit_text(field->edit) : field->value;
  return value ? value : "";
}

int
form_field_option(const FormField *field)
{
  for (guint i = 0; field->options && i < field->options->len; i++)
    if (strcmp(((FormOption *) field->options->pdata[i])->value, field->value) == 0)
      return (int) i;
  return -1;
}

const char *
form_get(const Form *form, const char *name)
{
  const FormField *field = find(form, name);
  return field ? value_of(field) : NULL;
}

gboolean
form_get_toggle(const Form *form, const char *name)
{
  return g_strcmp0(form_get(form, name), "yes") == 0;
}

const char *
form_get_label(const Form *form, const char *name)
{
  const FormField *field = find(form, name);
  int at = field ? form_field_option(field) : -1;
  return at >= 0 ? ((FormOption *) field->options->pdata[at])->label : NULL;
}

gboolean
form_changed(const Form *form, const char *name)
{
  const FormField *field = find(form, name);
  return field && strcmp(value_of(field), field->before ? field->before : "") != 0;
}

/* Setting */

void
form_set_string(char **where, const char *text)
{
  char *copy = g_strdup(text);
  g_free(*where);
  *where = copy;
}

void
form_set(Form *form, const char *name, const char *value)
{
  FormField *field = find(form, name);
  if (!field)
    return;
  if (field->edit)
    line_edit_set_text(field->edit, value);
  else
    form_set_string(&field->value, value ? value : "");
  if (field->left_with)
    form_set_string(&field->left_with, value_of(field));
  if (field->before)
    form_set_string(&field->before, value_of(field));
  field->scroll = 0;
}

void
form_clear_options(Form *form, const char *name)
{
  FormField *field = find(form, name);
  if (field && field->options)
    g_ptr_array_set_size(field->options, 0);
  form->menu = -1;
}

void
form_add_option(Form *form, const char *name, const char *value, const char *label)
{
  FormField *field = find(form, name);
  if (!field || !field->options)
    return;
  FormOption *option = g_new0(FormOption, 1);
  option->value = g_strdup(value);
  option->label = g_strdup(label);
  g_ptr_array_add(field->options, option);
  if (field->options->len == 1 && !*field->value) {
    form_set_string(&field->value, value);
    form_set_string(&field->before, value);
  }
}

gboolean
form_has_option(const Form *form, const char *name, const char *value)
{
  const FormField *field = find(form, name);
  for (guint i = 0; field && field->options && i < field->options->len; i++)
    if (g_strcmp0(((FormOption *) field->options->pdata[i])->value, value) == 0)
      return TRUE;
  return FALSE;
}

void
form_on_change(Form *form, FormCall changed)
{
  form->changed = changed;
}

void
form_on_edit(Form *form, FormCall edited)
{
  form->edited = edited;
}

void
form_on_leave(Form *form, FormCall left)
{
  form->left = left;
}

void
form_set_error(Form *form, const char *name, const char *reason)
{
  FormField *field = find(form, name);
  if (field)
    form_set_string(&field->error, reason);
}

void
form_set_note(Form *form, const char *name, const char *note)
{
  FormField *field = find(form, name);
  if (field)
    form_set_string(&field->note, note);
}

void
form_set_loading(Form *form, const char *name, gboolean loading)
{
  FormField *field = find(form, name);
  if (field)
    field->loading = loading;
}

void
form_set_busy(Form *form, const char *text)
{
  form_set_string(&form->busy, text);
}

gboolean
form_is_busy(const Form *form)
{
  return form->busy != NULL;
}

void
form_set_status(Form *form, const char *text, gboolean error)
{
  form_set_string(&form->status, text);
  form->status_is_error = error;
}

void
form_close(Form *form)
{
  form->closing = TRUE;
}

gboolean
form_is_closing(const Form *form)
{
  return form->closing;
}

void
form_focus(Form *form, const char *name)
{
  for (guint i = 0; i < form->fields->len; i++)
    if (g_strcmp0(form_field_at(form, i)->name, name) == 0 && can_focus(form_field_at(form, i)))
      form->focus = i;
}

/* Checking and walking */

gboolean
form_check_field(Form *form, FormField *field)
{
  if (field->hidden || field->kind == FIELD_BUTTON)
    return TRUE;
  const char *value = value_of(field);
  char *reason = NULL;
  if ((field->flags & FORM_REQUIRED) && !*value)
    reason = g_strdup(field->loading ? "Still loading" : "This is needed");
  else if (field->check)
    reason = field->check(form, value, form->data);
  g_free(field->error);
  field->error = reason;
  return reason == NULL;
}

gboolean
form_check(Form *form)
{
  gboolean good = TRUE;
  for (guint i = 0; i < form->fields->len; i++)
    if (!form_check_field(form, form_field_at(form, i)) && good) {
      good = FALSE;
      form->focus = i;
    }
  return good;
}

void
form_tell_change(Form *form, const FormField *field)
{
  if (form->changed)
    form->changed(form, field->name, form->data);
}

/* A text that has been changed is told once, as it is left. What is empty is not complained about before it
 * was touched. */
void
form_leave_field(Form *form)
{
  FormField *field = form_focused(form);
  gboolean changed = field->left_with && strcmp(field->left_with, value_of(field)) != 0;
  if (*value_of(field) || changed)
    form_check_field(form, field);
  if (changed) {
    form_set_string(&field->left_with, value_of(field));
    form_tell_change(form, field);
  }
}

void
form_walk(Form *form, int step)
{
  form_leave_field(form);
  guint n = form->fields->len;
  for (guint i = 0; i < n; i++) {
    form->focus = (guint) ((int) form->focus + step + (int) n) % n;
    if (can_focus(form_focused(form)))
      return;
  }
}

gboolean
form_go_to(Form *form, guint field)
{
  if (!can_focus(form_field_at(form, field)))
    return FALSE;
  form_leave_field(form);
  form->focus = field;
  return TRUE;
}

void
form_set_hidden(Form *form, const char *name, gboolean hidden)
{
  FormField *field = find(form, name);
  if (!field)
    return;
  field->hidden = hidden;
  if (form_focused(form) == field && hidden)
    form_walk(form, 1);
}
