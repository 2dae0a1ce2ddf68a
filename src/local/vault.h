/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts: what a person typed and nobody has taken yet (a half-filled form, an edit that was not saved). Each
 * one is kept in memory and, once the key is known, sealed on the disk (libsodium's secretbox; the key is in
 * the keyring), so that a crash or a kill loses nothing. Writing does not wait for the disk: it is done
 * often, while somebody types. Without a key they live in memory, and vault_is_sealed says so. Files that
 * cannot be opened (another key, torn) are left alone.
 *
 * Copies of the program share the files, and one of them at a time goes on with a draft: it takes it before
 * it is opened, thrown away or written, by a lock of its file (state/drafts.lock). What two of them typed
 * under the same name stands in two files; the one changed last bears the name, the others a name of their
 * own that begins with it, until they are the only one. Main thread.
 */
#pragma once

#include "src/local/local-error.h"
#include "src/local/paths.h"

#define VAULT_KEY_BYTES 32

typedef struct Vault Vault;

/* A vault without a key. @paths is copied from. */
Vault *vault_new(const Paths *paths);
/* Wipes the key and the drafts in memory, and lets go of all; the sealed ones stay. */
void vault_free(Vault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vault, vault_free)

/* From now on drafts are on the disk (on an error those of earlier runs are read all the same, if they can
 * be). Those of earlier runs come into memory, beside those that are there, which are written. @key:
 * VAULT_KEY_BYTES, copied into locked memory. */
gboolean vault_unlock(Vault *vault, const guint8 *key, GError **error);

/* Whether drafts outlive the program. */
gboolean vault_is_sealed(const Vault *vault);

/* Keeps @text under @name ("launch CG_...", "contact CID_..."), instead of what was there; beside it, where
 * another copy has that. On an error (LOCAL_ERROR_FULL, _FILE) it is in memory all the same. */
gboolean vault_keep(Vault *vault, const char *name, const char *text, GError **error);

/* The draft, owned by the vault until it changes; NULL when there is none. */
const char *vault_get(const Vault *vault, const char *name);

/* It was sent, saved or thrown away: what was read or written here last, not what another copy made of it. */
void vault_drop(Vault *vault, const char *name);

/* The names of all drafts, sorted; free with g_strfreev. */
char **vault_names(const Vault *vault);

/* From now on until vault_let_go() it is this copy's, as it stands on the disk now; or the name is, if there
 * is no such draft. LOCAL_ERROR_LOCKED: another copy has it; _NOT_FOUND: another copy was through with it.
 * Where there are no locks to be had drafts live in memory, and this says TRUE; vault_keep says it then. */
gboolean vault_take(Vault *vault, const char *name, GError **error);
void vault_let_go(Vault *vault, const char *name);

/* Looks what other copies have kept, dropped and taken. Not at what is taken here. TRUE: something is
 * otherwise than it was. */
gboolean vault_sync(Vault *vault);
/* Had another copy taken it, when it was looked at last? */
gboolean vault_is_elsewhere(const Vault *vault, const char *name);

/* The name that a draft was kept under; new. It differs from @name where there is another one of it. */
char *vault_first_name(const char *name);
/* All that are kept under @first_name, that which bears the name first; free with g_strfreev. */
char **vault_names_of(const Vault *vault, const char *first_name);
/* This one bears the name from now on. */
void vault_prefer(Vault *vault, const char *name);
/* The name is free for a new draft; that which bore it goes on under one of its own. */
void vault_put_aside(Vault *vault, const char *first_name);
