/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key of the vault, kept in the keyring (schema io.canvass.Vault), made at random when it is first asked
 * for. Ends within the keyring's time (connections.h). Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "src/local/vault.h"

/* Looks for the key, and makes one where there is none. */
void vault_key_async(GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* VAULT_KEY_BYTES in secret memory: free with secret_text_free. LOCAL_ERROR_NO_KEYRING, _KEYRING_LOCKED,
 * _KEYRING_TIMEOUT, or _FILE when what is in the keyring is no key of ours: that one is left alone, as it may
 * open what a newer version of the program wrote. */
guint8 *vault_key_finish(GAsyncResult *result, GError **error);
