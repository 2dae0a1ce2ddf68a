/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `y`: what can be copied of a thing, in a menu, into the terminal's clipboard (OSC 52, so over SSH too); and
 * `o`: the pages of a survey in the browser. The token is in none of it.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

typedef struct CopyMenu CopyMenu;

CopyMenu *copy_menu_new(Pane *pane, Services *services);
/* @key is the letter that takes it at once. Without a @text there is no such item. Copied. */
void copy_menu_add(CopyMenu *menu, char key, const char *label, const char *text);
/* "JSON" (j), which is asked for with GET @path when it is chosen, and "curl" (c), the line that asks so. */
void copy_menu_add_call(CopyMenu *menu, const char *path);
/* Shows it; takes it. */
void copy_menu_show(CopyMenu *menu);

/* The address of the form that people answer; new, or NULL without a connection. */
char *survey_form_link(const Services *services, const char *survey_id);
/* Which page of the survey to open in the browser. */
void survey_open_menu(Pane *pane, Services *services, const char *survey_id);
