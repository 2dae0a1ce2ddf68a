/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a sub-command; each lives in the file of its name. */
#pragma once

#include "src/command/command.h"

int command_api(CommandContext *context, int argc, char **argv);
int command_connection(CommandContext *context, int argc, char **argv);
int command_export(CommandContext *context, int argc, char **argv);
int command_help(CommandContext *context, int argc, char **argv); /* of the table: command.c */
int command_import(CommandContext *context, int argc, char **argv);
int command_journal(CommandContext *context, int argc, char **argv);
int command_watch(CommandContext *context, int argc, char **argv);
