/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogs, forms, help and palette, through the stack that the program uses. */
#include <string.h>

#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/palette.h"

typedef struct Answers {
  int count, yes, choice;
  char text[64];
  int pressed, changed, left;
} Answers;

static void
press(OverlayStack *stack, const char *keys)
{
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (char **name = names; *name; name++) {
    Key key;
    g_assert_true(key_parse(*name, &key));
    g_assert_true(overlay_stack_key(stack, &key));
  }
}

static char *
picture(OverlayStack *stack)
{
  g_autoptr(Canvas) canvas = canvas_new(20, 70);
  overlay_stack_draw(stack, canvas, canvas_rect(canvas));
  return canvas_to_text(canvas);
}

static void
assert_seen(OverlayStack *stack, const char *text)
{
  g_autofree char *all = picture(stack);
  g_test_message("%s", all);
  g_assert_nonnull(strstr(all, text));
}

static void
on_answer(gboolean yes, gpointer data)
{
  Answers *answers = data;
  answers->count++;
  answers->yes = yes;
}

static void
ask(const char *keys, gboolean expected)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  overlay_stack_push(stack, dialog_confirm("Delete", "Delete Ada Rossi?", on_answer, &answers));
  assert_seen(stack, "Delete Ada Rossi?");
  press(stack, keys);
  g_assert_cmpint(answers.count, ==, 1);
  g_assert_cmpint(answers.yes, ==, expected);
  g_assert_null(overlay_stack_top(stack));
}

static void
test_confirm(void)
{
  ask("y", TRUE);
  ask("n", FALSE);
  ask("Enter", FALSE);
  ask("Right Enter", TRUE);
  ask("Right Esc", FALSE);
}

static void
test_type(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  overlay_stack_push(stack, dialog_type("Send", "To Spring panel", "12,408", "send", on_answer, &answers));
  assert_seen(stack, "Type 12,408 to send");
  press(stack, "Enter");
  press(stack, "1 2 4 0 Enter");
  g_assert_cmpint(answers.count, ==, 0);
  press(stack, "8 Enter");
  g_assert_cmpint(answers.count, ==, 1);
  g_assert_true(answers.yes);
}

static void
on_choice(int choice, gpointer data)
{
  Answers *answers = data;
  answers->count++;
  answers->choice = choice;
}

static void
test_menu(void)
{
  static const char *const items[] = {"ID", "Email", "Link", NULL};
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  overlay_stack_push(stack, dialog_menu("Copy", items, "iel", 0, on_choice, &answers));
  assert_seen(stack, "Email");
  press(stack, "Down Enter");
  g_assert_cmpint(answers.choice, ==, 1);
  overlay_stack_push(stack, dialog_menu("Copy", items, "iel", 0, on_choice, &answers));
  press(stack, "l");
  g_assert_cmpint(answers.choice, ==, 2);
  overlay_stack_push(stack, dialog_menu("Copy", items, "iel", 0, on_choice, &answers));
  press(stack, "Esc");
  g_assert_cmpint(answers.choice, ==, -1);
  g_assert_cmpint(answers.count, ==, 3);
}

static void
test_view(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 100; i++)
    g_string_append_printf(text, "line %d\n", i);
  overlay_stack_push(stack, dialog_view("Message", text->str));
  assert_seen(stack, "line 3");
  press(stack, "/ N E Space 7 7 Enter");
  assert_seen(stack, "line 77");
  press(stack, "q");
  g_assert_null(overlay_stack_top(stack));
}

static char *
check_email(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return strchr(value, '@') ? NULL : g_strdup("An address has an @");
}

static void
on_pressed(Form *form, const char *name, gpointer data)
{
  Answers *answers = data;
  answers->pressed++;
  g_assert_cmpstr(name, ==, "save");
  form_close(form);
}

static void
on_changed(Form *form, const char *name, gpointer data)
{
  Answers *answers = data;
  answers->changed++;
  g_strlcpy(answers->text, form_get(form, name), sizeof answers->text);
}

static void
on_left(Form *form G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, gpointer data)
{
  ((Answers *) data)->left++;
}

static Form *
make_form(Answers *answers)
{
  Form *form = form_new("New contact", answers);
  form_add_text(form, "email", "Email", "", FORM_REQUIRED, check_email);
  form_add_choice(form, "language", "Language", 0, NULL);
  form_add_option(form, "language", "it", "Italian");
  form_add_option(form, "language", "fr", "French");
  form_add_secret(form, "token", "Token", 0, NULL);
  form_add_toggle(form, "unsubscribed", "Unsubscribed", FALSE);
  form_add_preview(form, "text", "Text", "one\ntwo", 2);
  form_add_button(form, "save", "Save", TRUE, on_pressed);
  form_on_change(form, on_changed);
  form_on_leave(form, on_left);
  return form;
}

static void
test_form(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  Form *form = make_form(&answers);
  overlay_stack_push(stack, form_overlay(form, NULL));
  press(stack, "C-s");
  assert_seen(stack, "This is needed");
  press(stack, "a d a Tab");
  assert_seen(stack, "An address has an @");
  g_assert_cmpstr(answers.text, ==, "ada");
  press(stack, "Right");
  g_assert_cmpstr(form_get(form, "language"), ==, "fr");
  g_assert_cmpstr(form_get_label(form, "language"), ==, "French");
  press(stack, "Enter");
  assert_seen(stack, "Italian");
  press(stack, "Up Enter");
  g_assert_cmpstr(answers.text, ==, "it");
  press(stack, "Tab s e c r e t");
  assert_seen(stack, "••••••");
  press(stack, "Tab Space");
  g_assert_true(form_get_toggle(form, "unsubscribed"));
  press(stack, "C-s");
  g_assert_cmpint(answers.pressed, ==, 0);
  press(stack, "@ x C-s");
  g_assert_cmpint(answers.pressed, ==, 1);
  g_assert_null(overlay_stack_top(stack));
}

/* Nothing that is typed at a choice is ignored, and nothing is taken that it does not find. */
static void
test_form_find(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  Form *form = make_form(&answers);
  form_add_option(form, "language", "", "(choose one)");
  for (guint i = 0; i < 300; i++) {
    g_autofree char *label = g_strdup_printf("Español %u", i);
    form_add_option(form, "language", label + strlen("Español "), label);
  }
  overlay_stack_push(stack, form_overlay(form, NULL));
  form_focus(form, "language");
  press(stack, "f");
  assert_seen(stack, "1 of 303");
  press(stack, "Enter");
  g_assert_cmpstr(form_get(form, "language"), ==, "fr");
  press(stack, "Enter e s p a n o l Space 2 9 9");
  assert_seen(stack, "Español 299");
  press(stack, "x");
  assert_seen(stack, "none of 303");
  press(stack, "Enter");
  g_assert_cmpstr(form_get(form, "language"), ==, "fr");
  press(stack, "Backspace Enter");
  g_assert_cmpstr(form_get(form, "language"), ==, "299");
  press(stack, "Enter 2 9 Down Down Enter");
  g_assert_cmpstr(form_get(form, "language"), ==, "229");
  press(stack, "j k Esc");
  g_assert_cmpstr(form_get(form, "language"), ==, "229");
  press(stack, "Enter End Enter");
  g_assert_cmpstr(form_get(form, "language"), ==, "299");
}

static void
test_form_left(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  Form *form = make_form(&answers);
  overlay_stack_push(stack, form_overlay(form, NULL));
  press(stack, "Enter Enter Esc");
  g_assert_cmpint(answers.left, ==, 0);
  form_set_busy(form, "Saving…");
  press(stack, "x");
  assert_seen(stack, "Saving…");
  form_close(form);
  overlay_stack_reap(stack);
  g_assert_null(overlay_stack_top(stack));
}

static void
test_small_screen(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  Answers answers = {0};
  Form *form = make_form(&answers);
  overlay_stack_push(stack, form_overlay(form, NULL));
  g_autoptr(Canvas) canvas = canvas_new(9, 60);
  press(stack, "S-Tab S-Tab S-Tab");
  overlay_stack_draw(stack, canvas, canvas_rect(canvas));
  g_autofree char *text = canvas_to_text(canvas);
  g_test_message("%s", text);
  g_assert_nonnull(strstr(text, "Unsubscribed"));
  g_assert_nonnull(strstr(text, "[ Save ]"));
}

static void
on_chosen(ActionId action, gpointer data)
{
  Answers *answers = data;
  answers->count++;
  answers->choice = (int) action;
}

static void
test_palette(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  g_autoptr(Keymap) keymap = keymap_new();
  Answers answers = {0};
  overlay_stack_push(stack, palette_new(keymap, PLACE_CONTACTS, FALSE, NULL, on_chosen, &answers));
  press(stack, "r e q l");
  assert_seen(stack, "request-log");
  press(stack, "Enter");
  g_assert_cmpint(answers.choice, ==, ACT_REQUEST_LOG);
  overlay_stack_push(stack, palette_new(keymap, PLACE_CONTACTS, TRUE, NULL, on_chosen, &answers));
  g_autofree char *all = picture(stack);
  g_assert_null(strstr(all, "delete"));
  press(stack, "Esc");
  g_assert_cmpint(answers.choice, ==, ACT_NONE);
}

typedef struct Ran {
  char *name, *argument;
} Ran;

static char *
check_command(const char *name G_GNUC_UNUSED, const char *argument, gpointer data G_GNUC_UNUSED)
{
  return g_strcmp0(argument, "CID_bad") == 0 ? g_strdup("That one is bad") : NULL;
}

static void
run_command(const char *name, const char *argument, gpointer data)
{
  Ran *ran = data;
  ran->name = g_strdup(name);
  ran->argument = g_strdup(argument);
}

/* @typed is pasted, then the keys; the command that ran is @name with @argument. */
static void
runs(const char *typed, const char *keys, const char *name, const char *argument)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  g_autoptr(Keymap) keymap = keymap_new();
  Ran ran = {0};
  Overlay *palette = palette_new(keymap, PLACE_CONTACTS, FALSE, NULL, on_chosen, &ran);
  palette_add_command(palette, "contact", "CID_…", "CID_", "open a contact", NULL);
  palette_add_command(palette, "filter mine", NULL, NULL, "rossi", NULL);
  palette_on_command(palette, check_command, run_command);
  overlay_stack_push(stack, palette);
  const Key paste = {.code = K_PASTE, .paste = (char *) typed};
  overlay_stack_key(stack, &paste);
  press(stack, keys);
  g_assert_cmpstr(ran.name, ==, name);
  g_assert_cmpstr(ran.argument, ==, argument);
  g_free(ran.name);
  g_free(ran.argument);
}

static void
test_palette_commands(void)
{
  runs("contact CID_1", "Enter", "contact", "CID_1");
  runs("CID_2", "Enter", "contact", "CID_2");
  runs("contact", "Enter C I D _ 3 Enter", "contact", "CID_3");
  runs("contact CID_bad", "Enter Backspace Backspace Enter", "contact", "CID_b");
  runs("fmine", "Enter", "filter mine", NULL);
}

static void
test_help(void)
{
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  g_autoptr(Keymap) keymap = keymap_new();
  overlay_stack_push(stack, help_new(keymap, PLACE_CONTACTS, "Contacts", FALSE));
  assert_seen(stack, "Help · Contacts");
  assert_seen(stack, "j ↓");
  press(stack, "G");
  assert_seen(stack, "quit from anywhere");
  press(stack, "?");
  g_assert_null(overlay_stack_top(stack));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/dialog/confirm", test_confirm);
  g_test_add_func("/dialog/type", test_type);
  g_test_add_func("/dialog/menu", test_menu);
  g_test_add_func("/dialog/view", test_view);
  g_test_add_func("/form/fields", test_form);
  g_test_add_func("/form/find", test_form_find);
  g_test_add_func("/form/left", test_form_left);
  g_test_add_func("/form/small-screen", test_small_screen);
  g_test_add_func("/palette", test_palette);
  g_test_add_func("/palette/commands", test_palette_commands);
  g_test_add_func("/help", test_help);
  return g_test_run();
}
