/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in libsodium's guarded memory. Where the limit on locked memory is too low for it, the secret still
 * has guard pages, no core dump and the wipe; sodium_malloc itself goes on without the lock. */
#include "src/local/secret-text.h"

#include <sodium.h>
#include <string.h>

char *
secret_text_reserve(gsize size)
{
  if (sodium_init() < 0)
    g_error("libsodium does not start");
  char *secret = sodium_malloc(size);
  if (!secret)
    g_error("no memory for a secret");
  memset(secret, 0, size);
  return secret;
}

char *
secret_text_new(const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen(bytes) : (gsize) length;
  char *secret = secret_text_reserve(size + 1);
  memcpy(secret, bytes, size);
  secret[size] = '\0';
  return secret;
}

char *
secret_text_copy(const char *secret)
{
  return secret ? secret_text_new(secret, -1) : NULL;
}

void
secret_text_free(char *secret)
{
  sodium_free(secret);
}

void
secret_text_clear(char **secret)
{
  sodium_free(*secret);
  *secret = NULL;
}

void
secret_wipe(void *bytes, gsize length)
{
  sodium_memzero(bytes, length);
}
