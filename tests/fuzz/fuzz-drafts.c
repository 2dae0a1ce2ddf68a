/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text in the vault is a draft or none, and one that is kept again is the same; any file among the sealed
 * ones is passed over and stays.
 */
#include "ui/drafts.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/unit/local/private-home.h"
#include "ui/edit-drafts.h"

#define HEAD \
  "[draft]\nkind=edit\nid=CID_1\ntitle=an edit\nconnection=work\nserver=https://x\nat=1700000000123\n"
#define EDIT "[edit]\ndirectory-id=POOL_1\nlist-id=CG_1\ntitle=Ada Rossi\nwaits=true\n"

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED(""),
    FUZZ_SEED("[draft]\nkind=launch\nid=CG_1\ntitle=a "
              "launch\n[launch]\nsubject=Half\\na\\ssubject\nmarked=CID_1;CID_2;\n"),
    FUZZ_SEED(HEAD EDIT "[change 0]\nfield=first-name\nbefore=Ada\nafter=Zo\n"),
    FUZZ_SEED(HEAD EDIT "[change 0]\nembedded=site\nbefore=north\n[change 1]\nembedded=new\nafter=\n"),
    FUZZ_SEED("[draft]\nkind=of-tomorrow\nid=1\n"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 150; /* each is some files */

static const guint8 key[VAULT_KEY_BYTES] = "0123456789abcdef0123456789abcde";

static void
invalidate(gpointer app G_GNUC_UNUSED)
{
}

static guint
add_slice(gpointer app G_GNUC_UNUSED, GSourceFunc slice G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
          GDestroyNotify destroy G_GNUC_UNUSED)
{
  return 1;
}

static void
remove_slice(gpointer app G_GNUC_UNUSED, guint id G_GNUC_UNUSED)
{
}

static const PaneHost host = {.invalidate = invalidate, .add_slice = add_slice, .remove_slice = remove_slice};

static void
check_edit(Drafts *drafts, const Draft *draft)
{
  g_autoptr(EditDraft) edit = edit_draft_read(draft);
  if (!edit)
    return;
  g_autofree char *before = contact_edit_describe(edit->edit);
  drafts_open(drafts, "other", "https://y");
  edit_draft_keep(drafts, edit);
  g_autoptr(EditDraft) again = edit_draft_find(drafts, edit->edit->contact_id);
  g_assert_nonnull(again);
  g_autofree char *after = contact_edit_describe(again->edit);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpstr(edit->directory_id, ==, again->directory_id);
  g_assert_cmpint(edit->waits, ==, again->waits);
}

static void
check_text(const Paths *paths, const char *text)
{
  Vault *vault = vault_new(paths);
  g_assert_true(vault_keep(vault, "any", text, NULL));
  g_autoptr(Drafts) drafts = drafts_new(vault, &host);
  g_assert_true(drafts_unlock(drafts, key, NULL));
  const GPtrArray *all = drafts_all(drafts);
  g_assert_cmpuint(all->len, <=, 1);
  if (all->len == 0)
    return;
  const Draft *draft = g_ptr_array_index(all, 0);
  g_autofree char *when = draft_when(draft);
  g_assert_nonnull(when);
  g_assert_true(draft->kind < DRAFT_KINDS && draft->id && draft->title && draft->server);
  check_edit(drafts, draft);
}

static void
check_file(const Paths *paths, const char *bytes, gsize size)
{
  g_autofree char *folder = g_build_filename(paths->state, "drafts", NULL);
  g_autofree char *path = g_build_filename(folder, "any", NULL);
  private_home_write(folder, "any", bytes, (gssize) size);
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_unlock(vault, key, NULL));
  g_auto(GStrv) names = vault_names(vault);
  g_assert_cmpuint(g_strv_length(names), <=, 2);
  g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  PrivateHome home;
  private_home_init(&home);
  g_autofree char *text = g_strndup((const char *) data, size);
  check_text(home.paths, text);
  check_file(home.paths, (const char *) data, size);
  private_home_clear(&home);
  return 0;
}
