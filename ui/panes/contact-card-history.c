/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the contact was sent and answered, below its fields. It comes behind the contact itself; a part that
 * is refused says so in its heading, and the card stays as it is.
 */
#include "src/api/contact-history.h"
#include "src/model/timestamp.h"
#include "ui/panes/contact-card-private.h"
#include "ui/text.h"

enum { MOST_EVENTS = 2000 }; /* of one contact; more than that nobody reads */

static void ask(CardHistory *history, const char *next);

void
contact_card_history_init(State *state)
{
  for (ContactHistory kind = 0; kind < N_CONTACT_HISTORIES; kind++) {
    CardHistory *history = &state->histories[kind];
    history->state = state;
    history->kind = kind;
    history->events = g_ptr_array_new_with_free_func((GDestroyNotify) contact_event_free);
  }
}

void
contact_card_history_done(State *state)
{
  for (ContactHistory kind = 0; kind < N_CONTACT_HISTORIES; kind++) {
    g_ptr_array_unref(state->histories[kind].events);
    g_free(state->histories[kind].failure);
  }
}

/* The events of before stay until the first page of the new ones comes. */
static void
on_page(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Page) page = contact_history_finish(NULL, result, &error);
  if (was_cancelled(error))
    return;
  CardHistory *history = data;
  history->loading = FALSE;
  g_clear_pointer(&history->failure, g_free);
  if (error)
    history->failure = g_strdup(error->message);
  else {
    if (history->old)
      g_ptr_array_set_size(history->events, 0);
    history->old = FALSE;
    while (page->items->len)
      g_ptr_array_add(history->events, g_ptr_array_steal_index(page->items, 0));
    g_ptr_array_sort(history->events, contact_event_newest_first);
    history->cut = page->next && history->events->len >= MOST_EVENTS;
    if (page->next && !history->cut)
      ask(history, page->next);
  }
  contact_card_show(history->state);
}

static void
ask(CardHistory *history, const char *next)
{
  State *state = history->state;
  ContactPlace place = {state->directory_id, state->list_id};
  history->loading = TRUE;
  contact_history_async(state->services->client, &place, state->contact_id, history->kind, next,
                        state->cancellable, on_page, history);
}

void
contact_card_history_refresh(State *state)
{
  for (ContactHistory kind = 0; kind < N_CONTACT_HISTORIES; kind++) {
    state->histories[kind].old = TRUE;
    ask(&state->histories[kind], NULL);
  }
}

/* "3", "loading…", "not loaded: …"; new. A list tells of itself alone. */
static char *
state_words(const CardHistory *history)
{
  const char *where = history->state->list_id ? " through this list" : "";
  if (history->failure)
    return g_strdup_printf("not loaded: %s", history->failure);
  if (history->loading)
    return g_strdup("loading…");
  if (history->events->len == 0)
    return g_strdup_printf("none%s", where);
  g_autofree char *count = text_count(history->events->len);
  return g_strdup_printf("%s%s%s", history->cut ? "some of more than " : "", count, where);
}

void
contact_card_history_show(State *state)
{
  static const char *const headings[] = {[CONTACT_MAILS] = "Mails", [CONTACT_RESPONSES] = "Responses"};
  for (ContactHistory kind = 0; kind < N_CONTACT_HISTORIES; kind++) {
    const CardHistory *history = &state->histories[kind];
    g_autofree char *words = state_words(history);
    contact_card_add(state, LINE_HEADING, headings[kind], words);
    for (guint i = 0; i < history->events->len; i++) {
      const ContactEvent *event = g_ptr_array_index(history->events, i);
      g_autofree char *when = timestamp_to_local(event->when, "%d %b %Y %H:%M");
      g_autofree char *what = contact_event_words(event);
      Line *line = contact_card_add(state, LINE_EVENT, *when ? when : "at an unknown time", what);
      const char *id = kind == CONTACT_MAILS ? event->distribution_id : event->response_id;
      line->event = event;
      g_free(line->id);
      line->id = g_strdup_printf("%d %d %s", (int) LINE_EVENT, (int) kind, id ? id : "");
    }
  }
}

char *
contact_card_history_words(State *state, const Line *line)
{
  const char *id = line->event->survey_id;
  const char *name = id ? state->services->survey_name(state->services->app, id) : NULL;
  if (!id)
    return g_strdup(line->value);
  return g_strdup_printf("%s%s%s", name ? name : id, *line->value ? " · " : "", line->value);
}
