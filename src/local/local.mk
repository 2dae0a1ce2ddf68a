noinst_LIBRARIES += src/local/liblocal.a
src_local_liblocal_a_SOURCES = \
	src/local/connections.h src/local/harden.h src/local/journal.h src/local/local-error.h src/local/lock.h \
	src/local/paths.h src/local/secret-text.h src/local/settings.h
src_local_liblocal_a_CFLAGS = $(AM_CFLAGS) $(SECRET_CFLAGS) $(SODIUM_CFLAGS) $(CJSON_CFLAGS)
