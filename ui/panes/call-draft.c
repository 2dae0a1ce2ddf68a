/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A body may hold what nobody else should read, so all of it is in the vault and in no title.
 */
#include "ui/panes/call-draft.h"

#define GROUP "call"
#define ID "console"
#define UNKNOWN "It may have been done: look before you send it again"

struct CallDraft {
  const Services *services;
  CallLine *line;
  char *id, *held; /* of the draft, see drafts_take; NULL: none yet */
  char *text;      /* that was kept last, or NULL */
  char *sent;      /* the call that was sent last, while it is one that may have been done; or NULL */
  char *asked;     /* the call whose answer is waited for, or NULL */
  char *reason;
};

CallDraft *
call_draft_new(const Services *services, CallLine *line)
{
  CallDraft *draft = g_new0(CallDraft, 1);
  draft->services = services;
  draft->line = line;
  return draft;
}

void
call_draft_free(CallDraft *draft)
{
  if (!draft)
    return;
  drafts_let_go(draft->services->drafts, draft->held);
  g_free(draft->id);
  g_free(draft->text);
  g_free(draft->sent);
  g_free(draft->asked);
  g_free(draft->reason);
  g_free(draft);
}

static void
set(char **string, const char *text)
{
  char *before = *string;
  *string = g_strdup(text);
  g_free(before);
}

/* The three lines as one text, to tell calls apart. New. */
static char *
text_of(const CallLine *line)
{
  CallHistoryEntry entry = call_line_entry(line);
  return g_strjoin("\n", entry.call, entry.query, entry.body, NULL);
}

static void
put_by(CallDraft *draft)
{
  CallHistoryEntry entry = call_line_entry(draft->line);
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, GROUP, "call", entry.call);
  g_key_file_set_string(file, GROUP, "query", entry.query);
  g_key_file_set_string(file, GROUP, "body", entry.body);
  g_key_file_set_boolean(file, GROUP, "may-be-done", call_draft_may_be_done(draft));
  drafts_keep(draft->services->drafts, DRAFT_CALL, draft->id, "a call by hand", draft->reason, file);
}

static void
drop(CallDraft *draft)
{
  g_clear_pointer(&draft->text, g_free);
  g_clear_pointer(&draft->reason, g_free);
  if (draft->id)
    drafts_drop(draft->services->drafts, DRAFT_CALL, draft->id);
}

/* A call that was put into the line from elsewhere is a draft beside what was left. */
static void
begin(CallDraft *draft)
{
  Drafts *drafts = draft->services->drafts;
  drafts_sync(drafts);
  draft->id = g_strdup(ID);
  for (guint i = 2; drafts_find(drafts, DRAFT_CALL, draft->id); i++) {
    g_free(draft->id);
    draft->id = g_strdup_printf(ID " %u", i);
  }
  draft->held = drafts_take(drafts, DRAFT_CALL, draft->id);
}

const char *
call_draft_resume(CallDraft *draft, const char *id)
{
  Drafts *drafts = draft->services->drafts;
  if (!draft->services->client)
    return NULL;
  draft->id = g_strdup(id ? id : ID);
  draft->held = drafts_take(drafts, DRAFT_CALL, draft->id);
  const Draft *kept = drafts_find_name(drafts, draft->held);
  if (!kept)
    return NULL;
  g_autofree char *call = g_key_file_get_string(kept->body, GROUP, "call", NULL);
  g_autofree char *query = g_key_file_get_string(kept->body, GROUP, "query", NULL);
  g_autofree char *body = g_key_file_get_string(kept->body, GROUP, "body", NULL);
  CallHistoryEntry entry = {call ? call : "", query ? query : "", body ? body : ""};
  call_line_set(draft->line, &entry);
  draft->text = text_of(draft->line);
  draft->reason = g_strdup(kept->reason);
  if (g_key_file_get_boolean(kept->body, GROUP, "may-be-done", NULL))
    draft->sent = g_strdup(draft->text);
  return draft->reason;
}

void
call_draft_look(CallDraft *draft)
{
  g_autofree char *text = text_of(draft->line);
  if (!draft->services->client || !call_line_is_typed(draft->line) || g_strcmp0(text, draft->text) == 0)
    return;
  if (g_str_equal(text, "\n\n")) {
    drop(draft);
    return;
  }
  if (!draft->id)
    begin(draft);
  set(&draft->text, text);
  set(&draft->reason, call_draft_may_be_done(draft) ? UNKNOWN : NULL);
  put_by(draft);
}

void
call_draft_sent(CallDraft *draft, gboolean writes)
{
  if (!draft->id)
    begin(draft);
  g_free(draft->asked);
  draft->asked = text_of(draft->line);
  if (!writes)
    return;
  set(&draft->sent, draft->asked);
  set(&draft->text, draft->asked);
  set(&draft->reason, UNKNOWN);
  put_by(draft);
  drafts_flush(draft->services->drafts);
}

void
call_draft_ended(CallDraft *draft, const char *reason, gboolean may_be_done)
{
  g_autofree char *asked = g_steal_pointer(&draft->asked);
  g_autofree char *text = text_of(draft->line);
  if (!may_be_done && g_strcmp0(asked, draft->sent) == 0)
    g_clear_pointer(&draft->sent, g_free);
  /* Another one was typed meanwhile: that is the draft. */
  if (!asked || g_strcmp0(asked, text) != 0)
    return;
  if (!reason) {
    if (g_strcmp0(draft->text, text) == 0) /* else it is one of the calls made before: what was typed stays */
      drop(draft);
    set(&draft->text, text);
    return;
  }
  set(&draft->text, text);
  set(&draft->reason, may_be_done ? UNKNOWN : reason);
  put_by(draft);
  drafts_flush(draft->services->drafts);
}

gboolean
call_draft_is_kept(const CallDraft *draft)
{
  return draft->id && drafts_find(draft->services->drafts, DRAFT_CALL, draft->id);
}

gboolean
call_draft_may_be_done(const CallDraft *draft)
{
  g_autofree char *text = text_of(draft->line);
  return draft->sent && g_str_equal(draft->sent, text);
}
