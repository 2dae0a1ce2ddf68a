/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys do in a form, and the form as an overlay. */
#include <string.h>

#include "ui/form-private.h"

static void
press(Form *form, FormField *button)
{
  form_leave_field(form);
  if (button->checks && !form_check(form))
    return;
  button->pressed(form, button->name, form->data);
}

static FormField *
main_button(const Form *form)
{
  for (guint i = 0; i < form->fields->len; i++) {
    FormField *field = form_field_at(form, i);
    if (field->kind == FIELD_BUTTON && field->checks && !field->hidden)
      return field;
  }
  return NULL;
}

void
form_press_main(Form *form)
{
  FormField *button = main_button(form);
  if (button)
    press(form, button);
}

void
form_choose(Form *form, FormField *field, int option)
{
  if (option < 0 || option >= (int) field->options->len || option == form_field_option(field))
    return;
  form_set_string(&field->value, ((FormOption *) field->options->pdata[option])->value);
  form_check_field(form, field);
  form_tell_change(form, field);
}

/* A letter opens the list and is looked for in it: what is typed at a choice is meant to choose. */
static gboolean
choice_key(Form *form, FormField *field, const Key *key)
{
  int at = form_field_option(field);
  gboolean typed = (key->code == K_CHAR && !key->mods) || key->code == K_PASTE;
  if (key_is(key, "Left"))
    form_choose(form, field, at - 1);
  else if (key_is(key, "Right"))
    form_choose(form, field, at + 1);
  else if (field->options->len > 0 && (typed || key_is(key, "Enter"))) {
    form_menu_open(form);
    if (!key_is(key, "Enter") && !key_is(key, "Space"))
      form_menu_key(form, key);
  } else
    return FALSE;
  return TRUE;
}

static gboolean
toggle_key(Form *form, FormField *field, const Key *key)
{
  if (!key_is(key, "Space") && !key_is(key, "Left") && !key_is(key, "Right"))
    return FALSE;
  form_set_string(&field->value, strcmp(field->value, "yes") == 0 ? "no" : "yes");
  form_tell_change(form, field);
  return TRUE;
}

static gboolean
field_key(Form *form, FormField *field, const Key *key)
{
  switch (field->kind) {
  case FIELD_TEXT:
    if (!line_edit_key(field->edit, key))
      return FALSE;
    g_clear_pointer(&field->error, g_free);
    return TRUE;
  case FIELD_CHOICE:
    return choice_key(form, field, key);
  case FIELD_TOGGLE:
    return toggle_key(form, field, key);
  case FIELD_PREVIEW:
    if (!key_is(key, "PgDn") && !key_is(key, "PgUp"))
      return FALSE;
    field->scroll = MAX(field->scroll + (key->code == K_PGDN ? field->rows : -field->rows), 0);
    return TRUE;
  case FIELD_BUTTON:
    if (!key_is(key, "Enter") && !key_is(key, "Space"))
      return FALSE;
    press(form, field);
    return TRUE;
  default:
    return FALSE;
  }
}

/* A click goes to the field: a button is pressed, yes and no change, and a list opens once it has the focus.
 * In an open list it chooses, and beside it closes it. */
static void
take_click(Form *form, const Key *key)
{
  static const Key space = {.code = K_CHAR, .ch = ' '};
  int clicked = spots_at(form->spots, key);
  if (form->menu >= 0) {
    form->menu = -1;
    form_choose(form, form_focused(form), clicked);
    return;
  }
  gboolean was_here = form->focus == (guint) clicked;
  if (clicked < 0 || (!was_here && !form_go_to(form, (guint) clicked)))
    return;
  FormField *field = form_focused(form);
  if (field->kind == FIELD_TEXT)
    line_edit_key(field->edit, key);
  else if (field->kind != FIELD_CHOICE || was_here)
    field_key(form, field, &space);
}

/* Over a text it scrolls that, else it walks. */
static void
take_wheel(Form *form, const Key *key)
{
  int over = spots_at(form->spots, key), step = key->ch ? 1 : -1;
  FormField *field = over >= 0 && form->menu < 0 ? form_field_at(form, (guint) over) : NULL;
  if (form->menu >= 0)
    form_menu_step(form, step);
  else if (field && field->kind == FIELD_PREVIEW)
    field->scroll = MAX(field->scroll + step, 0);
  else
    form_walk(form, step);
}

static void
take_key(Form *form, const Key *key)
{
  FormField *field = form_focused(form);
  if (key->code == K_CLICK)
    take_click(form, key);
  else if (key->code == K_WHEEL)
    take_wheel(form, key);
  else if (form->menu >= 0)
    form_menu_key(form, key);
  else if (key_is(key, "C-s"))
    form_press_main(form);
  else if (!field_key(form, field, key)) {
    if (key_is(key, "Tab") || key_is(key, "Down") || key_is(key, "Enter"))
      form_walk(form, 1);
    else if (key_is(key, "S-Tab") || key_is(key, "Up"))
      form_walk(form, -1);
  }
  if (form->edited)
    form->edited(form, field->name, form->data);
}

static OverlayAnswer
form_key(Form *form, const Key *key)
{
  if (form->menu < 0 && key_is(key, "Esc")) {
    form->closing = TRUE;
    if (form->left)
      form->left(form, "", form->data);
  } else if (form->menu >= 0 || !form->busy)
    take_key(form, key);
  return form->closing ? OVERLAY_CLOSES : OVERLAY_STAYS;
}

/* As an overlay */

static void
overlay_draw(gpointer state, Canvas *canvas, Rect area)
{
  form_draw(state, canvas, area);
}

static OverlayAnswer
overlay_key(gpointer state, const Key *key)
{
  return form_key(state, key);
}

static void
overlay_free_form(gpointer state)
{
  Form *form = state;
  GDestroyNotify freed = form->freed;
  gpointer data = form->data;
  form_free(form);
  if (freed)
    freed(data);
}

/* "←/→ change  Tab next  Ctrl-s review  Esc leave": the key goes by what its button says. */
static const char *
hint_with(Form *form, const char *keys)
{
  const FormField *button = main_button(form);
  g_autofree char *word = button ? g_utf8_strdown(button->label, -1) : NULL;
  g_free(form->hint);
  form->hint = g_strconcat(keys, word ? "  Ctrl-s " : "", word ? word : "", "  Esc leave", NULL);
  return form->hint;
}

static const char *
overlay_hint(gpointer state)
{
  Form *form = state;
  if (form->busy)
    return "Esc leave";
  if (form->menu >= 0)
    return "Enter choose  ↑/↓ walk  type to find  Esc leave";
  switch (form_focused(form)->kind) {
  case FIELD_CHOICE:
    return hint_with(form, "←/→ change  Enter list  Tab next");
  case FIELD_TOGGLE:
    return hint_with(form, "Space change  Tab next");
  case FIELD_BUTTON:
    return "Enter press  Tab next  Esc leave";
  default:
    return hint_with(form, "Tab next  Shift-Tab previous");
  }
}

static gboolean
overlay_closing(gpointer state)
{
  return ((Form *) state)->closing;
}

static const OverlayClass form_class = {"form",       overlay_draw,    overlay_key, NULL, overlay_free_form,
                                        overlay_hint, overlay_closing, NULL};

Overlay *
form_overlay(Form *form, GDestroyNotify freed)
{
  form->freed = freed;
  return overlay_new(&form_class, form);
}
