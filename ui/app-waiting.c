/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits that the network did not take are saved by themselves when it is back, one after the other, each
 * merged with what its contact has become. Where someone else changed the same thing nothing is written: a
 * person decides that. Launches never go this way. What another copy of the program has is left to it for so
 * long as it has it; what it was through with is not counted here any more.
 */
#include "src/api/passing.h"
#include "src/flow/contact-save.h"
#include "ui/app-private.h"
#include "ui/edit-drafts.h"
#include "ui/saver.h"

typedef struct {
  App *app;
  EditDraft *draft;
  char *held; /* see drafts_take_name */
  char *when;
} Resend;

/* Seconds from one try to the next, the more there were in vain. */
static const guint pauses[] = {5, 10, 20, 30};

static void
resend_free(Resend *resend)
{
  resend->app->resending = FALSE;
  drafts_let_go(resend->app->services.drafts, resend->held);
  edit_draft_free(resend->draft);
  g_free(resend->when);
  g_free(resend);
}

/* The one changed last that waits in this connection and that no other copy has, or NULL. @elsewhere: another
 * copy has such a one. */
static const Draft *
next_waiting(App *app, gboolean *elsewhere)
{
  const GPtrArray *all = drafts_all(app->services.drafts);
  *elsewhere = FALSE;
  for (guint i = 0; i < all->len; i++) {
    const Draft *draft = g_ptr_array_index(all, i);
    g_autoptr(EditDraft) edit = drafts_is_here(app->services.drafts, draft) ? edit_draft_read(draft) : NULL;
    if (edit && edit->waits && !draft->elsewhere)
      return draft;
    *elsewhere |= edit && edit->waits;
  }
  return NULL;
}

static void
stays(Resend *resend, const char *reason, gboolean waits)
{
  const EditDraft *draft = resend->draft;
  ContactPlace place = {draft->directory_id, draft->list_id};
  edit_draft_failed(resend->app->services.drafts, &place, draft->title, draft->edit, reason, waits);
  if (!waits)
    app_say(resend->app, MESSAGE_ERROR, "%s: not saved: %s; d shows it", draft->title, reason);
}

static char *
conflict_words(const ContactSaved *saved)
{
  const ContactChange *first = g_ptr_array_index(saved->conflicts, 0);
  return g_strdup_printf("someone else changed %s meanwhile",
                         first->embedded ? first->embedded : contact_field_word(first->field));
}

static void
take_saved(Resend *resend, const ContactSaved *saved)
{
  App *app = resend->app;
  const EditDraft *draft = resend->draft;
  ContactPlace place = {draft->directory_id, draft->list_id};
  g_autofree char *what = contact_edit_describe(draft->edit);
  app->tries = 0;
  app->try_at = 0;
  edit_draft_take_out(app->services.drafts, draft->edit);
  app_say(app, MESSAGE_OK, "%s: %s (typed %s, saved now)", draft->title, what, resend->when);
  app->services.edited(app, &place, draft->edit, draft->title);
  app->host.open(app, NULL, "contact-changed", saved->now);
}

static void
on_resent(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Resend *resend = data;
  App *app = resend->app;
  g_autoptr(GError) error = NULL;
  g_autoptr(ContactSaved) saved = contact_save_finish(NULL, result, &error);
  app->services.saves--;
  if (was_cancelled(error)) {
    resend_free(resend);
    return;
  }
  if (error)
    stays(resend, error->message, error_is_passing(error));
  else if (saved->saved)
    take_saved(resend, saved);
  else {
    g_autofree char *reason = conflict_words(saved);
    stays(resend, reason, FALSE);
  }
  resend_free(resend);
  app->host.start_ticking(app);
}

/* FALSE: another copy has it, or was through with it. */
static gboolean
start(App *app, const Draft *next)
{
  char *held = drafts_take_name(app->services.drafts, next->name, NULL);
  const Draft *draft = held ? drafts_find_name(app->services.drafts, held) : NULL;
  g_autoptr(EditDraft) edit = edit_draft_read(draft);
  if (!edit || !edit->waits) {
    drafts_let_go(app->services.drafts, held);
    return FALSE;
  }
  Resend *resend = g_new0(Resend, 1);
  resend->app = app;
  resend->held = held;
  resend->when = draft_when(draft);
  resend->draft = g_steal_pointer(&edit);
  app->resending = TRUE;
  app->services.saves++;
  app->try_at = g_get_monotonic_time() / G_USEC_PER_SEC + pauses[MIN(app->tries, G_N_ELEMENTS(pauses) - 1)];
  app->tries++;
  ContactPlace place = {resend->draft->directory_id, resend->draft->list_id};
  contact_save_async(app->services.client, app->journal, &place, resend->draft->edit, FALSE,
                     app->services.session, on_resent, resend);
  return TRUE;
}

/* Edits that a person has to save: another copy may have saved one, and then it is not counted any more. */
static guint
look_again(App *app, gint64 now)
{
  if (app_unsaved_edits(app) == 0)
    return 0;
  if (app->look_at > now)
    return (guint) (app->look_at - now);
  drafts_sync(app->services.drafts);
  app->look_at = now + pauses[0];
  return app_unsaved_edits(app) > 0 ? pauses[0] : 0;
}

guint
app_waiting_tick(App *app)
{
  gboolean elsewhere = FALSE;
  if (!app->services.client || app->resending || app_read_only(app))
    return 0;
  gint64 now = g_get_monotonic_time() / G_USEC_PER_SEC;
  if (!next_waiting(app, &elsewhere) && !elsewhere)
    return look_again(app, now);
  if (app->try_at > now)
    return (guint) (app->try_at - now);
  drafts_sync(app->services.drafts);
  const Draft *draft = next_waiting(app, &elsewhere);
  if (draft && start(app, draft))
    return 0;
  app->try_at = now + pauses[0];
  return pauses[0];
}

void
app_waiting_look(App *app)
{
  gboolean elsewhere = FALSE;
  if (!app->resending && (next_waiting(app, &elsewhere) || elsewhere || app_unsaved_edits(app) > 0))
    app->host.start_ticking(app);
}
