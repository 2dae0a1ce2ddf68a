/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making and freeing the plain values.
 */
#include "src/model/values.h"

Page *
page_new(GDestroyNotify free_item)
{
  Page *page = g_new0(Page, 1);
  page->items = g_ptr_array_new_with_free_func(free_item);
  return page;
}

void
page_free(Page *page)
{
  if (page == NULL)
    return;
  g_ptr_array_unref(page->items);
  g_free(page->next);
  g_free(page);
}

void
identity_free(Identity *identity)
{
  if (identity == NULL)
    return;
  g_free(identity->user_id);
  g_free(identity->brand_id);
  g_free(identity->user_name);
  g_free(identity->first_name);
  g_free(identity->last_name);
  g_free(identity->email);
  g_free(identity->datacenter);
  g_free(identity);
}

void
directory_free(Directory *directory)
{
  if (directory == NULL)
    return;
  g_free(directory->id);
  g_free(directory->name);
  g_free(directory);
}

void
mailing_list_free(MailingList *list)
{
  if (list == NULL)
    return;
  g_free(list->id);
  g_free(list->name);
  g_free(list->owner_id);
  g_free(list);
}

void
survey_free(Survey *survey)
{
  if (survey == NULL)
    return;
  g_free(survey->id);
  g_free(survey->name);
  g_free(survey->owner_id);
  g_free(survey);
}

void
library_free(Library *library)
{
  if (library == NULL)
    return;
  g_free(library->id);
  g_free(library->name);
  g_free(library);
}

static void
message_text_free(gpointer data)
{
  MessageText *text = data;
  g_free(text->language);
  g_free(text->text);
  g_free(text);
}

LibraryMessage *
library_message_new(void)
{
  LibraryMessage *message = g_new0(LibraryMessage, 1);
  message->texts = g_ptr_array_new_with_free_func(message_text_free);
  return message;
}

void
library_message_free(LibraryMessage *message)
{
  if (message == NULL)
    return;
  g_free(message->id);
  g_free(message->description);
  g_free(message->category);
  g_ptr_array_unref(message->texts);
  g_free(message);
}

void
library_message_add(LibraryMessage *message, const char *language, const char *text)
{
  MessageText *item = g_new0(MessageText, 1);
  item->language = g_strdup(language);
  item->text = g_strdup(text);
  g_ptr_array_add(message->texts, item);
}

static const char *
text_in(const LibraryMessage *message, const char *language)
{
  for (guint i = 0; i < message->texts->len; i++) {
    const MessageText *item = g_ptr_array_index(message->texts, i);
    if (g_ascii_strcasecmp(item->language, language) == 0)
      return item->text;
  }
  return NULL;
}

const char *
library_message_text(const LibraryMessage *message, const char *language)
{
  const char *text = language != NULL ? text_in(message, language) : NULL;
  if (text == NULL)
    text = text_in(message, "en");
  if (text == NULL && message->texts->len > 0)
    text = ((const MessageText *) g_ptr_array_index(message->texts, 0))->text;
  return text;
}
