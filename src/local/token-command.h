/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A token that another program prints (token-command in the config). The command is split into words as a
 * shell would, but no shell runs it. Its environment is ours, which holds no token (environment_take_token).
 */
#pragma once

#include <gio/gio.h>

#define TOKEN_COMMAND_SECONDS 60 /* it may ask a person for a passphrase */

/* Runs @command; its answer is the first line that it prints. LOCAL_ERROR_COMMAND when it fails, takes too
 * long or prints nothing. What it prints never stands in an error. */
void token_command_run_async(const char *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* In secret memory: secret_text_free. */
char *token_command_run_finish(GAsyncResult *result, GError **error);
