/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the vault's key of the keyring that is there (a private one, of the test), or why there is none. */
#include "src/local/vault-key.h"

#include <stdio.h>

#include "src/local/secret-text.h"

typedef struct {
  GMainLoop *loop;
  int status;
} Run;

static void
on_key(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr(GError) error = NULL;
  guint8 *key = vault_key_finish(result, &error);
  if (key == NULL)
    printf("no key: %s\n", error->message);
  for (int i = 0; key != NULL && i < VAULT_KEY_BYTES; i++)
    printf("%02x%s", key[i], i + 1 < VAULT_KEY_BYTES ? "" : "\n");
  run->status = key == NULL;
  secret_text_free((char *) key);
  g_main_loop_quit(run->loop);
}

int
main(void)
{
  Run run = {.loop = g_main_loop_new(NULL, FALSE)};
  vault_key_async(NULL, on_key, &run);
  g_main_loop_run(run.loop);
  g_main_loop_unref(run.loop);
  return run.status;
}
