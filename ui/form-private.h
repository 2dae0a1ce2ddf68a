/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What form.c (the fields), form-keys.c, form-menu.c and form-draw.c know together. */
#pragma once
#include "ui/form.h"
#include "ui/line-edit.h"
#include "ui/spots.h"

typedef enum FieldKind { FIELD_TEXT, FIELD_CHOICE, FIELD_TOGGLE, FIELD_PREVIEW, FIELD_BUTTON } FieldKind;

typedef struct FormOption {
  char *value, *label;
} FormOption;

typedef struct FormField {
  FieldKind kind;
  char *name, *label;
  guint flags;
  gboolean hidden;
  LineEdit *edit;     /* texts and secrets */
  char *value;        /* choice, toggle, preview */
  char *before;       /* as it was given; NULL for secrets */
  char *left_with;    /* a text's value when on_change was last told */
  GPtrArray *options; /* of FormOption* */
  int rows;           /* of a preview */
  int scroll;
  gboolean checks;  /* a button */
  gboolean loading; /* a choice whose options are on their way */
  FormCheck check;
  FormCall pressed;
  char *error, *note;
} FormField;

struct Form {
  char *title;
  gpointer data;
  GPtrArray *fields; /* of FormField* */
  guint focus;
  FormCall changed, edited, left;
  char *busy, *status, *hint;
  gboolean status_is_error, closing;
  int scroll;     /* rows, of the whole form */
  int menu;       /* the option under the cursor of an open menu, or -1 */
  LineEdit *find; /* what is typed in the open menu */
  Spots *spots;   /* its fields by number, and of an open menu the options */
  GDestroyNotify freed;
};

FormField *form_focused(const Form *form);
/* Index of the choice's value among its options, or -1. */
int form_field_option(const FormField *field);
FormField *form_field_at(const Form *form, guint i);
/* Replaces the string at `where` by a copy; `text` may be (part of) the old one. */
void form_set_string(char **where, const char *text);

/* Fills or clears the field's error; whether it may be so. */
gboolean form_check_field(Form *form, FormField *field);
/* Tells the owner that the value is another one. */
void form_tell_change(Form *form, const FormField *field);
/* Checks the focused field and tells a changed text, before another place gets the focus. */
void form_leave_field(Form *form);
/* Leaves the field for the next one in this direction (1 or -1) that takes the focus. */
void form_walk(Form *form, int step);
/* Leaves the field for this one; FALSE: it takes no focus. */
gboolean form_go_to(Form *form, guint field);

/* Makes this option the choice's value, checks it and tells the change. */
void form_choose(Form *form, FormField *field, int option);

/* The focused choice's list: opened at its value, with nothing typed. */
void form_menu_open(Form *form);
void form_menu_key(Form *form, const Key *key);
/* Moves its cursor, among what was found. */
void form_menu_step(Form *form, int step);
/* Below the field at @y and @x, where there is room. */
void form_menu_draw(const Form *form, Canvas *canvas, Rect area, int y, int x, int width);
