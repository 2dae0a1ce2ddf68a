/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is offered is found anew at each key: there are some seventy rows. An accepted path keeps a gap where
 * an ID is not known, with the cursor in it.
 */
#include "ui/panes/call-line.h"

#include <string.h>

#include "ui/line-edit.h"
#include "ui/spots.h"

enum { LINE_CALL, LINE_QUERY, LINE_BODY, LINES };
enum { LABEL_CELLS = 7, MOST_OFFERS = 12, METHOD_CELLS = 8 };
/* Bytes of a path or of words that one may be found by; more was pasted by mistake, and is not searched for.
 */
enum { LONGEST_WANTED = 500 };

typedef struct {
  const Endpoint *endpoint;
  char *path;
} Offer;

struct CallLine {
  LineEdit *lines[LINES];
  int focus;
  GArray *offers; /* of Offer */
  int chosen;     /* of them; -1: none */
  const CallHistory *history;
  gint64 back; /* so many calls back; -1: what was typed */
  char *typed; /* what stood in the first line then: only calls with it are gone through */
  char *kept[LINES];
  char *(*known)(const char *kind, gpointer data);
  gpointer data;
  Spots *spots; /* the lines by number, and after them the offers */
};

static void
offer_clear(gpointer data)
{
  Offer *offer = data;
  g_free(offer->path);
}

static const char *
text_of(const CallLine *line, int which)
{
  return line_edit_text(line->lines[which]);
}

/* "post /surveys": the method, if it is whole, and where the path begins. */
static const char *
path_in(const char *text, gboolean *has_method, FetchMethod *method)
{
  text += strspn(text, " ");
  gsize length = strcspn(text, " /");
  g_autofree char *word = g_strndup(text, length);
  *method = FETCH_GET;
  *has_method = endpoint_method(word, method);
  const char *rest = *has_method ? text + length : text;
  return rest + strspn(rest, " ");
}

/* Offers */

static gboolean
has_words(const Endpoint *endpoint, const char *typed)
{
  if (*typed == '\0' || strchr(typed, '/') != NULL)
    return FALSE;
  g_autofree char *all = g_strconcat(endpoint->path, " ", endpoint->help, NULL);
  g_autofree char *folded = g_ascii_strdown(all, -1), *wanted = g_ascii_strdown(typed, -1);
  g_auto(GStrv) words = g_strsplit(wanted, " ", -1);
  for (char **word = words; *word; word++)
    if (strstr(folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

/* The path to offer for a row, or NULL. A method that is begun counts as well. */
static char *
offer_for(const Endpoint *endpoint, const char *typed, gboolean has_method, FetchMethod method)
{
  if (has_method && endpoint->method != method)
    return NULL;
  if (!has_method && *typed &&
      g_ascii_strncasecmp(fetch_method_name(endpoint->method), typed, strlen(typed)) == 0)
    return g_strdup(endpoint->path);
  char *path = endpoint_complete(endpoint, typed);
  if (path == NULL && has_words(endpoint, typed))
    path = g_strdup(endpoint->path);
  return path;
}

static void
find_offers(CallLine *line)
{
  gboolean has_method;
  FetchMethod method;
  const char *typed = path_in(text_of(line, LINE_CALL), &has_method, &method);
  g_array_set_size(line->offers, 0);
  line->chosen = -1;
  if (strchr(typed, '?') != NULL || strlen(typed) > LONGEST_WANTED)
    return;
  guint n;
  const Endpoint *all = endpoints_all(&n);
  for (guint i = 0; i < n; i++) {
    Offer offer = {&all[i], offer_for(&all[i], typed, has_method, method)};
    /* Where all of it stands there already nothing is offered. */
    if (offer.path && has_method && strcmp(offer.path, typed) == 0)
      g_clear_pointer(&offer.path, g_free);
    if (offer.path)
      g_array_append_val(line->offers, offer);
  }
}

static char *
fill(const CallLine *line, const char *text)
{
  return endpoint_fill(text, line->known, line->data);
}

/* Parameters that must be there, with their IDs where those are known. */
static char *
needed_query(const CallLine *line, const Endpoint *endpoint)
{
  GString *query = g_string_new(NULL);
  g_auto(GStrv) names = g_strsplit(endpoint->query, " ", -1);
  for (char **name = names; *name; name++) {
    char *mark = strchr(*name, '!');
    if (!mark)
      continue;
    *mark = '\0';
    g_autofree char *value = strcmp(*name, "surveyId") == 0 ? line->known("survey", line->data) : NULL;
    g_string_append_printf(query, "%s%s=%s", query->len ? " " : "", *name, value ? value : "");
  }
  return g_string_free(query, FALSE);
}

/* Puts the cursor into the first part that is not known; FALSE if there is none. */
static gboolean
to_gap(CallLine *line)
{
  g_autofree char *text = g_strdup(text_of(line, LINE_CALL));
  char *open = strchr(text, '{');
  const char *close = open ? strchr(open, '}') : NULL;
  if (!close)
    return FALSE;
  memmove(open, close + 1, strlen(close));
  line_edit_set_text(line->lines[LINE_CALL], text);
  line_edit_set_cursor(line->lines[LINE_CALL], (gsize) (open - text));
  return TRUE;
}

static void
accept(CallLine *line, guint which)
{
  const Offer *offer = &g_array_index(line->offers, Offer, which);
  const Endpoint *endpoint = offer->endpoint;
  g_autofree char *path = fill(line, offer->path);
  g_autofree char *call = g_strdup_printf("%s %s", fetch_method_name(endpoint->method), path);
  g_autofree char *query = needed_query(line, endpoint);
  g_autofree char *body = endpoint->body ? fill(line, endpoint->body) : NULL;
  line_edit_set_text(line->lines[LINE_CALL], call);
  line_edit_set_text(line->lines[LINE_QUERY], query);
  line_edit_set_text(line->lines[LINE_BODY], body ? body : "");
  if (!to_gap(line))
    line->focus = *query && query[strlen(query) - 1] == '=' ? LINE_QUERY : LINE_CALL;
  g_array_set_size(line->offers, 0);
  line->chosen = -1;
}

/* History */

static void
keep_typed(CallLine *line)
{
  g_free(line->typed);
  line->typed = g_strdup(text_of(line, LINE_CALL));
  for (int i = 0; i < LINES; i++) {
    g_free(line->kept[i]);
    line->kept[i] = g_strdup(text_of(line, i));
  }
}

static void
go_through_history(CallLine *line, int step)
{
  if (line->back < 0)
    keep_typed(line);
  gint64 at = line->back + step, last = (gint64) call_history_length(line->history) - 1;
  while (at >= 0 && at <= last && !strstr(call_history_nth(line->history, (guint) at).call, line->typed))
    at += step;
  if (at > last || (at < 0 && line->back < 0))
    return;
  line->back = MAX(at, -1);
  CallHistoryEntry entry = {line->kept[LINE_CALL], line->kept[LINE_QUERY], line->kept[LINE_BODY]};
  if (line->back >= 0)
    entry = call_history_nth(line->history, (guint) line->back);
  line_edit_set_text(line->lines[LINE_CALL], entry.call);
  line_edit_set_text(line->lines[LINE_QUERY], entry.query);
  line_edit_set_text(line->lines[LINE_BODY], entry.body);
  g_array_set_size(line->offers, 0);
  line->chosen = -1;
}

/* Keys */

/* The name of a parameter that is begun at the end of the query; FALSE if there is nothing to complete. */
static gboolean
complete_query(CallLine *line)
{
  gboolean has_method;
  FetchMethod method;
  const char *path = path_in(text_of(line, LINE_CALL), &has_method, &method);
  const Endpoint *endpoint = endpoint_find(method, path);
  const char *text = text_of(line, LINE_QUERY);
  const char *word = text + strlen(text);
  while (word > text && word[-1] != ' ' && word[-1] != '&')
    word--;
  g_auto(GStrv) names = g_strsplit(endpoint && *word ? endpoint->query : "", " ", -1);
  for (char **name = names; *name; name++) {
    g_strdelimit(*name, "!", '\0');
    if (!g_str_has_prefix(*name, word))
      continue;
    g_autofree char *head = g_strndup(text, (gsize) (word - text));
    g_autofree char *whole = g_strdup_printf("%s%s=", head, *name);
    line_edit_set_text(line->lines[LINE_QUERY], whole);
    return TRUE;
  }
  return FALSE;
}

static void
take_tab(CallLine *line)
{
  if (line->focus == LINE_CALL && line->offers->len > 0)
    accept(line, (guint) MAX(line->chosen, 0));
  else if (line->focus == LINE_CALL && to_gap(line))
    find_offers(line);
  else if (line->focus != LINE_QUERY || !complete_query(line))
    line->focus = (line->focus + 1) % LINES;
}

/* Down from nothing goes into what is offered, Up from nothing into what was. */
static void
take_arrow(CallLine *line, int step)
{
  gboolean in_offers = line->focus == LINE_CALL && line->offers->len > 0;
  if (in_offers && line->back < 0 && (step > 0 || line->chosen >= 0))
    line->chosen = CLAMP(line->chosen + step, -1, (int) line->offers->len - 1);
  else
    go_through_history(line, -step);
}

gboolean
call_line_is_at(const CallLine *line, const Key *key)
{
  return spots_at(line->spots, key) >= 0;
}

static void
take_click(CallLine *line, const Key *key)
{
  int clicked = spots_at(line->spots, key);
  if (clicked >= LINES && clicked - LINES < (int) line->offers->len)
    accept(line, (guint) (clicked - LINES));
  else if (clicked >= 0 && clicked < LINES) {
    line->focus = clicked;
    line_edit_key(line->lines[clicked], key);
  }
}

CallLineAnswer
call_line_key(CallLine *line, const Key *key)
{
  if (key_is(key, "Esc"))
    return CALL_LINE_LEAVE;
  if (key_is(key, "C-o"))
    return CALL_LINE_EDITOR;
  if (key_is(key, "Enter") && line->chosen < 0)
    return CALL_LINE_SEND;
  if (key->code == K_CLICK)
    take_click(line, key);
  else if (key_is(key, "Enter"))
    accept(line, (guint) line->chosen);
  else if (key_is(key, "Tab"))
    take_tab(line);
  else if (key_is(key, "S-Tab"))
    line->focus = (line->focus + LINES - 1) % LINES;
  else if (key_is(key, "Down") || key_is(key, "Up"))
    take_arrow(line, key->code == K_DOWN ? 1 : -1);
  else if (line_edit_key(line->lines[line->focus], key)) {
    line->back = -1;
    if (line->focus == LINE_CALL)
      find_offers(line);
  }
  return CALL_LINE_STAYS;
}

/* Reading */

void
written_call_clear(WrittenCall *call)
{
  g_free(call->path);
  g_strfreev(call->query);
  g_free(call->body);
  *call = (WrittenCall){0};
}

/* "a=1 b='x y'&c=2" */
static char **
read_query(const char *text, char **reason)
{
  g_autofree char *line = g_strdelimit(g_strdup(text), "&", ' ');
  if (!*g_strstrip(line))
    return g_new0(char *, 1);
  char **words = NULL;
  if (!g_shell_parse_argv(line, NULL, &words, NULL)) {
    *reason = g_strdup("A quote in the query is not closed");
    return NULL;
  }
  for (char **word = words; *word; word++)
    if (!strchr(*word, '=') || **word == '=') {
      *reason = g_strdup_printf("The query is name=value, not “%s”", *word);
      g_strfreev(words);
      return NULL;
    }
  return words;
}

gboolean
call_line_read(const CallLine *line, WrittenCall *call, char **reason)
{
  gboolean has_method;
  const char *path = path_in(text_of(line, LINE_CALL), &has_method, &call->method);
  *reason = NULL;
  gboolean is_path = !strpbrk(path, "{} ") && !strstr(path, "//") && !g_str_has_suffix(path, "/");
  if (!*path)
    *reason = g_strdup("Which call? Type its path; Tab completes it");
  else if (!is_path && !strchr(path, '/') && line->offers->len > 0)
    *reason = g_strdup_printf("No path yet: Tab takes %s, Down goes to others",
                              g_array_index(line->offers, Offer, 0).path);
  else if (!is_path)
    *reason = g_strdup("An ID is missing in the path, or it has a blank in it");
  if (!*reason)
    call->query = read_query(text_of(line, LINE_QUERY), reason);
  const char *body = text_of(line, LINE_BODY);
  if (!*reason && *body && call->method == FETCH_GET)
    *reason = g_strdup("A GET takes no body");
  if (*reason)
    return FALSE;
  call->path = g_strdup(path);
  call->body = *body ? g_strdup(body) : NULL;
  return TRUE;
}

CallHistoryEntry
call_line_entry(const CallLine *line)
{
  return (CallHistoryEntry){text_of(line, LINE_CALL), text_of(line, LINE_QUERY), text_of(line, LINE_BODY)};
}

void
call_line_set_body(CallLine *line, const char *body)
{
  line_edit_set_text(line->lines[LINE_BODY], body);
  line->focus = LINE_BODY;
}

void
call_line_set(CallLine *line, const CallHistoryEntry *entry)
{
  line_edit_set_text(line->lines[LINE_CALL], entry->call);
  line_edit_set_text(line->lines[LINE_QUERY], entry->query);
  line_edit_set_text(line->lines[LINE_BODY], entry->body);
  line->back = -1;
  g_array_set_size(line->offers, 0);
  line->chosen = -1;
}

gboolean
call_line_is_typed(const CallLine *line)
{
  return line->back < 0;
}

/* Drawing */

/* What could be typed into an empty line. */
static const char *
ghost(const CallLine *line, int which)
{
  gboolean has_method;
  FetchMethod method;
  if (which == LINE_CALL)
    return "GET /whoami";
  const char *path = path_in(text_of(line, LINE_CALL), &has_method, &method);
  const Endpoint *endpoint = endpoint_find(method, path);
  if (which == LINE_QUERY)
    return endpoint && *endpoint->query ? endpoint->query : "name=value";
  return method == FETCH_GET ? "" : "JSON; Ctrl-o writes it in $EDITOR";
}

void
call_line_draw(CallLine *line, Canvas *canvas, Rect rect, gboolean open)
{
  static const char *const labels[LINES] = {"Call", "Query", "Body"};
  int x = rect.x + 1 + LABEL_CELLS, width = rect.width - LABEL_CELLS - 2;
  spots_begin(line->spots);
  for (int i = 0; i < LINES && i < rect.height; i++) {
    spots_add(line->spots, (Rect){rect.y + i, rect.x, 1, rect.width}, i);
    gboolean here = open && line->focus == i;
    canvas_text(canvas, rect.y + i, rect.x + 1, LABEL_CELLS, labels[i], here ? STYLE_KEY : STYLE_DIM);
    line_edit_draw(line->lines[i], canvas, rect.y + i, x, width, here ? STYLE_FIELD : STYLE_NORMAL, here);
    if (!*text_of(line, i))
      canvas_text(canvas, rect.y + i, x + here, width - here, ghost(line, i), STYLE_DIM);
  }
}

static void
draw_offer(const CallLine *line, Canvas *canvas, int y, Rect rect, guint at)
{
  const Offer *offer = &g_array_index(line->offers, Offer, at);
  Style flag = (int) at == line->chosen ? STYLE_ON_CURSOR : 0;
  canvas_fill(canvas, (Rect){y, rect.x, 1, rect.width}, flag ? STYLE_SELECTED : STYLE_NORMAL);
  int x = rect.x + 1 + LABEL_CELLS;
  canvas_text(canvas, y, x, METHOD_CELLS, fetch_method_name(offer->endpoint->method), STYLE_KEY | flag);
  x += METHOD_CELLS;
  x += canvas_text(canvas, y, x, rect.x + rect.width - x - 1, offer->path, STYLE_NORMAL | flag) + 2;
  canvas_text(canvas, y, x, rect.x + rect.width - x - 1, offer->endpoint->help, STYLE_DIM | flag);
}

void
call_line_draw_offers(CallLine *line, Canvas *canvas, Rect rect)
{
  if (line->focus != LINE_CALL)
    return;
  int rows = MIN(MIN(rect.height, MOST_OFFERS), (int) line->offers->len);
  guint top = (guint) CLAMP(line->chosen - rows + 1, 0, (int) line->offers->len);
  for (int i = 0; i < rows; i++) {
    draw_offer(line, canvas, rect.y + i, rect, top + (guint) i);
    spots_add(line->spots, (Rect){rect.y + i, rect.x, 1, rect.width}, LINES + (int) top + i);
  }
  guint below = line->offers->len - top - (guint) rows;
  if (below > 0 && rows < rect.height) {
    canvas_fill(canvas, (Rect){rect.y + rows, rect.x, 1, rect.width}, STYLE_NORMAL);
    canvas_printf(canvas, rect.y + rows, rect.x + 1 + LABEL_CELLS, rect.width - LABEL_CELLS - 2, STYLE_DIM,
                  "%u more: type on, a word of what it does too", below);
  }
}

CallLine *
call_line_new(const CallHistory *history, char *(*known)(const char *kind, gpointer data), gpointer data)
{
  CallLine *line = g_new0(CallLine, 1);
  for (int i = 0; i < LINES; i++)
    line->lines[i] = line_edit_new("");
  line->offers = g_array_new(FALSE, FALSE, sizeof(Offer));
  g_array_set_clear_func(line->offers, offer_clear);
  line->history = history;
  line->back = -1;
  line->spots = spots_new();
  line->known = known;
  line->data = data;
  find_offers(line);
  return line;
}

void
call_line_free(CallLine *line)
{
  if (!line)
    return;
  for (int i = 0; i < LINES; i++) {
    line_edit_free(line->lines[i]);
    g_free(line->kept[i]);
  }
  g_array_unref(line->offers);
  g_free(line->typed);
  spots_free(line->spots);
  g_free(line);
}
