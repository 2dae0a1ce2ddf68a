/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sandbox.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
read_line(GSubprocess *process)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new(g_subprocess_get_stdout_pipe(process));
  return g_data_input_stream_read_line(lines, NULL, NULL, NULL);
}

TestSandbox *
test_sandbox_new(const char *argument, ...)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new();
  va_list more;
  va_start(more, argument);
  for (; argument != NULL; argument = va_arg(more, const char *))
    g_ptr_array_add(arguments, (gpointer) argument);
  va_end(more);
  g_ptr_array_add(arguments, NULL);
  return test_sandbox_new_with((const char *const *) arguments->pdata);
}

TestSandbox *
test_sandbox_new_with(const char *const *arguments)
{
  TestSandbox *sandbox = g_new0(TestSandbox, 1);
  sandbox->outbox = g_dir_make_tmp("canvass-outbox-XXXXXX", NULL);
  g_autofree char *program = g_test_build_filename(G_TEST_BUILT, "..", "canvass-sandbox", NULL);
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  const char *fixed[] = {program, "--port", "0", "--exit-with-parent", "--outbox", sandbox->outbox};
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_ptr_array_add(argv, (gpointer) fixed[i]);
  for (; arguments != NULL && *arguments != NULL; arguments++)
    g_ptr_array_add(argv, (gpointer) *arguments);
  g_ptr_array_add(argv, NULL);
  GError *error = NULL;
  sandbox->process =
      g_subprocess_newv((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error(error);
  sandbox->url = read_line(sandbox->process);
  g_assert_nonnull(sandbox->url);
  return sandbox;
}

static void
empty_folder(const char *path)
{
  GDir *folder = g_dir_open(path, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_unlink(file);
  }
  if (folder != NULL)
    g_dir_close(folder);
}

void
test_folder_remove(char *path)
{
  empty_folder(path);
  g_rmdir(path);
  g_free(path);
}

void
test_sandbox_empty_outbox(TestSandbox *sandbox)
{
  empty_folder(sandbox->outbox);
}

void
test_sandbox_free(TestSandbox *sandbox)
{
  if (sandbox == NULL)
    return;
  g_subprocess_force_exit(sandbox->process);
  g_subprocess_wait(sandbox->process, NULL, NULL);
  g_object_unref(sandbox->process);
  test_folder_remove(sandbox->outbox);
  g_free(sandbox->url);
  g_free(sandbox);
}

void
test_sandbox_control(TestSandbox *sandbox, const char *path, const char *body)
{
  GError *error = NULL;
  g_autoptr(GSocketClient) client = g_socket_client_new();
  g_autoptr(GSocketConnection) connection =
      g_socket_client_connect_to_host(client, strstr(sandbox->url, "://") + 3, 80, NULL, &error);
  g_assert_no_error(error);
  g_autofree char *request = g_strdup_printf("POST %s HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n"
                                             "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s",
                                             path, strlen(body), body);
  g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)), request, strlen(request),
                            NULL, NULL, &error);
  g_assert_no_error(error);
  char answer[64] = "";
  g_input_stream_read(g_io_stream_get_input_stream(G_IO_STREAM(connection)), answer, sizeof answer - 1, NULL,
                      &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 2"));
}

guint
test_sandbox_mails(TestSandbox *sandbox, guint *recipients)
{
  guint mails = 0;
  g_autoptr(GHashTable) people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GDir *folder = g_dir_open(sandbox->outbox, 0, NULL);
  for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
    const char *who = strstr(name, "CID_");
    g_assert_nonnull(who);
    mails++;
    g_hash_table_add(people, g_strdup(who));
  }
  g_dir_close(folder);
  *recipients = g_hash_table_size(people);
  return mails;
}

void
test_wait_callback(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ((TestWait *) data)->result = g_object_ref(result);
}

GAsyncResult *
test_wait_result(TestWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return wait->result;
}

void
test_wait_clear(TestWait *wait)
{
  g_clear_object(&wait->result);
}
