noinst_LIBRARIES += src/local/liblocal.a
src_local_liblocal_a_SOURCES = \
	src/local/byte-locks.c src/local/byte-locks.h \
	src/local/call-history.c src/local/call-history.h \
	src/local/harden.c src/local/harden.h \
	src/local/journal.c src/local/journal.h src/local/journal-private.h \
	src/local/journal-read.c src/local/journal-record.c src/local/journal-tidy.c \
	src/local/local-error.c src/local/local-error.h \
	src/local/lock.c src/local/lock.h \
	src/local/out-file.c src/local/out-file.h \
	src/local/passing-file.c src/local/passing-file.h \
	src/local/paths.c src/local/paths.h \
	src/local/rows.c src/local/rows.h \
	src/local/secret-text.c src/local/secret-text.h \
	src/local/settings.c src/local/settings.h \
	src/local/views.c src/local/views.h \
	src/local/connections.c src/local/connections.h \
	src/local/keyring.c src/local/keyring.h \
	src/local/keyring-walk.c src/local/keyring-walk.h \
	src/local/token-command.c src/local/token-command.h \
	src/local/vault.c src/local/vault.h \
	src/local/vault-key.c src/local/vault-key.h \
	src/local/watch-state.c src/local/watch-state.h
src_local_liblocal_a_CFLAGS = $(AM_CFLAGS) $(SECRET_CFLAGS) $(SODIUM_CFLAGS) $(CJSON_CFLAGS)
EXTRA_DIST += src/local/README
