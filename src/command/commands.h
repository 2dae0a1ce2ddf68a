/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a sub-command; each lives in the file of its name. */
#pragma once

#include "src/command/command.h"

int command_api(const CommandContext *context, int argc, char **argv);
int command_connection(const CommandContext *context, int argc, char **argv);
int command_export(const CommandContext *context, int argc, char **argv);
int command_import(const CommandContext *context, int argc, char **argv);
int command_journal(const CommandContext *context, int argc, char **argv);
int command_watch(const CommandContext *context, int argc, char **argv);
