/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/fault.h"

#include <string.h>

#include "src/sandbox/echo.h"

enum { HUGE_BYTES = 10 * 1024 * 1024, DEPTH = 100000 };

static const struct {
  const char *name;
  FaultAction action;
  gboolean needs_argument;
} actions[] = {
    {"status", FAULT_STATUS, TRUE},
    {"retry-after", FAULT_RETRY_AFTER, TRUE},
    {"delay", FAULT_DELAY, TRUE},
    {"stall", FAULT_STALL},
    {"drop-headers", FAULT_DROP_HEADERS},
    {"drop-before", FAULT_DROP_BEFORE},
    {"drop-after", FAULT_DROP_AFTER},
    {"cut", FAULT_CUT},
    {"garble", FAULT_GARBLE},
    {"html", FAULT_HTML},
    {"slow", FAULT_SLOW, TRUE},
    {"huge", FAULT_HUGE},
    {"deep", FAULT_DEEP},
    {"badutf8", FAULT_BAD_UTF8},
    {"escape", FAULT_ESCAPE},
    {"echo", FAULT_ECHO},
    {"empty", FAULT_EMPTY},
    {"stale", FAULT_STALE, TRUE},
    {"skew", FAULT_SKEW, TRUE},
};

typedef struct {
  char *method;
  char *glob;
  Fault fault;
  gint64 left; /* -1: for ever */
} Entry;

struct FaultBook {
  GPtrArray *entries;
};

static void
entry_free(gpointer data)
{
  Entry *entry = data;
  g_free(entry->method);
  g_free(entry->glob);
  g_free(entry);
}

FaultBook *
fault_book_new(void)
{
  FaultBook *book = g_new0(FaultBook, 1);
  book->entries = g_ptr_array_new_with_free_func(entry_free);
  return book;
}

void
fault_book_free(FaultBook *book)
{
  if (!book)
    return;
  g_ptr_array_unref(book->entries);
  g_free(book);
}

void
fault_book_clear(FaultBook *book)
{
  g_ptr_array_set_size(book->entries, 0);
}

guint
fault_book_length(const FaultBook *book)
{
  return book->entries->len;
}

static gboolean
read_action(const char *word, Fault *fault)
{
  const char *equals = strchr(word, '=');
  g_autofree char *name = equals ? g_strndup(word, (gsize) (equals - word)) : g_strdup(word);
  for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
    if (strcmp(actions[i].name, name) == 0) {
      fault->action = actions[i].action;
      fault->argument = 0;
      if (equals)
        return g_ascii_string_to_signed(equals + 1, 10, fault->action == FAULT_SKEW ? -G_MAXINT : 1, G_MAXINT,
                                        &fault->argument, NULL);
      return !actions[i].needs_argument;
    }
  return FALSE;
}

static gboolean
read_count(const char *word, gint64 *left)
{
  return word[0] == 'x' && g_ascii_string_to_signed(word + 1, 10, 1, G_MAXINT, left, NULL);
}

/* However many blanks stand between them. */
static char **
words_of(const char *text)
{
  g_auto(GStrv) pieces = g_strsplit_set(text, " \t\r\n\v\f", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; pieces[i]; i++)
    if (*pieces[i])
      g_ptr_array_add(words, g_strdup(pieces[i]));
  g_ptr_array_add(words, NULL);
  return (char **) g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

gboolean
fault_book_add(FaultBook *book, const char *spec, char **reason)
{
  g_autofree char *text = g_strstrip(g_strdup(spec));
  g_auto(GStrv) words = words_of(text);
  guint n = g_strv_length(words);
  Fault fault;
  gint64 left = -1;
  if (!g_utf8_validate(text, -1, NULL) || n < 3 || n > 4 || !read_action(words[2], &fault) ||
      (n == 4 && !read_count(words[3], &left))) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    *reason = g_strdup_printf("not a fault: '%s' (METHOD PATH-GLOB ACTION[=ARG] [xCOUNT])", valid);
    return FALSE;
  }
  Entry *entry = g_new0(Entry, 1);
  *entry = (Entry){g_strdup(words[0]), g_strdup(words[1]), fault, left};
  g_ptr_array_add(book->entries, entry);
  return TRUE;
}

static gboolean
entry_fits(const Entry *entry, const char *method, const char *path)
{
  static const char *const root = "/API/v3";
  if (!g_utf8_validate(path, -1, NULL)) /* GLib's patterns end the program over that */
    return FALSE;
  if (strcmp(entry->method, "*") != 0 && g_ascii_strcasecmp(entry->method, method) != 0)
    return FALSE;
  return g_pattern_match_simple(entry->glob, path) ||
         (g_str_has_prefix(path, root) && (g_pattern_match_simple(entry->glob, path + strlen(root)) ||
                                           g_pattern_match_simple(entry->glob, path + strlen(root) + 1)));
}

static Entry *
find_entry(const FaultBook *book, const char *method, const char *path)
{
  for (guint i = 0; i < book->entries->len; i++) {
    Entry *entry = book->entries->pdata[i];
    if (entry_fits(entry, method, path))
      return entry;
  }
  return NULL;
}

Fault
fault_book_take(FaultBook *book, const char *method, const char *path)
{
  Entry *entry = find_entry(book, method, path);
  if (!entry)
    return (Fault){FAULT_NONE, 0};
  Fault fault = entry->fault;
  if (entry->left > 0 && --entry->left == 0)
    g_ptr_array_remove(book->entries, entry);
  return fault;
}

gboolean
fault_book_take_early(FaultBook *book, const char *method, const char *path)
{
  const Entry *entry = find_entry(book, method, path);
  if (!entry || entry->fault.action != FAULT_DROP_HEADERS)
    return FALSE;
  fault_book_take(book, method, path);
  return TRUE;
}

/* ## Spoiling */

/* The text that a person will read: what the fault goes into. */
static gboolean
is_name(const cJSON *item)
{
  static const char *const names[] = {"firstName", "lastName",    "name",
                                      "subject",   "libraryName", "description"};
  if (!item->string || !cJSON_IsString(item))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(item->string, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Puts the text in the place of each name, or of the first one only. Returns how many there were. */
static int
replace_names(cJSON *item, const char *text, gboolean only_first)
{
  int n = 0;
  for (cJSON *child = item->child; child && !(only_first && n); child = child->next)
    if (is_name(child)) {
      cJSON_SetValuestring(child, text);
      n++;
    } else
      n += replace_names(child, text, only_first);
  return n;
}

static void
add_huge(cJSON *envelope)
{
  g_autofree char *text = g_malloc(HUGE_BYTES + 1);
  memset(text, 'A', HUGE_BYTES);
  text[HUGE_BYTES] = '\0';
  cJSON *result = cJSON_GetObjectItemCaseSensitive(envelope, "result");
  if (!result || !replace_names(result, text, TRUE))
    cJSON_AddStringToObject(envelope, "huge", text);
}

static void
add_deep(cJSON *envelope)
{
  g_autofree char *text = g_malloc(2 * DEPTH + 1);
  memset(text, '[', DEPTH);
  memset(text + DEPTH, ']', DEPTH);
  text[2 * DEPTH] = '\0';
  cJSON *result = cJSON_GetObjectItemCaseSensitive(envelope, "result");
  cJSON_AddItemToObject(cJSON_IsObject(result) ? result : envelope, "deep", cJSON_CreateRaw(text));
}

void
fault_spoil_tree(const Fault *fault, const char *token, cJSON *envelope)
{
  if (fault->action == FAULT_HUGE)
    add_huge(envelope);
  else if (fault->action == FAULT_DEEP)
    add_deep(envelope);
  else if (fault->action == FAULT_BAD_UTF8)
    replace_names(envelope, "bad \xff\xfe \xc3( \xed\xa0\x80 text", FALSE);
  else if (fault->action == FAULT_ESCAPE)
    replace_names(envelope,
                  "\x1b[31;5mred\x1b[2J\x1b]0;title\x07 \xe2\x80\xae"
                  "desrever\xc2\x9b"
                  "1m\r\n\ttail",
                  FALSE);
  else if (fault->action == FAULT_ECHO)
    echo_into(envelope, token);
}

char *
fault_spoil_text(const Fault *fault, char *text)
{
  if (fault->action != FAULT_GARBLE)
    return text;
  g_autofree char *half = g_strndup(text, strlen(text) / 2);
  g_free(text);
  return g_strconcat(half, "}]{,", NULL);
}
