noinst_LIBRARIES += src/api/libapi.a
src_api_libapi_a_SOURCES =
src_api_libapi_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
