noinst_LIBRARIES += src/local/liblocal.a
src_local_liblocal_a_SOURCES =
src_local_liblocal_a_CFLAGS = $(AM_CFLAGS) $(SECRET_CFLAGS) $(SODIUM_CFLAGS) $(CJSON_CFLAGS)
