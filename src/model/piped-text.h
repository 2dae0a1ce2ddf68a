/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Piped text: what Qualtrics puts in a mail in place of ${...}. It is the server that does so for each
 * recipient; here it is done for one of them, so that a person sees what will be read before it is sent.
 */
#pragma once

#include "src/model/contact.h"

/* @text (plain, not HTML) as @who would read it: ${m://FirstName} and ${e://Field/NAME} become what the
 * contact holds, empty where it holds nothing; a link becomes its words in brackets. What is not known here
 * stays as it is. New. */
char *piped_text_fill(const char *text, const Contact *who);

/* TRUE if the contact's embedded data is asked for, which the pages of a list do not bring. */
gboolean piped_text_needs_embedded(const char *text);
