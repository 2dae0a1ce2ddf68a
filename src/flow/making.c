/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/flow/making.h"

#include <string.h>

static const char *const kind_names[] = {[MAKING_CONTACT] = "contact",
                                         [MAKING_MERGE] = "merge",
                                         [MAKING_LIST] = "list",
                                         [MAKING_IMPORT] = "import"};

/* Further records about an import. */
#define JOB_ENDED "import-job"
#define RUN_ENDED "import-end"

static const char *const field_names[N_CONTACT_EDITABLE] = {
    [CONTACT_FIELD_EMAIL] = "email",        [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "extRef",     [CONTACT_FIELD_PHONE] = "phone",
};

Making *
making_new(MakingKind kind, const char *directory_id, const char *list_id, const char *mark,
           const char *title)
{
  Making *making = g_new0(Making, 1);
  making->kind = kind;
  making->directory_id = g_strdup(directory_id);
  making->list_id = g_strdup(list_id);
  making->mark = g_strdup(mark);
  making->title = g_strdup(title);
  return making;
}

void
making_free(Making *making)
{
  if (making == NULL)
    return;
  g_free(making->intent_id);
  g_free(making->server);
  g_free(making->directory_id);
  g_free(making->list_id);
  g_free(making->mark);
  g_free(making->before);
  g_free(making->title);
  g_free(making->run_id);
  g_free(making->lines);
  g_free(making->job_id);
  g_free(making);
}

void
making_add_before(Making *making, const char *id)
{
  char *all = making->before != NULL && *making->before != '\0' ? g_strjoin(" ", making->before, id, NULL)
                                                                : g_strdup(id);
  g_free(making->before);
  making->before = all;
}

gboolean
making_was_before(const Making *making, const char *id)
{
  g_auto(GStrv) ids = g_strsplit(making->before != NULL ? making->before : "", " ", -1);
  return g_strv_contains((const char *const *) ids, id);
}

/* Marks */

char *
making_contact_mark(guint fields, const Contact *contact)
{
  GString *mark = g_string_new(NULL);
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++) {
    if ((fields & 1u << i) == 0)
      continue;
    g_autofree char *folded = g_utf8_casefold(contact->fields[i], -1);
    g_string_append_printf(mark, "%s%s=%s", mark->len > 0 ? "\n" : "", field_names[i], g_strstrip(folded));
  }
  return g_string_free(mark, FALSE);
}

Contact *
making_marked_contact(const Making *making, MergeRule *fields)
{
  Contact *contact = contact_new();
  g_auto(GStrv) lines = g_strsplit(making->mark != NULL ? making->mark : "", "\n", -1);
  *fields = 0;
  for (guint line = 0; lines[line] != NULL; line++) {
    char *value = strchr(lines[line], '=');
    if (value == NULL)
      continue;
    *value++ = '\0';
    for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
      if (strcmp(field_names[i], lines[line]) == 0) {
        contact_set(contact, i, value);
        *fields |= 1u << i;
      }
  }
  return contact;
}

/* Reading */

static gboolean
kind_of(const JournalEntry *entry, MakingKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(kind_names); i++)
    if (g_strcmp0(entry->sending, kind_names[i]) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

static void
replace(char **text, const char *by)
{
  if (by == NULL)
    return;
  g_free(*text);
  *text = g_strdup(by);
}

static Making *
making_from_entry(const JournalEntry *entry, MakingKind kind)
{
  Making *making = making_new(kind, entry->directory_id, entry->list_id, entry->mark, entry->subject);
  making->intent_id = g_strdup(entry->intent_id);
  making->server = g_strdup(entry->server);
  making->before = g_strdup(entry->before);
  making->run_id = g_strdup(entry->run_id);
  making->lines = g_strdup(entry->lines);
  making->began = entry->when;
  return making;
}

static guint
find(const GPtrArray *makings, const char *intent_id)
{
  for (guint i = makings->len; intent_id != NULL && i > 0; i--)
    if (g_strcmp0(((Making *) g_ptr_array_index(makings, i - 1))->intent_id, intent_id) == 0)
      return i - 1;
  return makings->len;
}

static void
drop_run(GPtrArray *makings, const JournalEntry *entry)
{
  for (guint i = makings->len; i > 0; i--) {
    const Making *making = g_ptr_array_index(makings, i - 1);
    if (making->kind == MAKING_IMPORT && making->state >= MAKING_TAKEN &&
        g_strcmp0(making->list_id, entry->list_id) == 0 && g_strcmp0(making->mark, entry->mark) == 0)
      g_ptr_array_remove_index(makings, i - 1);
  }
}

/* A batch that was taken stays until its file is wholly there; anything else that was made is over. */
static void
take_made(GPtrArray *makings, guint at, const JournalEntry *entry)
{
  Making *making = g_ptr_array_index(makings, at);
  if (making->kind != MAKING_IMPORT) {
    g_ptr_array_remove_index(makings, at);
    return;
  }
  gboolean has_ended = g_strcmp0(entry->sending, JOB_ENDED) == 0;
  making->is_settled = !has_ended && entry->job_id == NULL;
  making->state = has_ended || making->is_settled ? MAKING_DONE : MAKING_TAKEN;
  replace(&making->job_id, entry->job_id);
  replace(&making->lines, entry->lines);
}

static void
take(GPtrArray *makings, const JournalEntry *entry)
{
  MakingKind kind;
  guint at = find(makings, entry->intent_id);
  if (entry->kind == JOURNAL_CREATE_INTENT && entry->intent_id != NULL && kind_of(entry, &kind))
    g_ptr_array_add(makings, making_from_entry(entry, kind));
  else if (entry->kind == JOURNAL_CREATE && g_strcmp0(entry->sending, RUN_ENDED) == 0)
    drop_run(makings, entry);
  else if (at == makings->len)
    return;
  else if (entry->kind == JOURNAL_CREATE)
    take_made(makings, at, entry);
  else if (entry->kind == JOURNAL_CREATE_REFUSED)
    g_ptr_array_remove_index(makings, at);
  else if (entry->kind == JOURNAL_CREATE_UNKNOWN) {
    Making *making = g_ptr_array_index(makings, at);
    if (making->kind == MAKING_MERGE)
      g_ptr_array_remove_index(makings, at);
    else
      making->state = MAKING_UNKNOWN;
  }
}

GPtrArray *
making_read(Journal *journal, const char *server, GError **error)
{
  const GPtrArray *entries = journal_intents(journal, error);
  if (entries == NULL)
    return NULL;
  GPtrArray *makings = g_ptr_array_new_with_free_func((GDestroyNotify) making_free);
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = g_ptr_array_index(entries, i);
    if (server == NULL || g_strcmp0(entry->server, server) == 0)
      take(makings, entry);
  }
  return makings;
}

/* Holding */

/* Would a second one of @making be the same as @other? */
static gboolean
is_like(const Making *other, const Making *making)
{
  if (other->state > MAKING_UNKNOWN || other->kind != making->kind || making->kind == MAKING_MERGE)
    return FALSE;
  if (making->kind == MAKING_IMPORT)
    return g_strcmp0(other->list_id, making->list_id) == 0;
  return g_strcmp0(other->directory_id, making->directory_id) == 0 && making->mark != NULL &&
         *making->mark != '\0' && g_strcmp0(other->mark, making->mark) == 0;
}

/* What is to be done about it first. */
static const char *
way_out(const Making *other, const char *server)
{
  gboolean is_import = other->kind == MAKING_IMPORT;
  if (g_strcmp0(other->server, server) != 0)
    return "look, and settle that first over the connection that it was sent with";
  if (other->state == MAKING_OPEN)
    return is_import ? "its answer is still waited for: import again when canvass has said how it ended"
                     : "it is still looked for";
  return is_import ? "nobody knows whether it came: look, and settle that first (u)"
                   : "it was not found: look, and settle that first (u)";
}

static char *
held_words(const Making *other, const char *server)
{
  g_autoptr(GDateTime) began = g_date_time_new_from_unix_local(other->began / 1000);
  g_autofree char *when =
      began != NULL ? g_date_time_format(began, "%-d %b %H:%M") : g_strdup("an earlier time");
  return g_strdup_printf(other->kind == MAKING_IMPORT ? "An import (%s) was sent to this list on %s; %s."
                                                      : "%s may have been made on %s already; %s.",
                         other->title != NULL ? other->title : "It", when, way_out(other, server));
}

gboolean
making_held(Journal *journal, const char *server, const Making *making, char **held, GError **error)
{
  *held = NULL;
  g_autoptr(GPtrArray) makings = making_read(journal, NULL, error);
  for (guint i = 0; makings != NULL && *held == NULL && i < makings->len; i++) {
    const Making *other = g_ptr_array_index(makings, i);
    if (is_like(other, making))
      *held = held_words(other, server);
  }
  return makings != NULL;
}

/* Writing */

static gboolean
note(Journal *journal, const char *server, const Making *making, JournalKind kind, const char *sending,
     const char *id, const char *request_id, const char *outcome, GError **error)
{
  gboolean is_list = making->kind == MAKING_LIST;
  JournalEntry entry = {.kind = kind,
                        .sending = sending,
                        .intent_id = making->intent_id,
                        .server = server,
                        .directory_id = making->directory_id,
                        .list_id = is_list && id != NULL ? id : making->list_id,
                        .contact_id = is_list ? NULL : id,
                        .mark = making->mark,
                        .before = kind == JOURNAL_CREATE_INTENT ? making->before : NULL,
                        .subject = making->title,
                        .run_id = making->run_id,
                        .job_id = making->job_id,
                        .lines = making->lines,
                        .request_id = request_id,
                        .outcome = outcome};
  return journal_append(journal, &entry, error);
}

static gboolean
begin(Journal *journal, const char *server, Making *making, const char *what, char **held, GError **error)
{
  if (!making_held(journal, server, making, held, error) || *held != NULL)
    return FALSE;
  g_free(making->intent_id);
  making->intent_id = journal_new_intent_id();
  return note(journal, server, making, JOURNAL_CREATE_INTENT, kind_names[making->kind], NULL, NULL, what,
              error);
}

gboolean
making_begin(Journal *journal, const char *server, Making *making, const char *what, char **held,
             GError **error)
{
  *held = NULL;
  if (journal == NULL) {
    g_set_error_literal(error, LOCAL_ERROR, LOCAL_ERROR_FILE,
                        "The journal cannot be written, so nothing is made.");
    return FALSE;
  }
  if (!journal_hold(journal, error))
    return FALSE;
  gboolean may = begin(journal, server, making, what, held, error);
  journal_let_go(journal);
  return may;
}

gboolean
making_end(Journal *journal, const char *server, const Making *making, JournalKind kind, const char *id,
           const char *request_id, const char *outcome, GError **error)
{
  return journal == NULL ||
         note(journal, server, making, kind, kind_names[making->kind], id, request_id, outcome, error);
}

void
making_job_ended(Journal *journal, const char *server, const Making *making, const char *outcome)
{
  if (journal != NULL)
    note(journal, server, making, JOURNAL_CREATE, JOB_ENDED, NULL, NULL, outcome, NULL);
}

void
making_run_ended(Journal *journal, const char *server, const char *list_id, const char *mark,
                 const char *outcome)
{
  if (journal == NULL)
    return;
  g_autoptr(Making) run = making_new(MAKING_IMPORT, NULL, list_id, mark, NULL);
  note(journal, server, run, JOURNAL_CREATE, RUN_ENDED, NULL, NULL, outcome, NULL);
}

gboolean
making_let_go(Journal *journal, const char *server, const Making *making, GError **error)
{
  g_autoptr(GPtrArray) makings = journal != NULL ? making_read(journal, server, error) : NULL;
  for (guint i = 0; makings != NULL && i < makings->len; i++) {
    const Making *other = g_ptr_array_index(makings, i);
    if (other->state == MAKING_UNKNOWN && is_like(other, making) &&
        !note(journal, server, other, JOURNAL_CREATE_REFUSED, kind_names[other->kind], NULL, NULL,
              "settled by hand", error))
      return FALSE;
  }
  return journal == NULL || makings != NULL;
}

void
making_resume(Journal *journal, const char *server, Making *making)
{
  g_autoptr(GPtrArray) makings = journal != NULL ? making_read(journal, server, NULL) : NULL;
  for (guint i = 0; makings != NULL && i < makings->len; i++) {
    const Making *other = g_ptr_array_index(makings, i);
    if (!is_like(other, making))
      continue;
    replace(&making->intent_id, other->intent_id);
    replace(&making->before, other->before);
  }
}
