/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that a person asked for: an export. It holds personal data, so it is for its owner only; and it gets
 * its name when it is whole, so that a half one is never taken for the whole.
 */
#pragma once

#include <stdio.h>

#include "src/local/local-error.h"

typedef struct OutFile OutFile;

/* Begins @path beside itself, without a name (@path.part where the file system has no such thing), so that a
 * program that is killed leaves nothing; what is no file (/dev/stdout, a pipe) is written to as it is.
 * NULL and LOCAL_ERROR_FILE or FULL when that can't be. */
OutFile *out_file_open(const char *path, GError **error);
/* Where to write; owned by the file. */
FILE *out_file_stream(OutFile *file);
/* Closes it and gives it its name, in place of what had it. Frees @file in any case; on an error nothing is
 * left. */
gboolean out_file_keep(OutFile *file, GError **error);
/* Closes it and leaves nothing behind. Frees @file. */
void out_file_drop(OutFile *file);
