/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Libraries and the messages in them: a constant table.
 */
#pragma once

#include <glib.h>

typedef struct {
  const char *library; /* "UR" or "GR": the prefix of its ID */
  const char *category;
  const char *description; /* may be NULL */
  struct {
    const char *language, *text;
  } texts[4]; /* until language is NULL */
} LibraryMessage;

/* The message of that ID in that library; NULL when there is none. */
const LibraryMessage *library_message(const char *library_id, const char *message_id);

/* Its text in the language, else in English, else the first. */
const char *library_message_text(const LibraryMessage *message, const char *language);

/* A message by its ID alone, as a subject names it. */
const LibraryMessage *library_message_anywhere(const char *message_id);
