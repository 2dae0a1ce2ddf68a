/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small questions and long texts. Every one answers after it has been taken off the stack, exactly once
 * unless the program ends before. Deleting and sending never answer to a bare Enter: a question has "no"
 * chosen, a number or a word must be typed. */
#pragma once
#include "ui/completion.h"
#include "ui/overlay.h"

typedef void (*DialogAnswer)(gboolean yes, gpointer data);
typedef void (*DialogChoice)(int choice, gpointer data);             /* -1: none */
typedef void (*DialogText)(const char *text_or_null, gpointer data); /* NULL: left with Esc */

/* y, n, Esc; Left and Right walk, Enter answers what is chosen, which is "no" at first. */
Overlay *dialog_confirm(const char *title, const char *text, DialogAnswer answer, gpointer data);
/* "Type 12,408 to send": Enter counts only once `expected` stands there (commas and blanks do not matter). */
Overlay *dialog_type(const char *title, const char *text, const char *expected, const char *verb,
                     DialogAnswer answer, gpointer data);
/* A menu; `items` is NULL-ended and copied. `key_of` (may be NULL) is a string with a letter for each item,
 * which chooses it at once. */
Overlay *dialog_menu(const char *title, const char *const *items, const char *keys, int chosen,
                     DialogChoice choice, gpointer data);
/* The same; @free_data is called on @data when the menu has gone, chosen or not. */
Overlay *dialog_menu_owning(const char *title, const char *const *items, const char *keys, int chosen,
                            DialogChoice choice, gpointer data, GDestroyNotify free_data);
/* One line to type. */
Overlay *
dialog_prompt(const char *title, const char *label, const char *text, DialogText answer, gpointer data);
/* The same; Tab completes what stands before the cursor. */
Overlay *dialog_prompt_completing(const char *title, const char *label, const char *text,
                                  CompletionFunc complete, DialogText answer, gpointer data);
/* @overlay, a prompt: @edited gets its text after each key that changed it. */
Overlay *dialog_on_edit(Overlay *overlay, DialogText edited);
/* @overlay, a dialog: when the program ends before it was answered its data is freed by @free_orphan. For
 * data that nothing but the dialog holds. */
Overlay *dialog_with_orphan(Overlay *overlay, GDestroyNotify free_orphan);
/* A text to read: scrolled as lists are, `/` searches, n N go on, Esc or q closes. */
Overlay *dialog_view(const char *title, const char *text);
