/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/api/sandbox.h"

#include "src/api/directories.h"
#include "src/api/mailing-lists.h"

Sandbox *
sandbox_new(const char *const *arguments)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  const char *first[] = {"--token", "demo", "--contacts", "120"};
  for (guint i = 0; i < G_N_ELEMENTS(first); i++)
    g_ptr_array_add(all, (gpointer) first[i]);
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add(all, (gpointer) arguments[i]);
  g_ptr_array_add(all, NULL);
  Sandbox *sandbox = g_new0(Sandbox, 1);
  sandbox->server = test_sandbox_new_with((const char *const *) all->pdata);
  ApiClientOptions options = {.server = sandbox->server->url, .token = "demo"};
  sandbox->client = api_client_new(&options);
  return sandbox;
}

Sandbox *
sandbox_new_with_fault(const char *fault)
{
  const char *arguments[] = {"--fault", fault, NULL};
  return sandbox_new(arguments);
}

void
sandbox_free(Sandbox *sandbox)
{
  if (sandbox == NULL)
    return;
  api_client_free(sandbox->client);
  test_sandbox_free(sandbox->server);
  g_clear_object(&sandbox->result);
  g_free(sandbox);
}

void
sandbox_done(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Sandbox *sandbox = data;
  g_set_object(&sandbox->result, result);
}

GAsyncResult *
sandbox_wait(Sandbox *sandbox)
{
  g_clear_object(&sandbox->result);
  while (sandbox->result == NULL)
    g_main_context_iteration(NULL, TRUE);
  return sandbox->result;
}

char *
sandbox_directory(Sandbox *sandbox)
{
  g_autoptr(GError) error = NULL;
  directories_list_async(sandbox->client, FETCH_VISIBLE, FALSE, NULL, NULL, sandbox_done, sandbox);
  g_autoptr(Page) page = directories_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(page->items->len, >, 0);
  return g_strdup(((Directory *) g_ptr_array_index(page->items, 0))->id);
}

char *
sandbox_list(Sandbox *sandbox, const char *directory_id, const char *name)
{
  g_autoptr(GError) error = NULL;
  mailing_lists_list_async(sandbox->client, FETCH_VISIBLE, directory_id, FALSE, NULL, NULL, sandbox_done,
                           sandbox);
  g_autoptr(Page) page = mailing_lists_list_finish(sandbox->client, sandbox_wait(sandbox), &error);
  g_assert_no_error(error);
  for (guint i = 0; i < page->items->len; i++) {
    const MailingList *list = g_ptr_array_index(page->items, i);
    if (g_strcmp0(list->name, name) == 0)
      return g_strdup(list->id);
  }
  return NULL;
}
