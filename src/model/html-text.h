/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Qualtrics writes messages, questions and choices in HTML; here is what a person would read of them.
 */
#pragma once

#include <glib.h>

/* Lines of plain text, clean, without blanks at its ends; of NULL it is "". New. */
char *html_as_text(const char *html);

/* The same on one line. New. */
char *html_as_line(const char *html);
