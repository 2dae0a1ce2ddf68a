/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: sealed, found again, never in the clear, and never a reason to stop. */
#include "src/local/vault.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "tests/unit/local/private-home.h"

static const guint8 key[VAULT_KEY_BYTES] = "0123456789abcdef0123456789abcde";
static const guint8 other_key[VAULT_KEY_BYTES] = "another key that opens nothing!";

static guint
count_files(const Paths *paths, const char *must_not_hold)
{
  guint count = 0;
  g_autofree char *path = g_build_filename(paths->state, "drafts", NULL);
  GDir *folder = g_dir_open(path, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL; count++) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
    g_assert_null(memmem(bytes, length, must_not_hold, strlen(must_not_hold)));
    g_assert_null(strstr(name, "CG_"));
  }
  if (folder != NULL)
    g_dir_close(folder);
  return count;
}

static void
finds_a_draft_after_a_kill(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  GError *error = NULL;
  Vault *killed = vault_new(paths);
  g_assert_true(vault_unlock(killed, key, &error));
  g_assert_true(vault_keep(killed, "launch CG_1", "subject = Your opinion\nfrom = Ada", &error));
  g_assert_no_error(error);
  g_assert_cmpuint(count_files(paths, "opinion"), ==, 1);
  vault_free(killed);
  g_autoptr(Vault) next = vault_new(paths);
  g_assert_null(vault_get(next, "launch CG_1"));
  g_assert_true(vault_unlock(next, key, &error));
  g_assert_cmpstr(vault_get(next, "launch CG_1"), ==, "subject = Your opinion\nfrom = Ada");
  g_auto(GStrv) names = vault_names(next);
  g_assert_cmpuint(g_strv_length(names), ==, 1);
  vault_drop(next, "launch CG_1");
  g_assert_null(vault_get(next, "launch CG_1"));
  g_assert_cmpuint(count_files(paths, "opinion"), ==, 0);
  private_home_clear(&home);
}

static void
keeps_in_memory_until_there_is_a_key(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  GError *error = NULL;
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_keep(vault, "contact CID_1", "language = fr", &error));
  g_assert_false(vault_is_sealed(vault));
  g_assert_cmpuint(count_files(paths, "fr"), ==, 0);
  g_assert_true(vault_unlock(vault, key, &error));
  g_assert_true(vault_is_sealed(vault));
  g_assert_cmpuint(count_files(paths, "language"), ==, 1);
  g_assert_cmpstr(vault_get(vault, "contact CID_1"), ==, "language = fr");
  private_home_clear(&home);
}

static void
prefers_what_was_typed_last(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  GError *error = NULL;
  Vault *old = vault_new(paths);
  g_assert_true(vault_unlock(old, key, &error));
  g_assert_true(vault_keep(old, "launch", "old", &error));
  vault_free(old);
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_keep(vault, "launch", "new", &error));
  g_assert_true(vault_unlock(vault, key, &error));
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "new");
  private_home_clear(&home);
}

static void
leaves_alone_what_it_cannot_open(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  GError *error = NULL;
  Vault *old = vault_new(paths);
  g_assert_true(vault_unlock(old, key, &error));
  g_assert_true(vault_keep(old, "launch", "old", &error));
  vault_free(old);
  g_autofree char *torn = g_build_filename(paths->state, "drafts", "torn", NULL);
  g_assert_true(g_file_set_contents(torn, "too short", -1, NULL));
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_unlock(vault, other_key, &error));
  g_assert_null(vault_get(vault, "launch"));
  g_assert_cmpuint(count_files(paths, "old"), ==, 2);
  private_home_clear(&home);
}

/* Killed while it was writing: the old one counts, and goes with its leavings. */
static void
takes_no_half_for_a_whole(void)
{
  PrivateHome home;
  private_home_init(&home);
  GError *error = NULL;
  Vault *killed = vault_new(home.paths);
  g_assert_true(vault_unlock(killed, key, &error));
  g_assert_true(vault_keep(killed, "launch", "whole", &error));
  vault_free(killed);
  g_autofree char *folder = g_build_filename(home.paths->state, "drafts", NULL);
  GDir *drafts = g_dir_open(folder, 0, NULL);
  g_autofree char *new = g_strconcat(g_dir_read_name(drafts), PRIVATE_FILE_NEW, NULL);
  g_dir_close(drafts);
  private_home_write(folder, new, "half", -1);
  g_autoptr(Vault) vault = vault_new(home.paths);
  g_assert_true(vault_unlock(vault, key, &error));
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "whole");
  vault_drop(vault, "launch");
  g_assert_cmpuint(count_files(home.paths, "half"), ==, 0);
  private_home_clear(&home);
}

/* Of a write that may be going on right now nothing is taken away. */
static void
removes_an_old_half(void)
{
  PrivateHome home;
  private_home_init(&home);
  GError *error = NULL;
  g_autofree char *folder = g_build_filename(home.paths->state, "drafts", NULL);
  g_autofree char *old = g_build_filename(folder, "0a" PRIVATE_FILE_NEW, NULL);
  g_autofree char *young = g_build_filename(folder, "0b" PRIVATE_FILE_NEW, NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  private_home_write(folder, "0a" PRIVATE_FILE_NEW, "old", -1);
  private_home_write(folder, "0b" PRIVATE_FILE_NEW, "young", -1);
  struct utimbuf yesterday = {time(NULL) - 86400, time(NULL) - 86400};
  g_assert_cmpint(g_utime(old, &yesterday), ==, 0);
  g_autoptr(Vault) vault = vault_new(home.paths);
  g_assert_true(vault_unlock(vault, key, &error));
  g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_test(young, G_FILE_TEST_EXISTS));
  private_home_clear(&home);
}

static void
keeps_in_memory_what_the_disk_refuses(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  g_autoptr(GError) error = NULL;
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_unlock(vault, key, &error));
  g_autofree char *folder = g_build_filename(paths->state, "drafts", NULL);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
  g_assert_true(g_file_set_contents(folder, "in the way", -1, NULL));
  g_assert_false(vault_keep(vault, "launch", "typed", &error));
  g_assert_nonnull(error);
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "typed");
  private_home_clear(&home);
}

static Vault *
unlocked(const Paths *paths)
{
  Vault *vault = vault_new(paths);
  g_assert_true(vault_unlock(vault, key, NULL));
  return vault;
}

static void
a_copy_leaves_alone_what_another_one_wrote(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *one = unlocked(paths), *other = unlocked(paths);
  g_assert_true(vault_keep(one, "launch", "of the one", NULL));
  vault_drop(other, "launch");
  g_assert_cmpuint(count_files(paths, "of the"), ==, 1);
  for (int i = 0; i < 3; i++) {
    g_assert_true(vault_keep(other, "launch", "of the other", NULL));
    g_assert_true(vault_keep(one, "launch", "of the one", NULL));
    g_assert_cmpuint(count_files(paths, "of the"), ==, 2);
  }
  vault_drop(other, "launch");
  g_assert_cmpuint(count_files(paths, "of the"), ==, 1);
  vault_free(one);
  vault_free(other);
  g_autoptr(Vault) next = unlocked(paths);
  g_assert_cmpstr(vault_get(next, "launch"), ==, "of the one");
  private_home_clear(&home);
}

static void
what_was_read_and_then_changed_elsewhere_is_two(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *one = unlocked(paths);
  g_assert_true(vault_keep(one, "launch", "first", NULL));
  Vault *other = unlocked(paths), *third = unlocked(paths);
  g_assert_cmpstr(vault_get(other, "launch"), ==, "first");
  g_assert_true(vault_keep(one, "launch", "changed", NULL));
  vault_drop(third, "launch");
  g_assert_true(vault_keep(other, "launch", "otherwise", NULL));
  g_assert_cmpuint(count_files(paths, "first"), ==, 2);
  vault_free(one);
  vault_free(other);
  vault_free(third);
  /* One after the other comes back, and each goes for good. */
  gboolean changed = FALSE, otherwise = FALSE;
  for (guint left = 2; left > 0; left--) {
    g_autoptr(Vault) next = unlocked(paths);
    g_assert_cmpuint(count_files(paths, "first"), ==, left);
    changed |= g_strcmp0(vault_get(next, "launch"), "changed") == 0;
    otherwise |= g_strcmp0(vault_get(next, "launch"), "otherwise") == 0;
    g_assert_true(vault_keep(next, "launch", "typed on", NULL));
    vault_drop(next, "launch");
  }
  g_assert_true(changed && otherwise);
  g_assert_cmpuint(count_files(paths, "first"), ==, 0);
  private_home_clear(&home);
}

/* One copy at a time: until it lets go, or ends. */
static void
what_is_taken_is_nobody_elses(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *one = unlocked(paths);
  g_assert_true(vault_keep(one, "launch", "typed", NULL));
  g_autoptr(Vault) other = unlocked(paths);
  g_assert_true(vault_take(one, "launch", NULL));
  g_assert_true(vault_take(one, "launch", NULL));
  g_assert_true(vault_keep(one, "launch", "typed on", NULL));
  g_autoptr(GError) error = NULL;
  g_assert_false(vault_take(other, "launch", &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_LOCKED);
  g_assert_true(vault_is_elsewhere(other, "launch"));
  vault_drop(other, "launch");
  g_assert_cmpuint(count_files(paths, "typed"), ==, 1);
  g_assert_true(vault_sync(other));
  g_assert_cmpstr(vault_get(other, "launch"), ==, "typed on");
  g_assert_true(vault_is_elsewhere(other, "launch"));
  g_assert_false(vault_sync(other));
  g_assert_true(vault_keep(one, "launch", "typed to the end", NULL));
  vault_free(one);
  g_assert_true(vault_take(other, "launch", NULL));
  g_assert_cmpstr(vault_get(other, "launch"), ==, "typed to the end");
  g_assert_false(vault_is_elsewhere(other, "launch"));
  vault_drop(other, "launch");
  g_assert_cmpuint(count_files(paths, "typed"), ==, 0);
  private_home_clear(&home);
}

static void
what_another_copy_dropped_is_gone(void)
{
  PrivateHome home;
  private_home_init(&home);
  g_autoptr(Vault) one = unlocked(home.paths);
  g_assert_true(vault_keep(one, "launch", "typed", NULL));
  g_autoptr(Vault) other = unlocked(home.paths), third = unlocked(home.paths);
  vault_drop(one, "launch");
  g_autoptr(GError) error = NULL;
  g_assert_false(vault_take(other, "launch", &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_NOT_FOUND);
  g_assert_null(vault_get(other, "launch"));
  g_assert_true(vault_sync(third));
  g_assert_null(vault_get(third, "launch"));
  private_home_clear(&home);
}

/* The name is taken from before the first letter on, and what each of two typed is there for a third one. */
static void
one_name_in_two_copies_is_two(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *one = unlocked(paths), *other = unlocked(paths);
  g_assert_true(vault_take(one, "launch", NULL));
  g_assert_true(vault_take(other, "launch", NULL));
  for (int i = 0; i < 3; i++) {
    g_assert_true(vault_keep(one, "launch", "of the one", NULL));
    g_assert_true(vault_keep(other, "launch", "of the other", NULL));
  }
  g_assert_cmpuint(count_files(paths, "of the"), ==, 2);
  g_autoptr(Vault) third = unlocked(paths);
  g_auto(GStrv) names = vault_names_of(third, "launch");
  g_assert_cmpuint(g_strv_length(names), ==, 2);
  g_assert_cmpstr(names[0], ==, "launch");
  g_autofree char *first = vault_first_name(names[1]);
  g_assert_cmpstr(first, ==, "launch");
  for (int i = 0; i < 2; i++) {
    g_assert_true(vault_is_elsewhere(third, names[i]));
    g_assert_false(vault_take(third, names[i], NULL));
  }
  vault_free(one);
  vault_free(other);
  g_assert_true(vault_take(third, names[1], NULL));
  g_autofree char *text = g_strdup(vault_get(third, names[1]));
  vault_prefer(third, names[1]);
  g_assert_cmpstr(vault_get(third, "launch"), ==, text);
  g_assert_true(vault_keep(third, "launch", "gone on with", NULL));
  vault_drop(third, "launch");
  vault_let_go(third, "launch");
  g_assert_cmpuint(count_files(paths, "of the"), ==, 1);
  /* The other one bears the name now. */
  g_assert_true(vault_sync(third));
  g_assert_nonnull(vault_get(third, "launch"));
  g_assert_cmpstr(vault_get(third, "launch"), !=, text);
  private_home_clear(&home);
}

/* Where the lock can't be had nothing is written, and drafts live in memory. */
static void
without_locks_nothing_is_written(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *one = unlocked(paths);
  g_assert_true(vault_keep(one, "launch", "sealed", NULL));
  vault_free(one);
  g_autofree char *path = g_build_filename(paths->state, "drafts.lock", NULL);
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
  g_autoptr(Vault) vault = vault_new(paths);
  g_autoptr(GError) error = NULL;
  g_assert_false(vault_unlock(vault, key, &error));
  g_assert_nonnull(strstr(error->message, "drafts.lock"));
  g_clear_error(&error);
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "sealed");
  g_assert_true(vault_take(vault, "launch", NULL));
  g_assert_false(vault_keep(vault, "launch", "typed", &error));
  g_assert_nonnull(error);
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "typed");
  g_assert_cmpint(g_rmdir(path), ==, 0);
  g_assert_true(vault_keep(vault, "launch", "typed on", NULL));
  g_autoptr(Vault) other = unlocked(paths);
  g_assert_cmpstr(vault_get(other, "launch"), ==, "typed on");
  g_assert_true(vault_is_elsewhere(other, "launch"));
  private_home_clear(&home);
}

static void
what_was_taken_without_a_key_stays_taken(void)
{
  PrivateHome home;
  private_home_init(&home);
  const Paths *paths = home.paths;
  Vault *old = unlocked(paths);
  g_assert_true(vault_keep(old, "launch", "old", NULL));
  vault_free(old);
  g_autoptr(Vault) vault = vault_new(paths);
  g_assert_true(vault_take(vault, "launch", NULL));
  g_assert_true(vault_take(vault, "untyped", NULL));
  g_assert_true(vault_keep(vault, "launch", "new", NULL));
  g_assert_true(vault_unlock(vault, key, NULL));
  g_auto(GStrv) names = vault_names_of(vault, "launch");
  g_assert_cmpuint(g_strv_length(names), ==, 2);
  g_assert_cmpstr(vault_get(vault, "launch"), ==, "new");
  g_assert_cmpstr(vault_get(vault, names[1]), ==, "old");
  g_autoptr(Vault) other = unlocked(paths);
  g_auto(GStrv) all = vault_names(other);
  guint elsewhere = 0;
  for (guint i = 0; all[i]; i++)
    elsewhere += vault_is_elsewhere(other, all[i]);
  g_assert_cmpuint(g_strv_length(all), ==, 2);
  g_assert_cmpuint(elsewhere, ==, 1);
  private_home_clear(&home);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/vault/finds-a-draft-after-a-kill", finds_a_draft_after_a_kill);
  g_test_add_func("/vault/keeps-in-memory-until-there-is-a-key", keeps_in_memory_until_there_is_a_key);
  g_test_add_func("/vault/prefers-what-was-typed-last", prefers_what_was_typed_last);
  g_test_add_func("/vault/leaves-alone-what-it-cannot-open", leaves_alone_what_it_cannot_open);
  g_test_add_func("/vault/keeps-in-memory-what-the-disk-refuses", keeps_in_memory_what_the_disk_refuses);
  g_test_add_func("/vault/takes-no-half-for-a-whole", takes_no_half_for_a_whole);
  g_test_add_func("/vault/removes-an-old-half", removes_an_old_half);
  g_test_add_func("/vault/a-copy-leaves-alone-what-another-one-wrote",
                  a_copy_leaves_alone_what_another_one_wrote);
  g_test_add_func("/vault/what-was-read-and-then-changed-elsewhere-is-two",
                  what_was_read_and_then_changed_elsewhere_is_two);
  g_test_add_func("/vault/what-is-taken-is-nobody-elses", what_is_taken_is_nobody_elses);
  g_test_add_func("/vault/what-another-copy-dropped-is-gone", what_another_copy_dropped_is_gone);
  g_test_add_func("/vault/one-name-in-two-copies-is-two", one_name_in_two_copies_is_two);
  g_test_add_func("/vault/without-locks-nothing-is-written", without_locks_nothing_is_written);
  g_test_add_func("/vault/what-was-taken-without-a-key-stays-taken",
                  what_was_taken_without_a_key_stays_taken);
  return g_test_run();
}
