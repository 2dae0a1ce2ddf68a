noinst_LIBRARIES += src/command/libcommand.a
src_command_libcommand_a_SOURCES = \
	src/command/api.c \
	src/command/command.c src/command/command.h src/command/commands.h \
	src/command/common.c src/command/common.h \
	src/command/connection.c \
	src/command/export.c \
	src/command/export-responses.c src/command/export-responses.h \
	src/command/find-list.c src/command/find-list.h \
	src/command/import-earlier.c src/command/import-earlier.h \
	src/command/import.c \
	src/command/journal.c \
	src/command/open.c src/command/open.h \
	src/command/token-input.c src/command/token-input.h \
	src/command/watch.c
src_command_libcommand_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
EXTRA_DIST += src/command/README
