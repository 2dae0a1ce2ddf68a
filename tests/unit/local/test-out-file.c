/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that was asked for: whole under its name, for its owner only, or not there at all. */
#include "src/local/out-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  char *folder, *path, *part;
} Place;

static void
place_make(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  place->folder = g_dir_make_tmp("canvass-out-XXXXXX", NULL);
  place->path = g_build_filename(place->folder, "list.csv", NULL);
  place->part = g_strconcat(place->path, ".part", NULL);
}

static void
place_clear(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink(place->path);
  g_assert_false(g_file_test(place->part, G_FILE_TEST_EXISTS));
  g_rmdir(place->folder);
  g_free(place->folder);
  g_free(place->path);
  g_free(place->part);
}

static void
has_its_name_when_whole(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;
  g_assert_true(g_file_set_contents(place->path, "the former one", -1, NULL));
  OutFile *file = out_file_open(place->path, &error);
  g_assert_no_error(error);
  fputs("a,b\r\n", out_file_stream(file));
  g_file_get_contents(place->path, &text, NULL, NULL);
  g_assert_cmpstr(text, ==, "the former one");
  g_assert_true(out_file_keep(file, &error));
  g_assert_no_error(error);
  g_clear_pointer(&text, g_free);
  g_file_get_contents(place->path, &text, NULL, NULL);
  g_assert_cmpstr(text, ==, "a,b\r\n");
  g_assert_cmpint(g_stat(place->path, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
}

static void
leaves_nothing_when_dropped(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  OutFile *file = out_file_open(place->path, NULL);
  fputs("half", out_file_stream(file));
  out_file_drop(file);
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
}

/* Whatever ends the program: not even a file by another name. */
static void
leaves_nothing_when_killed(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  pid_t child = fork();
  if (child == 0) {
    OutFile *file = out_file_open(place->path, NULL);
    fputs("half", out_file_stream(file));
    fflush(out_file_stream(file));
    raise(SIGKILL);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFSIGNALED(status));
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
  if (g_unlink(place->part) == 0)
    g_test_skip("this file system has no files without a name");
}

static void
says_where_it_cannot_be(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(place->folder, "no", "such", "folder.csv", NULL);
  g_assert_null(out_file_open(path, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
}

/* What is written stays in the buffer until the end, which is where a full disk shows. */
static void
says_when_the_disk_is_full(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip("no /dev/full");
    return;
  }
  OutFile *file = out_file_open(place->path, &error);
  g_assert_nonnull(freopen("/dev/full", "w", out_file_stream(file)));
  fputs("does not fit", out_file_stream(file));
  g_assert_false(out_file_keep(file, &error));
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FULL);
  g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
}

static void
write_to(const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  OutFile *file = out_file_open(path, &error);
  g_assert_no_error(error);
  fputs(text, out_file_stream(file));
  g_assert_true(out_file_keep(file, &error));
  g_assert_no_error(error);
}

/* A rename would put a file in the place of /dev/null. */
static void
writes_to_a_device_as_it_is(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(symlink("/dev/null", place->path), ==, 0);
  write_to(place->path, "gone");
  g_assert_true(g_file_test(place->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint(g_unlink(place->path), ==, 0);
  g_assert_cmpint(mkfifo(place->path, 0600), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_null(out_file_open(place->path, &error)); /* nobody reads it; and nobody waits */
  g_assert_error(error, LOCAL_ERROR, LOCAL_ERROR_FILE);
}

static void
replaces_what_a_link_points_to(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *target = g_build_filename(place->folder, "target.csv", NULL), *text = NULL;
  g_assert_true(g_file_set_contents(target, "the former one", -1, NULL));
  g_assert_cmpint(symlink(target, place->path), ==, 0);
  write_to(place->path, "new");
  g_assert_true(g_file_test(place->path, G_FILE_TEST_IS_SYMLINK));
  g_file_get_contents(target, &text, NULL, NULL);
  g_assert_cmpstr(text, ==, "new");
  g_unlink(target);
}

/* In a folder that others may write to, someone may have been there first. */
static void
follows_nothing_that_lies_in_its_way(Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = g_build_filename(place->folder, "other", NULL), *text = NULL;
  g_assert_true(g_file_set_contents(other, "not ours", -1, NULL));
  g_assert_cmpint(symlink(other, place->part), ==, 0);
  write_to(place->path, "ours");
  g_file_get_contents(other, &text, NULL, NULL);
  g_assert_cmpstr(text, ==, "not ours");
  g_unlink(other);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add("/out-file/" name, Place, NULL, place_make, function, place_clear)
  TEST("has-its-name-when-whole", has_its_name_when_whole);
  TEST("leaves-nothing-when-dropped", leaves_nothing_when_dropped);
  TEST("leaves-nothing-when-killed", leaves_nothing_when_killed);
  TEST("says-where-it-cannot-be", says_where_it_cannot_be);
  TEST("says-when-the-disk-is-full", says_when_the_disk_is_full);
  TEST("writes-to-a-device-as-it-is", writes_to_a_device_as_it_is);
  TEST("replaces-what-a-link-points-to", replaces_what_a_link_points_to);
  TEST("follows-nothing-that-lies-in-its-way", follows_nothing_that_lies_in_its_way);
  return g_test_run();
}
