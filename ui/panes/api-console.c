/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any call to the API, over all panes. Above, the call is written (call-line); below stands what came back
 * (call-answer). What writes asks first, goes into the journal, and is never sent on a read-only connection.
 */
#include <string.h>

#include "src/api/json-layout.h"
#include "src/api/raw.h"
#include "src/flow/refusal.h"
#include "src/model/clean-text.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/panes/call-answer.h"
#include "ui/panes/call-draft.h"
#include "ui/panes/call-line.h"
#include "ui/panes/panes.h"

enum { MOST_SHOWN = 2 * 1024 * 1024, MOST_IN_QUESTION = 300 };

typedef struct {
  Pane *pane;
  Services *services;
  CallHistory *history;
  gboolean history_told; /* that it cannot be written */
  CallLine *line;
  CallDraft *draft; /* of what is in the line */
  gboolean writing; /* the line takes the keys */
  CallAnswer *answer;
  WrittenCall sent;
  char *next;       /* where the answer goes on, or NULL */
  char *request_id; /* of the answer, or NULL */
  char *status;     /* a line about the answer, or NULL */
  gboolean asking, adding;
  gint64 asked_at; /* monotonic, us */
  GCancellable *cancellable;
} State;

static void
set_status(State *state, char *status)
{
  g_free(state->status);
  state->status = status;
}

/* Asking */

/* What a person sends by hand is in the journal like all else that is written, before it is sent and after.
 * FALSE: it could not be written there. */
static gboolean
record(State *state, const char *ended, const char *request_id)
{
  g_autoptr(GError) error = NULL;
  const Services *services = state->services;
  if (!endpoint_writes(state->sent.method, state->sent.path) || !services->journal || !services->client)
    return TRUE;
  if (journal_append_call(services->journal, services->connection_name, api_client_server(services->client),
                          fetch_method_name(state->sent.method), state->sent.path, ended, request_id, &error))
    return TRUE;
  say_failed(state->pane, "Journal", error);
  return FALSE;
}

static void
show_error(State *state, FetchProgress progress, const GError *error)
{
  gboolean writes = endpoint_writes(state->sent.method, state->sent.path);
  gboolean unknown = writes && !write_was_refused(progress, error);
  g_autofree char *ended = unknown ? g_strdup_printf("not known: %s", error->message) : NULL;
  record(state, unknown ? ended : error->message, api_error_request_id(error));
  call_draft_ended(state->draft, writes ? error->message : NULL, unknown);
  g_free(state->request_id);
  state->request_id = g_strdup(api_error_request_id(error));
  g_autofree char *text =
      g_strdup_printf("%s%s", error->message,
                      unknown ? "\n\nWhether it was done is not known: look before you send it again." : "");
  call_answer_set(state->answer, text, TRUE);
  guint status = api_error_http_status(error);
  set_status(state, unknown  ? g_strdup("outcome not known")
                    : status ? g_strdup_printf("%u · refused", status)
                             : g_strdup("no answer"));
}

static void
show_reply(State *state, const RawReply *reply)
{
  gint64 ms = (g_get_monotonic_time() - state->asked_at) / 1000;
  g_autofree char *size = g_format_size(strlen(reply->body));
  g_autofree char *text = json_layout_lines(reply->body, MOST_SHOWN);
  record(state, "done", reply->request_id);
  call_draft_ended(state->draft, NULL, FALSE);
  g_free(state->next);
  state->next = g_strdup(reply->next);
  g_free(state->request_id);
  state->request_id = g_strdup(reply->request_id);
  set_status(state, g_strdup_printf("%u · %" G_GINT64_FORMAT " ms · %s%s", reply->status, ms, size,
                                    state->next ? " · Enter: next page" : ""));
  if (state->adding)
    call_answer_add(state->answer, text);
  else
    call_answer_set(state->answer, *text ? text : "(an empty answer)", FALSE);
}

static void
on_reply(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  FetchProgress progress = FETCH_NOT_SENT;
  g_autoptr(RawReply) reply = raw_call_finish(NULL, result, &progress, &error);
  if (was_cancelled(error))
    return;
  State *state = data;
  state->asking = FALSE;
  if (reply)
    show_reply(state, reply);
  else
    show_error(state, progress, error);
  pane_invalidate(state->pane);
}

static void
ask(State *state, gboolean next_page)
{
  if (!record(state, "about to be sent", NULL))
    return;
  if (!next_page)
    call_draft_sent(state->draft, endpoint_writes(state->sent.method, state->sent.path));
  renew_cancellable(&state->cancellable);
  state->asking = TRUE;
  state->adding = next_page;
  state->writing = FALSE;
  state->asked_at = g_get_monotonic_time();
  g_autofree char *next = next_page ? g_strdup(state->next) : NULL;
  g_clear_pointer(&state->next, g_free);
  if (!next_page)
    call_answer_set(state->answer, "", FALSE);
  raw_call_async(state->services->client, state->sent.method, next ? next : state->sent.path,
                 next ? NULL : (const char *const *) state->sent.query, state->sent.body, state->cancellable,
                 on_reply, state);
}

/* Nobody waits for it any more. What may have been written is not known then, and that is kept. */
static gboolean
stop(State *state)
{
  if (!state->asking)
    return FALSE;
  state->asking = FALSE;
  renew_cancellable(&state->cancellable);
  gboolean writes = endpoint_writes(state->sent.method, state->sent.path);
  record(state, "not known", NULL);
  call_draft_ended(state->draft, writes ? "stopped" : NULL, writes);
  set_status(state, g_strdup(writes ? "stopped; outcome not known" : "stopped"));
  return TRUE;
}

/* Before it goes out */

static void
on_answer(gboolean yes, gpointer data)
{
  if (yes)
    ask(data, FALSE);
  else
    pane_say(((State *) data)->pane, MESSAGE_INFO, "Nothing was sent");
}

static void
ask_first(State *state, const char *warning)
{
  const WrittenCall *call = &state->sent;
  const PaneHost *host = pane_host(state->pane);
  g_autofree char *body = call->body ? clean_text(call->body, -1, MOST_IN_QUESTION) : NULL;
  g_autofree char *title = g_strdup_printf("Send this %s?", fetch_method_name(call->method));
  g_autofree char *address = raw_call_address(call->path, (const char *const *) call->query);
  const char *again = call_draft_may_be_done(state->draft)
                          ? "It was sent already, and may have been done: look before you send it again.\n"
                          : "";
  g_autofree char *text =
      g_strdup_printf("%s%s %s%s\n%s%s%s%s%su can't take it back.", again, fetch_method_name(call->method),
                      api_client_server(state->services->client), address, body ? "\n" : "", body ? body : "",
                      body ? "\n" : "", warning ? warning : "", warning ? "\n" : "");
  host->overlay(host->app, dialog_confirm(title, text, on_answer, state));
}

/* NULL, or why it must not be sent. New. */
static char *
refusal(State *state, const WrittenCall *call)
{
  const ApiClient *client = state->services->client;
  g_autoptr(GError) error = NULL;
  if (!client)
    return g_strdup("There is no connection: press C to make or choose one");
  gboolean writes = endpoint_writes(call->method, call->path);
  if (writes && (state->services->read_only || api_client_is_read_only(client)))
    return g_strdup("This connection is read-only: only what reads is sent");
  if (writes && !state->services->journal)
    return g_strdup("The journal cannot be written, so nothing is");
  if (call->body && !json_layout_check(call->body, &error))
    return g_strdup_printf("The body: %s", error->message);
  CallHistoryEntry entry = call_line_entry(state->line);
  if (api_client_token_is_in(client, entry.call) || api_client_token_is_in(client, entry.query) ||
      api_client_token_is_in(client, entry.body))
    return g_strdup("The token stands in the call: take it out, it goes along by itself");
  return NULL;
}

/* Calls that can't be kept are there until the program ends; that is said once. */
static void
keep_call(State *state, const CallHistoryEntry *entry)
{
  g_autoptr(GError) error = NULL;
  if (call_history_add(state->history, entry, &error) || state->history_told)
    return;
  state->history_told = TRUE;
  pane_say(state->pane, MESSAGE_ERROR, "The calls are not kept for the next start: %s", error->message);
}

static void
send(State *state)
{
  g_auto(WrittenCall) call = {0};
  g_autofree char *reason = NULL;
  if (call_line_read(state->line, &call, &reason))
    reason = refusal(state, &call);
  if (reason) {
    pane_say(state->pane, MESSAGE_WARNING, "%s", reason);
    return;
  }
  stop(state);
  const Endpoint *endpoint = endpoint_find(call.method, call.path);
  gboolean writes = endpoint_writes(call.method, call.path);
  written_call_clear(&state->sent);
  state->sent = call;
  call = (WrittenCall){0};
  CallHistoryEntry entry = call_line_entry(state->line);
  keep_call(state, &entry);
  if (writes || (endpoint && endpoint->warning))
    ask_first(state, endpoint ? endpoint->warning : NULL);
  else
    ask(state, FALSE);
}

static void
edit_body(State *state)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *laid_out = json_layout_lines(call_line_entry(state->line).body, MOST_SHOWN);
  Services *services = state->services;
  g_autofree char *edited = services->edit_text(services->app, laid_out, ".json", &error);
  if (!edited) {
    say_failed(state->pane, "The body", error);
    return;
  }
  g_autofree char *body = json_layout_compact(edited);
  call_line_set_body(state->line, body);
  call_draft_look(state->draft);
  if (*body && !json_layout_check(edited, &error))
    say_failed(state->pane, "The body", error);
}

/* Copying */

static void
copy_text(State *state, const char *what, const char *text)
{
  if (!text || !*text) {
    pane_say(state->pane, MESSAGE_INFO, "There is no %s to copy", what);
    return;
  }
  state->services->copy(state->services->app, text);
  pane_say(state->pane, MESSAGE_OK, "Copied the %s", what);
}

static void
on_copy(int choice, gpointer data)
{
  State *state = data;
  const WrittenCall *sent = &state->sent;
  if (choice < 0 || !state->services->client)
    return;
  g_autofree char *curl = raw_call_curl(state->services->client, sent->method, sent->path,
                                        (const char *const *) sent->query, sent->body);
  const char *const texts[] = {call_answer_text(state->answer), curl, sent->path, sent->body,
                               state->request_id};
  static const char *const names[] = {"answer", "curl line; it takes the token from $CANVASS_TOKEN", "path",
                                      "body", "request ID"};
  copy_text(state, names[choice], texts[choice]);
}

static void
copy(State *state)
{
  static const char *const items[] = {"answer", "curl", "path", "body", "request ID", NULL};
  const PaneHost *host = pane_host(state->pane);
  host->overlay(host->app, dialog_menu("Copy", items, "acpbr", 0, on_copy, state));
}

/* The pane */

static char *
known(const char *kind, gpointer data)
{
  State *state = data;
  return state->services->known_id(state->services->app, kind);
}

static void
init(gpointer data, Pane *pane, gpointer services)
{
  State *state = data;
  state->pane = pane;
  state->services = services;
  state->history = call_history_load(state->services->paths);
  state->line = call_line_new(state->history, known, state);
  state->draft = call_draft_new(state->services, state->line);
  state->answer = call_answer_new();
  state->cancellable = g_cancellable_new();
  state->writing = TRUE;
}

static void
done(gpointer data)
{
  State *state = data;
  stop(state);
  drop_cancellable(&state->cancellable);
  call_draft_free(state->draft);
  call_line_free(state->line);
  call_answer_free(state->answer);
  call_history_free(state->history);
  written_call_clear(&state->sent);
  g_free(state->next);
  g_free(state->request_id);
  g_free(state->status);
}

static void
draw_status(State *state, Canvas *canvas, Rect line)
{
  for (int x = line.x; x < line.x + line.width; x++)
    canvas_text(canvas, line.y, x, 1, "─", STYLE_BORDER);
  g_autofree char *text = state->asking   ? g_strdup(" asking… Esc stops ")
                          : state->status ? g_strdup_printf(" %s ", state->status)
                                          : NULL;
  if (text)
    canvas_text(canvas, line.y, line.x + 1, line.width - 2, text, STYLE_DIM);
}

static void
draw(gpointer data, Canvas *canvas, Rect rect, gboolean focused)
{
  State *state = data;
  int above = CALL_LINE_ROWS + 1;
  if (rect.height <= above)
    return;
  Rect below = {rect.y + above, rect.x, rect.height - above, rect.width};
  Rect inside = {below.y, below.x + 1, below.height, below.width - 2};
  Rect frame = {below.y - 1, rect.x - 1, below.height + 2, rect.width + 2};
  draw_status(state, canvas, (Rect){below.y - 1, rect.x, 1, rect.width});
  call_answer_draw(state->answer, canvas, inside, frame);
  call_line_draw(state->line, canvas, rect, focused && state->writing);
  if (state->writing)
    call_line_draw_offers(state->line, canvas, below);
  else if (!call_answer_is_searching(state->answer))
    canvas_set_cursor(canvas, inside.y, inside.x, FALSE);
}

static char *
refuse(gpointer data, ActionId action)
{
  State *state = data;
  gboolean of_answer = action == ACT_COPY || action == ACT_SEARCH_ANSWER || action == ACT_NEXT_PAGE;
  if (of_answer && !state->sent.path)
    return g_strdup("Nothing was sent yet");
  if (action == ACT_NEXT_PAGE && state->asking)
    return g_strdup("The answer is still on its way");
  if (action == ACT_NEXT_PAGE && !state->next)
    return g_strdup("This was the last page");
  return NULL;
}

static gboolean
act(gpointer data, ActionId action)
{
  State *state = data;
  switch (action) {
  case ACT_EDIT_CALL:
    state->writing = TRUE;
    return TRUE;
  case ACT_NEXT_PAGE:
    ask(state, TRUE);
    return TRUE;
  case ACT_SEND_AGAIN:
    send(state);
    return TRUE;
  case ACT_SEARCH_ANSWER:
    call_answer_search(state->answer);
    return TRUE;
  case ACT_COPY:
    copy(state);
    return TRUE;
  case ACT_BACK:
    return stop(state) || call_answer_drop_search(state->answer);
  default:
    return call_answer_act(state->answer, action);
  }
}

static gboolean
key(gpointer data, const Key *pressed)
{
  State *state = data;
  if (pressed->code == K_WHEEL)
    return call_answer_key(state->answer, pressed);
  if (pressed->code == K_CLICK)
    state->writing = call_line_is_at(state->line, pressed) || !state->sent.path;
  if (!state->writing)
    return call_answer_key(state->answer, pressed);
  switch (call_line_key(state->line, pressed)) {
  case CALL_LINE_SEND:
    send(state);
    break;
  case CALL_LINE_EDITOR:
    edit_body(state);
    break;
  case CALL_LINE_LEAVE: /* to the answer; where there is none and nothing was typed, Esc leaves the place */
    state->writing = FALSE;
    if (call_draft_is_kept(state->draft))
      pane_say(state->pane, MESSAGE_INFO, "The call is kept as it is: A brings it back, d shows it");
    return state->sent.path || *call_line_entry(state->line).call;
  case CALL_LINE_STAYS:
    call_draft_look(state->draft);
    break;
  }
  return TRUE;
}

static const char *
hint(gpointer data)
{
  State *state = data;
  if (state->writing)
    return "Enter send  Tab complete, next  ↑/↓ choose, earlier  Ctrl-o $EDITOR  Esc leave";
  return call_answer_is_searching(state->answer) ? "Enter find  Esc leave" : NULL;
}

void
api_console_pane_write(Pane *pane, const char *call)
{
  State *state = pane_state(pane);
  const Key typed = {.code = K_PASTE, .paste = (char *) call};
  call_line_key(state->line, &typed);
  call_draft_look(state->draft);
}

void
api_console_pane_resume(Pane *pane, const char *id)
{
  State *state = pane_state(pane);
  const char *reason = call_draft_resume(state->draft, id);
  if (reason)
    pane_say(pane, MESSAGE_WARNING, "%s", reason);
}

const PaneClass pane_api_console = {
    .name = "api-console",
    .title = "API console",
    .place = PLACE_API_CONSOLE,
    .state_size = sizeof(State),
    .init = init,
    .done = done,
    .draw = draw,
    .refuse = refuse,
    .act = act,
    .key = key,
    .hint = hint,
};
