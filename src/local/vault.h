/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts: what a person typed and nobody has taken yet (a half-filled form, an edit that was not saved). Each
 * one is kept in memory and, once the key is known, sealed on the disk (libsodium's secretbox; the key is in
 * the keyring), so that a crash or a kill loses nothing. Writing does not wait for the disk: it is done
 * often, while somebody types. Without a key they live in memory, and vault_is_sealed says so. Files that
 * cannot be opened (another key, torn) are left alone, and so is what another copy of the program has
 * written since they were read: then there are two files of the name, and the older one comes back on the
 * first start after the newer one is gone. Main thread.
 */
#pragma once

#include "src/local/local-error.h"
#include "src/local/paths.h"

#define VAULT_KEY_BYTES 32

typedef struct Vault Vault;

/* A vault without a key. @paths is copied from. */
Vault *vault_new(const Paths *paths);
/* Wipes the key and the drafts in memory; the sealed ones stay. */
void vault_free(Vault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vault, vault_free)

/* From now on drafts are on the disk (on an error those of earlier runs are read all the same, if they can
 * be). Those of earlier runs come into memory, unless there is a newer one of the name; those in memory are
 * written. @key: VAULT_KEY_BYTES, copied into locked memory. */
gboolean vault_unlock(Vault *vault, const guint8 *key, GError **error);

/* Whether drafts outlive the program. */
gboolean vault_is_sealed(const Vault *vault);

/* Keeps @text under @name ("launch CG_...", "contact CID_..."), instead of what was there. On an error
 * (LOCAL_ERROR_FULL, _FILE) it is in memory all the same. */
gboolean vault_keep(Vault *vault, const char *name, const char *text, GError **error);

/* The draft, owned by the vault until it changes; NULL when there is none. */
const char *vault_get(const Vault *vault, const char *name);

/* It was sent, saved or thrown away: what was read or written here last, not what another copy made of it. */
void vault_drop(Vault *vault, const char *name);

/* The names of all drafts, sorted; free with g_strfreev. */
char **vault_names(const Vault *vault);
