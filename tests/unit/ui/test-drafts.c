/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: written when there is time, found by the next program; and how edits of one contact come together.
 */
#include "ui/drafts.h"

#include <stdio.h>

#include "tests/unit/local/private-home.h"
#include "ui/draft-fate.h"
#include "ui/edit-drafts.h"
#include "ui/forms/send-form.h"

static const guint8 key[VAULT_KEY_BYTES] = "0123456789abcdef0123456789abcde";

/* A program of which only these are there. */
typedef struct {
  PrivateHome home;
  PaneHost host;
  GSourceFunc slice; /* what is to be done when no key waits */
  gpointer slice_data;
  GPtrArray *said; /* of char * */
  Drafts *drafts;
} Desk;

static void
invalidate(gpointer app G_GNUC_UNUSED)
{
}

static void
say(gpointer app, MessageKind kind G_GNUC_UNUSED, const char *text)
{
  g_ptr_array_add(((Desk *) app)->said, g_strdup(text));
}

static guint
add_slice(gpointer app, GSourceFunc slice, gpointer data, GDestroyNotify destroy G_GNUC_UNUSED)
{
  Desk *desk = app;
  desk->slice = slice;
  desk->slice_data = data;
  return 1;
}

static void
remove_slice(gpointer app, guint id G_GNUC_UNUSED)
{
  ((Desk *) app)->slice = NULL;
}

/* The next program in the same home. */
static void
desk_start(Desk *desk)
{
  g_autoptr(GError) error = NULL;
  desk->drafts = drafts_new(vault_new(desk->home.paths), &desk->host);
  drafts_open(desk->drafts, "work", "https://fra1.qualtrics.com");
  g_assert_true(drafts_unlock(desk->drafts, key, &error));
  g_assert_no_error(error);
}

static void
desk_init(Desk *desk)
{
  *desk = (Desk){.said = g_ptr_array_new_with_free_func(g_free)};
  desk->host = (PaneHost){.app = desk,
                          .invalidate = invalidate,
                          .say = say,
                          .add_slice = add_slice,
                          .remove_slice = remove_slice};
  private_home_init(&desk->home);
  desk_start(desk);
}

static void
desk_clear(Desk *desk)
{
  drafts_free(desk->drafts);
  g_ptr_array_unref(desk->said);
  private_home_clear(&desk->home);
}

static GKeyFile *
body_with(const char *value)
{
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, "form", "value", value);
  return file;
}

static void
keeps_every_text_as_it_is(void)
{
  static const char *const texts[] = {
      "",     " blanks ", "a = b\n[group]\n#no comment\n\\n;", "tab\tand\rreturn", "Größe 🦊 하은",
      "draft"};
  Desk desk;
  desk_init(&desk);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *id = g_strdup_printf("CG_%u", (guint) i);
    drafts_keep(desk.drafts, DRAFT_SEND, id, texts[i], i % 2 ? texts[i] : NULL, body_with(texts[i]));
  }
  g_assert_true(desk.slice(desk.slice_data) == G_SOURCE_REMOVE);
  /* As after kill -9: the first one does nothing any more. */
  Drafts *killed = g_steal_pointer(&desk.drafts);
  desk_start(&desk);
  g_assert_cmpuint(drafts_all(desk.drafts)->len, ==, G_N_ELEMENTS(texts));
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *id = g_strdup_printf("CG_%u", (guint) i);
    const Draft *draft = drafts_find(desk.drafts, DRAFT_SEND, id);
    g_assert_nonnull(draft);
    g_autofree char *value = g_key_file_get_string(draft->body, "form", "value", NULL);
    g_assert_cmpstr(value, ==, texts[i]);
    g_assert_cmpstr(draft->title, ==, texts[i]);
    g_assert_cmpstr(draft->reason, ==, i % 2 ? texts[i] : NULL);
    g_assert_cmpstr(draft->connection, ==, "work");
  }
  drafts_free(killed);
  desk_clear(&desk);
}

static void
writes_once_for_many_changes_and_at_the_end(void)
{
  Desk desk;
  desk_init(&desk);
  drafts_keep(desk.drafts, DRAFT_SEND, "CG_1", "a launch", NULL, body_with("h"));
  g_assert_nonnull(desk.slice);
  desk.slice = NULL;
  drafts_keep(desk.drafts, DRAFT_SEND, "CG_1", "a launch", NULL, body_with("ha"));
  g_assert_null(desk.slice);
  drafts_free(desk.drafts);
  desk_start(&desk);
  const Draft *draft = drafts_find(desk.drafts, DRAFT_SEND, "CG_1");
  g_autofree char *value = g_key_file_get_string(draft->body, "form", "value", NULL);
  g_assert_cmpstr(value, ==, "ha");
  desk_clear(&desk);
}

static void
belongs_to_its_connection(void)
{
  Desk desk;
  desk_init(&desk);
  drafts_keep(desk.drafts, DRAFT_SEND, "CG_1", "a launch", NULL, body_with("x"));
  drafts_open(desk.drafts, "other", "https://fra1.qualtrics.com");
  g_assert_null(drafts_find(desk.drafts, DRAFT_SEND, "CG_1"));
  const Draft *draft = g_ptr_array_index(drafts_all(desk.drafts), 0);
  g_assert_false(drafts_is_here(desk.drafts, draft));
  drafts_drop(desk.drafts, DRAFT_SEND, "CG_1");
  g_assert_cmpuint(drafts_all(desk.drafts)->len, ==, 1);
  drafts_drop_name(desk.drafts, draft->name);
  g_assert_cmpuint(drafts_all(desk.drafts)->len, ==, 0);
  drafts_free(desk.drafts);
  desk_start(&desk);
  g_assert_cmpuint(drafts_all(desk.drafts)->len, ==, 0);
  desk_clear(&desk);
}

static void
says_once_that_it_cannot_write(void)
{
  Desk desk;
  desk_init(&desk);
  g_autofree char *folder = g_build_filename(desk.home.paths->state, "drafts", NULL);
  g_assert_cmpint(remove(folder), ==, 0);
  private_home_write(desk.home.paths->state, "drafts", "in the way", -1);
  for (int i = 0; i < 3; i++) {
    drafts_keep(desk.drafts, DRAFT_SEND, "CG_1", "a launch", NULL, body_with("x"));
    drafts_flush(desk.drafts);
  }
  g_assert_cmpuint(desk.said->len, ==, 1);
  g_assert_nonnull(drafts_find(desk.drafts, DRAFT_SEND, "CG_1"));
  desk_clear(&desk);
}

/* What became of a launch */

static const Draft *
keep_launch(Desk *desk, const char *form_id)
{
  GKeyFile *body = g_key_file_new();
  g_key_file_set_string(body, "form", "subject", "Hello");
  if (form_id)
    g_key_file_set_string(body, "form", SEND_FORM_ID, form_id);
  drafts_keep(desk->drafts, DRAFT_SEND, "launch", "a launch", NULL, body);
  return drafts_find(desk->drafts, DRAFT_SEND, "launch");
}

static void
note(Journal *journal, const char *intent_id, JournalKind kind)
{
  const JournalEntry entry = {.kind = kind, .intent_id = intent_id, .subject = "Hello"};
  g_assert_true(journal_append(journal, &entry, NULL));
}

static FormFate
fate_in(const Draft *draft, Journal *journal)
{
  g_autoptr(GPtrArray) entries = journal_read(journal, NULL);
  g_assert_nonnull(entries);
  return draft_fate(draft, entries);
}

/* Whatever the draft says of how far it came: the disk may not have taken that. */
static void
its_own_launches_decide(void)
{
  static const struct {
    JournalKind kinds[4]; /* JOURNAL_EDIT: no more */
    FormFate fate;
  } courses[] = {
      {{JOURNAL_EDIT}, FORM_UNSENT},
      {{JOURNAL_SEND_INTENT, JOURNAL_EDIT}, FORM_OPEN},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_UNKNOWN, JOURNAL_EDIT}, FORM_OPEN},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_REFUSED, JOURNAL_EDIT}, FORM_UNSENT},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_DONE, JOURNAL_EDIT}, FORM_SENT},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_DONE, JOURNAL_SEND_UNKNOWN, JOURNAL_EDIT}, FORM_SENT},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_UNKNOWN, JOURNAL_SEND_DONE, JOURNAL_EDIT}, FORM_SENT},
      {{JOURNAL_SEND_INTENT, JOURNAL_SEND_DONE, JOURNAL_SEND_CANCELLED, JOURNAL_EDIT}, FORM_UNSENT}};
  for (gsize i = 0; i < G_N_ELEMENTS(courses); i++) {
    Desk desk;
    desk_init(&desk);
    g_autoptr(Journal) journal = journal_open(desk.home.paths, NULL);
    const Draft *draft = keep_launch(&desk, "own");
    note(journal, "owner", JOURNAL_SEND_INTENT);
    note(journal, "own-2", JOURNAL_SEND_INTENT);
    for (guint k = 0; k < 4 && courses[i].kinds[k] != JOURNAL_EDIT; k++)
      note(journal, "own", courses[i].kinds[k]);
    note(journal, "another", JOURNAL_SEND_DONE);
    g_assert_cmpint(fate_in(draft, journal), ==, courses[i].fate);
    g_assert_cmpint(draft_fate(keep_launch(&desk, NULL), NULL), ==, FORM_UNSENT);
    desk_clear(&desk);
  }
}

static void
each_try_counts(void)
{
  Desk desk;
  desk_init(&desk);
  g_autoptr(Journal) journal = journal_open(desk.home.paths, NULL);
  const Draft *draft = keep_launch(&desk, "own");
  for (guint tries = 0; tries < 12; tries++) {
    g_autoptr(GPtrArray) entries = journal_read(journal, NULL);
    guint counted = 0;
    g_assert_cmpint(launch_ledger_form_fate(entries, "own", &counted), ==, FORM_UNSENT);
    g_assert_cmpuint(counted, ==, tries);
    g_autofree char *intent_id = launch_ledger_intent_id("own", tries);
    note(journal, intent_id, JOURNAL_SEND_INTENT);
    g_assert_cmpint(fate_in(draft, journal), ==, FORM_OPEN);
    note(journal, intent_id, tries < 11 ? JOURNAL_SEND_REFUSED : JOURNAL_SEND_DONE);
  }
  g_assert_cmpint(fate_in(draft, journal), ==, FORM_SENT);
  desk_clear(&desk);
}

/* Edits */

static const ContactPlace place = {"POOL_1", "CG_1"};

static ContactEdit *
edit_with(ContactField field, const char *before, const char *after)
{
  g_autoptr(Contact) base = contact_new();
  contact_set(base, field, before);
  ContactEdit *edit = contact_edit_new("CID_1");
  contact_edit_set(edit, base, field, after);
  return edit;
}

static char *
described(Desk *desk)
{
  g_autoptr(EditDraft) draft = edit_draft_find(desk->drafts, "CID_1");
  return draft ? contact_edit_describe(draft->edit) : g_strdup("none");
}

static void
an_edit_is_read_as_it_was_kept(void)
{
  Desk desk;
  desk_init(&desk);
  g_autoptr(ContactEdit) edit = edit_with(CONTACT_FIELD_FIRST_NAME, "Ada", "Zoltána");
  g_autoptr(Contact) base = contact_new();
  contact_set_embedded(base, "si te", "north");
  contact_edit_set_embedded(edit, base, "si te", NULL);
  contact_edit_set_embedded(edit, base, "new", "");
  edit_draft_failed(desk.drafts, &place, "Ada Rossi", edit, "no network", TRUE);
  drafts_free(desk.drafts);
  desk_start(&desk);
  g_autoptr(EditDraft) draft = edit_draft_find(desk.drafts, "CID_1");
  g_assert_cmpstr(draft->directory_id, ==, "POOL_1");
  g_assert_cmpstr(draft->list_id, ==, "CG_1");
  g_assert_cmpstr(draft->reason, ==, "no network");
  g_assert_true(draft->waits);
  g_assert_cmpuint(draft->edit->changes->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const ContactChange *got = g_ptr_array_index(draft->edit->changes, i);
    const ContactChange *wanted = g_ptr_array_index(edit->changes, i);
    g_assert_cmpint(got->field, ==, wanted->field);
    g_assert_cmpstr(got->embedded, ==, wanted->embedded);
    g_assert_cmpstr(got->before, ==, wanted->before);
    g_assert_cmpstr(got->after, ==, wanted->after);
  }
  desk_clear(&desk);
}

static void
typing_leaves_other_changes_alone(void)
{
  Desk desk;
  desk_init(&desk);
  g_autoptr(ContactEdit) language = edit_with(CONTACT_FIELD_LANGUAGE, "it", "fr");
  g_autoptr(ContactEdit) first = edit_with(CONTACT_FIELD_FIRST_NAME, "Ada", "Zo");
  g_autoptr(ContactEdit) nothing = contact_edit_new("CID_1");
  edit_draft_failed(desk.drafts, &place, "Ada Rossi", language, "refused", FALSE);
  g_autoptr(EditDraft) before = edit_draft_find(desk.drafts, "CID_1");
  edit_draft_type(desk.drafts, before, &place, "Ada Rossi", 1u << CONTACT_FIELD_FIRST_NAME, NULL, first);
  g_autoptr(EditDraft) typed = edit_draft_find(desk.drafts, "CID_1");
  g_assert_cmpuint(typed->edit->changes->len, ==, 2);
  edit_draft_type(desk.drafts, before, &place, "Ada Rossi", 1u << CONTACT_FIELD_FIRST_NAME, NULL, nothing);
  g_autofree char *left = described(&desk);
  g_assert_cmpstr(left, ==, "language it → fr");
  edit_draft_type(desk.drafts, before, &place, "Ada Rossi", 1u << CONTACT_FIELD_FIRST_NAME, NULL, first);
  edit_draft_leave(desk.drafts, "CID_1", before);
  g_autofree char *again = described(&desk);
  g_assert_cmpstr(again, ==, "language it → fr");
  edit_draft_leave(desk.drafts, "CID_1", NULL);
  g_autofree char *none = described(&desk);
  g_assert_cmpstr(none, ==, "none");
  desk_clear(&desk);
}

static void
what_is_saved_goes_and_what_was_typed_since_stays(void)
{
  Desk desk;
  desk_init(&desk);
  g_autoptr(ContactEdit) saved = edit_with(CONTACT_FIELD_FIRST_NAME, "Ada", "Zo");
  g_autoptr(ContactEdit) since = edit_with(CONTACT_FIELD_FIRST_NAME, "Ada", "Zoltana");
  edit_draft_failed(desk.drafts, &place, "Ada Rossi", since, "not confirmed", FALSE);
  edit_draft_take_out(desk.drafts, saved);
  g_autoptr(EditDraft) draft = edit_draft_find(desk.drafts, "CID_1");
  const ContactChange *change = g_ptr_array_index(draft->edit->changes, 0);
  g_assert_cmpstr(change->before, ==, "Zo");
  g_assert_cmpstr(change->after, ==, "Zoltana");
  edit_draft_take_out(desk.drafts, since);
  g_autofree char *none = described(&desk);
  g_assert_cmpstr(none, ==, "none");
  desk_clear(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/drafts/keeps-every-text-as-it-is", keeps_every_text_as_it_is);
  g_test_add_func("/drafts/writes-once-for-many-changes-and-at-the-end",
                  writes_once_for_many_changes_and_at_the_end);
  g_test_add_func("/drafts/belongs-to-its-connection", belongs_to_its_connection);
  g_test_add_func("/drafts/says-once-that-it-cannot-write", says_once_that_it_cannot_write);
  g_test_add_func("/drafts/its-own-launches-decide", its_own_launches_decide);
  g_test_add_func("/drafts/each-try-counts", each_try_counts);
  g_test_add_func("/drafts/an-edit-is-read-as-it-was-kept", an_edit_is_read_as_it_was_kept);
  g_test_add_func("/drafts/typing-leaves-other-changes-alone", typing_leaves_other_changes_alone);
  g_test_add_func("/drafts/what-is-saved-goes-and-what-was-typed-since-stays",
                  what_is_saved_goes_and_what_was_typed_since_stays);
  return g_test_run();
}
