/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any keys into whatever takes some: a form, the dialogs, a text to read, the lines of the API console, drawn
 * after each key in a place of any size. What stands in them afterwards is text, and a number that was to be
 * typed is only taken for typed when it was.
 */
#include "tests/fuzz/fuzz.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/key-reader.h"
#include "ui/palette.h"
#include "ui/panes/call-line.h"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED("A6\x1b[B\t\tAda\x1b[D\x1b[D\x7f\x15Zelda\r\x13\x1b[Z \x1b[C\x1b"),
    FUZZ_SEED("B7n\x1b"),
    FUZZ_SEED("C812,408\r"),
    FUZZ_SEED("D0jj\r"),
    FUZZ_SEED("D1\x15new\r"),
    FUZZ_SEED("E4/word\rnNGg\x1b[6~q"),
    FUZZ_SEED("F2G/mail\rj"),
    FUZZ_SEED("F3contact CID_1\r"),
    FUZZ_SEED("F3CID_12\r"),
    FUZZ_SEED("F5GET /directories/{directory}/m\t\x1b[A\x1b[B?a=b\t\x1b[200~x\ny\x1b[201~\r"),
    FUZZ_SEED("\xff\x06\xe9\xa1\xa7\xf0\x9f\xa6\x8a e\xcc\x81\x1b[1;5D\x0b\x1a\x17"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 100;

#define NUMBER "12,408"

static void
on_field(Form *form, const char *name, gpointer data G_GNUC_UNUSED)
{
  g_assert_true(form_get(form, name) == NULL || g_utf8_validate(form_get(form, name), -1, NULL));
}

static char *
check_field(Form *form G_GNUC_UNUSED, const char *value, gpointer data G_GNUC_UNUSED)
{
  return strlen(value) % 3 == 1 ? g_strdup("not so long") : NULL;
}

static Overlay *
a_form(void)
{
  Form *form = form_new("A form", NULL);
  form_add_text(form, "text", "Text", "顧客 Zoë 🦊", FORM_REQUIRED, check_field);
  form_add_secret(form, "secret", "Secret", 0, NULL);
  form_add_choice(form, "choice", "Choice", 0, NULL);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *label = g_strdup_printf("option %u", i);
    form_add_option(form, "choice", label, label);
  }
  form_add_choice(form, "empty", "Nothing to choose", FORM_REQUIRED, NULL);
  form_add_toggle(form, "toggle", "Toggle", TRUE);
  form_add_preview(form, "preview", "Preview", "one\ntwo\nthree\nfour\nfive\nsix", 3);
  form_add_button(form, "button", "Press", FALSE, on_field);
  form_add_button(form, "main", "Press and check", TRUE, on_field);
  form_on_change(form, on_field);
  form_on_edit(form, on_field);
  return form_overlay(form, NULL);
}

static void
on_yes(gboolean yes, gpointer data)
{
  *(gboolean *) data = yes;
}

static void
on_choice(int choice, gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(choice, >=, -1);
  g_assert_cmpint(choice, <, 3);
}

static void
on_text(const char *text, gpointer data G_GNUC_UNUSED)
{
  g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
on_chosen(ActionId action, gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(action, <, ACTIONS);
}

static char *
refuse_odd(ActionId action, gpointer data G_GNUC_UNUSED)
{
  return action % 2 ? g_strdup("it is odd") : NULL;
}

static char *
check_argument(const char *name, const char *argument, gpointer data G_GNUC_UNUSED)
{
  g_assert_nonnull(name);
  return argument && strlen(argument) % 2 ? g_strdup("it is odd") : NULL;
}

static void
on_command(const char *name, const char *argument, gpointer data G_GNUC_UNUSED)
{
  g_assert_nonnull(name);
  g_assert_true(argument == NULL || g_utf8_validate(argument, -1, NULL));
}

static Overlay *
a_palette(const Keymap *keymap)
{
  Overlay *palette = palette_new(keymap, PLACE_CONTACTS, FALSE, refuse_odd, on_chosen, NULL);
  palette_add_command(palette, "contact", "CID_…", "CID_", "opens a contact", NULL);
  palette_add_command(palette, "everybody", NULL, NULL, "the whole list", g_strdup("not now"));
  palette_on_command(palette, check_argument, on_command);
  return palette;
}

static Overlay *
overlay_of(guint kind, const Keymap *keymap, gboolean *yes)
{
  static const char *const items[] = {"mine", "theirs", "a very long one, which is longer than the place",
                                      NULL};
  switch (kind) {
  case 0:
    return a_form();
  case 1:
    return dialog_confirm("A question", "Is it so?\tit is\nor not", on_yes, yes);
  case 2:
    return dialog_type("A number", "Lines\nand\nlines", NUMBER, "send", on_yes, yes);
  case 3:
    return dialog_menu("A menu", items, "mta", 1, on_choice, NULL);
  case 4:
    return dialog_prompt("A name", "Name", "Zoë", on_text, NULL);
  case 5:
    return help_new(keymap, PLACE_CONTACTS, "contacts", FALSE);
  case 6:
    return a_palette(keymap);
  default:
    return dialog_view("A text", "some words\n\nand a word, e\xcc\x81 顧客\n\ta tab\nthe end");
  }
}

/* The digits that were typed into a dialog that was answered with yes. */
static void
type_into_overlay(KeyReader *reader, guint kind, Canvas *canvas)
{
  gboolean yes = FALSE;
  g_autoptr(Keymap) keymap = keymap_new();
  g_autoptr(OverlayStack) stack = overlay_stack_new();
  overlay_stack_push(stack, overlay_of(kind, keymap, &yes));
  overlay_stack_draw(stack, canvas, canvas_rect(canvas));
  guint digits = 0;
  for (Key key; overlay_stack_top(stack) != NULL && key_reader_next(reader, TRUE, &key); key_clear(&key)) {
    digits += key.code == K_CHAR && g_unichar_isdigit(key.ch);
    overlay_stack_key(stack, &key);
    overlay_stack_reap(stack);
    overlay_stack_hint(stack);
    overlay_stack_is_typing(stack);
    canvas_clear(canvas);
    overlay_stack_draw(stack, canvas, canvas_rect(canvas));
  }
  g_assert_true(kind != 2 || !yes || digits >= 5);
}

static char *
known(const char *kind, gpointer data G_GNUC_UNUSED)
{
  return g_str_equal(kind, "directory") ? g_strdup("POOL_1") : NULL;
}

static void
type_call(KeyReader *reader, Canvas *canvas)
{
  const Paths nowhere = {.state = (char *) "/nonexistent"};
  g_autoptr(CallHistory) history = call_history_load(&nowhere);
  CallLine *line = call_line_new(history, known, NULL);
  for (Key key; key_reader_next(reader, TRUE, &key); key_clear(&key)) {
    call_line_key(line, &key);
    canvas_clear(canvas);
    call_line_draw(line, canvas, canvas_rect(canvas), TRUE);
    call_line_draw_offers(line, canvas, canvas_rect(canvas));
  }
  g_auto(WrittenCall) call = {0};
  g_autofree char *reason = NULL;
  gboolean whole = call_line_read(line, &call, &reason);
  g_assert_true(whole == (reason == NULL));
  g_assert_true(!whole || g_utf8_validate(call.path, -1, NULL));
  call_line_free(line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size < 2)
    return 0;
  g_autoptr(KeyReader) reader = key_reader_new();
  g_autoptr(Canvas) canvas = canvas_new(1 + data[0] % 16 * 2, 1 + data[0] / 16 * 6);
  key_reader_feed(reader, (const char *) data + 2, MIN(size - 2, 600));
  if (data[1] % 9 == 8)
    type_call(reader, canvas);
  else
    type_into_overlay(reader, data[1] % 9, canvas);
  return 0;
}
