/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contact as text that a person edits: "key = value", a line each, embedded data under its own heading.
 *
 *   # Ada Rossi
 *   email = ada.rossi@example.org
 *   firstName = Ada
 *
 *   [embedded data]
 *   site = north
 *
 * A backslash stands before a "=" in a key, before a "#" or "[" at its start, and before itself; "\s" is a
 * blank at the start or end of a key or value, "\n" the end of a line in it.
 */
#pragma once

#include "src/model/contact-edit.h"

/* @heading: lines to stand above it as a comment; NULL: none. New. */
char *contact_lines_new(const Contact *contact, const char *heading);

/* What @text changes of @base. A field whose line is gone stays as it is; embedded data whose line is gone is
 * dropped, unless the heading is gone too. An empty text changes nothing. NULL, and @reason (new, one line
 * for a person that names the line), when it cannot be understood. */
ContactEdit *contact_lines_read(const char *text, const Contact *base, char **reason);
